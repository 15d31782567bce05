"""Which step of the search is the weakest, said only when there is enough to say it from."""

import datetime
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications.insights.course import Course
from applications.insights.rates import FEWEST_FOR_COMPARISON, Rate
from applications.stages import Stage

PATIENCE = datetime.timedelta(days=21)  # who waits for less is still open, and counts neither way
RARE = 0.1  # chance alone brings a rate this low less than one time in ten


@dataclass(frozen=True)
class Yardstick:
    """A step of the search and what is usual there: a round number to hold one's own against."""

    name: str
    usual: int  # percent
    has_entered: Callable[[Course], bool]
    has_passed: Callable[[Course], bool]
    label: Promise
    says: Promise
    advice: Promise


# Ours, and printed on the page: fields, countries and years differ, so no figure is exact.
YARDSTICKS = [
    Yardstick(
        name="answer",
        usual=30,
        has_entered=lambda course: True,
        has_passed=lambda course: course.answered_on is not None,
        label=_("from application to answer"),
        says=_("About three applications in ten get any answer, a refusal included."),
        advice=_(
            "Fewer, closer matches and a CV that names what the posting asks for are worth a try."
        ),
    ),
    Yardstick(
        name="interview",
        usual=40,
        has_entered=lambda course: course.answered_on is not None,
        has_passed=lambda course: course.reached(Stage.INTERVIEW),
        label=_("from answer to interview"),
        says=_("About four answers in ten lead to an interview; the rest are mostly refusals."),
        advice=_(
            "Look at what the refusals have in common: level, place, salary, or one skill they ask"
            " for."
        ),
    ),
    Yardstick(
        name="offer",
        usual=20,
        has_entered=lambda course: course.reached(Stage.INTERVIEW),
        has_passed=lambda course: course.reached(Stage.OFFER),
        label=_("from interview to offer"),
        says=_("About one interviewed person in five gets an offer."),
        advice=_(
            "Notes taken right after each interview show which questions to prepare for the next."
        ),
    ),
]


@dataclass(frozen=True)
class Reading:
    """How one's own rate stands beside the yardstick. Those still open are not in it."""

    yardstick: Yardstick
    rate: Rate

    @property
    def ratio(self) -> float:
        return self.rate.hits / self.rate.total / (self.yardstick.usual / 100)

    @property
    def is_below(self) -> bool:
        return self.ratio < 1

    @property
    def is_clearly_below(self) -> bool:
        return chance_of_at_most(self.rate, self.yardstick.usual / 100) < RARE


class Verdict(StrEnum):
    EARLY = "early"
    CLEAR = "clear"  # the weakest step is lower than chance explains
    SLIGHT = "slight"  # lower than usual, but it may be chance
    FINE = "fine"  # none is lower than usual


@dataclass(frozen=True)
class Diagnosis:
    verdict: Verdict
    settled: int  # answered, ended, or silent for three weeks
    readings: tuple[Reading, ...]
    weakest: Reading | None = None


def diagnose(courses: Sequence[Course], today: datetime.date) -> Diagnosis:
    readings = tuple(_read(yardstick, courses, today) for yardstick in YARDSTICKS)
    settled = readings[0].rate.total
    shown = [reading for reading in readings if reading.rate.is_shown]
    if settled < FEWEST_FOR_COMPARISON or not shown:
        return Diagnosis(Verdict.EARLY, settled, readings)
    clear = [reading for reading in shown if reading.is_clearly_below]
    weakest = min(clear or shown, key=lambda reading: reading.ratio)
    beside_usual = Verdict.SLIGHT if weakest.is_below else Verdict.FINE
    return Diagnosis(Verdict.CLEAR if clear else beside_usual, settled, readings, weakest)


def chance_of_at_most(rate: Rate, usual: float) -> float:
    """How often so few hits or fewer would come about, were the true rate the usual one."""
    return sum(_chance_of(hits, rate.total, usual) for hits in range(rate.hits + 1))


def _chance_of(hits: int, total: int, usual: float) -> float:
    """Binomial; by logarithms, for the factors outgrow a float."""
    ways = math.lgamma(total + 1) - math.lgamma(hits + 1) - math.lgamma(total - hits + 1)
    return math.exp(ways + hits * math.log(usual) + (total - hits) * math.log(1 - usual))


def _read(yardstick: Yardstick, courses: Sequence[Course], today: datetime.date) -> Reading:
    passed = [
        yardstick.has_passed(course)
        for course in courses
        if yardstick.has_entered(course)
        and (yardstick.has_passed(course) or not _is_open(course, today))
    ]
    return Reading(yardstick, Rate(sum(passed), len(passed)))


def _is_open(course: Course, today: datetime.date) -> bool:
    return course.is_live and today - course.since < PATIENCE
