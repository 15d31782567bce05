"""Time in stage by Kaplan and Meier: those who still wait count for as long as they waited."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from applications.insights.course import Course, Spell
from applications.insights.flows import LABELS, STAGES
from applications.insights.rates import FEWEST_FOR_RATE
from applications.stages import Stage

ANSWER_WITHIN = (7, 14, 28, 56)  # days
HALF = Fraction(1, 2)


@dataclass(frozen=True)
class Point:
    """After `day` days, `share` of the stays are not over yet."""

    day: int
    share: Fraction


def curve(spells: Sequence[Spell]) -> list[Point]:
    """The product-limit estimate, one point for each day on which a stay was over.

    A stay that broke off on a day counts as under way on that day. Exact, in fractions.
    """
    over = Counter(spell.days for spell in spells if spell.is_over)
    broken_off = Counter(spell.days for spell in spells if not spell.is_over)
    under_way, share, points = len(spells), Fraction(1), []
    for day in sorted(over | broken_off):
        if over[day]:
            share *= 1 - Fraction(over[day], under_way)
            points.append(Point(day, share))
        under_way -= over[day] + broken_off[day]
    return points


def median(points: Iterable[Point]) -> int | None:
    """The first day by which half of the stays are over; None when it has not come to that."""
    return next((point.day for point in points if point.share <= HALF), None)


def share_over(points: Iterable[Point], day: int) -> Fraction:
    """What share of the stays is over within `day` days."""
    return 1 - min((point.share for point in points if point.day <= day), default=Fraction(1))


@dataclass(frozen=True)
class TimeInStage:
    stage: str
    total: int
    waiting: int  # broken off, or not over yet
    median: int | None
    longest: int

    @property
    def is_shown(self) -> bool:
        return self.total >= FEWEST_FOR_RATE

    @property
    def label(self) -> str:
        return str(LABELS[self.stage])


@dataclass(frozen=True)
class Answers:
    """How many of so many applications were answered within so many days, in percent."""

    total: int
    percent_within: dict[int, int]


def time_in_stages(courses: Iterable[Course]) -> list[TimeInStage]:
    """Every stage that somebody was in, in their order."""
    spells = [spell for course in courses for spell in course.spells]
    by_stage = {stage: [one for one in spells if one.stage == stage] for stage in STAGES}
    return [_time_in(stage, found) for stage, found in by_stage.items() if found]


def answers_in_time(courses: Iterable[Course]) -> Answers:
    """Nothing when they are too few, and no further than anybody has waited."""
    spells = [one for course in courses for one in course.spells if one.stage == Stage.APPLIED]
    if len(spells) < FEWEST_FOR_RATE:
        return Answers(len(spells), {})
    points, longest = curve(spells), max(spell.days for spell in spells)
    within = {day: share_over(points, day) for day in ANSWER_WITHIN if day <= longest}
    return Answers(len(spells), {day: round(100 * share) for day, share in within.items()})


def _time_in(stage: str, spells: list[Spell]) -> TimeInStage:
    return TimeInStage(
        stage=stage,
        total=len(spells),
        waiting=sum(not spell.is_over for spell in spells),
        median=median(curve(spells)),
        longest=max(spell.days for spell in spells),
    )
