"""Which step is the weakest, and when it is too early to say."""

import pytest

from applications.insights.diagnosis import YARDSTICKS, chance_of_at_most, diagnose
from applications.insights.rates import Rate
from tests.applications.courses import TODAY, course


def said(courses):
    found = diagnose(courses, TODAY)
    return found.verdict, found.weakest and found.weakest.yardstick.name


def silent(number):
    return [course(ending="no_response")] * number


def refused(number):
    return [course(ending="rejected")] * number


def got(furthest, number):
    return [course(furthest, ending="rejected")] * number


@pytest.mark.parametrize(
    "courses, expected",
    [
        ([], ("early", None)),
        (silent(19), ("early", None)),
        # 0 of 20 answered: chance 0.7^20 = 0.0008
        (silent(20), ("clear", "answer")),
        # 19 and as many open ones as you like stay early
        (silent(19) + [course(since=5)] * 50, ("early", None)),
        # answers 30 of 60 = 50 %; interviews 2 of 30 = 7 % of 40: clear
        (silent(30) + refused(28) + got("interview", 2), ("clear", "interview")),
        # answers 20 of 40, interviews 15 of 20, offers 0 of 15: 0.8^15 = 0.035
        (silent(20) + refused(5) + got("interview", 15), ("clear", "offer")),
        # offers 0 of 5: 0.8^5 = 0.33, may be chance
        (silent(15) + refused(5) + got("interview", 5), ("slight", "offer")),
        # answers 8 of 30 = 27 % of 30: 0.89 · interviews 4 of 8 = 50 % of 40 · offers hidden
        (silent(22) + refused(4) + got("interview", 4), ("slight", "answer")),
        # answers 20 of 40 = 1.67, interviews 10 of 20 = 1.25, offers 3 of 10 = 1.5
        (silent(20) + refused(10) + got("interview", 7) + got("offer", 3), ("fine", "interview")),
    ],
)
def test_weakest_step_by_hand(courses, expected):
    assert said(courses) == expected


def test_clear_step_is_named_before_a_lower_one_that_may_be_chance():
    # offers 0 of 5 is lower beside its yardstick, but 3 of 60 answered can't be chance alone
    courses = silent(285) + refused(10) + got("interview", 5)
    assert said(courses) == ("clear", "answer")


@pytest.mark.parametrize("waited, total", [(20, 20), (21, 21)])
def test_three_weeks_of_silence_settle(waited, total):
    assert diagnose([*silent(20), course(since=waited)], TODAY).settled == total


def test_hire_has_passed_every_step_at_once():
    hired = course("offer", ending="accepted", since=0)
    readings = diagnose([hired], TODAY).readings
    assert [reading.rate for reading in readings] == [Rate(1, 1)] * 3


@pytest.mark.parametrize(
    "rate, usual, chance",
    [
        (Rate(0, 2), 0.5, 0.25),
        (Rate(1, 2), 0.5, 0.75),
        (Rate(1, 3), 0.2, 0.512 + 3 * 0.2 * 0.64),
        (Rate(3, 3), 0.2, 1.0),
    ],
)
def test_chance_by_hand(rate, usual, chance):
    assert chance_of_at_most(rate, usual) == pytest.approx(chance)


def test_chance_of_thousands_can_be_reckoned():
    assert chance_of_at_most(Rate(3000, 9000), 0.3) == pytest.approx(1, abs=1e-6)


def test_each_yardstick_says_in_words_what_it_is():
    for yardstick in YARDSTICKS:
        assert 0 < yardstick.usual < 100
        assert str(yardstick.says).endswith(".")
        assert str(yardstick.advice).endswith(".")
