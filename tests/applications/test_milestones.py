"""Milestones: reached on the right day, recorded once, never taken back. And the weekly goal."""

import datetime
import threading

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains

from applications.agenda import milestones, pace
from applications.models import Milestone, Round
from applications.stages import Ending, Stage
from tests.factories import make_application, make_round

TODAY = reverse("applications:today")
A_DAY = datetime.timedelta(days=1)


pytestmark = pytest.mark.usefixtures("clock")


def day(text):
    return datetime.date.fromisoformat(text)


def sweep():
    now = timezone.now()
    return milestones.sweep(now, now + datetime.timedelta(minutes=1))


def courses_read():
    """The statements of a sweep that read what somebody's search has come to."""
    with CaptureQueriesContext(connection) as asked:
        sweep()
    return [query["sql"] for query in asked if "weekly_goal" in query["sql"]]


def recorded(user):
    found = Milestone.objects.of(user).order_by("kind", "week")
    return [(one.kind, f"{one.reached_on}") for one in found]


def apply(user, on, **fields):
    return make_application(user, stage=Stage.APPLIED, on=day(on), **fields)


def no_goal(user):
    user.weekly_goal = 0
    user.save()


def test_first_steps_have_the_days_of_the_history(alice):
    no_goal(alice)
    application = apply(alice, "2026-11-02")
    application.move(Stage.SCREENING, day("2026-11-05"))
    application.move(Stage.INTERVIEW, day("2026-11-09"))
    application.move(Stage.OFFER, day("2026-11-12"))
    application.end(Ending.ACCEPTED, day("2026-11-16"))
    assert sweep() == 5
    assert recorded(alice) == [
        ("accepted", "2026-11-16"),
        ("application_1", "2026-11-02"),
        ("interview", "2026-11-09"),
        ("offer", "2026-11-12"),
        ("reply", "2026-11-05"),
    ]


def test_who_accepted_had_an_offer(alice):
    no_goal(alice)
    apply(alice, "2026-11-02").end(Ending.ACCEPTED, day("2026-11-10"))
    sweep()
    assert ("offer", "2026-11-10") in recorded(alice)


def test_tenth_application_is_the_tenth_by_day(alice):
    no_goal(alice)
    for n in reversed(range(12)):
        apply(alice, f"2026-11-{n + 1:02}")
    sweep()
    assert recorded(alice) == [("application_1", "2026-11-01"), ("application_10", "2026-11-10")]


def test_round_that_was_held_is_an_interview_one_to_come_is_none(alice):
    no_goal(alice)
    application = make_application(alice, stage=Stage.SCREENING)
    make_round(application, day=day("2026-11-25"))
    make_round(application, day=day("2026-11-13"))
    sweep()
    assert ("interview", "2026-11-13") in recorded(alice)


def test_planned_round_is_no_interview_yet(alice):
    no_goal(alice)
    make_round(make_application(alice, stage=Stage.SCREENING), day=day("2026-11-25"))
    sweep()
    assert "interview" not in dict(recorded(alice))


def at(clock, text):
    clock.move_to(datetime.datetime.fromisoformat(text))


def test_round_that_took_place_without_any_entry_is_found(alice, clock):
    no_goal(alice)
    make_round(make_application(alice, stage=Stage.SCREENING), day=day("2026-11-25"))
    sweep()
    at(clock, "2026-11-26T09:30+00:00")
    assert sweep() == 1
    assert ("interview", "2026-11-25") in recorded(alice)


@pytest.mark.parametrize("fate", ["cancelled", "binned"])
def test_round_that_no_longer_counts_is_passed_over(alice, clock, fate):
    no_goal(alice)
    application = make_application(alice, stage=Stage.SCREENING)
    round = make_round(application, day=day("2026-11-25"))
    sweep()
    at(clock, "2026-11-26T09:30+00:00")
    if fate == "cancelled":
        Round.objects.filter(pk=round.pk).update(cancelled_at=timezone.now())
    else:
        application.throw_away()
    assert sweep() == 0


@pytest.mark.parametrize(
    "zone, before, after",
    [
        ("Pacific/Pago_Pago", "2026-11-25T10:59+00:00", "2026-11-25T11:00+00:00"),
        ("Europe/Kyiv", "2026-11-24T21:59+00:00", "2026-11-24T22:00+00:00"),
        ("Pacific/Kiritimati", "2026-11-24T09:59+00:00", "2026-11-24T10:00+00:00"),
    ],
)
def test_day_of_a_round_comes_by_the_persons_own_calendar(alice, clock, zone, before, after):
    alice.weekly_goal, alice.time_zone = 0, zone
    alice.save()
    make_round(make_application(alice, stage=Stage.SCREENING), day=day("2026-11-25"))
    at(clock, before)
    sweep()
    assert "interview" not in dict(recorded(alice))
    at(clock, after)
    sweep()
    assert ("interview", "2026-11-25") in recorded(alice)


def test_round_of_tomorrow_is_not_held_though_its_day_has_come_in_utc(alice, clock):
    alice.weekly_goal, alice.time_zone = 0, "America/Los_Angeles"
    alice.save()
    at(clock, "2026-11-25T03:00+00:00")  # the evening before, there
    make_round(make_application(alice, stage=Stage.SCREENING), day=day("2026-11-25"))
    sweep()
    assert "interview" not in dict(recorded(alice))


def test_weeks_of_goals_are_those_of_the_persons_own_calendar(alice, clock):
    alice.weekly_goal, alice.time_zone = 2, "America/Los_Angeles"
    alice.save()
    at(clock, "2026-11-23T03:00+00:00")  # Sunday evening, there
    for on in ("2026-11-09", "2026-11-10"):
        apply(alice, on)
    sweep()
    assert ("weekly_goal", "2026-11-10") in recorded(alice)


def test_known_interview_is_not_looked_for_again(alice, clock):
    no_goal(alice)
    make_round(make_application(alice, stage=Stage.SCREENING), day=day("2026-11-18"))
    for _ in range(2):
        sweep()
        clock.shift(milestones.OVERLAP + datetime.timedelta(seconds=1))
    assert not courses_read()


def test_what_was_corrected_before_the_sweep_never_counted(alice):
    no_goal(alice)
    application = apply(alice, "2026-11-02")
    application.move(Stage.OFFER, day("2026-11-05"))
    application.retract(application.events.last())
    application.move(Stage.INTERVIEW, day("2026-11-06"))
    application.correct(
        application.events.last(), stage=Stage.INTERVIEW, happened_on=day("2026-11-07")
    )
    sweep()
    assert recorded(alice) == [
        ("application_1", "2026-11-02"),
        ("interview", "2026-11-07"),
        ("reply", "2026-11-07"),
    ]


def test_recorded_stays_though_history_is_put_right(alice):
    no_goal(alice)
    application = apply(alice, "2026-11-02")
    application.move(Stage.OFFER, day("2026-11-05"))
    sweep()
    before = recorded(alice)
    application.retract(application.events.last())
    assert sweep() == 0
    assert recorded(alice) == before


def test_second_sweep_records_nothing(alice):
    for _ in range(6):
        apply(alice, "2026-11-16")
    assert sweep() == 2
    assert sweep() == 0


def test_weekly_goal_is_reached_on_the_day_of_the_goal(alice):
    alice.weekly_goal = 2
    alice.save()
    for on in ("2026-11-09", "2026-11-15", "2026-11-16", "2026-11-17", "2026-11-18"):
        apply(alice, on)
    sweep()
    goals = Milestone.objects.of(alice).filter(kind="weekly_goal").order_by("week")
    assert [(f"{one.week}", f"{one.reached_on}") for one in goals] == [
        ("2026-11-09", "2026-11-15"),
        ("2026-11-16", "2026-11-17"),
    ]


def test_goal_is_not_read_into_weeks_long_past(alice):
    for _ in range(5):
        apply(alice, "2026-11-02")
    sweep()
    assert recorded(alice) == [("application_1", "2026-11-02")]


def test_each_person_has_their_own(alice, bob):
    apply(alice, "2026-11-02")
    make_application(bob)
    sweep()
    assert recorded(alice)
    assert not recorded(bob)


def test_lively_are_read(alice):
    apply(alice, "2026-11-02")
    assert courses_read()


def test_idle_are_passed_over(alice, clock):
    apply(alice, "2026-11-02")
    for _ in range(2):
        sweep()
        clock.shift(milestones.OVERLAP + datetime.timedelta(seconds=1))
    assert not courses_read()


def test_shut_door_of_two_days_loses_nothing(alice, clock):
    apply(alice, "2026-11-02")
    clock.shift(2 * A_DAY - datetime.timedelta(minutes=1))
    assert sweep() == 1


def test_two_sweeps_at_a_time_record_once(committed_db, alice):
    no_goal(alice)
    apply(alice, "2026-11-02").move(Stage.OFFER, day("2026-11-05"))
    together = threading.Barrier(2)

    def run():
        together.wait()
        sweep()
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Milestone.objects.count() == 3


# The week's goal on Today


@pytest.mark.parametrize(
    "applied, count, streak",
    [
        ("", 0, 0),
        ("2026-11-16 2026-11-18", 2, 1),
        ("2026-11-18", 1, 0),
        ("2026-11-18 2026-11-09 2026-11-15", 1, 1),  # this week only adds
        ("2026-11-16 2026-11-17 2026-11-09 2026-11-15 2026-11-02 2026-11-03", 2, 3),
        ("2026-11-16 2026-11-17 2026-11-02 2026-11-03", 2, 1),  # a week between
        ("2026-11-08 2026-11-09 2026-11-02", 0, 0),  # Sunday is of the week before Monday
        ("2026-11-19 2026-11-20", 0, 0),  # written west of here: not yet
    ],
)
def test_week_against_a_goal_of_two(applied, count, streak):
    days = [day(text) for text in applied.split()]
    week = pace.week(2, days, day("2026-11-18"))
    assert (week.count, week.streak) == (count, streak)


def test_no_goal_hides_the_week(alices, alice):
    no_goal(alice)
    apply(alice, "2026-11-16")
    page = alices.get(TODAY)
    assert page.context["agenda"].week is None
    assert 'id="goal"' not in page.content.decode()


def test_missed_week_is_nothing_at_all(alices, alice):
    for _ in range(5):
        apply(alice, "2026-11-05")  # two weeks ago
    page = alices.get(TODAY).content.decode()
    assert "of 5 applications" in page
    assert "in a row" not in page


def test_goal_is_changed_by_its_form(alices, alice):
    apply(alice, "2026-11-16")
    alices.post(reverse("applications:goal"), {"weekly_goal": "3"})
    assertContains(alices.get(TODAY), "of 3 applications")


@pytest.mark.parametrize("goal", ["-1", "51", "x", "", "9" * 30])
def test_impossible_goal_says_why(alices, alice, goal):
    page = alices.post(reverse("applications:goal"), {"weekly_goal": goal})
    assert page.context["form"].errors
    alice.refresh_from_db()
    assert alice.weekly_goal == 5
