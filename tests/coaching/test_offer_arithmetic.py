"""The sums of the comparison: exact money, scores of what is rated, and how firm the order is."""

from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.offers.arithmetic import (
    MOST,
    Turn,
    leader_of,
    per_month,
    per_year,
    score,
    turn,
)

WEIGHTS = st.lists(st.integers(0, MOST), min_size=1, max_size=5)
POINT = st.none() | st.integers(0, MOST)


@pytest.mark.parametrize(
    ("amount", "period", "yearly", "monthly"),
    [
        ("35.50", "hour", "73840", "6153.33"),  # 40 hours x 52 weeks
        ("200", "day", "52000", "4333.33"),
        ("1000", "week", "52000", "4333.33"),
        ("4200.10", "month", "50401.20", "4200.10"),
        ("900000", "year", "900000", "75000"),
        ("0", "hour", "0", "0"),
        ("9999999999.99", "hour", "20799999999979.20", "1733333333331.60"),
    ],
)
def test_pay_of_a_year_and_of_a_month_is_exact(amount, period, yearly, monthly):
    year = per_year(Decimal(amount), period)
    assert year == Decimal(yearly)
    assert per_month(year) == Decimal(monthly)


@pytest.mark.parametrize(
    ("weights", "points", "value", "rated", "counting", "share"),
    [
        ([8, 2], [10, 0], Fraction(80), 2, 2, 100),
        ([8, 2], [5, None], Fraction(50), 1, 2, 80),  # what is not rated is no zero
        ([8, 2], [None, None], None, 0, 2, 0),
        ([0, 2], [10, 3], Fraction(30), 1, 1, 100),  # weight 0 doesn't count
        ([0, 0], [10, 3], None, 0, 0, 0),
        ([], [], None, 0, 0, 0),
        ([1, 1, 1], [1, 0, 0], Fraction(10, 3), 3, 3, 100),
    ],
)
def test_score_is_of_what_is_rated(weights, points, value, rated, counting, share):
    found = score(weights, points)
    assert found.value == value
    assert (found.rated, found.counting, found.share) == (rated, counting, share)


def test_score_is_shown_to_the_nearest_point_half_up():
    shown = [score([1] * 8, [10] * 5 + [0] * 3), score([1, 1, 1], [1, 0, 0])]  # 62.5 and 3.33
    assert [one.rounded for one in shown] == [63, 3]
    assert score([1], [None]).rounded is None


def test_share_of_the_weight_is_whole_only_when_all_is_rated():
    assert score([10] * 19 + [1], [5] * 19 + [None]).share == 99


@pytest.mark.parametrize(
    ("weights", "offers", "found"),
    [
        # 60 against 55; with 3 instead of 5 it is 55 against 56.25.
        ([5, 5], [[8, 4], [5, 6]], Turn(0, 3, 1)),
        ([5, 5], [[6, 5], [5, 5]], None),  # level at the most
        ([5, 5], [[9, 9], [1, 1]], None),
        ([5], [[9], [1]], None),
        # The second never overtakes the first, the third does.
        ([5, 5], [[9, 5], [8, 5], [6, 7]], Turn(0, 3, 2)),
        ([5, 5], [[8, 5], [5, 8]], None),  # level: nobody leads
        ([5], [[None], [None]], None),
    ],
)
def test_turn_is_the_smallest_change_of_one_weight(weights, offers, found):
    assert turn(weights, offers) == found


@given(st.data())
def test_turn_puts_another_first_and_no_smaller_change_does(data):
    weights = data.draw(WEIGHTS)
    row = st.lists(POINT, min_size=len(weights), max_size=len(weights))
    offers = data.draw(st.lists(row, min_size=2, max_size=4))
    first = leader_of([score(weights, points) for points in offers])
    found = turn(weights, offers)

    def leader_with(place, weight):
        changed = [*weights[:place], weight, *weights[place + 1 :]]
        return leader_of([score(changed, points) for points in offers])

    turning = [
        (abs(weight - weights[place]), place, weight)
        for place, weight in product(range(len(weights)), range(MOST + 1))
        if first is not None and leader_with(place, weight) not in {None, first}
    ]
    if found is None:
        assert turning == []
    else:
        assert (
            abs(found.weight - weights[found.criterion]), found.criterion, found.weight
        ) == min(turning)  # fmt: skip
        assert leader_with(found.criterion, found.weight) == found.leader != first
