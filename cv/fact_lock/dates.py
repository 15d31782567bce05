"""Years, months and periods of a text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from cv.fact_lock.units import MONEY, UNITS
from cv.text.months import MONTHS

NAMES = "|".join(f"(?P<m{number}>{names})" for number, names in enumerate(MONTHS, 1))
YEAR = r"(?:19|20)\d\d"
_CURRENCY = "|".join(words for words, (unit, _) in UNITS.items() if unit in MONEY)
# "2000 USD", "2000–2050 dollars" and "USD 2000" are sums and no years.
SUM_AFTER = rf"(?:\s?[-–]\s?\d[\d,.]*)?\s?(?:{_CURRENCY})(?!\w)"
SUM_BEFORE = r"(?<![$€£₴]\s)(?<!(?:USD|EUR|GBP|UAH|PLN)\s)"
MOMENT = re.compile(
    rf"(?<![\w.,/$€£₴-])(?:\d{{1,2}}[./])?(?P<before>0?[1-9]|1[0-2])[./](?P<year1>{YEAR})(?![\w%])"
    rf"|(?<![\w.,])(?P<year2>{YEAR})[-./](?P<after>0[1-9]|1[0-2])(?![\w%])"
    rf"|(?<!\w)(?:{NAMES})\.?,?\s+(?P<year3>{YEAR})(?!\w)"
    rf"|(?<![\w.,$€£₴]){SUM_BEFORE}(?P<year4>{YEAR})(?![\w%]|[.,]\d|{SUM_AFTER})",
    re.IGNORECASE,
)
LONE_MONTH = re.compile(
    rf"\b(?:in|since|from|until|till|by|у|в|від|з|із|до)\s+(?P<month>{NAMES})(?!\w)", re.IGNORECASE
)
BETWEEN = re.compile(
    r"\s*(?:р\.|рр\.|року|році)?\s*(?:[-–]|to|until|till|through|по|до)\s*", re.IGNORECASE
)
NOW = re.compile(
    r"\s*(?:р\.|року)?\s*(?:[-–]|to|until|till|по|до)\s*"
    r"(?:present|now|today|current|дотепер|досі|нині|зараз|сьогодні|теперішн)",
    re.IGNORECASE,
)
OPEN = re.compile(r"\b(?:since|з|із|від)\s{1,2}$", re.IGNORECASE)


@dataclass(frozen=True)
class Moment:
    year: int
    month: int | None
    start: int
    stop: int

    @property
    def months(self) -> int:
        return self.year * 12 + (self.month or 1) - 1


@dataclass(frozen=True)
class Period:
    first: Moment
    last: Moment | None  # None: it goes on

    def length(self, today: date) -> tuple[int, int]:
        """Its months, counted shortly and fully: March to May are two and three of them."""
        end = self.last.months if self.last else today.year * 12 + today.month - 1
        months = max(0, end - self.first.months)
        is_exact = self.first.month and (self.last is None or self.last.month)
        return months, months + (1 if is_exact else 0)


def moments(text: str) -> list[Moment]:
    return [
        Moment(year, month, *found.span())
        for found in MOMENT.finditer(text)
        for year, month in [_read(found)]
    ]


def lone_months(text: str) -> Iterator[tuple[int, int, int]]:
    """Months named without a year: number, start, stop."""
    for found in LONE_MONTH.finditer(text):
        yield named_in(found), *found.span("month")


def periods(text: str, found: list[Moment]) -> list[Period]:
    pairs = [
        Period(first, last)
        for first, last in pairwise(found)
        if BETWEEN.fullmatch(text[first.stop : last.start])
    ]
    ended = {period.first for period in pairs}
    going_on = [
        Period(moment, None)
        for moment in found
        if NOW.match(text, moment.stop)
        or (OPEN.search(text[max(0, moment.start - 8) : moment.start]) and moment not in ended)
    ]
    return pairs + going_on


def _read(found: re.Match[str]) -> tuple[int, int | None]:
    year = next(found[f"year{number}"] for number in range(1, 5) if found[f"year{number}"])
    number = found["before"] or found["after"]
    return int(year), int(number) if number else named_in(found) or None


def named_in(found: re.Match[str]) -> int:
    return next((number for number in range(1, 13) if found[f"m{number}"]), 0)
