"""An application's history as the page shows it: newest first, corrections already applied, with
its interview rounds and what was sent."""

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from applications import ledger
from applications.ledger import Kind
from applications.models import Application, Round, SentDocument
from applications.stages import Ending, Stage

ROUND, DOCUMENT = "round", "document"  # kinds of steps, beside the ledger's own
CANCELLED = "cancelled"


@dataclass(frozen=True)
class Step:
    public_id: uuid.UUID
    kind: str
    label: str
    happened_on: datetime.date
    recorded_at: datetime.datetime
    key: str = ""  # the stage's or ending's own word, for its colour; of a round CANCELLED
    text: str = ""
    is_corrected: bool = False
    days: int | None = None  # how long a stage lasted; None for the last one and for all else


def of(
    application: Application,
    rounds: Iterable[Round] = (),
    documents: Iterable[SentDocument] = (),
) -> list[Step]:
    steps = [*_events(application), *map(_round, rounds), *map(_document, documents)]
    steps.reverse()  # what was recorded in the same moment stays in its order
    return sorted(steps, key=lambda step: (step.happened_on, step.recorded_at), reverse=True)


def _events(application: Application) -> list[Step]:
    events = {event.pk: event for event in application.events.all()}
    entries = ledger.effective(event.as_entry() for event in events.values())
    moves = [entry for entry in entries if entry.is_move]
    lasted = {
        one.number: (following.happened_on - one.happened_on).days
        for one, following in zip(moves, moves[1:], strict=False)
    }
    return [
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


def _round(one: Round) -> Step:
    key = CANCELLED if one.is_cancelled else ""
    return Step(one.public_id, ROUND, str(one), one.day, one.created_at, key)


def _document(one: SentDocument) -> Step:
    label = _("Sent: %(kind)s “%(title)s”") % {
        "kind": one.get_kind_display(),
        "title": one.title,
    }
    return Step(one.public_id, DOCUMENT, label, one.sent_on, one.recorded_at)


def _label(entry: ledger.Entry) -> str:
    if entry.kind == Kind.STAGE:
        return str(Stage(entry.stage).label)
    if entry.kind == Kind.ENDING:
        return str(Ending(entry.ending).label)
    return str(Kind(entry.kind).label)
