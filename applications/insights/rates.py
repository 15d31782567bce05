"""Rates that say how many they rest on, and keep silent when those are too few."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass

from applications.insights.course import Course, SentCv

FEWEST_FOR_RATE = 5
FEWEST_FOR_COMPARISON = 20


@dataclass(frozen=True)
class Rate:
    """`hits` of `total`."""

    hits: int
    total: int

    @property
    def is_shown(self) -> bool:
        return self.total >= FEWEST_FOR_RATE

    @property
    def percent(self) -> int | None:
        """Rounded to a whole one, halves up; None when there are too few to say."""
        return (200 * self.hits + self.total) // (2 * self.total) if self.is_shown else None


@dataclass(frozen=True)
class Group:
    name: str
    rate: Rate
    detail: int | None = None  # the version of a CV


@dataclass(frozen=True)
class Comparison:
    """How often groups were answered; only those that are large enough, the largest first."""

    groups: tuple[Group, ...]
    total: int  # in all groups, those too small to show included
    too_small: int  # groups
    left_out: int  # applications that belong to no group

    @property
    def is_drawn(self) -> bool:
        return self.total >= FEWEST_FOR_COMPARISON


def answer_rate(courses: Iterable[Course]) -> Rate:
    answers = [course.answered_on is not None for course in courses]
    return Rate(sum(answers), len(answers))


def by_source(courses: Iterable[Course]) -> Comparison:
    """Spelled in capitals or not, a source is the same."""
    return _compare(courses, lambda course: course.source.strip().casefold(), _of_source)


def by_cv(courses: Iterable[Course]) -> Comparison:
    return _compare(courses, lambda course: course.cv or "", _of_cv)


def _compare(
    courses: Iterable[Course],
    key: Callable[[Course], Hashable],
    group: Callable[[list[Course]], Group],
) -> Comparison:
    members: defaultdict[Hashable, list[Course]] = defaultdict(list)
    for course in courses:
        members[key(course)].append(course)
    left_out = len(members.pop("", []))
    shown = [group(those) for those in members.values() if answer_rate(those).is_shown]
    return Comparison(
        groups=tuple(sorted(shown, key=lambda one: (-one.rate.total, one.name, one.detail or 0))),
        total=sum(map(len, members.values())),
        too_small=len(members) - len(shown),
        left_out=left_out,
    )


def _of_source(courses: list[Course]) -> Group:
    spellings = [course.source.strip() for course in courses]
    return Group(max(sorted(set(spellings)), key=spellings.count), answer_rate(courses))


def _of_cv(courses: list[Course]) -> Group:
    cv = courses[0].cv or SentCv("")
    return Group(cv.title, answer_rate(courses), cv.version)
