"""Which step is the weakest, and when it is too early to say."""

import pytest

from applications.insights.course import Spell
from applications.insights.diagnosis import YARDSTICKS, chance_of_at_most, diagnose
from applications.insights.rates import Rate
from tests.applications.courses import TODAY, course, days_ago


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
        # 19 and as many young ones as you like stay early
        (silent(19) + [course(ago=5)] * 50, ("early", None)),
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


def read(*courses):
    """Hits and total of each step."""
    readings = diagnose(courses, TODAY).readings
    return [(reading.rate.hits, reading.rate.total) for reading in readings]


def spell(stage, days, *, is_over=True):
    return Spell(stage, days, is_over)


@pytest.mark.parametrize("ago, total", [(20, 20), (21, 21)])
@pytest.mark.parametrize("fields", [{}, {"answered": True}, {"ending": "rejected"}])
def test_application_is_read_from_three_weeks_on_answered_or_not(ago, total, fields):
    assert diagnose([*silent(20), course(ago=ago, **fields)], TODAY).ripe == total


def test_young_answers_are_no_better_than_young_silence():
    # 40 sent long ago, 10 of them answered and interviewed by none: 10 of 40 and 0 of 10.
    # 20 sent a week ago, 5 answered already: none of the 20 is read.
    old = [course(ending="no_response")] * 30 + [course(ending="rejected")] * 10
    young = [course(ago=7)] * 15 + [course("screening", ago=7, since=2)] * 5
    assert read(*old, *young) == read(*old) == [(10, 40), (0, 10), (0, 0)]


@pytest.mark.parametrize("furthest, ending", [("screening", ""), ("interview", ""),
                                              ("applied", "rejected")])  # fmt: skip
@pytest.mark.parametrize("answered, is_read", [(20, False), (21, True)])
def test_step_to_an_interview_is_read_three_weeks_after_the_answer(
    furthest, ending, answered, is_read
):
    _, interview, _ = read(course(furthest, ending=ending, since=answered))
    assert interview == (int(is_read and furthest == "interview"), int(is_read))


@pytest.mark.parametrize("furthest, ending", [("interview", ""), ("interview", "rejected"),
                                              ("offer", "")])  # fmt: skip
@pytest.mark.parametrize("waited, is_read", [(20, False), (21, True)])
def test_step_to_an_offer_is_read_three_weeks_after_the_interview_came(
    furthest, ending, waited, is_read
):
    # sent 60 days ago, a screening after 15, the interview after what is left
    spells = (spell("applied", 15), spell("screening", 45 - waited), spell("interview", 1))
    one = course(furthest, ending=ending, answered_on=days_ago(45), since=1, spells=spells)
    assert read(one)[2] == (int(is_read and furthest == "offer"), int(is_read))


@pytest.mark.parametrize("hired, rates", [(20, [(1, 1), (0, 0), (0, 0)]), (21, [(1, 1)] * 3)])
def test_hire_without_an_interview_passes_every_step_at_once(hired, rates):
    spells = (spell("applied", 60 - hired),)
    assert read(course("offer", ending="accepted", since=hired, spells=spells)) == rates


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
