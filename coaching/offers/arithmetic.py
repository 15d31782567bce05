"""The sums of the comparison: pure, and exact until they are shown.

Money is a Decimal in whole units of one currency, such as 1234.50 hryvnias. Weights and points are
whole numbers from 0 to 10. A score is a Fraction from 0 to 100.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

HOURS_A_WEEK = 40
DAYS_A_WEEK = 5
WEEKS_A_YEAR = 52
MONTHS_A_YEAR = 12
PERIODS_A_YEAR = {
    "hour": HOURS_A_WEEK * WEEKS_A_YEAR,
    "day": DAYS_A_WEEK * WEEKS_A_YEAR,
    "week": WEEKS_A_YEAR,
    "month": MONTHS_A_YEAR,
    "year": 1,
}
ASSUMED = frozenset({"hour", "day", "week"})  # what a year holds of these is our assumption
CENT = Decimal("0.01")
MOST = 10  # of a weight and of points
CLOSE = 5  # scores nearer than this decide nothing

type Points = Sequence[int | None]  # in the order of the weights; None is not rated


def per_year(amount: Decimal, period: str) -> Decimal:
    """What `amount` a period makes in 52 weeks of 40 hours and 5 days, or in 12 months. Exact."""
    return amount * PERIODS_A_YEAR[period]


def per_month(yearly: Decimal) -> Decimal:
    """A twelfth, rounded to the cent, half a cent up."""
    return (yearly / MONTHS_A_YEAR).quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True)
class Score:
    """`value` is None while nothing that counts is rated. A criterion of weight 0 doesn't count."""

    value: Fraction | None
    rated: int  # criteria
    counting: int  # criteria
    rated_weight: int
    whole_weight: int

    @property
    def rounded(self) -> int | None:
        """To a whole point, half a point up."""
        return None if self.value is None else int(self.value + Fraction(1, 2))

    @property
    def share(self) -> int:
        """Per cent of the weight that is rated, rounded down: 100 means all of it."""
        return 100 * self.rated_weight // self.whole_weight if self.whole_weight else 0

    @property
    def is_whole(self) -> bool:
        return self.rated == self.counting


def score(weights: Sequence[int], points: Points) -> Score:
    """sum(weight x points) / sum(weight x 10) x 100, over what is rated only."""
    counting = [(weight, one) for weight, one in zip(weights, points, strict=True) if weight]
    rated = [(weight, one) for weight, one in counting if one is not None]
    rated_weight = sum(weight for weight, _one in rated)
    reached = sum(weight * one for weight, one in rated)
    return Score(
        value=Fraction(100 * reached, MOST * rated_weight) if rated_weight else None,
        rated=len(rated),
        counting=len(counting),
        rated_weight=rated_weight,
        whole_weight=sum(weights),
    )


@dataclass(frozen=True)
class Turn:
    """With `weight` for the criterion at `criterion`, the offer at `leader` would be first."""

    criterion: int
    weight: int
    leader: int


def leader_of(scores: Sequence[Score]) -> int | None:
    """The place of the one that is ahead of all others; None where nobody is."""
    known = [one.value for one in scores if one.value is not None]
    best = [place for place, one in enumerate(scores) if known and one.value == max(known)]
    return best[0] if len(best) == 1 else None


def turn(weights: Sequence[int], offers: Sequence[Points]) -> Turn | None:
    """The smallest change of one weight, within 0 to 10, that puts another offer first.

    None where nobody leads, or where no such change does. Of changes of the same size the one of
    the earlier criterion is meant, and then the lower weight.
    """
    first = leader_of([score(weights, points) for points in offers])
    if first is None:
        return None
    changes = sorted(
        (abs(other - weight), place, other)
        for place, weight in enumerate(weights)
        for other in range(MOST + 1)
        if other != weight
    )
    for _size, place, other in changes:
        changed = [*weights[:place], other, *weights[place + 1 :]]
        leader = leader_of([score(changed, points) for points in offers])
        if leader not in {None, first}:
            return Turn(place, other, leader)
    return None
