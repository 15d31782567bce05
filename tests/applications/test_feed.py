"""The calendar feed: a secret address that shows one person's dates and nothing else."""

import datetime
import re

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar
from pytest_django.asserts import assertNumQueries

from applications.models import AccessKey
from applications.recurrence import Repeat
from tests.factories import (
    make_application,
    make_contact,
    make_document,
    make_posting,
    make_reminder,
    make_round,
)

PAGE, MAKE = reverse("applications:feed"), reverse("applications:make_feed")
REVOKE = reverse("applications:revoke_feed")
FEED = AccessKey.Kind.FEED
TODAY = datetime.date(2026, 11, 18)


@pytest.fixture(autouse=True)
def _now(clock):
    """Wednesday 18 November 2026, 11:30 in Kyiv."""


def address(user):
    return reverse("applications:feed_file", args=[AccessKey.objects.issue(user, FEED)])


def read(user, **headers):
    return Client().get(address(user), headers=headers)


def titles(response):
    return sorted(str(event["SUMMARY"]) for event in Calendar.from_ical(response.content).events)


def after(days):
    return TODAY + datetime.timedelta(days=days)


def test_feed_shows_rounds_reminders_and_next_actions(alice):
    application = make_application(alice, company="Kvitka", role="Gardener", stage="interview",
                                   on=TODAY)  # fmt: skip
    make_round(application, day=after(5), starts=datetime.time(14, 30), title="With the team")
    make_reminder(alice, text="Ask Iryna", day=after(1))
    make_reminder(alice, text="Call", day=after(1), application=application)
    assert titles(read(alice)) == [
        "Ask Iryna", "Call: Gardener, Kvitka", "Follow up: Gardener, Kvitka",
        "Prepare: Gardener, Kvitka", "Thank: Gardener, Kvitka", "With the team: Gardener, Kvitka",
    ]  # fmt: skip


def test_feed_is_of_its_holder_alone(alice, bob):
    make_reminder(alice, text="Canary of alice")
    make_reminder(bob, text="Of bob")
    assert titles(read(bob)) == ["Of bob"]


def test_feed_holds_nothing_but_dates_and_titles(alice):
    application = make_application(
        alice, company="Kvitka", role="Gardener", stage="applied", on=TODAY, location="canary-1",
        source="canary-2", url="https://canary-3.example/", salary_min=31337,
    )  # fmt: skip
    make_posting(application, text="canary-4")
    application.note("canary-5", TODAY)
    contact = make_contact(alice, name="canary-6", email="canary-7@x.example", notes="canary-8")
    one = make_round(application, day=after(2), place="canary-9", preparation="canary-10",
                     debrief="canary-11")  # fmt: skip
    one.people.add(contact)
    make_document(application, title="canary-12", text="canary-13")
    text = read(alice).content.decode().replace("\r\n ", "")
    assert "Gardener" in text
    assert "canary" not in text
    assert "31337" not in text
    assert alice.email not in text


def test_feed_leaves_out_what_is_settled_cancelled_ended_or_binned(alice):
    application = make_application(alice, stage="interview", on=TODAY)
    one = make_round(application, day=after(5), title="Cancelled")
    type(one).objects.update(cancelled_at=datetime.datetime.now(datetime.UTC))
    make_reminder(alice, text="Done", done_at=datetime.datetime.now(datetime.UTC))
    application.end("rejected", TODAY)
    binned = make_application(alice, stage="interview", on=TODAY)
    make_round(binned, day=after(5))
    make_reminder(alice, text="Binned", application=binned)
    binned.throw_away()
    assert titles(read(alice)) == []


def test_settled_preparation_is_left_out_and_its_round_stays(alice):
    one = make_round(make_application(alice, stage="interview", on=TODAY), day=after(5), title="X")
    one.settle("prepare", "done")
    found = titles(read(alice))
    assert not [title for title in found if title.startswith("Prepare")]
    assert [title for title in found if title.startswith("X")]


def test_feed_keeps_past_rounds_of_what_ended_and_is_silent_about_the_rest(alice):
    application = make_application(alice, stage="interview", on=after(-20), role="Gardener",
                                   company="Kvitka")  # fmt: skip
    for title, days in (("First", -9), ("Second", -2), ("Third", 5), ("Far", 60)):
        make_round(application, day=after(days), title=title)
    assert {"Thank: Gardener, Kvitka", "Third: Gardener, Kvitka"} < set(titles(read(alice)))
    application.end("rejected", TODAY)
    assert titles(read(alice)) == ["First: Gardener, Kvitka", "Second: Gardener, Kvitka"]
    application.move("interview", TODAY)
    assert {"Thank: Gardener, Kvitka", "Third: Gardener, Kvitka"} < set(titles(read(alice)))


def test_round_that_the_ending_forestalled_is_no_history_when_its_day_has_passed(alice, clock):
    application = make_application(alice, stage="interview", on=after(-20))
    make_round(application, day=after(2))
    application.end("closed", TODAY)
    clock.shift(datetime.timedelta(days=10))
    assert titles(read(alice)) == []


@pytest.mark.parametrize("starts, is_shown", [(None, True), ("11:30", True), ("11:31", False)])
def test_round_on_the_day_of_the_ending_is_kept_when_it_came_before(alice, starts, is_shown):
    application = make_application(alice, stage="interview", on=after(-20))
    make_round(application, day=TODAY, starts=starts and datetime.time.fromisoformat(starts))
    application.end("rejected", TODAY)
    assert bool(titles(read(alice))) == is_shown


def test_feed_is_the_same_all_day_and_another_on_the_next(alice, clock):
    make_reminder(alice, repeat=Repeat.WEEKLY)
    make_round(make_application(alice, stage="interview", on=TODAY), starts=datetime.time(14, 30))
    there, kyiv = address(alice), "2026-11-{} +0200"
    days = []
    for moment in ("18 00:01", "18 23:59", "19 00:01"):
        clock.move_to(datetime.datetime.strptime(kyiv.format(moment), "%Y-%m-%d %H:%M %z"))
        days.append(Client().get(there).content)
    assert days[0] == days[1] != days[2]


@pytest.mark.parametrize("days, is_shown", [(-31, False), (-30, True), (365, True), (366, False)])
def test_feed_looks_a_month_back_and_a_year_ahead(alice, days, is_shown):
    make_reminder(alice, text="Edge", day=after(days))
    round_title = "Round: Backend developer, Dnipro Soft"
    make_round(make_application(alice, on=TODAY), day=after(days), title="Round")
    found = titles(read(alice))
    assert ("Edge" in found) == is_shown
    assert (round_title in found) == is_shown


def test_repeating_reminder_ends_a_year_ahead(alice):
    make_reminder(alice, day=TODAY, repeat=Repeat.WEEKLY)
    make_reminder(alice, day=datetime.date(2026, 11, 30), repeat=Repeat.MONTHLY)
    text = read(alice).content.decode()
    assert "RRULE:FREQ=WEEKLY;UNTIL=20271118" in text
    days = re.search(r"RDATE;VALUE=DATE:(\S+)", text.replace("\r\n ", ""))[1].split(",")
    assert (days[0], days[2], days[-1]) == ("20261230", "20270228", "20271030")


def test_feed_is_in_the_language_and_zone_of_its_holder(alice):
    alice.language, alice.time_zone = "uk", "Pacific/Auckland"
    alice.save()
    make_reminder(alice, text="Edge", day=after(366), at=datetime.time(7))
    response = read(alice, **{"Accept-Language": "en"})
    assert response["Content-Language"] == "uk"
    assert titles(response) == []  # there it is 18 November, 22:30
    make_reminder(alice, text="Morning", day=after(1), at=datetime.time(7))
    assert b"DTSTART;TZID=Pacific/Auckland:20261119T070000" in read(alice).content


@pytest.mark.parametrize("token", ["x", "A" * 43, "0" * 200])
def test_unknown_token_finds_nothing(alice, token):
    make_reminder(alice, text="Canary")
    response = Client().get(reverse("applications:feed_file", args=[token]))
    assert response.status_code == 404
    assert b"Canary" not in response.content


def test_revoked_and_replaced_addresses_find_nothing(alices, alice):
    alices.force_login(alice)
    first = address(alice)
    assert Client().get(first).status_code == 200
    second = address(alice)
    assert Client().get(first).status_code == 404
    alices.post(REVOKE)
    assert Client().get(second).status_code == 404
    assert not AccessKey.objects.exists()


def test_token_of_the_bookmarklet_reads_no_feed(alice):
    token = AccessKey.objects.issue(alice, AccessKey.Kind.CAPTURE)
    assert Client().get(reverse("applications:feed_file", args=[token])).status_code == 404


def test_disabled_account_has_no_feed(alice):
    alice.is_active = False
    alice.save()
    assert read(alice).status_code == 404


def test_unchanged_feed_is_not_sent_again(alice):
    make_reminder(alice)
    there = address(alice)
    first = Client().get(there)
    again = Client().get(there, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    make_reminder(alice, text="News")
    changed = Client().get(there, headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200


def test_feed_is_kept_by_the_calendar_alone(alice):
    response = read(alice)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Cache-Control"] == "private, max-age=900"
    assert response["X-Robots-Tag"] == "noindex"
    assert not response.cookies


def test_feed_costs_four_queries_whatever_it_holds(alice):
    for number in range(20):
        application = make_application(alice, stage="interview", on=TODAY)
        make_round(application, day=after(number))
        make_reminder(alice, application=application)
    there = address(alice)
    with assertNumQueries(4):  # the key with its person, rounds, reminders, applications
        Client().get(there)


def test_empty_feed_is_a_calendar(alice):
    assert read(alice).content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert titles(read(alice)) == []


def test_address_is_shown_once(alices, alice):
    alices.force_login(alice)
    made = alices.post(MAKE).content.decode()
    shown = re.search(r'value="(http://testserver/feed/[\w-]+\.ics)"', made)[1]
    assert Client().get(shown).status_code == 200
    assert "webcal://testserver/feed/" in made
    later = alices.get(PAGE).content.decode()
    assert ".ics" not in later
    assert "Made on 18 November 2026." in later
