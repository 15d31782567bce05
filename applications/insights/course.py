"""The course that one application took, as plain values: what every number here is counted from."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from applications import ledger
from applications.ledger import Entry, Kind
from applications.stages import ANSWERS, EARLIEST, ORDER, Stage


@dataclass(frozen=True)
class Spell:
    """A stay in one stage, in whole days. While it is not over, we know only that it lasts longer:
    the person still waits, or stopped waiting without an answer."""

    stage: str
    days: int
    is_over: bool


@dataclass(frozen=True)
class SentCv:
    """Which CV an application went out with. Two are the same when all three agree."""

    title: str
    origin: str = ""
    version: int | None = None


@dataclass(frozen=True)
class Course:
    """An application from the day it was sent on; one that is only saved has no course yet."""

    applied_on: datetime.date
    furthest: str
    stages: tuple[str, ...]  # those it was in up to the furthest, in their order, from Applied on
    since: datetime.date
    ending: str = ""
    answered_on: datetime.date | None = None
    spells: tuple[Spell, ...] = ()
    source: str = ""
    cv: SentCv | None = None

    @property
    def is_live(self) -> bool:
        return not self.ending

    def reached(self, stage: str) -> bool:
        """By the furthest stage: what came later takes nothing back."""
        return ORDER[self.furthest] >= ORDER[stage]


def moves(entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in ledger.effective(entries) if entry.is_move]


def stages(moves: Iterable[Entry], furthest: str) -> tuple[str, ...]:
    """The stages on the way to the furthest one. Who was called before applying did apply."""
    visited = {move.stage for move in moves if move.kind == Kind.STAGE}
    return tuple(sorted({Stage.APPLIED, *visited, furthest} - {EARLIEST}, key=ORDER.__getitem__))


def spells(moves: Iterable[Entry], today: datetime.date) -> tuple[Spell, ...]:
    """The stays in each stage past Saved.

    Silence, a withdrawal, a closed vacancy and a step back end the waiting without an answer, so
    such a stay is not over; an answer that comes all the same, later, ends it on its day.
    """
    found: list[Spell] = []
    stage, start, last = "", today, today
    is_waiting = False
    for move in moves:
        is_answer = (move.stage or move.ending) in ANSWERS
        if is_waiting and move.stage != stage and (is_answer or move.kind == Kind.STAGE):
            found.append(_spell(stage, start, move.happened_on, is_over=is_answer))
            is_waiting = False
        if move.kind == Kind.STAGE and not is_waiting:
            stage, start, is_waiting = move.stage, move.happened_on, True
        last = move.happened_on if move.ending else today
    if is_waiting:
        found.append(_spell(stage, start, last, is_over=False))
    return tuple(spell for spell in found if spell.stage != EARLIEST)


def _spell(stage: str, start: datetime.date, end: datetime.date, *, is_over: bool) -> Spell:
    return Spell(stage, max((end - start).days, 0), is_over)
