"""How many applications each choice of a filter would leave: one query for all of them."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from operator import and_
from typing import TYPE_CHECKING, Any

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Concat
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications.models import Application, ApplicationQuerySet, Tag
from applications.stages import Ending, Stage
from applications.table import filters
from applications.table.filters import Due, Filter, Show

if TYPE_CHECKING:
    from accounts.models import User

Row = tuple[str, str, str, int]  # kind, value, label, number


@dataclass(frozen=True)
class Choice:
    value: str
    label: str | Promise
    number: int
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    """One kind of choice; `name` is its key in the address."""

    name: str
    label: str | Promise
    choices: list[Choice]


@dataclass(frozen=True)
class Facets:
    groups: list[Facet]
    salaries: list[Choice]
    shown: list[Choice]  # live, ended, all
    total: int  # applications that pass the whole filter
    has_any: bool  # of the person at all, out of the bin

    def label_of(self, name: str, value: str) -> str | Promise:
        """What a chosen value is called; empty for one that is gone, such as a deleted tag."""
        group = next((one for one in self.groups if one.name == name), None)
        choices = group.choices if group else []
        return next((one.label for one in choices if one.value == value), "")

    @property
    def tags(self) -> list[Choice]:
        return next(one.choices for one in self.groups if one.name == "tag")


def count(user: "User", chosen: Filter, today: datetime.date) -> Facets:
    numbers: dict[str, dict[str, int]] = defaultdict(dict)
    tags = {}
    for kind, value, label, number in _query(user, chosen, today):
        numbers[kind][value] = number
        if kind == "tag":
            tags[value] = label
    places = numbers["place"]
    return Facets(
        groups=_groups(chosen, numbers, tags),
        salaries=_choices(_units(numbers["salary"]), numbers["salary"], (chosen.salary_in,)),
        shown=_shown(places, chosen),
        total=_total(places, chosen),
        has_any=bool(places),
    )


def _query(user: "User", chosen: Filter, today: datetime.date) -> Iterable[Row]:
    """Every value there is of each kind, be its number 0: a list that changes under the hand that
    ticks it would be no help."""
    kept = Application.objects.of(user).kept()
    conditions = filters.conditions(kept, chosen, today)
    priced = ~Q(salary_currency="") & ~Q(salary_period="")
    due = (When(day, then=Value(str(one))) for one, day in filters.due_days(today).items())
    place = Case(When(ending="", then=F("stage")), default=F("ending"))
    kinds: list[tuple[str, ApplicationQuerySet, Any]] = [
        ("place", kept, place),
        ("priority", kept, Cast("priority", CharField())),
        ("source", kept.exclude(source=""), F("source")),
        ("work_mode", kept.exclude(work_mode=""), F("work_mode")),
        ("due", kept, Case(*due, default=Value(""))),
        ("salary", kept.filter(priced), Concat("salary_currency", Value("-"), "salary_period")),
    ]
    parts = [
        _counted(kind, rows, value, Value(""), Count("pk", filter=_others(kind, conditions)))
        for kind, rows, value in kinds
    ]
    others = _others("tag", conditions)
    passing = Q(taggings__application__in=kept.filter(others) if others else kept)
    tags = _counted(
        "tag",
        Tag.objects.of(user),
        Cast("public_id", CharField()),
        F("name"),
        Count("taggings", filter=passing),
    )
    return tags.union(*parts, all=True).order_by()


def _counted(
    kind: str, rows: QuerySet[Any], value: Any, label: Any, number: Count
) -> QuerySet[Any, Row]:
    named = rows.order_by().annotate(kind=Value(kind), value=value, label=label)
    grouped = named.values("kind", "value", "label").annotate(number=number)
    found: QuerySet[Any, Row] = grouped.values_list("kind", "value", "label", "number")
    return found


def _others(kind: str, conditions: Mapping[str, Q]) -> Q | None:
    """What the other kinds of choices demand."""
    return reduce(and_, (one for name, one in conditions.items() if name != kind), Q()) or None


def _groups(
    chosen: Filter, numbers: Mapping[str, dict[str, int]], tags: dict[str, str]
) -> list[Facet]:
    places, modes = numbers["place"], dict(Application.WorkMode.choices)
    sources = {value: value for value in sorted(numbers["source"], key=str.casefold)}
    by_name = dict(sorted(tags.items(), key=lambda tag: tag[1].casefold()))
    priorities = {str(value): label for value, label in Application.Priority.choices[::-1]}
    kinds: list[tuple[str, Promise, dict[Any, Any], dict[str, int]]] = [
        ("stage", _("Stage"), dict(Stage.choices), places),
        ("ending", _("Ended as"), dict(Ending.choices), places),
        ("due", _("Next step"), dict(Due.choices), numbers["due"]),
        ("tag", _("Tags"), by_name, numbers["tag"]),
        ("priority", _("Priority"), priorities, numbers["priority"]),
        ("work_mode", _("Work mode"), modes, numbers["work_mode"]),
        ("source", _("Source"), sources, numbers["source"]),
    ]
    return [
        Facet(name, label, _choices(words, counted, getattr(chosen, name)))
        for name, label, words, counted in kinds
    ]


def _choices(
    words: Mapping[str, Any], numbers: Mapping[str, int], chosen: Iterable[str]
) -> list[Choice]:
    return [
        Choice(value, label, numbers.get(value, 0), value in chosen)
        for value, label in words.items()
    ]


def _units(numbers: Mapping[str, int]) -> dict[str, str]:
    """Currencies with periods, such as “UAH per month”, the most frequent first."""
    periods = dict(Application.SalaryPeriod.choices)
    found = {}
    for unit in sorted(numbers, key=lambda unit: (-numbers[unit], unit)):
        currency, _dash, period = unit.partition("-")
        found[unit] = f"{currency} {periods.get(period, period)}"
    return found


def _total(places: Mapping[str, int], chosen: Filter) -> int:
    endings = set(Ending)
    return sum(
        number
        for place, number in places.items()
        if (chosen.shows("", place) if place in endings else chosen.shows(place, ""))
    )


def _shown(places: Mapping[str, int], chosen: Filter) -> list[Choice]:
    return [
        Choice(
            show,
            show.label,
            _total(places, replace(chosen, show=show, stage=(), ending=())),
            show == chosen.show and not chosen.names_places,
        )
        for show in Show
    ]
