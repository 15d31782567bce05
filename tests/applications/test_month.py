"""The month: what stands on which day, in how many queries, whatever the address says."""

import datetime

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNumQueries

from applications.stages import Ending, Stage
from tests.factories import make_application, make_posting, make_reminder, make_round

MONTH = reverse("applications:month")

pytestmark = pytest.mark.usefixtures("clock")


def day(text):
    return datetime.date.fromisoformat(text)


def days_of(client, query=""):
    month = client.get(MONTH + query).context["month"]
    return {f"{day.date}": day for week in month.weeks for day in week}


def titles(days, date):
    return [item.title for item in days[date].items]


def test_weeks_begin_on_monday_and_cover_the_month(alices):
    days = list(days_of(alices))
    assert (days[0], days[-1], len(days)) == ("2026-10-26", "2026-12-06", 42)


def test_everything_dated_stands_on_its_day(alices, alice):
    saved = make_application(alice, company="Saved", on=day("2026-11-16"))
    make_posting(saved, closes_on=day("2026-11-27"))
    talking = make_application(
        alice, company="Talking", stage=Stage.SCREENING, on=day("2026-11-03")
    )
    make_round(talking, day=day("2026-11-24"), starts=datetime.time(10, 0))
    days = days_of(alices)
    assert titles(days, "2026-11-18") == ["Apply to Saved"]
    assert [one.company for one in days["2026-11-27"].closings] == ["Saved"]
    assert [str(one.round) for one in days["2026-11-24"].interviews] == ["Interview 1"]
    assert titles(days, "2026-11-23") == ["Prepare for Talking: Interview 1"]
    assert titles(days, "2026-11-25") == ["Thank Talking: Interview 1"]
    assert titles(days, "2026-11-30") == ["Follow up with Talking"]
    assert (days["2026-11-16"].moves, days["2026-11-03"].moves) == (1, 1)


def test_repetitions_are_shown_as_far_as_the_month_goes(alices, alice):
    make_reminder(alice, text="Weekly", day=day("2026-11-18"), repeat="weekly")
    shown = [date for date, one in days_of(alices).items() if one.items]
    assert shown == ["2026-11-18", "2026-11-25", "2026-12-02"]
    later = [date for date, one in days_of(alices, "?month=2027-02").items() if one.items]
    assert later == ["2027-02-03", "2027-02-10", "2027-02-17", "2027-02-24"]


def test_moves_are_counted_as_the_corrected_history_has_them(alices, alice):
    application = make_application(alice, on=day("2026-11-02"))
    application.move(Stage.APPLIED, day("2026-11-05"))
    application.move(Stage.SCREENING, day("2026-11-09"))
    application.note("Not a move", day("2026-11-10"))
    first, second, third = application.events.exclude(kind="note")
    application.correct(second, stage=Stage.APPLIED, happened_on=day("2026-11-06"))
    application.retract(third)
    days = days_of(alices)
    assert {date: one.moves for date, one in days.items() if one.moves} == {
        "2026-11-02": 1,
        "2026-11-06": 1,
    }


def test_closing_day_matters_only_before_applying(alices, alice):
    sent = make_application(alice, stage=Stage.APPLIED)
    ended = make_application(alice)
    for application in (sent, ended):
        make_posting(application, closes_on=day("2026-11-27"))
    ended.end(Ending.WITHDREW, day("2026-11-10"))
    assert not days_of(alices)["2026-11-27"].closings


def test_two_snapshots_close_once(alices, alice):
    application = make_application(alice)
    for _ in range(2):
        make_posting(application, closes_on=day("2026-11-27"))
    assert len(days_of(alices)["2026-11-27"].closings) == 1


def test_round_stands_on_the_day_of_the_persons_own_zone(alices, alice):
    application = make_application(alice, stage=Stage.SCREENING)
    make_round(
        application, day=day("2026-11-30"), starts=datetime.time(20, 0), zone="America/New_York"
    )
    days = days_of(alices)
    assert not days["2026-11-30"].interviews
    assert len(days["2026-12-01"].interviews) == 1


def test_cancelled_round_and_silent_application_are_not_there(alices, alice):
    application = make_application(alice, stage=Stage.SCREENING)
    one = make_round(application, day=day("2026-11-24"))
    one.cancelled_at = datetime.datetime(2026, 11, 17, tzinfo=datetime.UTC)
    one.save()
    application.end(Ending.REJECTED, day("2026-11-17"))
    days = days_of(alices)
    assert not any(one.interviews or one.items for one in days.values())


@pytest.mark.parametrize(
    "query, first",
    [
        ("?month=2026-02", "2026-02-01"),
        ("?month=2000-01", "2000-01-01"),
        ("?month=2100-12", "2100-12-01"),
        ("?month=1999-12", "2026-11-01"),
        ("?month=2101-01", "2026-11-01"),
        ("?month=0000-00", "2026-11-01"),
        ("?month=9999-12", "2026-11-01"),
        ("?month=2026-13", "2026-11-01"),
        ("?month=%d9%a2%d9%a0%d9%a2%d9%a6-01", "2026-11-01"),
        ("?month=2026-02%0a", "2026-11-01"),
        ("?month[]=2026-02&month=';drop", "2026-11-01"),
        ("?month=", "2026-11-01"),
    ],
)
def test_month_in_the_address_or_else_this_one(alices, alice, query, first):
    make_reminder(alice, repeat="daily")
    month = alices.get(MONTH + query).context["month"]
    assert f"{month.first}" == first


@pytest.mark.parametrize("month, others", [("2000-01", "2000-02"), ("2100-12", "2100-11")])
def test_no_link_leads_out_of_the_years(alices, month, others):
    page = alices.get(f"{MONTH}?month={month}").content.decode()
    assert f"?month={others}" in page
    assert page.count('href="?month=') == 1


def test_table_has_its_caption_and_headings(alices):
    page = alices.get(MONTH)
    assertContains(page, '<caption class="visually-hidden">November 2026</caption>')
    assertContains(page, '<th scope="col">', count=7)
    assertContains(page, 'aria-current="date"', count=1)


def test_days_are_worded_as_ukrainian_words_them(alices, alice):
    alice.language = "uk"
    alice.save()
    page = alices.get(MONTH).content.decode()
    assert '<span>3</span><span class="day__month"> листопада</span>' in page
    assert "Листопад 2026" in page


@pytest.mark.parametrize("count", [1, 50])
def test_month_takes_seven_queries(alices, alice, count):
    for _ in range(count):
        application = make_application(alice, on=day("2026-11-16"))
        make_posting(application, closes_on=day("2026-11-27"))
        make_round(application, day=day("2026-11-24"))
        make_reminder(alice, application=application, repeat="weekly")
    with assertNumQueries(7):  # session, user, rounds, next, reminders, closings, moves
        alices.get(MONTH)


def test_month_of_another_is_empty(bobs, alice):
    make_reminder(alice, text="Canary")
    make_round(make_application(alice, company="Canary"), day=day("2026-11-24"))
    assert "Canary" not in bobs.get(MONTH).content.decode()
