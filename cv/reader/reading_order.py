"""The order in which a person reads the lines of a document: a recursive XY-cut.

PDF keeps lines in the order in which they were drawn, which a design tool may shuffle. A page is
cut along its widest vertical gutter when both sides are real columns, else along a horizontal gap.
Rails (narrow columns of dates and places) are woven back beside the entries they belong to. Only
whole lines are ordered; words are never rebuilt.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import mean, median

from cv.reader.tags import Heading

GUTTER = 0.8  # least width of a gutter, in line heights
FEWEST_COLUMN_ROWS = 4
FEWEST_COLUMN_CHARACTERS = 60
SHORTEST_MEAN_LINE = 9  # characters; anything shorter is labels or bullets
LABEL_LENGTH = 16  # mean characters of a column of labels beside values
ALIGNED_SHARE = 0.9  # of labels that stand on the same row as a value
RAIL_LENGTH = 24  # mean characters of a rail of dates and places
DATED_SHARE = 0.3  # of a rail's lines name a year
SAME_ROW = 0.35  # of a line height between two baselines
DEEPEST_CUT = 12
GAPS_TRIED = 12
MOST_BOXES = 5_000  # a document with more is no CV; it keeps its own order
YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Box:
    """A line, or a cell of one, where it stands on the page; y grows upwards, as in PDF."""

    left: float
    bottom: float
    right: float
    top: float
    text: str
    heading: Heading | None = None  # that a tagged PDF says it is part of
    has_label: bool = False  # it begins with what a tagged PDF says is the mark of a list item

    @property
    def height(self) -> float:
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    def raised(self, by: float) -> "Box":
        return replace(self, bottom=self.bottom + by, top=self.top + by)


@dataclass(frozen=True, slots=True)
class Row:
    """Cells that stand side by side, and the right edge of the column that they stand in."""

    cells: tuple[Box, ...]
    edge: float


@dataclass(frozen=True, slots=True)
class Split:
    left: list[Box]
    right: list[Box]


def rows_in_reading_order(boxes: Sequence[Box]) -> tuple[list[Row], bool]:
    """The rows as they are read, and whether they stood in columns."""
    page = [box for box in boxes if box.text]
    if not page:
        return [], False
    if len(page) > MOST_BOXES:
        return [Row((box,), box.right) for box in page], False
    cutter = _Cutter()
    return cutter.rows(page, max(box.right for box in page)), cutter.found_columns


class _Cutter:
    def __init__(self) -> None:
        self.found_columns = False

    def rows(self, boxes: list[Box], edge: float, depth: int = 0) -> list[Row]:
        if len(boxes) < 2 or depth > DEEPEST_CUT:
            return _rows(boxes, edge)
        if split := _gutter(boxes):
            if _are_columns(split):
                self.found_columns = True
                sides = (split.left, split.right)
                return [
                    row
                    for side in sides
                    for row in self.rows(side, max(box.right for box in side), depth + 1)
                ]
            if rail := _rail(split):
                return _woven(rail, edge)
        if bands := _bands(boxes):
            return [row for band in bands for row in self.rows(band, edge, depth + 1)]
        return _rows(boxes, edge)


def _line_height(boxes: Sequence[Box]) -> float:
    return max(median(box.height for box in boxes), 1.0)


def _gutter(boxes: list[Box]) -> Split | None:
    """The widest vertical strip that no box touches, if it is wide enough to separate."""
    by_left = sorted(boxes, key=lambda box: box.left)
    reach, width, middle = by_left[0].right, 0.0, 0.0
    for box in by_left[1:]:
        if box.left - reach > width:
            width, middle = box.left - reach, (box.left + reach) / 2
        reach = max(reach, box.right)
    if width < GUTTER * _line_height(boxes):
        return None
    return Split(
        [box for box in boxes if box.right < middle], [box for box in boxes if box.left > middle]
    )


def _mean_length(boxes: Sequence[Box]) -> float:
    return mean(len(box.text) for box in boxes)


def _are_columns(split: Split) -> bool:
    left, right = split.left, split.right
    height = _line_height([*left, *right])
    for side in (left, right):
        if len({round(box.top / height) for box in side}) < FEWEST_COLUMN_ROWS:
            return False
        if sum(len(box.text) for box in side) < FEWEST_COLUMN_CHARACTERS:
            return False
    shortest = min(_mean_length(left), _mean_length(right))
    if shortest < SHORTEST_MEAN_LINE or _is_dated(left) or _is_dated(right):
        return False
    aligned = max(_aligned_share(left, right, height), _aligned_share(right, left, height))
    return not (aligned > ALIGNED_SHARE and shortest < LABEL_LENGTH)


def _aligned_share(side: list[Box], other: list[Box], height: float) -> float:
    """How many boxes of a side have a box of the other on their row."""
    tops = sorted(box.top for box in other)
    reach = SAME_ROW * height
    on_a_row = sum(
        bisect_left(tops, box.top - reach) < bisect_right(tops, box.top + reach) for box in side
    )
    return on_a_row / len(side)


def _is_dated(side: list[Box]) -> bool:
    dated = sum(bool(YEAR.search(box.text)) for box in side)
    return _mean_length(side) < RAIL_LENGTH and dated >= DATED_SHARE * len(side)


@dataclass(frozen=True, slots=True)
class _Rail:
    cells: list[Box]
    entries: list[Box]
    leads: bool  # it stands left of the entries, so it is read first


def _rail(split: Split) -> _Rail | None:
    if _is_dated(split.left) and len(split.left) > 1:
        return _Rail(split.left, split.right, leads=True)
    if _is_dated(split.right) and len(split.right) > 1:
        return _Rail(split.right, split.left, leads=False)
    return None


def _woven(rail: _Rail, edge: float) -> list[Row]:
    """Each cluster of the rail goes to the entry whose first row stands beside it."""
    height = _line_height(rail.entries)
    clusters = {id(cluster[0]): cluster for cluster in _clusters(rail.cells)}
    woven: list[Row] = []
    for row in _rows([*rail.entries, *(c[0] for c in clusters.values())], edge):
        rest = [
            Row((box,), box.right)
            for cell in row.cells
            if id(cell) in clusters
            for box in clusters[id(cell)][1:]
        ]
        woven += [row, *rest] if not rail.leads else [*_led(row, rest, height)]
    return woven


def _led(row: Row, rest: list[Row], height: float) -> Iterator[Row]:
    """A leading cluster of several lines is read whole before its entry."""
    if not rest or len(row.cells) == 1:
        yield from (row, *rest)
        return
    date, *entry = row.cells
    stacked = Box(
        date.left,
        date.bottom - height * len(rest),
        date.right,
        date.top,
        " ".join([date.text, *(part.cells[0].text for part in rest)]),
    )
    yield Row((stacked, *entry), row.edge)


def _clusters(cells: list[Box]) -> list[list[Box]]:
    clusters: list[list[Box]] = []
    for cell in sorted(cells, key=lambda box: -box.top):
        close = clusters and clusters[-1][-1].bottom - cell.top < cell.height
        if close:
            clusters[-1].append(cell)
        else:
            clusters.append([cell])
    return clusters


def _bands(boxes: list[Box]) -> tuple[list[Box], list[Box]] | None:
    """Cut across: where columns begin below the gap, else at the widest gap."""
    gaps = _gaps(boxes)
    if not gaps:
        return None
    for _, y in gaps[:GAPS_TRIED]:
        below = [box for box in boxes if box.top <= y]
        split = _gutter(below)
        if split and (_are_columns(split) or _rail(split)):
            return [box for box in boxes if box.top > y], below
    _, y = max(gaps)
    return [box for box in boxes if box.top > y], [box for box in boxes if box.top <= y]


def _gaps(boxes: list[Box]) -> list[tuple[float, float]]:
    """Width and height above the page's foot of every clear horizontal strip, from the top."""
    least = 0.05 * _line_height(boxes)
    by_top = sorted(boxes, key=lambda box: -box.top)
    floor, gaps = by_top[0].bottom, []
    for box in by_top[1:]:
        if floor - box.top > least:
            gaps.append((floor - box.top, (floor + box.top) / 2))
        floor = min(floor, box.bottom)
    return gaps


def _rows(boxes: list[Box], edge: float) -> list[Row]:
    rows: list[list[Box]] = []
    for box in sorted(boxes, key=lambda box: -box.middle):
        beside = rows and abs(rows[-1][0].middle - box.middle) < SAME_ROW * max(
            min(rows[-1][0].height, box.height), 1.0
        )
        if beside:
            rows[-1].append(box)
        else:
            rows.append([box])
    return [Row(tuple(sorted(row, key=lambda box: box.left)), edge) for row in rows]
