"""Applications that nobody has said anything about for weeks: ended in one pass, or waited for."""

import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Greatest

from applications.models import Application, ApplicationQuerySet
from applications.stages import WAITING, Ending
from applications.table import bulk

if TYPE_CHECKING:
    from accounts.models import User

SILENT_DAYS = 21
DAYS_CHOICES = (14, SILENT_DAYS, 30, 60)
WAIT = datetime.timedelta(days=14)


def heard_on(row: Any) -> datetime.date:
    """The last day of a move, a round or a follow-up; a planned round lies ahead."""
    days: tuple[datetime.date | None, ...] = (row.since, row.chased_on, row.last_round_on)
    return max(day for day in days if day)


def is_silent(row: Any, today: datetime.date, days: int = SILENT_DAYS) -> bool:
    """The same as `of` asks the database, of a row that was read already."""
    return bool(
        not row.ending
        and row.stage in WAITING
        and heard_on(row) <= today - datetime.timedelta(days=days)
        and (row.snoozed_until is None or row.snoozed_until <= today)
    )


def of(user: "User", today: datetime.date, days: int = SILENT_DAYS) -> ApplicationQuerySet:
    """Waiting, and without a move, a round or a follow-up for so many days; the oldest first."""
    last = Greatest("since", "chased_on", "last_round_on")  # PostgreSQL's passes over NULL
    waiting = Application.objects.of(user).live().filter(stage__in=WAITING)
    quiet = waiting.annotate(last=last).filter(
        Q(snoozed_until=None) | Q(snoozed_until__lte=today),
        last__lte=today - datetime.timedelta(days=days),
    )
    return quiet.order_by("last", "pk")


@transaction.atomic
def end(user: "User", applications: ApplicationQuerySet, today: datetime.date) -> bulk.Deed:
    """Each ends with "No response", which can be reopened. The deed can be undone.

    One that another tab is moving now is waited for, and left out if it is not silent any more.
    """
    silent = applications.order_by("pk").select_for_update()
    ids = list(silent.values_list("public_id", flat=True))
    return bulk.end(user, ids, Ending.NO_RESPONSE, today)


def wait(applications: ApplicationQuerySet, today: datetime.date) -> int:
    """Leave them alone for two weeks; what comes next is put off as long. How many it was."""
    until = today + WAIT
    put_off = Case(When(next_kind="", then=None), default=Greatest(F("next_on"), Value(until)))
    return applications.order_by().update(snoozed_until=until, next_on=put_off)
