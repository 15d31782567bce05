"""The feed: what a person's calendar shows of Trackr. Dates with role and company, no more.

Of an application that has ended it keeps the rounds that took place, and is silent about the rest.
"""

import datetime
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone, translation

from applications.calendar import rows
from applications.calendar.events import Dated, calendar_file
from applications.models import Application, Reminder, Round
from trackr.preferences import Preferences

if TYPE_CHECKING:
    from accounts.models import User

BACK = datetime.timedelta(days=30)
AHEAD = datetime.timedelta(days=365)


def feed_of(user: "User", now: datetime.datetime) -> bytes:
    """In the person's language; the same bytes all their day long, as long as nothing changes.

    The next day shows other days, and has repeating reminders end a day later.
    """
    chosen = Preferences.of_user(user)
    today = timezone.localtime(now, chosen.zone).date()
    span = (today - BACK, today + AHEAD)
    with translation.override(chosen.language):
        things = [*_rounds(user, span), *_reminders(user, chosen, span), *_next(user, span)]
        return calendar_file("Trackr", things)


def _rounds(user: "User", span: tuple[datetime.date, datetime.date]) -> list[Dated]:
    inside = Q(day__range=span) | Q(prepare_on__range=span) | Q(thank_on__range=span)
    found: list[Dated] = []
    for one in Round.objects.of(user).kept().filter(inside).select_related("application"):
        is_live = one.application.is_live
        if is_live or _took_place(one):
            found.append(rows.of_round(one))
        if is_live and one.prepare_state == Round.State.OPEN:
            found.append(rows.of_preparation(one))
        if is_live and one.thank_state == Round.State.OPEN:
            found.append(rows.of_thanks(one))
    return [one for one in found if span[0] <= one.day <= span[1]]


def _took_place(one: Round) -> bool:
    """Whether a round came before the ending; on its very day, before that was recorded."""
    application = one.application
    if one.day != application.since:
        return one.day < application.since
    return one.starts_at is None or one.starts_at <= application.moved_at


def _reminders(
    user: "User", chosen: Preferences, span: tuple[datetime.date, datetime.date]
) -> list[Dated]:
    due = Reminder.objects.of(user).open().filter(due_on__range=span)
    return [
        rows.of_reminder(one, chosen.zone, until=span[1])
        for one in due.select_related("application")
    ]


def _next(user: "User", span: tuple[datetime.date, datetime.date]) -> list[Dated]:
    due = Application.objects.of(user).live().filter(next_on__range=span).order_by("next_on", "pk")
    return [found for one in due if (found := rows.of_next_action(one))]
