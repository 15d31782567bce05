"""Dates as people write them, for formats that want ISO 8601 with as much as is known."""

import re
from calendar import monthrange

from cv.text.date_ranges import Moment, dates_in

OPEN = re.compile(r"[-–—]\s*$")


def of(date: str) -> dict[str, str]:
    """startDate and endDate of "March 2021 – present"; a moment by itself is an end."""
    found = [*dates_in(date)]
    if not found:
        return {}
    first, last = found[0], found[-1]
    if first.is_range or len(found) > 1:
        until = last.until if last.is_range else last.since
        return {"startDate": _iso(first.since)} | ({"endDate": _iso(until)} if until else {})
    is_open = bool(OPEN.match(date, first.stop))
    return {"startDate" if is_open else "endDate": _iso(first.since)}


def last_in(text: str) -> str:
    """The last date in a text, or nothing."""
    found = [*dates_in(text)]
    return _iso(found[-1].until or found[-1].since) if found else ""


def _iso(moment: Moment) -> str:
    if not moment.month:
        return str(moment.year)
    is_day = 1 <= moment.day <= monthrange(moment.year, moment.month)[1]
    return f"{moment.year}-{moment.month:02}" + (f"-{moment.day:02}" if is_day else "")
