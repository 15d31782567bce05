"""Days that come again: of a repeating reminder. Plain days, no clock and no zone."""

import calendar
import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

WEEKEND = 5  # of date.weekday(): Saturday, and what follows


class Repeat(models.TextChoices):
    DAILY = "daily", _("Every day")
    WORKING_DAYS = "working_days", _("Every working day")
    WEEKLY = "weekly", _("Every week")
    MONTHLY = "monthly", _("Every month")
    YEARLY = "yearly", _("Every year")


def following(repeat: str, first: datetime.date, after: datetime.date) -> datetime.date | None:
    """The next day after `after`, counted from `first`; None for what does not repeat.

    The 31st is the last day of a shorter month, and the 31st again in the next long one.
    """
    if not repeat:
        return None
    if after < first:
        return first
    if repeat == Repeat.WEEKLY:
        return after + datetime.timedelta(days=7 - (after - first).days % 7)
    if repeat in {Repeat.MONTHLY, Repeat.YEARLY}:
        months = 12 if repeat == Repeat.YEARLY else 1
        passed = (after.year - first.year) * 12 + after.month - first.month
        count = passed // months
        day = _months_later(first, count * months)
        return day if day > after else _months_later(first, (count + 1) * months)
    day = after + datetime.timedelta(days=1)
    while repeat == Repeat.WORKING_DAYS and day.weekday() >= WEEKEND:
        day += datetime.timedelta(days=1)
    return day


def _months_later(first: datetime.date, count: int) -> datetime.date:
    year, month = divmod(first.month - 1 + count, 12)
    year, month = first.year + year, month + 1
    last = calendar.monthrange(year, month)[1]
    return datetime.date(year, month, min(first.day, last))
