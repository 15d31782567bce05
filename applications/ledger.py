"""What the ledger says: current stage, furthest stage and ending, derived from append-only entries.

An entry is never changed. A correction replaces what an earlier entry said, a retraction takes it
back; the last word on an entry counts. What remains is read in the order of the user's own dates.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.stages import EARLIEST, HIRED_FROM, Ending, further


class Kind(models.TextChoices):
    STAGE = "stage", _("Stage")
    ENDING = "ending", _("Ending")
    NOTE = "note", _("Note")
    CORRECTION = "correction", _("Correction")
    RETRACTION = "retraction", _("Taken back")


MOVES = frozenset({Kind.STAGE, Kind.ENDING})


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

    def after(self, entry: Entry) -> "Standing":
        """The standing once `entry` has happened as the latest move."""
        if entry.kind == Kind.ENDING:
            hired = entry.ending == Ending.ACCEPTED
            furthest = further(self.furthest, HIRED_FROM) if hired else self.furthest
            return replace(self, ending=entry.ending, furthest=furthest, since=entry.happened_on)
        return Standing(entry.stage, further(self.furthest, entry.stage), "", entry.happened_on)


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
        if entry.is_move and entry.happened_on <= move.happened_on
    ]
    last = before[-1:]
    return [(one.happened_on, one.stage, one.ending) for one in last] == [
        (move.happened_on, move.stage, move.ending)
    ]


def standing(entries: Iterable[Entry]) -> Standing:
    """Where the application stands. Raises ValueError when no move is left to stand on."""
    moves = [entry for entry in effective(entries) if entry.is_move]
    if not moves:
        raise ValueError("a ledger without a move")
    state = Standing(EARLIEST, EARLIEST, "", moves[0].happened_on)
    for move in moves:
        state = state.after(move)
    return state
