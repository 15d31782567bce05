"""A canned analysis of a CV against a posting: simple rules, real findings, exact quotes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from sandbox import bullet_judge, terms
from sandbox.language import is_ukrainian, words

KEYWORDS = 16
Importance = Literal["must", "nice"]

SKILLS_HEADING = re.compile(r"skill|stack|technolog|tools|навич|технолог|інструмент|вміння", re.I)
NEED_HEADING = re.compile(
    r"require|must|need|you have|you bring|looking for|about you|qualif|expect"
    r"|вимог|очіку|потріб|шукаємо|від вас|що важливо",
    re.I,
)
NICE_HEADING = re.compile(r"nice|bonus|\bplus\b|преференц|перевага|перевагою|плюсом|бажано", re.I)
OTHER_HEADING = re.compile(
    r"offer|benefit|about us|about the|respons|you will|what you|how we|process"
    r"|пропону|умови|про нас|про компан|обов|завдання|робити|етапи",
    re.I,
)
NAME = re.compile(r"(?<![\w.])[A-Z][A-Za-z0-9]+(?:[+#]+|\.[a-z]+)?(?: [A-Z][A-Za-z0-9]+)*")
NOT_SKILLS = words(
    "Much Some European EUR USD GBP PLN UAH"
    " I We You Our The A An Experience Knowledge Strong Good At And Or In With Ability Fluent"
    " Solid Familiarity Confidence Comfortable Proven Hands Excellent Understanding Interest"
    " Bachelor Ukraine Ukrainian Kyiv Lviv Europe EU Remote You'll CV UK US"
)
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True)
class Line:
    """One line of the CV without its mark, and where it stands."""

    text: str
    kind: Literal["bullet", "skill", "prose"]


@dataclass(frozen=True)
class Wanted:
    """A term that the posting asks for, in the posting's spelling."""

    term: str
    pattern: re.Pattern[str]
    importance: Importance
    quote: str


def analyse(message: str) -> dict[str, Any]:
    """The value of a CvAnalysis for a message with <cv>…</cv> and <posting>…</posting>."""
    cv, posting = between(message, "cv"), between(message, "posting")
    lines = list(cv_lines(cv))
    wanted = wanted_terms(posting)[:KEYWORDS]
    bullets = [line.text for line in lines if line.kind == "bullet"]
    ukrainian = is_ukrainian(cv)
    keywords = [_keyword(term, lines) for term in wanted]
    patterns = [term.pattern for term in wanted]
    return {
        "summary": _summary(keywords, bullets, ukrainian),
        "keywords": keywords,
        "bullets": [
            bullet_judge.judge(text, patterns, posting, ukrainian)
            for text in dict.fromkeys(bullets)
        ],
    }


def between(message: str, tag: str) -> str:
    # The instructions may mention the tag as well, so the last opening one counts.
    found = re.search(rf"<{tag}>((?:(?!<{tag}>).)*)</{tag}>", message, re.DOTALL)
    return found[1].strip("\n") if found else ""


def cv_lines(cv: str) -> Iterator[Line]:
    in_skills = False
    for raw in cv.splitlines():
        text = raw.strip()
        if text.startswith("#"):
            in_skills = bool(SKILLS_HEADING.search(text))
        elif in_skills and text:
            yield Line(text.removeprefix("- ").strip(), "skill")
        elif text.startswith("- "):
            yield Line(text[2:].strip(), "bullet")
        elif text:
            yield Line(text, "prose")


def wanted_terms(posting: str) -> list[Wanted]:
    """Known terms anywhere outside the benefits, and names in the lines that say what is needed."""
    found: dict[str, Wanted] = {}
    for text, section in _posting_lines(posting):
        if section == "other":
            continue
        importance: Importance = "nice" if section == "nice" else "must"
        for term, pattern in _terms_in(text, names=section in {"need", "nice"}):
            quote = _sentence(text, pattern)
            found.setdefault(pattern.pattern, Wanted(term, pattern, importance, quote))
    return list(found.values())


def _posting_lines(posting: str) -> Iterator[tuple[str, str]]:
    """Each line with its section: need, nice, other or text (before the first heading)."""
    section = "text"
    for raw in posting.splitlines():
        text = raw.strip().lstrip("#*-•– ").rstrip("*").strip()
        heading = _heading(raw.strip(), text)
        section = heading or section
        if text and not heading:
            softened = section == "need" and NICE_HEADING.search(text)
            yield text, "nice" if softened else section


def _heading(raw: str, text: str) -> str:
    if len(text.split()) > 7 or raw.startswith(("- ", "•", "– ")) or text.endswith((".", ";")):
        return ""
    for pattern, section in ((NICE_HEADING, "nice"), (NEED_HEADING, "need")):
        if pattern.search(text):
            return section
    return "other" if OTHER_HEADING.search(text) else ""


def _terms_in(text: str, names: bool) -> Iterator[tuple[str, re.Pattern[str]]]:
    known: list[str] = []
    for term in terms.known():
        pattern = terms.pattern(term)
        match = pattern.search(text)
        if match:
            known.append(match[0].lower())
            yield match[0], pattern
    for match in NAME.finditer(text) if names else ():
        name = match[0]
        starts = match.start() == 0 and not re.search(r"[A-Z0-9+#].*[A-Z0-9+#]", name)
        if starts or set(name.split()) & NOT_SKILLS or _overlaps(name.lower(), known):
            continue
        yield name, terms.pattern(name)


def _overlaps(name: str, known: list[str]) -> bool:
    return any(name in term or term in name for term in known)


def _sentence(text: str, pattern: re.Pattern[str]) -> str:
    return next((part for part in SENTENCE_END.split(text) if pattern.search(part)), text)


def _keyword(wanted: Wanted, lines: list[Line]) -> dict[str, str]:
    status, quote = "absent", ""
    for line in lines:
        if wanted.pattern.search(line.text):
            quote = _sentence(line.text, wanted.pattern)
            status = "prose_only" if line.kind == "prose" else "found"
        if status == "found":
            break
    return {
        "term": wanted.term,
        "importance": wanted.importance,
        "status": status,
        "cv_quote": quote,
        "posting_quote": wanted.quote,
    }


def _summary(keywords: list[dict[str, str]], bullets: list[str], ukrainian: bool) -> str:
    found = sum(keyword["status"] == "found" for keyword in keywords)
    missing = [word["term"] for word in keywords if word["status"] == "absent"][:3]
    with_numbers = sum(bullet_judge.has_figure(bullet) for bullet in bullets)
    if ukrainian:
        gap = f" Не знайдено: {', '.join(missing)}." if missing else ""
        return (
            f"Відповідь пісочниці: у CV названо {found} із {len(keywords)} вимог вакансії.{gap}"
            f" Рядків із числами: {with_numbers} із {len(bullets)}."
        )
    gap = f" Not found: {', '.join(missing)}." if missing else ""
    return (
        f"Sandbox answer: the CV names {found} of the {len(keywords)} things the posting asks for."
        f"{gap} Lines with a figure: {with_numbers} of {len(bullets)}."
    )
