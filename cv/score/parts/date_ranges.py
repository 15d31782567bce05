"""Ranges of dates in a line, English and Ukrainian: 03.2021 – дотепер, May 2019 to June 2020."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from cv.text import months

Form = Literal["name", "number", "year"]

NOW = (
    r"present|now|current(?:ly)?|today|ongoing|дотепер|досі|зараз|сьогодні|тепер|нині"
    r"|(?:теперішній|цей|нинішній|даний)\s+час|настоящее\s+время|настоящий\s+момент|н\.\s?в\."
)
YEAR = r"(?:19|20)\d\d"
YEAR_WORD = r"(?:\s?(?:р\.|рр\.|року|рік|г\.|год\w?))?"


def _moment(which: str) -> str:
    return (
        rf"(?:(?P<name_{which}>{months.NAME})\.?[\s,’']+(?:of\s+)?(?P<named_{which}>{YEAR})"
        rf"|(?P<month_{which}>0?[1-9]|1[0-2])[./](?P<numbered_{which}>{YEAR})"
        rf"|(?P<iso_{which}>{YEAR})[-.](?P<iso_month_{which}>0[1-9]|1[0-2])(?![\d.])"
        rf"|(?P<year_{which}>{YEAR})){YEAR_WORD}"
    )


RANGE = re.compile(
    rf"(?<![\w.])(?:(?P<since>since|from|з|із|с)\s+)?{_moment('a')}"
    rf"(?:\s*(?:[-–—−\u00ad]+|\bto\b|\buntil\b|\btill\b|\bдо\b|\bпо\b)\s*(?:по\s+|до\s+)?"
    rf"(?:{_moment('b')}|(?P<now>{NOW})))?(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DateRange:
    """Months are counted from year 0; an `end` of None lasts. Years alone begin in January."""

    line: int
    start: int
    end: int | None
    form: Form


def ranges_in(text: str, line: int) -> Iterator[DateRange]:
    for match in RANGE.finditer(text):
        start, form = _read(match, "a")
        if match["now"] or (match["since"] and not _has(match, "b")):
            yield DateRange(line, start, None, form)
        elif _has(match, "b"):
            end, _ = _read(match, "b")
            yield DateRange(line, start, end, form)


def _has(match: re.Match[str], which: str) -> bool:
    return any(match[f"{kind}_{which}"] for kind in ("named", "numbered", "iso", "year"))


def _read(match: re.Match[str], which: str) -> tuple[int, Form]:
    if name := match[f"name_{which}"]:
        return _month(int(match[f"named_{which}"]), months.number_of(name)), "name"
    if number := match[f"month_{which}"]:
        return _month(int(match[f"numbered_{which}"]), int(number)), "number"
    if year := match[f"iso_{which}"]:
        return _month(int(year), int(match[f"iso_month_{which}"])), "number"
    return _month(int(match[f"year_{which}"]), 1), "year"


def _month(year: int, month: int) -> int:
    return year * 12 + month - 1
