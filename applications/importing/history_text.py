"""A ledger as text in a cell, and back.

`History` holds the moves and follow-ups, a step as “2026-11-05 applied”, parted by “ | ”; the words
are those of Stage and Ending, and “follow_up”. `Notes` holds each note after its day in brackets,
“[2026-11-05] They called.”, on a line of its own; further lines of a note that begin with a bracket
or a backslash get a backslash before it.
"""

import datetime
import re
from collections.abc import Iterable

from applications.importing.failure import UnreadableRow
from applications.ledger import Entry, Kind
from applications.stages import Ending, Stage

STEP = re.compile(r"(\d{4}-\d\d-\d\d) (\w+)")
DATED_NOTE = re.compile(r"\[(\d{4}-\d\d-\d\d)\](?: (.*))?")


def of_steps(entries: Iterable[Entry]) -> str:
    steps = (entry for entry in entries if entry.kind != Kind.NOTE)
    return " | ".join(
        f"{entry.happened_on} {entry.stage or entry.ending or entry.kind}" for entry in steps
    )


def of_notes(entries: Iterable[Entry]) -> str:
    notes = (entry for entry in entries if entry.kind == Kind.NOTE)
    return "\n".join(f"[{entry.happened_on}] {_escaped(entry.text)}" for entry in notes)


def steps(text: str) -> list[Entry]:
    """The moves and follow-ups, numbered from 1. Raises UnreadableRow."""
    entries = [_step(number, part) for number, part in enumerate(text.split("|"), 1)]
    if not any(entry.is_move for entry in entries):
        raise UnreadableRow("history", text)
    return entries


def notes(text: str) -> list[tuple[datetime.date | None, str]]:
    """Each note with its day; a text that is not of our own making is one note without a day."""
    if not (DATED_NOTE.match(text) and _day(text[1:11])):
        return [(None, text)]
    found: list[tuple[datetime.date | None, list[str]]] = []
    for line in text.split("\n"):
        match = DATED_NOTE.fullmatch(line)
        if match and (day := _day(match[1])):
            found.append((day, [match[2] or ""]))
        else:
            found[-1][1].append(line.removeprefix("\\"))
    return [(day, "\n".join(lines)) for day, lines in found]


def _escaped(text: str) -> str:
    return re.sub(r"\n(?=[\[\\])", r"\n\\", text)


def _step(number: int, part: str) -> Entry:
    match = STEP.fullmatch(part.strip())
    day = _day(match[1]) if match else None
    if not match or not day:
        raise UnreadableRow("history", part.strip())
    word = match[2]
    if word in Stage:
        return Entry(number, Kind.STAGE, day, stage=word)
    if word in Ending:
        return Entry(number, Kind.ENDING, day, ending=word)
    if word == Kind.FOLLOW_UP:
        return Entry(number, Kind.FOLLOW_UP, day)
    raise UnreadableRow("history", part.strip())


def _day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None
