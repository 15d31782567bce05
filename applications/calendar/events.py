"""Calendar files (RFC 5545): a few dated things in, the bytes of an .ics file out. No database."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vRecur, vText

from applications.calendar.zones import timezone_lines

PRODUCT = "-//Trackr//trackr.help//EN"
YEARS_AROUND = (1, 5)  # for which a zone is described, before the first event and after the last
READ_AGAIN = "PT4H"  # how often a calendar may ask for the feed


@dataclass(frozen=True)
class Dated:
    """A thing with a day, or with a day and a time on the wall of a zone.

    `rule` is an RRULE; `dates` are further days for what no rule says exactly.
    """

    uid: str
    title: str
    day: datetime.date
    stamp: datetime.datetime
    at: datetime.time | None = None
    zone: ZoneInfo | None = None
    minutes: int = 0
    text: str = ""
    place: str = ""
    version: int = 0
    is_cancelled: bool = False
    rule: tuple[tuple[str, str], ...] = ()
    until: datetime.date | None = None
    dates: tuple[datetime.date, ...] = ()

    @property
    def last_day(self) -> datetime.date:
        return max((self.day, *self.dates, *filter(None, [self.until])))


class _Text(vText):
    """The library takes backslash and N for a line break, and writes "C:\\New" on two lines."""

    def to_ical(self) -> bytes:
        text = str(self).replace("\r\n", "\n").replace("\r", "\n").replace("\\", "\\\\")
        text = text.replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
        return text.encode()


def calendar_file(name: str, things: Iterable[Dated]) -> bytes:
    things = list(things)
    calendar = Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("X-WR-CALNAME", _Text(_storable(name)))
    calendar.add("X-PUBLISHED-TTL", vText(READ_AGAIN))
    for thing in things:
        calendar.add_component(_event(thing))
    return _with_zones(calendar.to_ical(), things)


def _event(thing: Dated) -> Event:
    event = Event()
    event.add("UID", thing.uid)
    event.add("DTSTAMP", thing.stamp.astimezone(datetime.UTC))
    event.add("SEQUENCE", thing.version)
    event.add("SUMMARY", _Text(_storable(thing.title)))
    event.add("DTSTART", _start(thing, thing.day))
    if thing.at is None:
        event.add("TRANSP", "TRANSPARENT")  # a day on which something is due is no busy day
    else:
        # A length, not an end: the hour that comes twice in autumn has no end of its own.
        event.add("DURATION", datetime.timedelta(minutes=thing.minutes))
    for key, text in (("DESCRIPTION", thing.text), ("LOCATION", thing.place)):
        if text:
            event.add(key, _Text(_storable(text)))
    if thing.is_cancelled:
        event.add("STATUS", "CANCELLED")
    _repeat(event, thing)
    return event


def _repeat(event: Event, thing: Dated) -> None:
    if thing.rule:
        parts: dict[str, Any] = {key: value.split(",") for key, value in thing.rule}
        if thing.until:
            last = _start(thing, thing.until)
            is_timed = isinstance(last, datetime.datetime)
            parts["UNTIL"] = last.astimezone(datetime.UTC) if is_timed else last
        event.add("RRULE", vRecur(parts))
    if thing.dates:
        values = [_start(thing, day) for day in thing.dates]
        parameters = {} if thing.at else {"VALUE": "DATE"}
        event.add("RDATE", values, parameters=parameters)


def _start(thing: Dated, day: datetime.date) -> Any:
    if thing.at is None:
        return day
    return datetime.datetime.combine(day, thing.at.replace(fold=0), thing.zone)


def _with_zones(text: bytes, things: list[Dated]) -> bytes:
    """The zones stand before the events that name them."""
    used: dict[str, list[Dated]] = {}
    for thing in things:
        if thing.at is not None and thing.zone and thing.zone.key != "UTC":
            used.setdefault(thing.zone.key, []).append(thing)
    before, after = YEARS_AROUND
    zones = b"".join(
        timezone_lines(
            name,
            max(1971, min(one.day.year for one in those) - before),
            min(2200, max(one.last_day.year for one in those) + after),
        )
        for name, those in sorted(used.items())
    )
    head, event, rest = text.partition(b"BEGIN:VEVENT\r\n")
    return head + zones + event + rest


def _storable(text: str) -> str:
    """Without the control characters that no calendar takes."""
    return "".join(letter for letter in text if letter >= " " or letter in "\t\n\r")
