"""What a table shows: a filter and an order as plain values, and the rows that pass.

Choices of one kind widen what is shown (Applied or Interview), different kinds narrow it (Applied,
and remote). Stages and endings are one kind: where an application stands. Choosing any of them
takes the place of live, ended and all.
"""

import datetime
from dataclasses import dataclass, fields, replace
from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Case,
    Count,
    DateField,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    TextChoices,
    Value,
    When,
)
from django.db.models.expressions import OrderBy
from django.db.models.functions import Coalesce, Lower
from django.db.models.lookups import Exact, GreaterThan, IsNull, LessThan, LessThanOrEqual
from django.utils.translation import pgettext_lazy

from applications.models import Application, ApplicationQuerySet, Tag, Tagging
from applications.stages import ORDER, WAITING

if TYPE_CHECKING:
    from accounts.models import User

WEEK = datetime.timedelta(days=7)
NEWEST_FIRST = "-since"
MOST_SOURCES = 50  # offered while one types


class Show(TextChoices):
    LIVE = "live", pgettext_lazy("applications", "Live")
    ENDED = "ended", pgettext_lazy("applications", "Ended")
    ALL = "all", pgettext_lazy("applications", "All")


class Due(TextChoices):
    """When the next step is due. Each application is in one of them."""

    OVERDUE = "overdue", pgettext_lazy("next step", "Overdue")
    TODAY = "today", pgettext_lazy("next step", "Today")
    SOON = "soon", pgettext_lazy("next step", "In the next 7 days")
    LATER = "later", pgettext_lazy("next step", "Later")
    NONE = "none", pgettext_lazy("next step", "None")


class ComingRound(Func):
    """Of days kept in one row, the first that is not before another day."""

    template = "(SELECT min(day) FROM unnest(%(expressions)s))"
    arg_joiner = ") AS day WHERE day >= ("
    output_field = DateField()


AMOUNT = Coalesce("salary_max", "salary_min")
SORTS: dict[str, F | Func | Case] = {
    "role": Lower("role"),
    "company": Lower("company"),
    "stage": Case(
        *(When(stage=stage, then=Value(place)) for stage, place in ORDER.items()),
        output_field=IntegerField(),
    ),
    "priority": F("priority"),
    "next": Coalesce("round_on", "next_on"),
    "since": F("since"),
    "salary": AMOUNT,
}


@dataclass(frozen=True)
class Filter:
    """Each field is a key of the table's address; one that has its default is left out of it."""

    q: str = ""
    show: str = Show.LIVE
    stage: tuple[str, ...] = ()
    ending: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()  # public ids
    priority: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    work_mode: tuple[str, ...] = ()
    due: tuple[str, ...] = ()
    salary_in: str = ""  # currency and period, as in UAH-month: none other can be compared
    salary_from: int | None = None
    location: str = ""
    waiting: int | None = None  # days
    sort: str = NEWEST_FIRST

    def query_string(self, **more: object) -> str:
        """What follows the question mark: always the same for the same filter."""
        said = [(one.name, getattr(self, one.name)) for one in fields(self)]
        chosen = [(name, value) for name, value in said if value != DEFAULTS[name]]
        return urlencode([*chosen, *more.items()], doseq=True)

    def without(self, name: str, value: str = "") -> "Filter":
        """Less one of several choices; less all of a field that holds one."""
        before, left = getattr(self, name), DEFAULTS[name]
        if isinstance(before, tuple):
            left = tuple(one for one in before if one != value)
        cleared = {name: left}
        if name == "salary_in":
            cleared["salary_from"] = None  # an amount of nothing
        return replace(self, **cleared)

    def cleared(self) -> "Filter":
        """Only live, ended or all, and the order, are left."""
        return Filter(show=self.show, sort=self.sort)

    @property
    def is_narrow(self) -> bool:
        return self != self.cleared()

    @property
    def names_places(self) -> bool:
        return bool(self.stage or self.ending)

    def shows(self, stage: str, ending: str) -> bool:
        """Whether it shows what stands there."""
        if self.names_places:
            return ending in self.ending if ending else stage in self.stage
        return self.show == Show.ALL or bool(ending) == (self.show == Show.ENDED)


DEFAULTS: dict[str, Any] = {one.name: one.default for one in fields(Filter)}


def rows_of(user: "User", chosen: Filter, today: datetime.date) -> ApplicationQuerySet:
    """The applications that pass, in order, each with the names of its tags as `tag_names` and
    the day of its next interview, which comes before any next action, as `round_on`."""
    kept = Application.objects.of(user).kept()
    tags = Tag.objects.filter(taggings__application=OuterRef("pk")).values("name")
    return (
        kept.filter(*conditions(kept, chosen, today).values())
        .defer("words")
        .annotate(tag_names=ArraySubquery(tags), round_on=_round_on(today))
        .order_by(*_order(chosen.sort), "-moved_at", "pk")
    )


def conditions(kept: ApplicationQuerySet, chosen: Filter, today: datetime.date) -> dict[str, Q]:
    """One condition for each kind of choice; an empty one where nothing was chosen."""
    days = due_days(today)
    words = kept.matching(chosen.q).values("pk") if chosen.q else ()
    tagged = Tagging.objects.filter(tag__public_id__in=chosen.tag)
    return {
        "words": Q(pk__in=words) if chosen.q else Q(),
        "place": _place(chosen),
        "tag": Q(pk__in=tagged.values("application")) if chosen.tag else Q(),
        "priority": _one_of("priority", chosen.priority),
        "source": _one_of("source", chosen.source),
        "work_mode": _one_of("work_mode", chosen.work_mode),
        "due": reduce(or_, (days[one] for one in chosen.due), Q()),
        "salary": _salary(chosen),
        "location": reduce(and_, _places(chosen), Q()),
        "waiting": _waiting(chosen, today),
    }


def sources_of(user: "User") -> list[str]:
    """Where the person found applications, to choose from when another is written down."""
    named = Application.objects.of(user).kept().exclude(source="")
    counted = named.values("source").annotate(number=Count("pk")).order_by("-number", "source")
    return list(counted.values_list("source", flat=True)[:MOST_SOURCES])


def due_days(today: datetime.date) -> dict[str, Q]:
    coming, last = Coalesce(_round_on(today), "next_on"), today + WEEK
    return {
        Due.OVERDUE: Q(LessThan(coming, today)),
        Due.TODAY: Q(Exact(coming, today)),
        Due.SOON: Q(GreaterThan(coming, today), LessThanOrEqual(coming, last)),
        Due.LATER: Q(GreaterThan(coming, last)),
        Due.NONE: Q(IsNull(coming, True)),
    }


def _round_on(today: datetime.date) -> Case:
    return Case(When(ending="", then=ComingRound("round_days", Value(today))))


def _one_of(column: str, values: tuple[str, ...]) -> Q:
    return Q(**{f"{column}__in": values}) if values else Q()


def _place(chosen: Filter) -> Q:
    if chosen.names_places:
        return Q(ending="", stage__in=chosen.stage) | Q(ending__in=chosen.ending)
    return {Show.LIVE: Q(ending=""), Show.ENDED: ~Q(ending="")}.get(Show(chosen.show), Q())


def _places(chosen: Filter) -> list[Q]:
    """Each word is somewhere in the location."""
    return [Q(location__icontains=word) for word in chosen.location.split()]


def _salary(chosen: Filter) -> Q:
    """The upper end reaches the amount. Another currency or period can't be compared."""
    if not chosen.salary_in:
        return Q()
    currency, _dash, period = chosen.salary_in.partition("-")
    enough = chosen.salary_from or 0
    return Q(salary_currency=currency, salary_period=period) & (
        Q(salary_max__gte=enough) | Q(salary_max=None, salary_min__gte=enough)
    )


def _waiting(chosen: Filter, today: datetime.date) -> Q:
    """The employer's turn, for longer than so many days since the last move or round."""
    if chosen.waiting is None:
        return Q()
    day = today - datetime.timedelta(days=chosen.waiting)
    has_met = Q(last_round_on=None) | Q(last_round_on__lt=day)
    return Q(ending="", stage__in=WAITING, since__lt=day) & has_met


def _order(sort: str) -> list[OrderBy]:
    by = SORTS[sort.removeprefix("-")]
    first = by.desc(nulls_last=True) if sort.startswith("-") else by.asc(nulls_last=True)
    if by is not AMOUNT:
        return [first]
    # Amounts of one currency and period stand together: across them, more is not more.
    unknown = Case(When(salary_max=None, salary_min=None, then=1), default=0)
    return [unknown.asc(), F("salary_currency").asc(), F("salary_period").asc(), first]
