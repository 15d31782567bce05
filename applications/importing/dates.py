"""Days as spreadsheets and other trackers write them."""

import datetime
import re
from collections.abc import Iterable

from django.utils import timezone

# The start of a month's name is enough, in either language and in any case of the noun.
MONTHS = (
    ("jan", "січ"), ("feb", "лют"), ("mar", "бер"), ("apr", "кві"), ("may", "тра"), ("jun", "чер"),
    ("jul", "лип"), ("aug", "сер"), ("sep", "вер"), ("oct", "жов"), ("nov", "лис"), ("dec", "гру"),
)  # fmt: skip
ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?\s?(?:Z|[+-]\d\d:?\d\d)")
BEFORE_OFFSET = re.compile(r"\s(?=[Z+-])")
DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})(?!\d)")
NUMBERS = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})(?!\d)")
WORD = r"([^\W\d_]{3,12})\.?"
DAY_MONTH = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?[\s-]+{WORD},?[\s-]+(\d{{4}})(?!\d)", re.I)
MONTH_DAY = re.compile(rf"{WORD}\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})(?!\d)", re.I)
WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun|пн|вт|ср|чт|пт|сб|нд)\w*\.?,?\s+", re.I)
LAST_MONTH = 12
SERIAL = re.compile(r"[3-6]\d{4}")  # days since the end of 1899, as spreadsheets keep a date
SERIAL_START = datetime.date(1899, 12, 30)


def parse(text: str, order: str) -> datetime.date | None:
    """The day that begins `text`; None when there is none, or `order` is needed and not known.

    A moment with an offset is a day of the active time zone. `order` is "day" or "month": which
    comes first where only numbers stand.
    """
    text = WEEKDAY.sub("", text.strip(), count=1)
    try:
        return _moment(text) or _numeric(text, order) or _named(text) or _serial(text)
    except (ValueError, OverflowError):
        return None


def ambiguous(texts: Iterable[str]) -> str:
    """A day of these that can be read in two ways, when no other of them says which is meant."""
    found = [match for text in texts if (match := _two_numbers(text))]
    if _known_order(map(_pair, found)):
        return ""
    return next((match[0] for match in found if _is_ambiguous(*_pair(match))), "")


def order_of(texts: Iterable[str]) -> str:
    """The order that some of these days prove for all of them; empty when none does."""
    return _known_order(_pair(match) for text in texts if (match := _two_numbers(text)))


def _known_order(pairs: Iterable[tuple[int, int]]) -> str:
    known = list(pairs)
    day_first = any(first > LAST_MONTH for first, _second in known)
    month_first = any(second > LAST_MONTH for _first, second in known)
    if day_first == month_first:
        return ""
    return "day" if day_first else "month"


def _is_ambiguous(first: int, second: int) -> bool:
    return first != second and max(first, second) <= LAST_MONTH


def _pair(match: re.Match[str]) -> tuple[int, int]:
    return int(match[1]), int(match[2])


def _two_numbers(text: str) -> re.Match[str] | None:
    return NUMBERS.match(WEEKDAY.sub("", text.strip(), count=1))


def _moment(text: str) -> datetime.date | None:
    match = MOMENT.match(text)
    if not match:
        return None
    moment = datetime.datetime.fromisoformat(BEFORE_OFFSET.sub("", match[0]))
    return timezone.localtime(moment).date()


def _numeric(text: str, order: str) -> datetime.date | None:
    if match := ISO.match(text):
        return datetime.date(int(match[1]), int(match[2]), int(match[3]))
    if match := DOTTED.match(text):
        return datetime.date(_year(match[3]), int(match[2]), int(match[1]))
    if not (match := NUMBERS.match(text)):
        return None
    first, second, year = *_pair(match), _year(match[3])
    by = _known_order([(first, second)]) or ("day" if first == second else order)
    if not by:
        return None
    day, month = (first, second) if by == "day" else (second, first)
    return datetime.date(year, month, day)


def _year(digits: str) -> int:
    return int(digits) + (2000 if len(digits) == 2 else 0)


def _named(text: str) -> datetime.date | None:
    if match := DAY_MONTH.match(text):
        day, name, year = match.groups()
    elif match := MONTH_DAY.match(text):
        name, day, year = match.groups()
    else:
        return None
    start = name.lower()[:3]
    month = next((place for place, starts in enumerate(MONTHS, 1) if start in starts), 0)
    return datetime.date(int(year), month, int(day)) if month else None


def _serial(text: str) -> datetime.date | None:
    if not SERIAL.fullmatch(text.removesuffix(".0")):
        return None
    return SERIAL_START + datetime.timedelta(days=int(float(text)))
