"""Today: what is due, what comes, who owes an answer. Four queries; the rest is plain values."""

import datetime
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.utils import timezone

from applications.agenda import pace, silent
from applications.agenda.items import Item, of_application, of_reminder, of_round
from applications.models import Application, Contact, Milestone, Reminder, Round
from applications.next_action import Deed
from applications.stages import ORDER, WAITING, Ending, Stage
from trackr.preferences import zone_named

if TYPE_CHECKING:
    from accounts.models import User

AHEAD = datetime.timedelta(days=7)
ROUNDS_AHEAD = datetime.timedelta(days=14)
NEWS = datetime.timedelta(days=6)  # today and six days before: a week
A_DAY = datetime.timedelta(days=1)  # a round's day is that of its own zone
EMPLOYERS_ENDINGS = frozenset({Ending.REJECTED, Ending.CLOSED})


class Row(NamedTuple):
    """An application as the agenda reads it."""

    public_id: uuid.UUID
    company: str
    role: str
    stage: str
    ending: str
    since: datetime.date
    applied_on: datetime.date | None
    answered_on: datetime.date | None
    chased_on: datetime.date | None
    last_round_on: datetime.date | None
    snoozed_until: datetime.date | None
    next_kind: str
    next_on: datetime.date | None

    @property
    def stage_label(self) -> str:
        return str(Stage(self.stage).label)

    @property
    def ending_label(self) -> str:
        return str(Ending(self.ending).label)

    @property
    def is_answer(self) -> bool:
        """Whether it stands where an employer's word has put it, and not the person's own."""
        if self.ending:
            return bool(self.applied_on) and self.ending in EMPLOYERS_ENDINGS
        return ORDER[self.stage] > ORDER[Stage.APPLIED]


@dataclass(frozen=True)
class Interview:
    """A round as the person's own clock and calendar say it."""

    round: Round
    day: datetime.date
    starts: datetime.datetime | None
    abroad: datetime.time | None  # what the clock says where the round is, if it differs
    people: list[str]
    days_ahead: int
    is_over: bool

    @property
    def zone_name(self) -> str:
        """The city of its zone, for people."""
        return self.round.zone.rpartition("/")[2].replace("_", " ")


@dataclass(frozen=True)
class Waiting:
    row: Row
    days: int
    quarters: int  # of the person's replies that took less time


@dataclass(frozen=True)
class Agenda:
    today: datetime.date
    has_any: bool  # of anything to keep an agenda of
    interviews: list[Interview]
    due: list[Item]
    coming: list[Item]
    waiting: list[Waiting]
    replies: pace.Replies
    answers: list[Row]
    reached: list[Milestone]  # all there are, the latest first
    week: pace.Week | None
    silent_count: int

    @property
    def milestones(self) -> list[Milestone]:
        """Those of this week."""
        return [one for one in self.reached if one.reached_on >= self.today - NEWS]

    @property
    def has_earlier_milestones(self) -> bool:
        return len(self.reached) > len(self.milestones)

    @property
    def firsts(self) -> list[Milestone]:
        """Those that are reached once; a weekly goal is reached again and again."""
        return [one for one in self.reached if one.week is None]

    @property
    def goals_reached(self) -> int:
        return len(self.reached) - len(self.firsts)

    @property
    def late_count(self) -> int:
        return sum(item.days_late > 0 for item in self.due)


def of(user: "User", now: datetime.datetime, zone: datetime.tzinfo) -> Agenda:
    today = timezone.localdate(now, zone)
    found = Application.objects.of(user).kept()
    rows = [Row(*values) for values in found.values_list(*Row._fields)]
    rounds = list(_rounds(user, today))
    reminders = list(_reminders(user, today))
    items = to_do(rows, rounds, reminders, today)
    replied = pace.replies((row.applied_on, row.answered_on) for row in rows)
    meetings = (interview(one, now, zone) for one in rounds)
    return Agenda(
        today=today,
        has_any=bool(rows or reminders),
        interviews=sorted(
            (one for one in meetings if today <= one.day <= today + ROUNDS_AHEAD),
            key=lambda one: (one.day, one.starts is None, one.starts, one.round.pk),
        ),
        due=_interviews_first(item for item in items if item.due_on <= today),
        coming=[item for item in items if item.due_on > today],
        waiting=waiting(rows, replied, today),
        replies=replied,
        answers=_answers(rows, today),
        reached=list(Milestone.objects.of(user)),
        week=pace.week(user.weekly_goal, (row.applied_on for row in rows if row.applied_on), today),
        silent_count=sum(silent.is_silent(row, today) for row in rows),
    )


def in_order(items: Iterable[Item]) -> list[Item]:
    """The longest due first; of one day interviews first."""
    return sorted(items, key=lambda item: item.place)


def _interviews_first(due: Iterable[Item]) -> list[Item]:
    """What an interview needs can't wait; the rest stays in its order."""
    return sorted(due, key=lambda item: item.deed != Deed.PREPARE)


def interview(one: Round, now: datetime.datetime, zone: datetime.tzinfo) -> Interview:
    """A round in the person's zone. `one` knows its people as `names`."""
    today = timezone.localdate(now, zone)
    moment = one.starts_at
    starts = moment and moment.astimezone(zone)
    there = moment and moment.astimezone(zone_named(one.zone))
    is_abroad = starts and there and starts.utcoffset() != there.utcoffset()
    day = starts.date() if starts else one.day
    ends = moment and moment + datetime.timedelta(minutes=one.minutes)
    return Interview(
        round=one,
        day=day,
        starts=starts,
        abroad=there.time() if there and is_abroad else None,
        people=getattr(one, "names", []),
        days_ahead=(day - today).days,
        is_over=ends < now if ends else day < today,
    )


def waiting(rows: Iterable[Row], replied: pace.Replies, today: datetime.date) -> list[Waiting]:
    """The employer's turn since yesterday or longer, the longest first; the same as the table's
    filter. A follow-up of one's own is no word of theirs, a planned round lies ahead."""
    turned = [
        (max(row.since, row.last_round_on or row.since), row)
        for row in rows
        if row.stage in WAITING and not row.ending
    ]
    return [
        Waiting(row, days, replied.quarters_shorter_than(days))
        for since, row in sorted(turned, key=lambda pair: (pair[0], pair[1].company))
        if (days := (today - since).days) > 0
    ]


def with_names(rounds: "QuerySet[Round]") -> "QuerySet[Round]":
    """The same query, each round with the names of who takes part."""
    people = Contact.objects.filter(rounds=OuterRef("pk")).order_by("name")
    return rounds.annotate(names=ArraySubquery(people.values("name")))


def to_do(
    rows: Iterable[Row],
    rounds: Iterable[Round],
    reminders: Iterable[Reminder],
    today: datetime.date,
) -> list[Item]:
    """What is due by a week from today, in order. One who looks any day misses nothing."""
    return in_order(_items(rows, rounds, reminders, today))


def _items(
    rows: Iterable[Row],
    rounds: Iterable[Round],
    reminders: Iterable[Reminder],
    today: datetime.date,
) -> Iterator[Item]:
    last = today + AHEAD
    for row in rows:
        if row.next_on and row.next_on <= last and not row.ending:
            yield of_application(row, today)
    for one in rounds:
        yield from (item for item in of_round(one, today) if item.due_on <= last)
    for reminder in reminders:
        if reminder.due_on <= last:
            yield of_reminder(reminder, today)


def _rounds(user: "User", today: datetime.date) -> Iterable[Round]:
    """Coming rounds, and those with something open to prepare or to thank for."""
    last, is_open = today + AHEAD, Round.State.OPEN
    kept = Round.objects.of(user).kept().filter(application__ending="")
    wanted = kept.filter(
        Q(day__range=(today - A_DAY, today + ROUNDS_AHEAD + A_DAY))
        | Q(prepare_state=is_open, prepare_on__lte=last, day__gte=today)
        | Q(thank_state=is_open, thank_on__lte=last)
    )
    return with_names(wanted.select_related("application").defer("preparation", "debrief"))


def _reminders(user: "User", today: datetime.date) -> Iterable[Reminder]:
    due = Reminder.objects.of(user).open().filter(due_on__lte=today + AHEAD)
    return due.select_related("application")


def _answers(rows: Iterable[Row], today: datetime.date) -> list[Row]:
    """Whom an employer told something within a week, the latest first."""
    new = [row for row in rows if row.is_answer and row.since >= today - NEWS]
    return sorted(new, key=lambda row: (row.since, row.company), reverse=True)
