"""Where the boxes and the ribbons of a flow chart lie. Numbers only: words and colours are the
template's."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from applications.insights.flows import COLUMNS, LABELS, OUTCOMES, PLACES, Flow

BOX_WIDTH = 14
GAP = 24  # between boxes of a column: the label of a very thin one needs a line
MARGIN = 12
LABEL_ROOM = 192  # right of the last column
LABEL_OFFSET = 8
THINNEST = 1.5  # a single application among hundreds must be seen


@dataclass(frozen=True)
class Box:
    name: str
    count: int
    x: float
    y: float
    height: float
    width: int = BOX_WIDTH

    @property
    def label(self) -> str:
        return str(LABELS[self.name])

    @property
    def is_outcome(self) -> bool:
        return self.name in OUTCOMES

    @property
    def label_x(self) -> float:
        return self.x + BOX_WIDTH + LABEL_OFFSET

    @property
    def label_y(self) -> float:
        return round(self.y + self.height / 2 + 5, 1)  # the middle of a line of text


@dataclass(frozen=True)
class Ribbon:
    flow: Flow
    curve: str  # the path's d
    width: float

    @property
    def is_outcome(self) -> bool:
        return self.flow.target in OUTCOMES


@dataclass(frozen=True)
class Chart:
    width: int
    height: int
    boxes: list[Box]
    ribbons: list[Ribbon]


def draw(flows: Sequence[Flow], width: int = 960, height: int = 420) -> Chart:
    counts = _counts(flows)
    columns = [named for column in COLUMNS if (named := [one for one in column if counts[one]])]
    scale = _scale(columns, counts, height)
    boxes = _boxes(columns, counts, scale, width)
    return Chart(width, height, list(boxes.values()), _ribbons(flows, boxes, scale))


def _counts(flows: Iterable[Flow]) -> Counter[str]:
    """How many pass each box: what flows in, or out where nothing flows in."""
    into: Counter[str] = Counter()
    out_of: Counter[str] = Counter()
    for flow in flows:
        into[flow.target] += flow.count
        out_of[flow.source] += flow.count
    return into | out_of  # the larger of the two


def _scale(columns: list[list[str]], counts: Counter[str], height: int) -> float:
    """Height of one application: as large as the fullest column allows."""
    return min(
        (
            (height - 2 * MARGIN - GAP * (len(column) - 1)) / sum(counts[name] for name in column)
            for column in columns
        ),
        default=1.0,
    )


def _boxes(
    columns: list[list[str]], counts: Counter[str], scale: float, width: int
) -> dict[str, Box]:
    boxes: dict[str, Box] = {}
    step = (width - MARGIN - BOX_WIDTH - LABEL_ROOM) / max(len(columns) - 1, 1)
    for place, column in enumerate(columns):
        y: float = MARGIN
        for name in column:
            height = max(counts[name] * scale, THINNEST)
            x = round(MARGIN + place * step, 1)
            boxes[name] = Box(name, counts[name], x, round(y, 1), round(height, 1))
            y += height + GAP
    return boxes


def _ribbons(flows: Sequence[Flow], boxes: dict[str, Box], scale: float) -> list[Ribbon]:
    """A ribbon leaves its box above those that go further, and arrives above those from further."""
    leaving = sorted(flows, key=lambda flow: PLACES[flow.target])
    arriving = sorted(flows, key=lambda flow: -PLACES[flow.source])
    starts = _middles(leaving, [flow.source for flow in leaving], boxes, scale)
    ends = _middles(arriving, [flow.target for flow in arriving], boxes, scale)
    return [
        Ribbon(
            flow,
            _curve(
                (boxes[flow.source].x + BOX_WIDTH, starts[flow]), (boxes[flow.target].x, ends[flow])
            ),
            round(max(flow.count * scale, THINNEST), 1),
        )
        for flow in flows
    ]


def _middles(
    flows: Iterable[Flow], names: Iterable[str], boxes: dict[str, Box], scale: float
) -> dict[Flow, float]:
    """The height at which each flow touches its box, one below the other."""
    used: Counter[str] = Counter()
    middles = {}
    for flow, name in zip(flows, names, strict=True):
        middles[flow] = boxes[name].y + (used[name] + flow.count / 2) * scale
        used[name] += flow.count
    return middles


def _curve(start: tuple[float, float], end: tuple[float, float]) -> str:
    (x0, y0), (x1, y1) = start, end
    middle = (x0 + x1) / 2
    return f"M{x0:.1f} {y0:.1f}C{middle:.1f} {y0:.1f} {middle:.1f} {y1:.1f} {x1:.1f} {y1:.1f}"
