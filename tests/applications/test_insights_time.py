"""Time in stage: Kaplan and Meier, reckoned by hand."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applications.insights import survival
from applications.insights.course import Spell, spells
from applications.insights.survival import Answers, Point, TimeInStage
from tests.applications.courses import TODAY, course, moves


def stays(*days, stage="applied"):
    """stays(3, -5): over after 3 days; not over after 5."""
    return tuple(Spell(stage, abs(day), day > 0) for day in days)


any_stays = st.lists(st.builds(Spell, st.just("applied"), st.integers(0, 400), st.booleans()))


def test_curve_by_hand():
    # day  under way  over  broken off  share
    #  2       6        1       0       5/6
    #  3       5        1       1       5/6 * 4/5 = 2/3
    #  5       3        0       1       -
    #  8       2        1       0       2/3 * 1/2 = 1/3
    #  9       1        0       1       -
    points = survival.curve(stays(2, 3, -3, -5, 8, -9))
    assert points == [
        Point(2, Fraction(5, 6)), Point(3, Fraction(2, 3)), Point(8, Fraction(1, 3)),
    ]  # fmt: skip
    assert survival.median(points) == 8
    shares = [survival.share_over(points, day) for day in (1, 2, 7, 8, 99)]
    assert shares == [0, Fraction(1, 6), Fraction(1, 3), Fraction(2, 3), Fraction(2, 3)]


def test_leaving_out_those_who_wait_would_be_too_rosy():
    waiting = stays(4, 6, *[-30] * 8)  # two answers of ten: the half is not in sight
    assert survival.median(survival.curve(waiting)) is None
    assert survival.median(survival.curve(waiting[:2])) == 4


def test_median_is_reached_at_exactly_half():
    assert survival.median(survival.curve(stays(3, 7, -9, -9))) == 7


@given(any_stays)
def test_curve_falls_from_one_and_never_below_nought(spells):
    shares = [1, *(point.share for point in survival.curve(spells))]
    assert shares == sorted(shares, reverse=True)
    assert all(0 <= share <= 1 for share in shares)


@given(st.lists(st.integers(0, 60), min_size=1), st.integers(0, 60))
def test_curve_without_waiting_is_the_plain_share(days, day):
    points = survival.curve([Spell("applied", one, True) for one in days])
    assert survival.share_over(points, day) == Fraction(sum(one <= day for one in days), len(days))
    assert survival.median(points) == sorted(days)[(len(days) - 1) // 2]


@given(any_stays)
def test_waiting_longer_never_brings_the_half_nearer(spells):
    longer = [Spell(one.stage, one.days + (not one.is_over) * 50, one.is_over) for one in spells]
    half, later = (survival.median(survival.curve(these)) for these in (spells, longer))
    assert later is None or (half is not None and later >= half)


@pytest.mark.parametrize(
    "said, expected",
    [
        ([("saved", 9)], []),
        ([("saved", 9), ("applied", 7)], [("applied", 7, False)]),
        (
            [("applied", 30), ("screening", 20), ("interview", 15), ("-rejected", 5)],
            [("applied", 10, True), ("screening", 5, True), ("interview", 10, True)],
        ),
        ([("applied", 30), ("-no_response", 9)], [("applied", 21, False)]),
        ([("applied", 30), ("-withdrew", 28)], [("applied", 2, False)]),
        # An answer after all: it took as long as it took.
        ([("applied", 30), ("-no_response", 9), ("screening", 4)],
         [("applied", 26, True), ("screening", 4, False)]),
        ([("applied", 30), ("-no_response", 9), ("-rejected", 4)], [("applied", 26, True)]),
        # Reopened: the waiting goes on.
        ([("applied", 30), ("-no_response", 9), ("applied", 4)], [("applied", 30, False)]),
        ([("applied", 30), ("-rejected", 9), ("applied", 4)],
         [("applied", 21, True), ("applied", 4, False)]),
        # A second round is the same stage; a step back is no answer.
        ([("interview", 30), ("interview", 20), ("offer", 10)],
         [("interview", 20, True), ("offer", 10, False)]),
        ([("applied", 30), ("saved", 20), ("applied", 10)],
         [("applied", 10, False), ("applied", 10, False)]),
        ([("offer", 8), ("-declined", 6)], [("offer", 2, True)]),
        ([("applied", -3)], [("applied", 0, False)]),  # dated ahead
    ],
)  # fmt: skip
def test_stays_follow_from_the_moves(said, expected):
    assert [(one.stage, one.days, one.is_over) for one in spells(moves(*said), TODAY)] == expected


def test_times_name_each_stage_that_somebody_was_in():
    courses = [course(spells=stays(3, -5) + stays(2, stage="offer")), course(spells=stays(4, 4, 6))]
    # Applied: 3, -5, 4, 4, 6. At 3: 4/5; at 4: 4/5 * 2/4 = 2/5, so the half is over on day 4.
    assert survival.time_in_stages(courses) == [
        TimeInStage("applied", total=5, waiting=1, median=4, longest=6),
        TimeInStage("offer", total=1, waiting=0, median=2, longest=2),
    ]
    assert [time.is_shown for time in survival.time_in_stages(courses)] == [True, False]


def test_answers_in_time_go_no_further_than_anybody_waited():
    # Over at 5 and 10, broken off at 20: within 7 days 1/5, within 14 days 1 - 4/5 * 3/4 = 2/5
    courses = [course(spells=stays(5, 10, -20, -20, -20) + stays(50, stage="interview"))]
    assert survival.answers_in_time(courses) == Answers(5, {7: 20, 14: 40})


def test_answers_in_time_of_four_are_too_few():
    assert survival.answers_in_time([course(spells=stays(5, 10, 20, 30))]) == Answers(4, {})
