"""Next actions that set themselves: the rules by hand, on working days."""

import datetime

import pytest

from applications import next_action
from applications.agenda import deeds
from applications.ledger import Standing
from applications.models import Application, Round
from applications.next_action import Deed, NextAction, preparation_on, thanks_on, working_day
from applications.people import rounds
from applications.stages import Ending, Stage
from tests.factories import make_application, make_round


def day(text):
    return datetime.date.fromisoformat(text)


MONDAY, FRIDAY = day("2026-11-02"), day("2026-11-06")


def coming(application):
    """What the row itself says, freshly read."""
    row = Application.objects.get(pk=application.pk)
    return row.next_kind, row.next_on and row.next_on.isoformat()


@pytest.mark.parametrize(
    "start, count, end",
    [
        ("2026-11-02", 1, "2026-11-03"),
        ("2026-11-06", 1, "2026-11-09"),  # Friday to Monday
        ("2026-11-07", 1, "2026-11-09"),  # Saturday to Monday
        ("2026-11-08", 2, "2026-11-10"),
        ("2026-11-02", 7, "2026-11-11"),
        ("2026-11-09", -1, "2026-11-06"),
        ("2026-11-08", -1, "2026-11-06"),
        ("2026-12-31", 1, "2027-01-01"),  # no calendar of holidays is pretended
    ],
)
def test_working_day_passes_over_weekends(start, count, end):
    assert working_day(day(start), count) == day(end)


@pytest.mark.parametrize(
    "stage, deed, due_on",
    [
        (Stage.SAVED, "apply", "2026-11-04"),
        (Stage.APPLIED, "follow_up", "2026-11-11"),
        (Stage.SCREENING, "follow_up", "2026-11-06"),
        (Stage.TEST_TASK, "follow_up", "2026-11-06"),
        (Stage.INTERVIEW, "follow_up", "2026-11-06"),
        (Stage.OFFER, "decide", "2026-11-04"),
    ],
)
def test_stage_sets_the_next_action(alice, stage, deed, due_on):
    assert coming(make_application(alice, stage=stage, on=MONDAY)) == (deed, due_on)


def test_applied_on_a_friday_is_followed_up_on_a_tuesday(alice):
    application = make_application(alice, stage=Stage.APPLIED, on=FRIDAY)
    assert coming(application) == ("follow_up", "2026-11-17")


def test_two_follow_ups_and_then_a_decision(alice):
    application = make_application(alice, stage=Stage.APPLIED, on=MONDAY)
    assert application.follow_up(day("2026-11-11"), on=day("2026-11-12"))
    assert coming(application) == ("follow_up", "2026-11-23")
    assert application.follow_up(day("2026-11-23"), on=day("2026-11-23"))
    assert coming(application) == ("decide", "2026-12-02")
    assert application.follow_up(day("2026-12-02"), on=day("2026-12-02")) is None


def test_next_stage_counts_follow_ups_anew(alice):
    application = make_application(alice, stage=Stage.APPLIED, on=MONDAY)
    application.follow_up(day("2026-11-11"), on=day("2026-11-11"))
    application.move(Stage.SCREENING, day("2026-11-13"))
    assert coming(application) == ("follow_up", "2026-11-19")
    assert Application.objects.get(pk=application.pk).chases == 0


@pytest.mark.parametrize("ending", Ending)
def test_ending_silences(alice, ending):
    application = make_application(alice, stage=Stage.OFFER, on=MONDAY)
    application.end(ending, FRIDAY)
    assert coming(application) == ("", None)


def test_reopening_asks_again(alice):
    application = make_application(alice, stage=Stage.APPLIED, on=MONDAY)
    application.end(Ending.NO_RESPONSE, FRIDAY)
    application.move(Stage.APPLIED, day("2026-11-09"))
    assert coming(application) == ("follow_up", "2026-11-18")


def test_planned_round_moves_the_follow_up_behind_it(alice):
    application = make_application(alice, stage=Stage.SCREENING, on=MONDAY)
    round = make_round(application, day=day("2026-11-20"))
    assert coming(application) == ("follow_up", "2026-11-26")
    round.cancelled_at = datetime.datetime(2026, 11, 10, tzinfo=datetime.UTC)
    round.save()
    application.hear_of_rounds()
    assert coming(application) == ("follow_up", "2026-11-06")


@pytest.mark.parametrize(
    "today, due_on, days",
    [
        ("2026-11-18", "2026-11-18", "19 21 23"),  # Wednesday
        ("2026-11-20", "2026-11-11", "21 23"),  # Friday: in three days it is Monday
        ("2026-11-22", "2026-11-22", "23 25"),  # Sunday: tomorrow it is Monday
        ("2026-11-23", "2026-11-23", "24 26 30"),  # Monday: not this one
        ("2026-11-18", "2026-11-19", "21 23"),  # not due yet: only later than that
        ("2026-11-18", "2026-12-01", ""),
    ],
)
def test_put_off_is_offered_until_later_than_it_is_due(today, due_on, days):
    offered = deeds.later_days(day(today), day(due_on))
    assert " ".join(str(one.day) for one in offered) == days


def test_round_is_prepared_the_working_day_before_and_thanked_for_the_one_after():
    assert preparation_on(day("2026-11-23"), MONDAY) == day("2026-11-20")  # Friday before Monday
    assert thanks_on(day("2026-11-20")) == day("2026-11-23")


def test_round_planned_for_tomorrow_is_prepared_today():
    sunday = day("2026-11-22")
    assert preparation_on(day("2026-11-23"), sunday) == sunday
    assert preparation_on(day("2026-11-23"), day("2026-11-24")) == day("2026-11-23")


def test_snooze_puts_off_and_the_next_move_forgets_it(alice):
    application = make_application(alice, stage=Stage.APPLIED, on=MONDAY)
    assert application.snooze(day("2026-11-11"), day("2026-11-27"))
    assert coming(application) == ("follow_up", "2026-11-27")
    application.refresh_from_db()
    application.move(Stage.SCREENING, day("2026-11-12"))
    assert coming(application) == ("follow_up", "2026-11-18")


def test_snooze_outlasts_a_round_that_is_sooner(alice):
    application = make_application(alice, stage=Stage.SCREENING, on=MONDAY)
    application.snooze(day("2026-11-06"), day("2026-12-15"))
    make_round(application, day=day("2026-11-20"))
    assert coming(application) == ("follow_up", "2026-12-15")


def test_deeds_for_another_day_do_nothing(alice):
    application = make_application(alice, stage=Stage.APPLIED, on=MONDAY)
    stale = day("2026-11-10")
    assert not application.snooze(stale, day("2026-11-27"))
    assert not application.retire(stale, "other")
    assert application.follow_up(stale, on=stale) is None
    assert coming(application) == ("follow_up", "2026-11-11")
    assert application.events.count() == 1


def test_retired_is_quiet_until_the_next_stage(alice):
    application = make_application(alice, stage=Stage.APPLIED, on=MONDAY)
    assert application.retire(day("2026-11-11"), "no_channel")
    assert coming(application) == ("", None)
    application.refresh_from_db()
    application.move(Stage.SCREENING, day("2026-11-12"))
    assert coming(application) == ("follow_up", "2026-11-18")
    assert Application.objects.get(pk=application.pk).quiet_because == ""


def test_resume_sets_what_the_rules_say(alice):
    application = make_application(alice, stage=Stage.APPLIED, on=MONDAY)
    application.retire(day("2026-11-11"), "not_worth_it")
    application.resume()
    assert coming(application) == ("follow_up", "2026-11-11")


def test_round_after_two_follow_ups_lets_one_ask_anew():
    stage = Stage.INTERVIEW
    chased = day("2026-11-09")
    standing = Standing(stage, stage, "", MONDAY, chases=2, chased_on=chased)
    assert next_action.after(standing).deed == Deed.DECIDE
    assert next_action.after(standing, last_round_on=chased).deed == Deed.DECIDE
    coming = next_action.after(standing, last_round_on=day("2026-11-20"))
    assert coming == NextAction(Deed.FOLLOW_UP, day("2026-11-26"))


def test_new_round_wakes_a_quiet_application(alice):
    application = make_application(alice, stage=Stage.INTERVIEW, on=MONDAY)
    application.retire(application.next_on, "other")
    rounds.plan(Round(application=application, day=day("2026-11-20"), zone="UTC"), [], today=FRIDAY)
    assert coming(application) == ("follow_up", "2026-11-26")
