"""A repeating reminder in the words of a calendar: a rule where one says the same days, and the
days themselves where none does."""

import datetime

from applications import recurrence
from applications.recurrence import Repeat

MOST_DATES = 400
SHORTEST_MONTH = 28
WEEKEND = 5  # of date.weekday(): Saturday, and what follows

Rule = tuple[tuple[str, str], ...]


def rule(repeat: str, first: datetime.date, due_on: datetime.date) -> Rule:
    """The RRULE for the days from `due_on` on; empty where none is exact."""
    if not repeat or not _is_regular(repeat, first, due_on):
        return ()
    if repeat == Repeat.DAILY:
        return (("FREQ", "DAILY"),)
    if repeat == Repeat.WORKING_DAYS:
        return (("FREQ", "WEEKLY"), ("BYDAY", "MO,TU,WE,TH,FR"))
    if repeat == Repeat.WEEKLY:
        return (("FREQ", "WEEKLY"),)
    if first.day > SHORTEST_MONTH and (repeat == Repeat.MONTHLY or first.month == 2):
        return ()  # a rule leaves the months out that have no 31st; ours takes their last day
    return (("FREQ", "MONTHLY" if repeat == Repeat.MONTHLY else "YEARLY"),)


def dates(
    repeat: str, first: datetime.date, due_on: datetime.date, until: datetime.date
) -> tuple[datetime.date, ...]:
    """The days after `due_on`, up to `until`."""
    found: list[datetime.date] = []
    day = recurrence.following(repeat, first, due_on)
    while day and day <= until and len(found) < MOST_DATES:
        found.append(day)
        day = recurrence.following(repeat, first, day)
    return tuple(found)


def _is_regular(repeat: str, first: datetime.date, due_on: datetime.date) -> bool:
    """Whether `due_on` is one of its days: not put off, and no weekend among working days."""
    if repeat == Repeat.WORKING_DAYS:
        return due_on.weekday() < WEEKEND
    day_before = due_on - datetime.timedelta(days=1)
    return recurrence.following(repeat, first, day_before) == due_on
