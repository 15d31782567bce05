"""The funnel: how many applications got at least as far, counted by the furthest stage."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications.insights.course import Course
from applications.insights.rates import Rate
from applications.stages import Ending, Stage

# A test task counts with screening: many employers set none, and a step that may be skipped would
# make the next one look like a loss.
STEPS = {
    Stage.APPLIED: Stage.APPLIED.label,
    Stage.SCREENING: _("Screening or test task"),
    Stage.INTERVIEW: Stage.INTERVIEW.label,
    Stage.OFFER: Stage.OFFER.label,
}


@dataclass(frozen=True)
class Step:
    name: str
    label: str | Promise
    rate: Rate  # of all that were sent


def funnel(courses: Sequence[Course]) -> list[Step]:
    total = len(courses)
    steps = [
        Step(stage, label, Rate(sum(course.reached(stage) for course in courses), total))
        for stage, label in STEPS.items()
    ]
    hired = sum(course.ending == Ending.ACCEPTED for course in courses)
    return [*steps, Step(Ending.ACCEPTED, Ending.ACCEPTED.label, Rate(hired, total))]
