import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing.cycle import ZONE, after_months, bounds, day_begins

SECOND = datetime.timedelta(seconds=1)
MOMENTS = st.datetimes(
    datetime.datetime(2000, 1, 1), datetime.datetime(2090, 1, 1), timezones=st.just(datetime.UTC)
)


def kyiv(*parts):
    return datetime.datetime(*parts, tzinfo=ZONE)


@pytest.mark.parametrize(
    "anchor, now, start, following",
    [
        ((2026, 1, 31), (2026, 2, 27), (2026, 1, 31), (2026, 2, 28)),
        ((2026, 1, 31), (2026, 2, 28), (2026, 2, 28), (2026, 3, 31)),
        ((2026, 1, 31), (2026, 3, 30), (2026, 2, 28), (2026, 3, 31)),
        ((2024, 2, 29), (2025, 2, 28), (2025, 2, 28), (2025, 3, 29)),
        ((2026, 11, 18), (2026, 11, 18), (2026, 11, 18), (2026, 12, 18)),
        ((2026, 12, 5), (2027, 1, 1), (2026, 12, 5), (2027, 1, 5)),
        # To the minute: the cycle turns at the hour of the payment, not at midnight.
        ((2026, 1, 31, 14, 5), (2026, 2, 28, 14, 4), (2026, 1, 31, 14, 5), (2026, 2, 28, 14, 5)),
        ((2026, 1, 31, 14, 5), (2026, 2, 28, 14, 5), (2026, 2, 28, 14, 5), (2026, 3, 31, 14, 5)),
        # Before the anchor (a clock that differs) the count goes on backwards.
        ((2026, 3, 10, 12), (2026, 3, 10, 11), (2026, 2, 10, 12), (2026, 3, 10, 12)),
    ],
)
def test_cycle_begins_on_the_anchors_day(anchor, now, start, following):
    assert bounds(kyiv(*anchor), kyiv(*now)) == (kyiv(*start), kyiv(*following))


@pytest.mark.parametrize(
    "anchor, months, wanted",
    [
        # Clocks go forward at 3:00 on 29 March 2026 and back at 4:00 on 25 October 2026.
        ((2026, 2, 28, 12), 1, datetime.datetime(2026, 3, 28, 10, tzinfo=datetime.UTC)),
        ((2026, 3, 28, 12), 1, datetime.datetime(2026, 4, 28, 9, tzinfo=datetime.UTC)),
        ((2026, 2, 28, 3, 30), 13, datetime.datetime(2027, 3, 28, 1, 30, tzinfo=datetime.UTC)),
        ((2026, 9, 25, 3, 30), 1, datetime.datetime(2026, 10, 25, 0, 30, tzinfo=datetime.UTC)),
    ],
)
def test_months_keep_the_wall_time_of_kyiv(anchor, months, wanted):
    assert after_months(kyiv(*anchor), months) == wanted


@given(MOMENTS, MOMENTS)
def test_cycles_touch_without_gap_or_overlap(anchor, now):
    start, following = bounds(anchor, now)
    assert start <= now < following
    assert bounds(anchor, following)[0] == following
    assert bounds(anchor, following - SECOND)[0] == start


@given(MOMENTS, st.integers(0, 40))
def test_twelve_months_are_a_year_however_they_are_counted(anchor, months):
    local = anchor.astimezone(ZONE)
    end = after_months(anchor, months + 12).astimezone(ZONE)
    before = after_months(anchor, months).astimezone(ZONE)
    assert (end.year, end.month) == (before.year + 1, before.month)
    assert end.day == local.day or end.day < local.day  # clipped from the anchor, never carried on
    assert (
        after_months(anchor, months).astimezone(ZONE).month == (local.month - 1 + months) % 12 + 1
    )


def test_a_day_begins_at_midnight_in_kyiv():
    assert day_begins(datetime.date(2026, 7, 1)).isoformat() == "2026-07-01T00:00:00+03:00"
