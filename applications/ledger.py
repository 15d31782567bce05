"""What the ledger says: current stage, furthest stage and ending, derived from append-only entries.

An entry is never changed. A correction replaces what an earlier entry said, a retraction takes it
back; the last word on an entry counts. What remains is read in the order of the user's own dates.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.stages import ANSWERS, EARLIEST, HIRED_FROM, Ending, further


class Kind(models.TextChoices):
    STAGE = "stage", _("Stage")
    ENDING = "ending", _("Ending")
    NOTE = "note", _("Note")
    FOLLOW_UP = "follow_up", _("Followed up")
    CORRECTION = "correction", _("Correction")
    RETRACTION = "retraction", _("Taken back")


MOVES = frozenset({Kind.STAGE, Kind.ENDING})
COUNTED = MOVES | {Kind.FOLLOW_UP}  # what the standing follows from


@dataclass(frozen=True)
class Entry:
    """One line of the ledger as plain values. `number` grows in the order of recording."""

    number: int
    kind: str
    happened_on: datetime.date
    stage: str = ""
    ending: str = ""
    text: str = ""
    corrects: int | None = None
    is_corrected: bool = False

    @property
    def is_move(self) -> bool:
        return self.kind in MOVES


@dataclass(frozen=True)
class Standing:
    """Where an application stands. `stage` is the last live one, kept through an ending."""

    stage: str
    furthest: str
    ending: str
    since: datetime.date
    applied_on: datetime.date | None = None  # the first step past Saved
    answered_on: datetime.date | None = None  # the employer's first answer to it
    chases: int = 0  # follow-ups since the latest move
    chased_on: datetime.date | None = None

    def after(self, entry: Entry) -> "Standing":
        """The standing once `entry` has happened as the latest thing."""
        if entry.kind == Kind.FOLLOW_UP:
            return replace(self, chases=self.chases + 1, chased_on=entry.happened_on)
        moved = replace(self._dated(entry), since=entry.happened_on, chases=0, chased_on=None)
        if entry.kind == Kind.STAGE:
            furthest = further(self.furthest, entry.stage)
            return replace(moved, stage=entry.stage, furthest=furthest, ending="")
        hired = entry.ending == Ending.ACCEPTED
        furthest = further(self.furthest, HIRED_FROM) if hired else self.furthest
        return replace(moved, ending=entry.ending, furthest=furthest)

    def _dated(self, entry: Entry) -> "Standing":
        """With the first day applied and the first day answered, if `entry` brings them."""
        applied, answered = self.applied_on, self.answered_on
        if applied is None and entry.stage not in {"", EARLIEST}:
            applied = entry.happened_on
        if answered is None and applied and (entry.stage or entry.ending) in ANSWERS:
            answered = entry.happened_on
        return replace(self, applied_on=applied, answered_on=answered)


def effective(entries: Iterable[Entry]) -> list[Entry]:
    """What still counts, corrections applied, in the order in which it happened."""
    said: dict[int, Entry | None] = {}
    for entry in sorted(entries, key=lambda entry: entry.number):
        if entry.corrects is None:
            said[entry.number] = entry
        elif entry.kind == Kind.RETRACTION:
            said[entry.corrects] = None
        elif earlier := said.get(entry.corrects):
            said[entry.corrects] = replace(
                earlier,
                happened_on=entry.happened_on,
                stage=entry.stage,
                ending=entry.ending,
                text=entry.text,
                is_corrected=True,
            )
    kept = [entry for entry in said.values() if entry is not None]
    return sorted(kept, key=lambda entry: (entry.happened_on, entry.number))


def says(entries: Iterable[Entry], move: Entry) -> bool:
    """Whether the history holds this move already, as the last one up to its day."""
    before = [
        entry
        for entry in effective(entries)
        if entry.kind in COUNTED and entry.happened_on <= move.happened_on
    ]
    last = before[-1:]
    return [(one.happened_on, one.kind, one.stage, one.ending) for one in last] == [
        (move.happened_on, move.kind, move.stage, move.ending)
    ]


def standing(entries: Iterable[Entry]) -> Standing:
    """Where the application stands. Raises ValueError when no move is left to stand on."""
    counted = [entry for entry in effective(entries) if entry.kind in COUNTED]
    if not any(entry.is_move for entry in counted):
        raise ValueError("a ledger without a move")
    state = Standing(EARLIEST, EARLIEST, "", counted[0].happened_on)
    for entry in counted:
        state = state.after(entry)
    return state
