"""What the canned Claude says: visibly canned, yet shaped by the request and its language."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from sandbox import cv_analysis, interviews, letters, offer_remarks, tailoring
from sandbox.claude_wire import texts_in
from sandbox.language import is_ukrainian

HUGE_CHARACTERS = 1_000_000
LONG_CHARACTERS = 4_000
HOSTILE = (
    '<script>document.title="owned"</script><img src=x onerror=alert(1)>'
    " ![pixel](https://tracker.invalid/p.png) [click](javascript:alert(1))"
)
FABRICATED = "Raised revenue by 480 % as Chief Executive of a company nobody has named"
QUOTES = frozenset({"quote", "cv_quote", "posting_quote"})
QUOTED_CHARACTERS = 300
# By the title of the schema: of the instructions, the message, the fault and its options.
WRITERS: dict[str, Callable[[str, str, str, Mapping[str, Any]], Any]] = {
    "CvAnalysis": lambda _system, last, _fault, _options: cv_analysis.analyse(last),
    "CvTailoring": lambda _system, last, fault, options: tailoring.tailor(last, fault, options),
    "LetterDraft": letters.write,
    "LetterChanges": lambda _system, last, fault, options: letters.change(last, fault, options),
    "InterviewPreparation": lambda _s, last, fault, options: interviews.prepare(
        last, fault, options
    ),
    "CommentOnOffers": lambda _system, last, fault, _options: offer_remarks.remark(last, fault),
    "AnswerScores": lambda _system, last, _fault, _options: interviews.score(last),
}
EXAMPLES = {
    "date-time": "2026-01-01T00:00:00Z",
    "date": "2026-01-01",
    "time": "00:00:00Z",
    "duration": "P1D",
    "email": "someone@example.com",
    "hostname": "example.com",
    "uri": "https://example.com/",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "uuid": "00000000-0000-4000-8000-000000000000",
}


def write(asked: dict[str, Any], fault: str, options: Mapping[str, Any]) -> str:
    """The whole text of the answer to a request, with the fault worked into it."""
    form = (asked.get("output_config") or {}).get("format") or {}
    if form.get("type") != "json_schema":
        # Of several blocks the last is what the person says, the others go along with it.
        said = _prose([*texts_in(asked["messages"][-1]["content"])][-1], fault)
        return (
            _repeated(said, int(options.get("characters", LONG_CHARACTERS)))
            if fault == "long"
            else said
        )
    if fault == "invalid_json":
        return str(options.get("text", '{"nothing": "of what was asked for"}'))
    value = _value(form["schema"], asked, fault, options)
    if fault == "fabricated_quotes":
        value = _with_strings(value, _fabricated)
    if fault == "hostile":
        value = _with_strings(value, _hostile)
    if fault == "huge":
        value = _with_strings(value, _huge)
    return json.dumps(value, ensure_ascii=False)


def _prose(last: str, fault: str) -> str:
    quoted = " ".join(last.split())[:QUOTED_CHARACTERS]
    if is_ukrainian(last):
        text = (
            f"Відповідь пісочниці: ви написали «{quoted}».\n\n"
            "Це заготовлений текст, не Claude. Справжній помічник відповів би тут по суті:\n\n"
            "- що зробити насамперед;\n- чому саме це;\n- з чого почати сьогодні.\n\n"
            "Щоб говорити зі справжнім Claude, задайте ANTHROPIC_API_KEY."
        )
    else:
        text = (
            f"Sandbox answer: you wrote “{quoted}”.\n\n"
            "This is a canned text, not Claude. The real assistant would now say:\n\n"
            "- what to do first;\n- why that and nothing else;\n- how to begin today.\n\n"
            "Set ANTHROPIC_API_KEY to speak with the real Claude."
        )
    if fault == "hostile":
        text = f"{text}\n\n{HOSTILE}"
    if fault == "huge":
        text = (text + "\n\n") * (HUGE_CHARACTERS // len(text) + 1)
    return text


def _repeated(text: str, characters: int) -> str:
    return ((text + "\n\n") * (characters // len(text) + 1))[:characters]


def _value(
    schema: dict[str, Any], asked: dict[str, Any], fault: str, options: Mapping[str, Any]
) -> Any:
    system = "\n".join(texts_in(asked.get("system") or ""))
    last = "\n".join(texts_in(asked["messages"][-1]["content"]))
    writer = WRITERS.get(str(schema.get("title")))
    if writer:
        return writer(system, last, fault, options)
    return smallest(schema, schema.get("$defs", {}), is_ukrainian(last))


def smallest(schema: dict[str, Any], defs: dict[str, Any], ukrainian: bool = False) -> Any:
    """A small value that fits a JSON schema: every required field, one item in every list."""
    if "$ref" in schema:
        return smallest(defs[schema["$ref"].rpartition("/")[2]], defs, ukrainian)
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return schema["enum"][0]
    variants = schema.get("anyOf") or schema.get("oneOf") or schema.get("allOf")
    if variants:
        return smallest(variants[0], defs, ukrainian)
    if schema.get("type") == "object":
        fields = schema.get("properties", {})
        return {
            name: smallest(fields[name], defs, ukrainian) for name in schema.get("required", [])
        }
    if schema.get("type") == "array":
        return [smallest(schema["items"], defs, ukrainian)] if "items" in schema else []
    return _scalar(schema, ukrainian)


def _scalar(schema: dict[str, Any], ukrainian: bool) -> Any:
    match schema.get("type"):
        case "string":
            return _string(schema, ukrainian)
        case "integer" | "number":
            return _bound(schema, "minimum", 1)
        case "boolean":
            return False
        case _:
            return None


def _string(schema: dict[str, Any], ukrainian: bool) -> str:
    if schema.get("format") in EXAMPLES:
        return EXAMPLES[schema["format"]]
    text = "Текст пісочниці." if ukrainian else "Sandbox text."
    text = text * max(1, -(-_bound(schema, "minLength", 0) // len(text)))
    return text[: _bound(schema, "maxLength", len(text))]


def _bound(schema: dict[str, Any], name: str, otherwise: int) -> int:
    """A limit of the schema; the SDK moves limits into the description as "{maximum: 10}"."""
    if name in schema:
        return int(schema[name])
    said = re.search(rf"\b{name}: (-?\d+)", schema.get("description", ""))
    return int(said[1]) if said else otherwise


def _fabricated(name: str, text: str) -> str:
    return FABRICATED if name in QUOTES and text else text


def _hostile(name: str, text: str) -> str:
    return text if name in QUOTES or not _is_free(text) else f"{text} {HOSTILE}"


def _huge(name: str, text: str) -> str:
    if name not in {"summary", "text", "answer", "better", "paragraphs"}:
        return text
    return f"{text} " * (HUGE_CHARACTERS // (len(text) + 1) + 1)


def _is_free(text: str) -> bool:
    """Free text has several words; a single word may be the value of an enumeration."""
    return " " in text


def _with_strings(value: Any, change: Any, name: str = "") -> Any:
    """The same value, each of its strings replaced by change(field name, string)."""
    if isinstance(value, dict):
        return {key: _with_strings(item, change, key) for key, item in value.items()}
    if isinstance(value, list):
        return [_with_strings(item, change, name) for item in value]
    return change(name, value) if isinstance(value, str) else value
