"""Which step of the search is the weakest, said only when there is enough to say it from."""

import datetime
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications.insights.course import Course
from applications.insights.rates import FEWEST_FOR_COMPARISON, Rate
from applications.stages import ORDER, Stage

# Within it most answers come. A step entered later counts neither way, however it went: a quick
# answer would else be counted at once, and a slow one not yet.
PATIENCE = datetime.timedelta(days=21)
RARE = 0.1  # chance alone brings a rate this low less than one time in ten


@dataclass(frozen=True)
class Yardstick:
    """A step of the search and what is usual there: a round number to hold one's own against."""

    name: str
    usual: int  # percent
    entered_on: Callable[[Course], datetime.date | None]  # None for a course that never did
    has_passed: Callable[[Course], bool]
    label: Promise
    says: Promise
    advice: Promise


def _interviewed_on(course: Course) -> datetime.date | None:
    """The day after all stays before the interview, or on which the interview was skipped."""
    if not course.reached(Stage.INTERVIEW):
        return None
    before = takewhile(lambda spell: ORDER[spell.stage] < ORDER[Stage.INTERVIEW], course.spells)
    return course.applied_on + datetime.timedelta(days=sum(spell.days for spell in before))


# Ours, and printed on the page: fields, countries and years differ, so no figure is exact.
YARDSTICKS = [
    Yardstick(
        name="answer",
        usual=30,
        entered_on=lambda course: course.applied_on,
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
        entered_on=lambda course: course.answered_on,
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
        entered_on=_interviewed_on,
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
    """How one's own rate stands beside the yardstick. Those who entered lately are not in it."""

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
    ripe: int  # sent three weeks ago or earlier
    readings: tuple[Reading, ...]
    weakest: Reading | None = None


def diagnose(courses: Sequence[Course], today: datetime.date) -> Diagnosis:
    readings = tuple(_read(yardstick, courses, today) for yardstick in YARDSTICKS)
    ripe = readings[0].rate.total
    shown = [reading for reading in readings if reading.rate.is_shown]
    if ripe < FEWEST_FOR_COMPARISON or not shown:
        return Diagnosis(Verdict.EARLY, ripe, readings)
    clear = [reading for reading in shown if reading.is_clearly_below]
    weakest = min(clear or shown, key=lambda reading: reading.ratio)
    beside_usual = Verdict.SLIGHT if weakest.is_below else Verdict.FINE
    return Diagnosis(Verdict.CLEAR if clear else beside_usual, ripe, readings, weakest)


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
        if (entered_on := yardstick.entered_on(course)) and today - entered_on >= PATIENCE
    ]
    return Reading(yardstick, Rate(sum(passed), len(passed)))
