"""The one change that a mail leads to, carried out once, however often its form is sent."""

import datetime
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from applications.ledger import Kind
from applications.models import Application, Event, Reminder, Round
from applications.paste_mail.kinds import MailKind
from applications.people import rounds
from applications.stages import ORDER, Ending, Stage

A_DAY = datetime.timedelta(days=1)
LONGEST_REMINDER = 200
MOVES_TO = {
    MailKind.INVITATION: Stage.INTERVIEW,
    MailKind.TEST_TASK: Stage.TEST_TASK,
    MailKind.OFFER: Stage.OFFER,
}
NOTED = frozenset({MailKind.QUESTION, MailKind.AUTOMATIC_REPLY})


@dataclass(frozen=True)
class Change:
    """What the person confirmed. `key` names the form: its rows get their ids from it."""

    kind: str
    key: uuid.UUID
    happened_on: datetime.date
    today: datetime.date
    day: datetime.date | None = None  # of the meeting, or the deadline
    starts: datetime.time | None = None
    zone: str = ""
    link: str = ""
    is_screening: bool = False
    note: str = ""  # what to keep of the mail; empty for nothing

    @property
    def is_move_alone(self) -> bool:
        """Whether undoing the move undoes all of it."""
        has_more = self.kind == MailKind.INVITATION or (self.day and self.kind in MOVES_TO)
        return not has_more and not self.note


@transaction.atomic
def carry_out(application: Application, change: Change) -> Event | None:
    """The move or the ending that was recorded, which can be undone; None where there is none."""
    Application.objects.select_for_update().get(pk=application.pk)
    event = _move(application, change)
    if change.kind == MailKind.INVITATION and change.day:
        rounds.plan(_round(application, change), (), today=change.today)
    elif reminder := _reminder(application, change):
        _once(application, change, *reminder)
    if change.note:
        _note(application, change)
    return event


def stage_after(kind: str, *, is_screening: bool = False) -> Stage | None:
    stage = MOVES_TO.get(MailKind(kind))
    return Stage.SCREENING if stage == Stage.INTERVIEW and is_screening else stage


def _move(application: Application, change: Change) -> Event | None:
    """On the day of the mail, or on that of the latest step: history only goes on."""
    on = max(change.happened_on, application.since)
    if change.kind == MailKind.REJECTION:
        is_known = application.ending == Ending.REJECTED
        return None if is_known else application.end(Ending.REJECTED, on)
    stage = stage_after(change.kind, is_screening=change.is_screening)
    if stage is None or (application.is_live and ORDER[application.stage] >= ORDER[stage]):
        return None
    return application.move(stage, on)


def _round(application: Application, change: Change) -> Round:
    assert change.day  # noqa: S101  asked before
    return Round(
        application=application,
        public_id=_id(change, "round"),
        day=change.day,
        starts=change.starts,
        zone=change.zone,
        place=change.link[:500],
        medium=Round.Medium.VIDEO if change.link else "",
    )


def _reminder(application: Application, change: Change) -> tuple[str, datetime.date] | None:
    """What to be reminded of, and when; None for kinds that need no answer."""
    names = {"company": application.company}
    if change.kind == MailKind.INVITATION:
        return _("Agree on a time with %(company)s") % names, change.today + A_DAY
    if change.kind == MailKind.QUESTION:
        return _("Answer %(company)s") % names, change.today + A_DAY
    if change.day and change.kind == MailKind.TEST_TASK:
        return _("Hand in the test task of %(company)s") % names, change.day
    if change.day and change.kind == MailKind.OFFER:
        return _("Answer the offer of %(company)s") % names, change.day
    return None


def _once(application: Application, change: Change, text: str, day: datetime.date) -> None:
    Reminder.objects.get_or_create(
        public_id=_id(change, "reminder"),
        defaults={
            "user_id": application.user_id,
            "application": application,
            "text": text[:LONGEST_REMINDER],
            "starts_on": day,
            "due_on": day,
            "at": change.starts if change.day else None,
        },
    )


def _note(application: Application, change: Change) -> None:
    Event.objects.get_or_create(
        public_id=_id(change, "note"),
        defaults={
            "application": application,
            "kind": Kind.NOTE,
            "text": change.note,
            "happened_on": change.happened_on,
        },
    )


def _id(change: Change, row: str) -> uuid.UUID:
    return uuid.uuid5(change.key, row)
