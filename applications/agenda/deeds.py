"""What a person does about a next action, and how each deed is undone.

A deed carries the day that its form was made for, so that a form sent twice or a stale tab does
nothing. An undo carries the day that the deed left behind, for the same reason.
"""

import datetime
from typing import Any

from applications import next_action
from applications.ledger import Kind
from applications.models import Application, CantUndo, Event
from applications.next_action import Deed
from applications.stages import Stage

SOON = (1, 3)  # days that a thing is put off by, beside the next Monday
A_DAY = datetime.timedelta(days=1)
A_WEEK = datetime.timedelta(days=7)


def later_days(today: datetime.date, due_on: datetime.date) -> list[datetime.date]:
    """What to offer for putting off: tomorrow, in three days, next Monday; later than it is due."""
    days = {today + count * A_DAY for count in SOON}
    days.add(today + A_WEEK - today.weekday() * A_DAY)
    return sorted(day for day in days if day > due_on)


def day_of_deed(application: Application, today: datetime.date) -> datetime.date:
    """Today; later for who has moved their time zone west since the last entry was written."""
    return max(today, application.chased_on or application.since)


def done(application: Application, due_on: datetime.date, today: datetime.date) -> Event | None:
    """Applied, or followed up. None when something else comes next by now."""
    day = day_of_deed(application, today)
    if (application.next_kind, application.next_on) == (Deed.APPLY, due_on):
        return application.move(Stage.APPLIED, day)
    return application.follow_up(due_on, day)


def take_back_done(application: Application, event: Event, due_on: datetime.date | None) -> bool:
    """As if it had not been done, and due again when it was.

    False when that is so already, or when no move would be left.
    """
    is_deed = event.kind == Kind.FOLLOW_UP or event.stage == Stage.APPLIED
    if not is_deed or event.corrections.exists():
        return False
    try:
        application.retract(event)
    except CantUndo:
        return False
    if due_on and application.next_on and application.next_on < due_on:
        application.snooze(application.next_on, due_on)
    return True


def take_back_snooze(application: Application, until: datetime.date, due_on: datetime.date) -> bool:
    """Due again when it was. False when it is another day's by now."""
    if application.ending:
        return False
    put_off = Application.objects.filter(
        pk=application.pk, ending="", next_on=until, snoozed_until=until
    )
    return bool(put_off.update(**_due(application, due_on)))


def take_back_retire(application: Application, due_on: datetime.date) -> bool:
    """Asked for again, on the day it was due. False when it is not quiet any more."""
    if application.ending:
        return False
    quiet = Application.objects.filter(pk=application.pk, ending="").exclude(quiet_because="")
    return bool(quiet.update(quiet_because="", **_due(application, due_on)))


def _due(application: Application, due_on: datetime.date) -> dict[str, Any]:
    """The columns of a next action that is due on that day, put off or by itself."""
    planned = next_action.after(application.standing, last_round_on=application.last_round_on)
    assert planned  # noqa: S101  what has not ended has a next action
    is_put_off = due_on > planned.due_on
    return {
        "next_kind": planned.deed,
        "next_on": due_on if is_put_off else planned.due_on,
        "snoozed_until": due_on if is_put_off else None,
    }
