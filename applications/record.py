"""The job-search record of a period: what was done about which application, and on which day.

It holds what has happened between two days and nothing later, so that a record of November reads
the same in spring. What was only saved is no step towards an employer and is left out.
"""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Exists, F, OuterRef

from applications import ledger
from applications.ledger import COUNTED, Entry, Kind
from applications.models import Application, ApplicationQuerySet, Event, Round
from applications.stages import EARLIEST, Ending, Stage

if TYPE_CHECKING:
    from accounts.models import User


BEGINNING = datetime.date(2000, 1, 1)  # no step of an application is of an earlier day
READ = ("public_id", "company", "role", "source", "applied_on", "answered_on")


class Period(NamedTuple):
    """From one day to another, both counted."""

    since: datetime.date
    until: datetime.date

    @property
    def has_start(self) -> bool:
        return self.since > BEGINNING

    def holds(self, day: datetime.date | None) -> bool:
        return day is not None and self.since <= day <= self.until


class Deed(NamedTuple):
    """One thing that happened. `kind` is stage, ending, follow_up or round."""

    day: datetime.date
    kind: str
    stage: str = ""
    ending: str = ""
    number: int = 0
    title: str = ""

    @property
    def label(self) -> str:
        """The stage, the ending or the follow-up in words; a round is worded by the page."""
        if self.kind == Kind.STAGE:
            return str(Stage(self.stage).label)
        return str(Ending(self.ending).label if self.ending else Kind.FOLLOW_UP.label)


@dataclass(frozen=True)
class Row:
    application: Application
    applied_on: datetime.date | None  # None while it was not yet sent at the end of the period
    deeds: list[Deed]

    @property
    def ending(self) -> Deed | None:
        """How it had ended by the end of the period, if it had."""
        moves = [deed for deed in self.deeds if deed.kind in ledger.MOVES]
        return moves[-1] if moves and moves[-1].ending else None


@dataclass(frozen=True)
class Totals:
    applied: int
    follow_ups: int
    rounds: int
    answers: int
    endings: int


@dataclass(frozen=True)
class Record:
    period: Period
    rows: list[Row]
    totals: Totals


def of(user: "User", period: Period) -> Record:
    """The record of a person's kept applications, in the order in which they were sent."""
    events = Event.objects.filter(application=OuterRef("pk"), happened_on__range=period)
    rounds = Round.objects.filter(application=OuterRef("pk"), day__range=period)
    applications = (
        Application.objects.of(user)
        .kept()
        .filter(Exists(events) | Exists(rounds))
        .order_by(F("applied_on").asc(nulls_last=True), "pk")
    )
    kinds = [*COUNTED, Kind.CORRECTION, Kind.RETRACTION]
    entries, held = Event.objects.ledgers(applications, kinds), _rounds(applications)
    found = (
        _row(one, period, [*_steps(entries[one.pk], one.applied_on), *held[one.pk]])
        for one in applications.only(*READ)
    )
    rows = [row for row in found if row.deeds]
    return Record(period, rows, _totals(rows, period))


def _row(application: Application, period: Period, deeds: Iterable[Deed]) -> Row:
    applied_on = application.applied_on
    happened = sorted((deed for deed in deeds if period.holds(deed.day)), key=lambda deed: deed.day)
    sent = applied_on if applied_on and applied_on <= period.until else None
    return Row(application, sent, happened)


def _steps(entries: Iterable[Entry], applied_on: datetime.date | None) -> Iterable[Deed]:
    """What counts, from the day on which the application was sent: an idea is no step."""
    for entry in ledger.effective(entries):
        is_sent = applied_on is not None and entry.happened_on >= applied_on
        if entry.kind in COUNTED and entry.stage != EARLIEST and is_sent:
            yield Deed(entry.happened_on, entry.kind, entry.stage, entry.ending)


def _rounds(applications: ApplicationQuerySet) -> dict[int, list[Deed]]:
    kept = Round.objects.filter(
        application__in=applications.order_by().values("pk"), cancelled_at=None
    )
    found: defaultdict[int, list[Deed]] = defaultdict(list)
    for application, day, number, title in kept.values_list(
        "application_id", "day", "number", "title"
    ):
        found[application].append(Deed(day, "round", number=number, title=title))
    return found


def _totals(rows: list[Row], period: Period) -> Totals:
    kinds = Counter(deed.kind for row in rows for deed in row.deeds)
    return Totals(
        applied=sum(period.holds(row.applied_on) for row in rows),
        follow_ups=kinds[Kind.FOLLOW_UP],
        rounds=kinds["round"],
        answers=sum(period.holds(row.application.answered_on) for row in rows),
        endings=kinds[Kind.ENDING],
    )
