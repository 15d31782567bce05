"""The flow chart: boxes stand apart, ribbons fill their boxes, nothing leaves the sheet."""

import re
from collections import defaultdict

import pytest
from hypothesis import given

from applications.insights.flows import OUTCOMES, STAGES, Flow, flows
from applications.insights.sankey import (
    BOX_WIDTH,
    GAP,
    LABEL_ROOM,
    MARGIN,
    THINNEST,
    draw,
)
from tests.applications.courses import course
from tests.applications.test_insights_counts import any_course, st

NUMBER = re.compile(r"-?[\d.]+")


def boxes(chart):
    return {box.name: box for box in chart.boxes}


def ends(ribbon):
    """x and y where the ribbon leaves and arrives."""
    numbers = [float(number) for number in NUMBER.findall(ribbon.curve)]
    return numbers[:2], numbers[-2:]


def test_chart_by_hand():
    # Height 130 less two margins of 12 and one gap of 24 leaves 82 for 4 outcomes: 20.5 each.
    courses = [course(ending="rejected")] + [course("offer", ending="accepted")] * 3
    chart = draw(flows(courses), width=400, height=130)
    found = boxes(chart)
    assert set(found) == {"applied", "offer", "accepted", "rejected"}
    assert (found["applied"].y, found["applied"].height) == (12, 82)
    assert (found["offer"].y, found["offer"].height) == (12, 61.5)
    assert (found["rejected"].y, found["rejected"].height) == (12 + 61.5 + 24, 20.5)
    # Three columns in what margin, box and labels leave of 400: 182, so 91 apart.
    assert [found[name].x for name in ("applied", "offer", "rejected")] == [12, 103, 194]
    widths = {(one.flow.source, one.flow.target): one.width for one in chart.ribbons}
    assert widths == {
        ("applied", "offer"): 61.5, ("applied", "rejected"): 20.5, ("offer", "accepted"): 61.5,
    }  # fmt: skip
    # It leaves Applied below those that went on, by half of itself: 12 + 61.5 + 10.25
    (refused,) = (one for one in chart.ribbons if one.flow.target == "rejected")
    assert ends(refused)[0] == pytest.approx([12 + BOX_WIDTH, 83.75], abs=0.051)


def test_ribbons_from_afar_arrive_below():
    """Or they would cross the nearer ones."""
    chart = draw(flows([course(ending="rejected"), course("interview", ending="rejected")]))
    heights = {
        one.flow.source: ends(one)[1][1] for one in chart.ribbons if one.flow.target == "rejected"
    }
    assert heights["interview"] < heights["applied"]


def test_chart_of_nothing_is_an_empty_sheet():
    chart = draw([])
    assert (chart.boxes, chart.ribbons) == ([], [])


@given(st.lists(any_course(), min_size=1))
def test_chart_stays_on_its_sheet_and_boxes_stand_apart(courses):
    chart = draw(flows(courses))
    columns = defaultdict(list)
    for box in chart.boxes:
        assert MARGIN <= box.x <= chart.width - LABEL_ROOM - BOX_WIDTH
        assert box.y + box.height <= chart.height
        columns[box.x].append(box)
    for column in columns.values():
        for above, below in zip(column, column[1:], strict=False):
            assert below.y - above.y - above.height == pytest.approx(GAP, abs=0.21)


@given(st.lists(any_course(), min_size=1, max_size=30))
def test_ribbons_lie_side_by_side_within_their_boxes(courses):
    chart = draw(flows(courses))
    found = boxes(chart)
    touching = defaultdict(list)
    for ribbon in chart.ribbons:
        (x0, y0), (x1, y1) = ends(ribbon)
        assert x0 == pytest.approx(found[ribbon.flow.source].x + BOX_WIDTH, abs=0.1)
        assert x1 == pytest.approx(found[ribbon.flow.target].x, abs=0.1)
        touching[ribbon.flow.source, "out"].append((y0, ribbon.width))
        touching[ribbon.flow.target, "in"].append((y1, ribbon.width))
    for (name, _), ribbons in touching.items():
        edge = found[name].y
        for middle, width in sorted(ribbons):
            assert middle - width / 2 == pytest.approx(edge, abs=0.5)
            edge += width
        assert edge == pytest.approx(found[name].y + found[name].height, abs=1)


def test_one_among_a_thousand_is_seen():
    chart = draw([Flow("applied", "accepted", 1), Flow("applied", "rejected", 5000)])
    assert boxes(chart)["accepted"].height == THINNEST
    assert min(ribbon.width for ribbon in chart.ribbons) == THINNEST


@pytest.mark.parametrize("name", [*STAGES, *OUTCOMES])
def test_every_box_has_its_words(name):
    (box,) = [box for box in draw([Flow("applied", name, 2)]).boxes if box.name == name]
    assert box.label
    assert box.is_outcome == (name in OUTCOMES)
    assert box.label_x > box.x + BOX_WIDTH
