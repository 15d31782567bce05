"""Milestones: what a person reached, recorded once and never taken back.

A sweep looks at whoever's history grew lately, and at who had a first interview: its day comes
without an entry. What is missing is added in one statement that passes over what another sweep
has added meanwhile.
"""

import datetime
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db.models import Exists, Min, OuterRef, Q
from django.utils import timezone

from applications.agenda import pace
from applications.models import Application, Event, Milestone, Round
from applications.stages import Ending, Stage
from trackr.preferences import zone_named

Kind = Milestone.Kind
COUNTS = {
    1: Kind.FIRST_APPLICATION,
    10: Kind.TEN_APPLICATIONS,
    25: Kind.TWENTY_FIVE_APPLICATIONS,
    50: Kind.FIFTY_APPLICATIONS,
    100: Kind.HUNDRED_APPLICATIONS,
}
A_DAY = datetime.timedelta(days=1)  # no zone is farther from UTC
LOOK_BACK = 2 * A_DAY  # longer than the doors were ever shut
OVERLAP = datetime.timedelta(minutes=5)  # longer than any transaction that writes an event
BATCH = 100  # people
SEEN_UP_TO = "milestones-seen-up-to"
GOALS_COUNT_FOR = datetime.timedelta(days=7)  # this week and the last: the goal is of these days

MaybeDay = datetime.date | None
Reached = tuple[str, datetime.date | None, datetime.date]  # kind, week, day


@dataclass
class Course:
    """What one person's search has come to, in days of their own calendar."""

    today: datetime.date
    weekly_goal: int = 0
    applied: list[datetime.date] = field(default_factory=list)
    replied: list[datetime.date] = field(default_factory=list)
    interviewed: list[datetime.date] = field(default_factory=list)
    offered: list[datetime.date] = field(default_factory=list)
    accepted: list[datetime.date] = field(default_factory=list)


def sweep(now: datetime.datetime, until: datetime.datetime) -> int:
    """Record what was reached lately; how many milestones it was."""
    seen: datetime.datetime | None = cache.get(SEEN_UP_TO)
    since = max(now - LOOK_BACK, seen - OVERLAP) if seen else now - LOOK_BACK
    recent = Event.objects.filter(recorded_at__gte=since).order_by()
    people = sorted({*recent.values_list("application__user_id", flat=True), *_interviewed(now)})
    done = 0
    for batch in itertools.batched(people, BATCH):
        if timezone.now() >= until:
            return done
        done += _record(batch, now)
    cache.set(SEEN_UP_TO, now, LOOK_BACK.total_seconds())
    return done


def reached(course: Course, from_week: datetime.date) -> Iterator[Reached]:
    """Every milestone of a course; weekly goals from the week of that Monday on."""
    applied = sorted(course.applied)
    for count, kind in COUNTS.items():
        if len(applied) >= count:
            yield kind, None, applied[count - 1]
    firsts = {
        Kind.FIRST_REPLY: course.replied,
        Kind.FIRST_INTERVIEW: course.interviewed,
        Kind.FIRST_OFFER: course.offered,
        Kind.ACCEPTED: course.accepted,
    }
    for kind, days in firsts.items():
        if days:
            yield kind, None, min(days)
    if course.weekly_goal:
        for week, days_of_week in itertools.groupby(applied, key=pace.monday):
            of_week = list(days_of_week)
            if week >= from_week and len(of_week) >= course.weekly_goal:
                yield Kind.WEEKLY_GOAL, week, of_week[course.weekly_goal - 1]


def _interviewed(now: datetime.datetime) -> Iterator[int]:
    """Who had an interview lately, by their own calendar, and has no milestone of it yet."""
    known = Milestone.objects.filter(user=OuterRef("application__user"), kind=Kind.FIRST_INTERVIEW)
    first, last = now.date() - LOOK_BACK - A_DAY, now.date() + A_DAY
    rounds = Round.objects.kept().filter(
        ~Exists(known), application__deleted_at=None, day__range=(first, last)
    )
    found = rounds.values_list("application__user_id", "application__user__time_zone", "day")
    return (person for person, zone, day in found.order_by() if day <= _today(now, zone))


def _today(now: datetime.datetime, zone: str) -> datetime.date:
    return now.astimezone(zone_named(zone)).date()


def _record(people: Iterable[int], now: datetime.datetime) -> int:
    known = set(
        Milestone.objects.filter(user__in=people).values_list("user_id", "kind", "week").order_by()
    )
    missing = [
        Milestone(user_id=person, kind=kind, week=week, reached_on=day, recorded_at=now)
        for person, course in _courses(people, now).items()
        for kind, week, day in reached(course, pace.monday(course.today) - GOALS_COUNT_FOR)
        if (person, kind, week) not in known
    ]
    Milestone.objects.bulk_create(missing, ignore_conflicts=True)
    return len(missing)


def _courses(people: Iterable[int], now: datetime.datetime) -> dict[int, Course]:
    users = get_user_model().objects.filter(pk__in=people)
    courses = {
        person: Course(_today(now, zone), goal)
        for person, zone, goal in users.values_list("pk", "time_zone", "weekly_goal")
    }
    kept = Application.objects.kept().filter(user__in=people)
    for person, applied, answered in kept.values_list("user_id", "applied_on", "answered_on"):
        courses[person].applied += [applied] if applied else []
        courses[person].replied += [answered] if answered else []
    rounds = Round.objects.kept().filter(application__user__in=people, application__deleted_at=None)
    firsts = rounds.order_by().values_list("application__user_id").annotate(Min("day"))
    for person, day in firsts:
        courses[person].interviewed += [day] if day <= courses[person].today else []
    for person, interview, offer, accepted in _steps(people):
        courses[person].interviewed += [interview] if interview else []
        courses[person].offered += [day for day in (offer, accepted) if day]
        courses[person].accepted += [accepted] if accepted else []
    return courses


def _steps(people: Iterable[int]) -> Iterable[tuple[int, MaybeDay, MaybeDay, MaybeDay]]:
    """The first interview, offer and acceptance of each, as the corrected histories have it."""
    said = Event.objects.last_words()  # a retraction names no stage
    theirs = said.filter(application__user__in=people, application__deleted_at=None)
    firsts = {
        "interview": Q(stage=Stage.INTERVIEW),
        "offer": Q(stage=Stage.OFFER),
        "accepted": Q(ending=Ending.ACCEPTED),
    }
    return (
        theirs.order_by()
        .values_list("application__user_id")
        .annotate(**{name: Min("happened_on", filter=which) for name, which in firsts.items()})
    )
