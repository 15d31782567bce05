"""When a round starts: the clock on the wall, through every change of clocks."""

import datetime
import zoneinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applications.agenda import overview
from applications.models import Round


def starting(day, time, zone):
    return Round(
        day=datetime.date.fromisoformat(day), starts=datetime.time.fromisoformat(time), zone=zone
    )


@pytest.mark.parametrize(
    "day, time, zone, moment",
    [
        ("2026-10-24", "10:00", "Europe/Kyiv", "2026-10-24T07:00Z"),  # summer
        ("2026-10-26", "10:00", "Europe/Kyiv", "2026-10-26T08:00Z"),  # winter
        ("2026-03-29", "03:30", "Europe/Kyiv", "2026-03-29T01:30Z"),  # left out: an hour later
        ("2026-10-25", "03:30", "Europe/Kyiv", "2026-10-25T00:30Z"),  # twice: the first
        ("2026-03-08", "02:30", "America/New_York", "2026-03-08T07:30Z"),
        ("2026-10-04", "02:10", "Australia/Lord_Howe", "2026-10-03T15:40Z"),  # half an hour
        ("2026-11-20", "09:00", "Asia/Kathmandu", "2026-11-20T03:15Z"),
        ("2026-11-20", "09:00", "Pacific/Chatham", "2026-11-19T19:15Z"),
        ("2026-11-20", "09:00", "Pacific/Kiritimati", "2026-11-19T19:00Z"),
    ],
)
def test_starts_at_by_hand(day, time, zone, moment):
    assert starting(day, time, zone).starts_at == datetime.datetime.fromisoformat(moment)


def test_round_without_a_time_has_no_moment():
    assert Round(day=datetime.date(2026, 11, 20), zone="Europe/Kyiv").starts_at is None


@given(
    st.dates(datetime.date(2020, 1, 1), datetime.date(2040, 12, 31)),
    st.times().map(lambda time: time.replace(second=0, microsecond=0)),
    st.sampled_from(["Europe/Kyiv", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo"]),
)
def test_wall_clock_there_says_what_was_written_but_for_a_gap(day, time, zone):
    round = Round(day=day, starts=time, zone=zone)
    there = round.starts_at.astimezone(zoneinfo.ZoneInfo(zone))
    written = datetime.datetime.combine(day, time)
    gap = there.replace(tzinfo=None) - written
    assert gap in {
        datetime.timedelta(0),
        datetime.timedelta(minutes=30),
        datetime.timedelta(hours=1),
    }


def test_round_late_in_new_york_is_tomorrow_in_kyiv():
    now = datetime.datetime(2026, 11, 18, 9, tzinfo=datetime.UTC)
    round = starting("2026-11-18", "18:30", "America/New_York")
    meeting = overview.interview(round, now, zoneinfo.ZoneInfo("Europe/Kyiv"))
    assert (meeting.day, meeting.days_ahead) == (datetime.date(2026, 11, 19), 1)
    assert f"{meeting.starts:%H:%M}, {meeting.abroad:%H:%M} in {meeting.zone_name}" == (
        "01:30, 18:30 in New York"
    )


def test_zone_of_the_same_clock_is_not_named():
    now = datetime.datetime(2026, 11, 18, 9, tzinfo=datetime.UTC)
    round = starting("2026-11-18", "18:30", "Europe/Helsinki")
    assert overview.interview(round, now, zoneinfo.ZoneInfo("Europe/Kyiv")).abroad is None


def test_zone_that_this_machine_does_not_know_breaks_no_page():
    assert starting("2026-11-20", "09:00", "Mars/Olympus").starts_at == datetime.datetime(
        2026, 11, 20, 7, tzinfo=datetime.UTC
    )
