"""Which offers are compared, by which criteria: chosen, begun, changed."""

import uuid
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from applications.models import Application
from coaching.models import Criterion, Offer
from coaching.offers.comparison import MOST_OFFERS

if TYPE_CHECKING:
    from accounts.models import User

MOST_CRITERIA = 20
BEGINNING: tuple[tuple[Promise, int], ...] = (  # names and weights to begin with
    (pgettext_lazy("criterion", "Pay"), 8),
    (pgettext_lazy("criterion", "The work itself"), 8),
    (pgettext_lazy("criterion", "People"), 6),
    (pgettext_lazy("criterion", "Growth"), 6),
    (pgettext_lazy("criterion", "Hours and place"), 5),
    (pgettext_lazy("criterion", "Security"), 5),
)


class TooMany(Exception):
    """No more fit beside each other."""


class NameTaken(Exception):
    """Two criteria would have one name."""


@dataclass(frozen=True)
class Wanted:
    """A criterion as it shall be."""

    name: str
    weight: int


@transaction.atomic
def choose(user: "User", applications: Collection[Application]) -> None:
    """Compare exactly these. What was entered for others stays, and comes back with them."""
    _hold(user)
    mine = Offer.objects.of(user)
    mine.compared().exclude(application__in=applications).update(is_compared=False)
    mine.filter(application__in=applications).update(is_compared=True)
    begun = Offer.objects.filter(application__in=applications)
    known = set(begun.values_list("application", flat=True))
    for application in applications:
        if application.pk not in known:
            _begin(application)


@transaction.atomic
def put_back(user: "User", offer: Offer) -> bool:
    """Compare it again. False when it is compared already. Raises TooMany."""
    _hold(user)
    if Offer.objects.of(user).compared().count() >= MOST_OFFERS:
        raise TooMany
    return offer.join(is_compared=True)


@transaction.atomic
def begin_criteria(user: "User") -> None:
    """A set to begin with, in the language of the page, for whoever has none."""
    _hold(user)
    if not Criterion.objects.of(user).exists():
        Criterion.objects.bulk_create(
            Criterion(user=user, name=str(name), weight=weight, position=place)
            for place, (name, weight) in enumerate(BEGINNING, 1)
        )


@transaction.atomic
def change_criteria(
    user: "User", changes: Mapping[uuid.UUID, Mapping[str, Any]], new: Iterable[Wanted]
) -> None:
    """Change name, weight or position (from 1) of the criteria named, and add new ones at the end.

    Raises TooMany or NameTaken, and then nothing is written.
    """
    _hold(user)
    rows = list(Criterion.objects.of(user))
    changed = [changes.get(row.public_id, {}) for row in rows]
    places = [said.get("position", place) for place, said in enumerate(changed, 1)]
    for row, said in zip(rows, changed, strict=True):
        row.name, row.weight = said.get("name", row.name), said.get("weight", row.weight)
    added = [Criterion(user=user, name=one.name, weight=one.weight) for one in new]
    ordered = [rows[index] for index in sorted(range(len(rows)), key=_between(places))] + added
    _check(ordered)
    for place, row in enumerate(ordered, 1):
        row.position = place
    Criterion.objects.bulk_update(rows, ["name", "weight", "position"])
    Criterion.objects.bulk_create(added)


def _between(places: list[int]) -> Callable[[int], tuple[int, int]]:
    """Of two at one place, the one that moved up comes first, the one that moved down last."""
    return lambda index: (places[index], places[index] - index - 1)


def _check(criteria: list[Criterion]) -> None:
    if len(criteria) > MOST_CRITERIA:
        raise TooMany
    if len({one.name.casefold() for one in criteria}) < len(criteria):
        raise NameTaken


def _begin(application: Application) -> Offer:
    """Where the posting named a currency and a period, the offer will most likely be in them."""
    period = application.salary_period or Application.SalaryPeriod.MONTH
    return Offer.objects.create(
        application=application, currency=application.salary_currency, period=period
    )


def _hold(user: "User") -> None:
    """One change at a time, so that limits hold in two tabs."""
    get_user_model().objects.select_for_update().get(pk=user.pk)
