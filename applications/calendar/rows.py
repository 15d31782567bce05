"""What rows are in a calendar. Rounds, reminders and next actions, each under one lasting name."""

import datetime
from dataclasses import replace
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from applications.calendar import repeats
from applications.calendar.events import Dated
from applications.models import Application, Reminder, Round
from applications.next_action import Deed
from trackr.preferences import Preferences

REMINDER_MINUTES = 15
FAR = datetime.timedelta(days=3700)  # a single event's further days: ten years


def of_round(one: Round) -> Dated:
    """The bare date; its application is at hand."""
    return Dated(
        uid=_uid("round", one),
        title=_named(str(one), one.application),
        day=one.day,
        at=one.starts,
        zone=_zone(one.zone),
        minutes=one.minutes,
        version=one.version,
        stamp=one.created_at,
        is_cancelled=one.is_cancelled,
    )


def of_round_in_full(one: Round) -> Dated:
    """With the place and the preparation, for the person's own file."""
    return replace(of_round(one), place=one.place, text=one.preparation)


def of_reminder(one: Reminder, zone: ZoneInfo, until: datetime.date | None = None) -> Dated:
    """`until` bounds a repeating one; its application is at hand."""
    rule = repeats.rule(one.repeat, one.starts_on, one.due_on)
    further = (
        ()
        if rule
        else repeats.dates(one.repeat, one.starts_on, one.due_on, until or one.due_on + FAR)
    )
    return Dated(
        uid=_uid("reminder", one),
        title=_named(one.text, one.application) if one.application else one.text,
        day=one.due_on,
        at=one.at,
        zone=zone,
        minutes=REMINDER_MINUTES,
        version=one.version,
        stamp=one.created_at,
        rule=rule,
        until=until if rule else None,
        dates=further,
    )


def of_next_action(application: Application) -> Dated | None:
    """None while nothing is to be done."""
    if application.next_on is None:
        return None
    return Dated(
        uid=_uid("next", application),
        title=_named(str(Deed(application.next_kind).label), application),
        day=application.next_on,
        version=application.version,
        stamp=application.moved_at,
    )


def of_preparation(one: Round) -> Dated:
    return _around(one, Deed.PREPARE, one.prepare_on)


def of_thanks(one: Round) -> Dated:
    return _around(one, Deed.THANK, one.thank_on)


def _around(one: Round, deed: Deed, day: datetime.date) -> Dated:
    return Dated(
        uid=_uid(deed, one),
        title=_named(str(deed.label), one.application),
        day=day,
        version=one.version,
        stamp=one.created_at,
    )


def _uid(kind: str, row: Round | Reminder | Application) -> str:
    return f"{kind}-{row.public_id}@trackr.help"


def _named(what: str, application: Application) -> str:
    return _("%(what)s: %(application)s") % {"what": what, "application": application}


def _zone(name: str) -> ZoneInfo:
    return Preferences(time_zone=name).zone
