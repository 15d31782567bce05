"""An application's history as the page shows it: newest first, corrections already applied."""

import datetime
import uuid
from dataclasses import dataclass

from applications import ledger
from applications.ledger import Kind
from applications.models import Application
from applications.stages import Ending, Stage


@dataclass(frozen=True)
class Step:
    public_id: uuid.UUID
    kind: str
    label: str
    key: str  # the stage's or ending's own word, for its colour
    text: str
    happened_on: datetime.date
    recorded_at: datetime.datetime
    is_corrected: bool
    days: int | None  # how long this stage lasted, in days; None for the last one and for notes


def of(application: Application) -> list[Step]:
    events = {event.pk: event for event in application.events.all()}
    entries = ledger.effective(event.as_entry() for event in events.values())
    moves = [entry for entry in entries if entry.is_move]
    lasted = {
        one.number: (following.happened_on - one.happened_on).days
        for one, following in zip(moves, moves[1:], strict=False)
    }
    steps = [
        Step(
            public_id=events[entry.number].public_id,
            kind=entry.kind,
            label=_label(entry),
            key=entry.stage or entry.ending,
            text=entry.text,
            happened_on=entry.happened_on,
            recorded_at=events[entry.number].recorded_at,
            is_corrected=entry.is_corrected,
            days=lasted.get(entry.number),
        )
        for entry in entries
    ]
    return steps[::-1]


def _label(entry: ledger.Entry) -> str:
    if entry.kind == Kind.STAGE:
        return str(Stage(entry.stage).label)
    if entry.kind == Kind.ENDING:
        return str(Ending(entry.ending).label)
    return str(Kind.NOTE.label)
