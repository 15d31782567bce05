"""Billing cycles: calendar months by the clock of Kyiv, counted from an anchor.

A month is always added to the anchor, never to the end of the month before: the 31st of January
leads to the 28th of February and then to the 31st of March.
"""

import calendar
import datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Kyiv")


def local_date(moment: datetime.datetime) -> datetime.date:
    return moment.astimezone(ZONE).date()


def day_begins(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), ZONE)


def after_months(anchor: datetime.datetime, months: int) -> datetime.datetime:
    """The same day and wall time so many months later (or before); on the last day of a month that
    has no such day. Across a change of the clocks the wall time stays and the length differs."""
    local = anchor.astimezone(ZONE)
    years, month = divmod(local.month - 1 + months, 12)
    year = local.year + years
    day = min(local.day, calendar.monthrange(year, month + 1)[1])
    moved = local.replace(year=year, month=month + 1, day=day)
    return moved.astimezone(datetime.UTC)


def bounds(
    anchor: datetime.datetime, at: datetime.datetime
) -> tuple[datetime.datetime, datetime.datetime]:
    """When the cycle that `at` lies in begins, and when the next one does."""
    start, moment = anchor.astimezone(ZONE), at.astimezone(ZONE)
    months = (moment.year - start.year) * 12 + moment.month - start.month
    if after_months(anchor, months) > at:
        months -= 1
    return after_months(anchor, months), after_months(anchor, months + 1)
