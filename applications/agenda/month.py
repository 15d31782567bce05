"""A month as a calendar: everything that has a day, on its day."""

import calendar
import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.urls import reverse

from applications import recurrence
from applications.agenda import overview
from applications.agenda.items import Item, of_application, of_reminder, of_round
from applications.ledger import MOVES, Kind
from applications.models import Application, Event, Posting, Reminder, Round

if TYPE_CHECKING:
    from accounts.models import User

A_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Closing:
    """The last day to apply."""

    company: str
    role: str
    url: str


@dataclass
class Day:
    date: datetime.date
    is_outside: bool = False  # of the month: it fills the first or the last week
    is_today: bool = False
    interviews: list[overview.Interview] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    closings: list[Closing] = field(default_factory=list)
    moves: int = 0

    @property
    def is_empty(self) -> bool:
        return not (self.interviews or self.items or self.closings or self.moves)


@dataclass(frozen=True)
class Month:
    first: datetime.date
    weeks: list[list[Day]]

    @property
    def previous(self) -> datetime.date:
        return (self.first - A_DAY).replace(day=1)

    @property
    def following(self) -> datetime.date:
        return (self.first + 31 * A_DAY).replace(day=1)

    @property
    def is_empty(self) -> bool:
        return all(day.is_empty for week in self.weeks for day in week)


def of(user: "User", first: datetime.date, now: datetime.datetime, zone: datetime.tzinfo) -> Month:
    today = now.astimezone(zone).date()
    weeks = [
        [Day(date, date.month != first.month, date == today) for date in week]
        for week in calendar.Calendar().monthdatescalendar(first.year, first.month)
    ]
    days = {day.date: day for week in weeks for day in week}
    start, end = min(days), max(days)
    _add_rounds(days, _rounds(user, start, end), now, zone)
    for date, item in _items(user, start, end, today):
        days[date].items.append(item)
    for date, closing in _closings(user, start, end):
        days[date].closings.append(closing)
    for date, count in _moves(user, start, end):
        days[date].moves = count
    for day in days.values():
        day.items = overview.in_order(day.items)
    return Month(first, weeks)


def occurrences(
    reminder: Reminder, start: datetime.date, end: datetime.date
) -> Iterator[datetime.date]:
    """The days from `start` to `end` on which the reminder is due, as far as can be foreseen."""
    day: datetime.date | None = reminder.due_on
    if reminder.due_on < start:
        day = recurrence.following(reminder.repeat, reminder.starts_on, start - A_DAY)
    while day and day <= end:
        yield day
        day = recurrence.following(reminder.repeat, reminder.starts_on, day)


def _add_rounds(
    days: dict[datetime.date, Day],
    rounds: Iterable[Round],
    now: datetime.datetime,
    zone: datetime.tzinfo,
) -> None:
    for one in rounds:
        meeting = overview.interview(one, now, zone)
        if meeting.day in days:
            days[meeting.day].interviews.append(meeting)
        for item in of_round(one, now.astimezone(zone).date()):
            if item.due_on in days and one.application.is_live:
                days[item.due_on].items.append(item)


def _rounds(user: "User", start: datetime.date, end: datetime.date) -> Iterable[Round]:
    """With those that only their preparation or thanks bring into the month."""
    is_open = Round.State.OPEN
    wanted = Q(day__range=(start - A_DAY, end + A_DAY))
    wanted |= Q(prepare_state=is_open, prepare_on__range=(start, end))
    wanted |= Q(thank_state=is_open, thank_on__range=(start, end))
    rounds = Round.objects.of(user).kept().filter(wanted)
    return overview.with_names(rounds.select_related("application"))


def _items(
    user: "User", start: datetime.date, end: datetime.date, today: datetime.date
) -> Iterator[tuple[datetime.date, Item]]:
    live = Application.objects.of(user).live().filter(next_on__range=(start, end))
    for application in live.defer("words"):
        item = of_application(application, today)
        yield item.due_on, item
    reminders = Reminder.objects.of(user).open().filter(due_on__lte=end)
    for reminder in reminders.select_related("application"):
        item = of_reminder(reminder, today)
        for day in occurrences(reminder, start, end):
            yield day, item


def _closings(
    user: "User", start: datetime.date, end: datetime.date
) -> Iterator[tuple[datetime.date, Closing]]:
    """Of what has not been sent yet; after that the day means nothing to the person."""
    found = Posting.objects.filter(
        application__user=user,
        application__deleted_at=None,
        application__ending="",
        application__applied_on=None,
        closes_on__range=(start, end),
    )
    fields = ("closes_on", "application__company", "application__role", "application__public_id")
    for day, company, role, public_id in found.values_list(*fields).distinct().order_by(*fields):
        yield day, Closing(company, role, reverse("applications:page", args=[public_id]))


def _moves(
    user: "User", start: datetime.date, end: datetime.date
) -> Iterable[tuple[datetime.date, Any]]:
    """How many moves happened on each day, as the corrected history has it."""
    is_move = Q(kind__in=MOVES) | Q(kind=Kind.CORRECTION) & ~Q(stage="", ending="")
    moves = Event.objects.last_words().filter(
        is_move,
        application__user=user,
        application__deleted_at=None,
        happened_on__range=(start, end),
    )
    return moves.order_by().values_list("happened_on").annotate(count=Count("pk"))
