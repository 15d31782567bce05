"""The line "Date: …" of a mail that was copied from a mail program."""

import datetime
import re
from email.utils import parsedate_to_datetime

from applications.paste_mail.calendar_words import MONTHS, month

LONGEST = 200
YEARS = range(2000, 2101)  # of a mail, and of what it invites to
WRITTEN = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\.? (?P<month>" + MONTHS + r")\.?,? (?P<year>20\d\d)"
    r"|(?P<month2>" + MONTHS + r")\.? (?P<day2>\d{1,2})(?:st|nd|rd|th)?,? (?P<year2>20\d\d)",
    re.IGNORECASE,
)
NUMBERS = re.compile(r"\b(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./](?P<year>20\d\d)\b")
ISO = re.compile(r"\b(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)\b")


def moment(text: str) -> datetime.datetime | None:
    """When it was sent, at noon UTC where only the day is said; None when that is not plain."""
    if written := of_header(text):
        return written
    day = _day(text[:LONGEST])
    if day is None:
        return None
    return datetime.datetime.combine(day, datetime.time(12, tzinfo=datetime.UTC))


def of_header(text: str) -> datetime.datetime | None:
    """The moment in the standard's form (RFC 5322); None for another form and for odd years."""
    try:
        moment = parsedate_to_datetime(text[:LONGEST])
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.year in YEARS else None


def _day(text: str) -> datetime.date | None:
    if found := WRITTEN.search(text):
        number, name = found["day"] or found["day2"], found["month"] or found["month2"]
        return _date(found["year"] or found["year2"], str(month(name)), number)
    if found := ISO.search(text):
        return _date(found["year"], found["month"], found["day"])
    found = NUMBERS.search(text)
    # 10/11/2026 is October in one country and November in the other.
    if found and ("/" not in found[0] or int(found["day"]) > 12):  # noqa: PLR2004
        return _date(found["year"], found["month"], found["day"])
    return None


def _date(year: str, month: str, day: str) -> datetime.date | None:
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None
