import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing.cycle import cycle_start, next_cycle_start

D = datetime.date


@pytest.mark.parametrize(
    "anchor, today, start, following",
    [
        (D(2026, 1, 31), D(2026, 2, 27), D(2026, 1, 31), D(2026, 2, 28)),
        (D(2026, 1, 31), D(2026, 2, 28), D(2026, 2, 28), D(2026, 3, 31)),
        (D(2026, 1, 31), D(2026, 3, 30), D(2026, 2, 28), D(2026, 3, 31)),
        (D(2024, 2, 29), D(2025, 2, 28), D(2025, 2, 28), D(2025, 3, 29)),
        (D(2026, 11, 18), D(2026, 11, 18), D(2026, 11, 18), D(2026, 12, 18)),
        (D(2026, 12, 5), D(2027, 1, 1), D(2026, 12, 5), D(2027, 1, 5)),
    ],
)
def test_cycle_begins_on_the_anchors_day(anchor, today, start, following):
    assert (cycle_start(anchor, today), next_cycle_start(anchor, today)) == (start, following)


@given(st.dates(D(2000, 1, 1), D(2090, 1, 1)), st.dates(D(2000, 1, 1), D(2090, 1, 1)))
def test_cycles_touch_without_gap_or_overlap(anchor, today):
    start, following = cycle_start(anchor, today), next_cycle_start(anchor, today)
    assert start <= today < following
    assert cycle_start(anchor, following) == following
    assert cycle_start(anchor, following - datetime.timedelta(days=1)) == start
