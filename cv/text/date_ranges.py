"""Dates and ranges of dates as CVs write them, English and Ukrainian: 03.2021 – дотепер, May 2019
to June 2020, since 2018. The score and the export read them alike."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from cv.text import months

Form = Literal["name", "number", "year"]

NOW = (
    r"present|now|current(?:ly)?|today|ongoing|to\s+date|дотепер|досі|зараз|сьогодні|тепер|нині"
    r"|(?:теперішній|цей|нинішній|даний)\s+час|настоящее\s+время|настоящий\s+момент|н\.\s?в\."
)
YEAR = r"(?:19|20)\d\d"
YEAR_WORD = r"(?:\s?(?:р\.|рр\.|року|рік|г\.|год\w?))?"
DAY = r"(?:0?[1-9]|[12]\d|3[01])"
SEASON = (
    r"(?<![^\W\d_])(?:spring|summer|autumn|fall|winter|весна|весни|літо|літа|осінь|осені|зима|зими)"
)
CENTURY_OF_SHORT_YEARS = 2000


def _moment(which: str) -> str:
    return (
        rf"(?:(?:(?P<named_day_{which}>{DAY})\.?\s+)?(?P<name_{which}>{months.NAME})\.?"
        rf"[\s,’']+(?:of\s+)?(?P<named_{which}>{YEAR}|(?<=[’'])\d\d)"
        rf"|(?:(?P<numbered_day_{which}>{DAY})[./])?(?P<month_{which}>0?[1-9]|1[0-2])[./]"
        rf"(?P<numbered_{which}>{YEAR})"
        rf"|(?P<iso_{which}>{YEAR})(?P<mark_{which}>[-./])(?P<iso_month_{which}>0[1-9]|1[0-2])"
        rf"(?:[-.](?P<iso_day_{which}>[0-3]\d))?(?![\d.]\d)"
        rf"|(?:{SEASON}\.?,?\s+)?(?P<year_{which}>{YEAR})){YEAR_WORD}"
    )


RANGE = re.compile(
    rf"(?<![\w.])(?:(?P<since>since|from|з|із|с|від)\s+)?{_moment('a')}"
    rf"(?:\s*(?:[-–—−\u00ad]+|\bto\b|\buntil\b|\btill\b|\bдо\b|\bпо\b)\s*(?:по\s+|до\s+)?"
    rf"(?:{_moment('b')}|(?P<now>{NOW})))?(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, a month or a year: what is not told is 0."""

    year: int
    month: int = 0
    day: int = 0
    form: Form = "year"


@dataclass(frozen=True, slots=True)
class Dates:
    """A range that stands in a text from `start` to `stop`, or one moment alone: `is_range` tells.
    A range without an `until` lasts."""

    since: Moment
    until: Moment | None
    is_range: bool
    start: int
    stop: int


def dates_in(text: str) -> Iterator[Dates]:
    for match in RANGE.finditer(text):
        until = _read(match, "b")
        is_range = bool(until or match["now"] or match["since"])
        if since := _read(match, "a"):
            yield Dates(since, until, is_range, match.start(), match.end())


def _read(match: re.Match[str], which: str) -> Moment | None:
    if name := match[f"name_{which}"]:
        year = int(match[f"named_{which}"])
        whole = year if year > 99 else CENTURY_OF_SHORT_YEARS + year
        return _moment_of(whole, months.number_of(name), match[f"named_day_{which}"], "name")
    if number := match[f"month_{which}"]:
        year = int(match[f"numbered_{which}"])
        return _moment_of(year, int(number), match[f"numbered_day_{which}"], "number")
    if written := match[f"iso_{which}"]:
        year, month = int(written), int(match[f"iso_month_{which}"])
        if match[f"mark_{which}"] == "/" and month == (year + 1) % 100:
            return Moment(year)  # "2011/12" is a year of school
        return _moment_of(year, month, match[f"iso_day_{which}"], "number")
    alone = match[f"year_{which}"]
    return Moment(int(alone)) if alone else None


def _moment_of(year: int, month: int, day: str | None, form: Form) -> Moment:
    return Moment(year, month, int(day or 0), form)
