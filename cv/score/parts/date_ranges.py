"""Ranges of dates in a line as the score counts them: in months."""

from collections.abc import Iterator
from dataclasses import dataclass

from cv.text.date_ranges import Form, Moment, dates_in


@dataclass(frozen=True, slots=True)
class DateRange:
    """Months are counted from year 0; an `end` of None lasts. Years alone begin in January."""

    line: int
    start: int
    end: int | None
    form: Form


def ranges_in(text: str, line: int) -> Iterator[DateRange]:
    for found in dates_in(text):
        if found.is_range:
            end = _months(found.until) if found.until else None
            yield DateRange(line, _months(found.since), end, found.since.form)


def _months(moment: Moment) -> int:
    return moment.year * 12 + (moment.month or 1) - 1
