"""Dates as people write them, for formats that want ISO 8601 with as much as is known."""

import re

from cv.text import months

POINT = re.compile(
    rf"(?:(?:(?P<day>\d{{1,2}})[./\s])?(?:(?P<name>{months.NAME})\.?,?\s+"
    r"|(?P<month>0?[1-9]|1[0-2])[./])|(?<![\w.]))(?P<year>(?:19|20)\d\d)(?![\d-])",
    re.IGNORECASE,
)
RANGE = re.compile(r"[-–—]|\b(?:to|до|по)\b")


def of(date: str) -> dict[str, str]:
    """startDate and endDate of "March 2021 – present"; a year by itself is an end."""
    points = [_iso(match) for match in POINT.finditer(date)]
    if not points:
        return {}
    if len(points) > 1:
        return {"startDate": points[0], "endDate": points[-1]}
    is_open = bool(RANGE.search(date)) or not date.strip()[0].isdigit() and " " in date
    return {"startDate": points[0]} if is_open else {"endDate": points[0]}


def last_in(text: str) -> str:
    """The last date in a text, or nothing."""
    found = [_iso(match) for match in POINT.finditer(text)]
    return found[-1] if found else ""


def _iso(match: re.Match[str]) -> str:
    name = match["name"]
    month = months.number_of(name) if name else int(match["month"] or 0)
    if not month:
        return match["year"]
    day = int(match["day"] or 0)
    is_day = 1 <= day <= 28 or (29 <= day <= 31 and month not in (2, 4, 6, 9, 11))
    return f"{match['year']}-{month:02}" + (f"-{day:02}" if is_day else "")
