"""Emptying the bin."""

import datetime

from applications.models import KEPT_IN_BIN, Application
from trackr import sweeping


def sweep(now: datetime.datetime, until: datetime.datetime) -> int:
    """Delete for good what has been in the bin for 30 days, its history and postings along."""
    due = Application.objects.filter(deleted_at__lt=now - KEPT_IN_BIN)
    return sweeping.each(due, until, lambda application: application.delete())
