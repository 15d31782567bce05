"""The calendar part of an invitation (RFC 5545), as far as a proposal needs it."""

import datetime
import re

from applications.capture.proposal import clean, line
from applications.paste_mail.mail import Meeting
from applications.paste_mail.spoken_date import YEARS

LONGEST = 100_000
MOST_LINES = 2_000
CANCELLED = re.compile(r"^(?:METHOD|STATUS)\s*:\s*CANCEL", re.IGNORECASE)
BEGINS = re.compile(
    r"^DTSTART(?P<parameters>;[^:]*)?:(?P<day>\d{8})(?:T(?P<time>\d{4})\d{2}(?P<utc>Z?))?\s*$"
)
ZONE = re.compile(r"TZID=\"?([^;\":]{1,64})")


def read(text: str) -> Meeting | None:
    """The first event's beginning; None for none, for a cancelled one and for nonsense."""
    lines = re.sub(r"\n[ \t]", "", clean(text[:LONGEST])).split("\n")[:MOST_LINES]
    if "BEGIN:VEVENT" not in lines or any(CANCELLED.match(one) for one in lines):
        return None
    event = lines[lines.index("BEGIN:VEVENT") :]
    begins = next((found for one in event if (found := BEGINS.match(one))), None)
    return begins and _meeting(begins, _value(event, "SUMMARY"), _value(event, "LOCATION"))


def _meeting(begins: re.Match[str], title: str, place: str) -> Meeting | None:
    zone = ZONE.search(begins["parameters"] or "")
    try:
        day = datetime.datetime.strptime(begins["day"], "%Y%m%d").date()  # noqa: DTZ007  a day
        time = begins["time"]
        starts = datetime.time(int(time[:2]), int(time[2:])) if time else None
    except ValueError:
        return None
    if day.year not in YEARS:
        return None
    named = "UTC" if begins["utc"] else zone[1] if zone else ""
    return Meeting(day, starts, named, title, place)


def _value(lines: list[str], name: str) -> str:
    for one in lines:
        key, colon, value = one.partition(":")
        if colon and key.partition(";")[0] == name:
            return line(re.sub(r"\\[nN]", " ", value).replace("\\", ""))
    return ""
