"""Billing cycles: calendar months anchored to a day, clipped where a month is shorter."""

import calendar
import datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Kyiv")


def cycle_start(anchor: datetime.date, today: datetime.date) -> datetime.date:
    """First day of the cycle that `today` lies in. 31 January leads to 28 February, 31 March …"""
    this_month = _anchored(anchor, today.year, today.month)
    if this_month <= today:
        return this_month
    before = today.replace(day=1) - datetime.timedelta(days=1)
    return _anchored(anchor, before.year, before.month)


def next_cycle_start(anchor: datetime.date, today: datetime.date) -> datetime.date:
    start = cycle_start(anchor, today)
    following = start.replace(day=1) + datetime.timedelta(days=32)
    return _anchored(anchor, following.year, following.month)


def local_date(moment: datetime.datetime) -> datetime.date:
    return moment.astimezone(ZONE).date()


def _anchored(anchor: datetime.date, year: int, month: int) -> datetime.date:
    return datetime.date(year, month, min(anchor.day, calendar.monthrange(year, month)[1]))
