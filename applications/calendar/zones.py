"""VTIMEZONE of a zone, from the machine's own rules.

A change of the clocks is written as the wall showed it before the change, as RFC 5545 (3.6.5) asks;
the library's own generator writes the hour after it.
"""

import datetime
from collections.abc import Iterator
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

from trackr.preferences import zone_named

STEP = datetime.timedelta(days=1)  # no zone changes twice within one


@lru_cache(maxsize=64)
def timezone_lines(name: str, first_year: int, last_year: int) -> bytes:
    """The component as text; right for those years."""
    zone = zone_named(name)
    component = Timezone()
    component.add("TZID", name)
    start = datetime.datetime(first_year, 1, 1, tzinfo=datetime.UTC)
    component.add_component(_observance(start, start.astimezone(zone), start.astimezone(zone)))
    for moment, before in _changes(zone, start, last_year):
        component.add_component(_observance(moment, before, moment.astimezone(zone)))
    text: bytes = component.to_ical()
    return text


def _changes(
    zone: ZoneInfo, start: datetime.datetime, last_year: int
) -> Iterator[tuple[datetime.datetime, datetime.datetime]]:
    """Each moment at which the clocks change, and the time on the wall just before."""
    moment = start
    while moment.year <= last_year:
        later = moment + STEP
        if _offset(moment, zone) != _offset(later, zone):
            change = _first_second(moment, later, zone)
            yield change, moment.astimezone(zone)
        moment = later


def _first_second(
    early: datetime.datetime, late: datetime.datetime, zone: ZoneInfo
) -> datetime.datetime:
    while late - early > datetime.timedelta(seconds=1):
        middle = early + (late - early) // 2
        middle = middle.replace(microsecond=0)
        if _offset(middle, zone) == _offset(early, zone):
            early = middle
        else:
            late = middle
    return late


def _offset(moment: datetime.datetime, zone: ZoneInfo) -> datetime.timedelta | None:
    return moment.astimezone(zone).utcoffset()


def _observance(
    moment: datetime.datetime, before: datetime.datetime, after: datetime.datetime
) -> TimezoneStandard | TimezoneDaylight:
    observance = TimezoneDaylight() if after.dst() else TimezoneStandard()
    offset_before = before.utcoffset() or datetime.timedelta()
    observance.add("DTSTART", (moment + offset_before).replace(tzinfo=None))
    observance.TZOFFSETFROM = offset_before
    observance.TZOFFSETTO = after.utcoffset() or datetime.timedelta()
    observance.add("TZNAME", after.tzname() or "")
    return observance
