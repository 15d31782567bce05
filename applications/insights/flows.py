"""The ways that applications took, as flows between stages and what became of them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, pairwise

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from applications.insights.course import Course
from applications.stages import EARLIEST, Ending, Stage

WAITING = "waiting"
STAGES: list[str] = [stage for stage in Stage if stage != EARLIEST]
OUTCOMES: list[str] = [  # from the best; the silent ones lie at the bottom of the chart
    Ending.ACCEPTED,
    WAITING,
    Ending.DECLINED,
    Ending.WITHDREW,
    Ending.REJECTED,
    Ending.CLOSED,
    Ending.NO_RESPONSE,
]
COLUMNS: list[list[str]] = [*([stage] for stage in STAGES), OUTCOMES]
PLACES = {name: place for place, name in enumerate(chain(*COLUMNS))}
LABELS: dict[str, str | Promise] = {
    **{choice.value: choice.label for choice in chain(Stage, Ending)},
    WAITING: pgettext_lazy("outcome", "Still open"),
}


@dataclass(frozen=True)
class Flow:
    source: str
    target: str
    count: int

    @property
    def source_label(self) -> str | Promise:
        return LABELS[self.source]

    @property
    def target_label(self) -> str | Promise:
        return LABELS[self.target]


def way(course: Course) -> tuple[str, ...]:
    """The stages up to the furthest one, then the ending, or that it is still open."""
    return (*course.stages, course.ending or WAITING)


def flows(courses: Iterable[Course]) -> list[Flow]:
    """What leaves a stage is what came into it: each application goes through as one."""
    counts = Counter(chain.from_iterable(pairwise(way(course)) for course in courses))
    ordered = sorted(counts, key=lambda pair: (PLACES[pair[0]], PLACES[pair[1]]))
    return [Flow(source, target, counts[source, target]) for source, target in ordered]
