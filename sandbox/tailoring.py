"""A canned tailoring of a CV to a posting: honest changes, or invented ones when asked to lie."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from sandbox import bullet_judge, inventions
from sandbox.cv_analysis import Wanted, between, wanted_terms
from sandbox.language import is_ukrainian

REWRITES = 6
LIES = 12
FEW_LINES = 4  # a CV of so few points has none to spare
HEADING = re.compile(r"#+\s")
QUESTION = re.compile(r"[?:]\s*$")
SAID_BEFORE = re.compile(r"^\s*(?:[-*•]|\d+[.)]|[AВ]:|Answer:|Відповідь:)\s*", re.IGNORECASE)
LONGEST = 200

OPENINGS = {
    False: {
        "responsible for": "Took care of",
        "worked on": "Contributed to",
        "worked with": "Worked hands-on with",
        "helped with": "Supported",
        "participated in": "Contributed to",
        "took part in": "Contributed to",
        "was involved in": "Took part in",
        "duties included": "Handled",
        "looked after": "Maintained",
        "set up": "Configured",
        "wrote": "Authored",
        "made": "Produced",
        "built": "Developed",
        "checked": "Reviewed",
        "answered": "Handled",
        "kept": "Maintained",
        "moved": "Migrated",
        "found": "Identified",
        "taught": "Trained others in",
    },
    True: {
        "займався": "Вів роботу:",
        "займалася": "Вела роботу:",
        "брав участь у": "Долучився до:",
        "брала участь у": "Долучилася до:",
        "відповідав за": "Забезпечував:",
        "відповідала за": "Забезпечувала:",
        "обов'язки:": "Виконано:",
        "писав": "Створював",
        "писала": "Створювала",
        "будував": "Створював",
        "будувала": "Створювала",
        "тестував": "Перевіряв",
        "тестувала": "Перевіряла",
        "знайшов": "Виявив",
        "знайшла": "Виявила",
        "замовляв": "Закуповував",
        "замовляла": "Закуповувала",
        "вичитувала": "Редагувала",
        "готував": "Підготував",
        "готувала": "Підготувала",
        "брала участь в": "Долучилася до:",
    },
}
SAID = {
    "reword": ("The posting asks for this in these words.", "Вакансія просить саме про це."),
    "remove": ("It answers nothing in this posting.", "Рядок не стосується цієї вакансії."),
    "add": ("You told us this yourself.", "Про це ви сказали самі."),
    "lie": ("It would fit the posting better.", "Так краще пасує до вакансії."),
}


def tailor(message: str, fault: str = "", options: Mapping[str, Any] | None = None) -> Any:
    """The value of a CvTailoring for a message with <cv>, <posting> and <answers>."""
    cv, posting = between(message, "cv"), between(message, "posting")
    ukrainian = is_ukrainian(cv)
    if fault == "invention":
        changes = list(_lies(cv, ukrainian, options or {}))
    else:
        wanted = wanted_terms(posting)
        answers = between(message, "answers")
        changes = _honest(cv, answers, wanted, ukrainian)
    return {"summary": _summary(len(changes), ukrainian), "changes": changes}


def points(cv: str) -> list[str]:
    """The lines that begin with "- ", as they stand, each once."""
    return list(dict.fromkeys(raw.strip() for raw in cv.splitlines() if raw.startswith("- ")))


def _honest(cv: str, answers: str, wanted: list[Wanted], ukrainian: bool) -> list[dict[str, str]]:
    bullets = points(cv)
    changes: list[dict[str, str]] = []
    for bullet in bullets:
        text = _reworded(bullet.removeprefix("- "), wanted, ukrainian)
        if f"- {text}" != bullet and len(changes) < REWRITES:
            changes.append(_change("replace", bullet, text, "reword", ukrainian))
    changed = {change["line"] for change in changes}
    spare = _spare([bullet for bullet in bullets if bullet not in changed], wanted)
    if spare and len(bullets) > FEW_LINES:
        changes.append(_change("remove", spare, "", "remove", ukrainian))
    told = _told(answers)
    if told and bullets:
        changes.append(_change("add", bullets[0], told, "add", ukrainian))
    return changes


def _reworded(text: str, wanted: list[Wanted], ukrainian: bool) -> str:
    """A better opening, and the posting's own spelling of what the line names already."""
    for weak, better in OPENINGS[ukrainian].items():
        if text.lower().startswith(f"{weak} "):
            text = f"{better} {text[len(weak) :].lstrip()}"
    for term in wanted:
        found = term.pattern.search(text)
        if found and found[0].casefold() == term.term.casefold():
            text = text[: found.start()] + term.term + text[found.end() :]
    return text.rstrip(" .;")


def _spare(bullets: list[str], wanted: list[Wanted]) -> str:
    """The last point that shows no figure and nothing that the posting wants."""
    idle = (
        bullet
        for bullet in reversed(bullets)
        if not bullet_judge.has_figure(bullet)
        and not any(term.pattern.search(bullet) for term in wanted)
    )
    return next(idle, "")


def _told(answers: str) -> str:
    """The first thing that the user's answers state."""
    for line in answers.splitlines():
        text = SAID_BEFORE.sub("", line).strip()
        if text and not QUESTION.search(text) and not HEADING.match(text):
            return re.split(r"(?<=[.!])\s", text)[0][:LONGEST].rstrip(" .;")
    return ""


def _lies(cv: str, ukrainian: bool, options: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """Each point with an invention: of the one kind asked for, else of all kinds in turn."""
    kinds = [options["kind"]] if options.get("kind") else list(inventions.names())
    first = int(options.get("start", 0))
    for number, bullet in enumerate(points(cv)[:LIES], first):
        kind = kinds[number % len(kinds)]
        text = inventions.invent(kind, bullet.removeprefix("- "), cv, ukrainian=ukrainian)
        yield _change("replace", bullet, text, "lie", ukrainian)


def _change(kind: str, line: str, text: str, why: str, ukrainian: bool) -> dict[str, str]:
    stands = f"- {text}" if text else ""
    return {"kind": kind, "line": line, "text": stands, "reason": SAID[why][ukrainian]}


def _summary(changes: int, ukrainian: bool) -> str:
    if ukrainian:
        return f"Відповідь пісочниці: запропоновано змін — {changes}. Решта CV лишається як є."
    return f"Sandbox answer: {changes} changes proposed. All else in the CV stays as it is."
