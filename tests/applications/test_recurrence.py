"""Days that come again: strictly later, on the grid, and none passed over."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applications.agenda.month import occurrences
from applications.models import Reminder
from applications.recurrence import Repeat, following

A_DAY = datetime.timedelta(days=1)
days = st.dates(datetime.date(2000, 1, 1), datetime.date(2090, 12, 31))
repeats = st.sampled_from(list(Repeat))


def day(text):
    return datetime.date.fromisoformat(text)


def is_on_the_grid(repeat, first, date):
    """Said otherwise than the code says it: is `date` one of the days that `first` begins?"""
    is_last_of_month = (date + A_DAY).day == 1
    fits_month = date.day == first.day or (is_last_of_month and first.day > date.day)
    return date == first or (
        date > first
        and {
            Repeat.DAILY: True,
            Repeat.WORKING_DAYS: date.isoweekday() <= 5,
            Repeat.WEEKLY: date.isoweekday() == first.isoweekday(),
            Repeat.MONTHLY: fits_month,
            Repeat.YEARLY: fits_month and date.month == first.month,
        }[repeat]
    )


@pytest.mark.parametrize(
    "repeat, first, after, expected",
    [
        ("monthly", "2026-01-31", "2026-01-31", "2026-02-28"),
        ("monthly", "2026-01-31", "2026-02-28", "2026-03-31"),
        ("monthly", "2027-12-31", "2028-01-31", "2028-02-29"),
        ("monthly", "2026-11-15", "2026-12-20", "2027-01-15"),
        ("yearly", "2024-02-29", "2024-02-29", "2025-02-28"),
        ("yearly", "2024-02-29", "2027-03-01", "2028-02-29"),
        ("weekly", "2026-11-18", "2026-11-24", "2026-11-25"),
        ("weekly", "2026-11-18", "2026-11-25", "2026-12-02"),
        ("working_days", "2026-11-18", "2026-11-20", "2026-11-23"),
        ("daily", "2026-11-18", "2026-12-31", "2027-01-01"),
        ("daily", "2026-11-18", "2026-11-01", "2026-11-18"),
    ],
)
def test_following_by_hand(repeat, first, after, expected):
    assert following(repeat, day(first), day(after)) == day(expected)


def test_what_does_not_repeat_is_over():
    assert following("", day("2026-11-18"), day("2026-11-18")) is None


@given(repeats, days, days)
def test_following_is_the_next_day_of_the_grid(repeat, first, after):
    found = following(repeat, first, after)
    assert found > after
    assert is_on_the_grid(repeat, first, found)
    between = max(after + A_DAY, first)
    while between < found:
        assert not is_on_the_grid(repeat, first, between), between
        between += A_DAY


@given(repeats, days, st.integers(0, 3000), st.integers(0, 45))
def test_occurrences_are_every_day_of_the_grid_in_the_month(repeat, first, ahead, length):
    start = first + ahead * A_DAY
    end = start + length * A_DAY
    reminder = Reminder(repeat=repeat, starts_on=first, due_on=first)
    wanted = [start + n * A_DAY for n in range(length + 1)]
    expected = [date for date in wanted if is_on_the_grid(repeat, first, date)]
    assert list(occurrences(reminder, start, end)) == expected


def test_put_off_reminder_shows_on_its_own_day_and_then_on_the_grid():
    monday = day("2026-11-02")
    reminder = Reminder(repeat="weekly", starts_on=monday, due_on=day("2026-11-04"))
    found = list(occurrences(reminder, day("2026-11-01"), day("2026-11-20")))
    assert found == [day("2026-11-04"), day("2026-11-09"), day("2026-11-16")]
