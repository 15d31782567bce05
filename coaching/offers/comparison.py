"""The comparison as it stands: offers side by side, their scores, and how firm the order is."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from applications.models import Application
from applications.stages import Stage
from coaching.models import Criterion, Offer, Rating
from coaching.offers import arithmetic
from coaching.offers.arithmetic import Score

if TYPE_CHECKING:
    from accounts.models import User

MOST_OFFERS = 8


@dataclass(frozen=True)
class Pay:
    """One kind of pay, gross or net, in the offer's currency; None for what was not entered."""

    monthly: Decimal | None
    yearly: Decimal | None
    with_extra: Decimal | None  # a year, what is paid once a year added


@dataclass(frozen=True)
class Row:
    """One criterion of one offer."""

    criterion: Criterion
    points: int | None
    reason: str


@dataclass(frozen=True)
class Column:
    offer: Offer
    rows: tuple[Row, ...]  # one a criterion
    score: Score
    gross: Pay
    net: Pay

    @property
    def application(self) -> Application:
        return self.offer.application

    @property
    def points(self) -> list[int | None]:
        return [row.points for row in self.rows]

    @property
    def is_assumed(self) -> bool:
        """Its months and years rest on how long a week is."""
        return self.offer.period in arithmetic.ASSUMED and has_pay(self.offer)

    @property
    def is_ranked(self) -> bool:
        return self.application.is_live and self.score.value is not None


@dataclass(frozen=True)
class Turn:
    """Which single weight would put another offer first."""

    criterion: Criterion
    weight: int
    leader: Column


@dataclass(frozen=True)
class Verdict:
    """How the two foremost stand, of at least two that are ranked. `turn` is None where no single
    weight can put another one first."""

    first: Column
    second: Column
    is_level: bool
    is_close: bool
    is_uneven: bool  # not all are rated by the same criteria
    turn: Turn | None

    @property
    def gap(self) -> int:
        """Between the scores as they are shown."""
        return (self.first.score.rounded or 0) - (self.second.score.rounded or 0)


@dataclass(frozen=True)
class Comparison:
    criteria: tuple[Criterion, ...]
    columns: tuple[Column, ...]  # live ones first, the best score first
    left_over: int  # offers that are one too many
    verdict: Verdict | None

    @property
    def currencies(self) -> list[str]:
        paid = (column.offer for column in self.columns if has_pay(column.offer))
        return sorted({offer.currency for offer in paid})

    @property
    def has_assumption(self) -> bool:
        return any(column.is_assumed for column in self.columns)

    @property
    def has_notes(self) -> bool:
        return any(column.offer.note.strip() for column in self.columns)

    @property
    def has_ended(self) -> bool:
        return any(not column.application.is_live for column in self.columns)

    @property
    def is_telling(self) -> bool:
        """There is something in it to comment on."""
        return any(
            has_pay(column.offer) or any(row.points is not None for row in column.rows)
            for column in self.columns
        )


def read(user: "User") -> Comparison:
    criteria = tuple(Criterion.objects.of(user))
    chosen = Offer.objects.of(user).compared().select_related("application")
    offers = list(chosen.prefetch_related("ratings").defer("application__words"))
    columns = sorted((_column(offer, criteria) for offer in offers[:MOST_OFFERS]), key=_place)
    ranked = [column for column in columns if column.is_ranked]
    verdict = _verdict(criteria, ranked) if len(ranked) > 1 else None
    return Comparison(criteria, tuple(columns), max(0, len(offers) - MOST_OFFERS), verdict)


def waiting(user: "User") -> int:
    """How many live applications at the stage Offer were never compared."""
    live = Application.objects.of(user).live()
    return live.filter(stage=Stage.OFFER, offer=None).count()


def has_pay(offer: Offer) -> bool:
    return any(getattr(offer, name) is not None for name in Offer.AMOUNTS)


def _column(offer: Offer, criteria: Sequence[Criterion]) -> Column:
    given: dict[int, Rating] = {one.criterion_id: one for one in offer.ratings.all()}
    none = Rating()
    rows = tuple(
        Row(criterion, found.points, found.reason)
        for criterion in criteria
        for found in [given.get(criterion.pk, none)]
    )
    return Column(
        offer=offer,
        rows=rows,
        score=arithmetic.score(_weights(criteria), [row.points for row in rows]),
        gross=_pay(offer.gross, offer.extra_gross, offer.period),
        net=_pay(offer.net, offer.extra_net, offer.period),
    )


def _pay(amount: Decimal | None, extra: Decimal | None, period: str) -> Pay:
    if amount is None:
        return Pay(None, None, None)
    yearly = arithmetic.per_year(amount, period)
    monthly = amount if period == "month" else arithmetic.per_month(yearly)
    return Pay(monthly, yearly, None if extra is None else yearly + extra)


def _place(column: Column) -> tuple[bool, bool, float, int]:
    value = column.score.value
    return (not column.application.is_live, value is None, -float(value or 0), column.offer.pk)


def _weights(criteria: Sequence[Criterion]) -> list[int]:
    return [criterion.weight for criterion in criteria]


def _verdict(criteria: Sequence[Criterion], ranked: Sequence[Column]) -> Verdict:
    first, second, *_others = ranked
    assert first.score.value is not None  # noqa: S101  it is ranked
    assert second.score.value is not None  # noqa: S101
    gap = first.score.value - second.score.value
    found = arithmetic.turn(_weights(criteria), [column.points for column in ranked])
    return Verdict(
        first=first,
        second=second,
        is_level=gap == 0,
        is_close=gap < arithmetic.CLOSE,
        is_uneven=len({_rated(column) for column in ranked}) > 1,
        turn=Turn(criteria[found.criterion], found.weight, ranked[found.leader]) if found else None,
    )


def _rated(column: Column) -> frozenset[int]:
    """The criteria that count and are rated."""
    return frozenset(
        row.criterion.pk for row in column.rows if row.criterion.weight and row.points is not None
    )
