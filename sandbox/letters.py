"""Canned letters: honest ones made of the CV's own lines, and changes to them; or invented ones."""

import re
from collections.abc import Mapping
from typing import Any

from sandbox import inventions
from sandbox.cv_analysis import between
from sandbox.language import is_ukrainian
from sandbox.tailoring import points

HEADING = re.compile(r"^## (?P<role>.+), (?P<company>[^,\n]+)$", re.MULTILINE)
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
PROOFS = 2
LONG_LINE = 60
LIES = {
    "figure": ("In that time I raised sales by 480 %.", "За цей час я підняла продажі на 480 %."),
    "employer": ("Before that I worked at Monobank.", "До того я працювала в Monobank."),
    "tool": ("I also know Kubernetes well.", "Також добре знаю Kubernetes."),
    "date": ("I have done this since 2009.", "Роблю це з 2009 року."),
}
WORDS = {
    "dear": ("Dear {to},", "{to}, вітаю!"),
    "hello": ("Hello,", "Вітаю!"),
    "about": (
        "I am writing about the role of {role} at {company}.",
        "Пишу щодо вакансії «{role}» у {company}.",
    ),
    "about_it": ("I am writing about the role.", "Пишу щодо вакансії."),
    "proof": ("From my work: {points}.", "З мого досвіду: {points}."),
    "regards": ("Kind regards,", "З повагою,"),
    "subject": ("About the role of {role}", "Щодо вакансії «{role}»"),
    "canned": (
        "This is a canned letter of the sandbox, not one of Claude's.",
        "Це заготовлений лист пісочниці, не від Claude.",
    ),
    "changed": ("Sandbox answer: {count} changes.", "Відповідь пісочниці, змін: {count}."),
    "shorter": ("It says the same in fewer words.", "Те саме меншою кількістю слів."),
    "wished": ("You asked for this.", "Про це ви просили."),
    "lied": ("It sounds stronger.", "Так переконливіше."),
}


def write(system: str, message: str, fault: str, options: Mapping[str, Any]) -> Any:
    """The value of a LetterDraft for a message with <cv>, <applications> and <wish>."""
    say = _saying("Write in Ukrainian" in system)
    role, company = _about(message)
    to = between(message, "addressee")
    paragraphs = [
        say("dear", to=to) if to else say("hello"),
        say("about", role=role, company=company) if role else say("about_it"),
    ]
    proofs = [line.removeprefix("- ").rstrip(" .;") for line in points(between(message, "cv"))]
    if proofs:
        paragraphs.append(say("proof", points="; ".join(proofs[:PROOFS])))
    wish = between(message, "wish")
    if wish:
        paragraphs.append(SENTENCE_END.split(wish)[0])
    if fault == "invention":
        paragraphs.append(_lie(options, "Write in Ukrainian" in system))
    sender = between(message, "sender")
    paragraphs.append("\n".join(filter(None, [say("regards"), sender])))
    return {
        "subject": say("subject", role=role or "…"),
        "paragraphs": paragraphs,
        "check": [say("canned")],
    }


def change(message: str, fault: str, options: Mapping[str, Any]) -> Any:
    """The value of a LetterChanges for a message with <letter> and <wish>."""
    letter, wish = between(message, "letter"), between(message, "wish")
    ukrainian = is_ukrainian(letter)
    say = _saying(ukrainian)
    lines = [line for line in letter.splitlines() if line.strip()]
    changes = []
    longest = max(lines, key=len)
    short = SENTENCE_END.split(longest)[0].partition(";")[0].rstrip(".") + "."
    if short != longest and len(longest) > LONG_LINE:
        changes.append(_change("replace", longest, short, say("shorter")))
    before_end = lines[-3] if len(lines) > PROOFS + 1 else lines[0]
    if wish:
        changes.append(_change("add", before_end, SENTENCE_END.split(wish)[0], say("wished")))
    if fault == "invention":
        changes.append(_change("add", before_end, _lie(options, ukrainian), say("lied")))
    return {"summary": say("changed", count=len(changes)), "changes": changes}


def _about(message: str) -> tuple[str, str]:
    found = HEADING.search(between(message, "applications"))
    return (found["role"].strip(), found["company"].strip()) if found else ("", "")


def _lie(options: Mapping[str, Any], ukrainian: bool) -> str:
    kind = str(options.get("kind", ""))
    if kind in inventions.names():
        line = "Ran the team" if not ukrainian else "Вела команду"
        return inventions.invent(kind, line, "", ukrainian=ukrainian)
    return LIES.get(kind, LIES["figure"])[ukrainian]


def _saying(ukrainian: bool) -> Any:
    return lambda key, **filled: WORDS[key][ukrainian].format(**filled)


def _change(kind: str, line: str, text: str, reason: str) -> dict[str, str]:
    return {"kind": kind, "line": line, "text": text, "reason": reason}
