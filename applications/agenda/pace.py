"""A person's own pace: how long their replies took, and the goal of their weeks. Plain days."""

import datetime
import statistics
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

FEWEST_REPLIES = 5  # below that a number says nothing
WEEK = datetime.timedelta(days=7)


@dataclass(frozen=True)
class Replies:
    """How many days the replies took, the shortest first."""

    days: list[int]

    @property
    def count(self) -> int:
        return len(self.days)

    @property
    def tell_something(self) -> bool:
        return self.count >= FEWEST_REPLIES

    @property
    def median(self) -> int:
        """Half of them came within so many days."""
        return statistics.median_low(self.days)

    def quarters_shorter_than(self, days: int) -> int:
        """How many whole quarters of the replies, 0 to 4, took less than so many days."""
        if not self.tell_something:
            return 0
        return 4 * bisect_left(self.days, days) // self.count


@dataclass(frozen=True)
class Week:
    """How the week goes against the goal. What was missed is nowhere in it."""

    goal: int
    count: int
    streak: int  # weeks in a row that reached the goal; this one only adds

    @property
    def shown(self) -> int:
        """For a bar, which is full and no fuller."""
        return min(self.count, self.goal)

    @property
    def is_reached(self) -> bool:
        return self.count >= self.goal


def replies(courses: Iterable[tuple[datetime.date | None, datetime.date | None]]) -> Replies:
    """Of pairs of the day applied and the day answered."""
    took = [(answered - applied).days for applied, answered in courses if applied and answered]
    return Replies(sorted(took))


def monday(day: datetime.date) -> datetime.date:
    return day - datetime.timedelta(days=day.weekday())


def week(goal: int, applied: Iterable[datetime.date], today: datetime.date) -> Week | None:
    """None when the person wants no goal."""
    if not goal:
        return None
    counts = Counter(monday(day) for day in applied if day <= today)
    this = monday(today)
    streak = int(counts[this] >= goal)
    past = this - WEEK
    while counts[past] >= goal:
        streak += 1
        past -= WEEK
    return Week(goal, counts[this], streak)
