"""The only way from an id in an address or a body to a row: the owner's, or 404."""

import uuid
from typing import TYPE_CHECKING

from django.db.models import Model, QuerySet
from django.http import Http404

from applications import ledger
from applications.ledger import Entry
from applications.models import (
    Application,
    Clipping,
    Contact,
    Event,
    Import,
    Posting,
    Reminder,
    Round,
    SavedView,
    SentDocument,
    Tag,
)

if TYPE_CHECKING:
    from accounts.models import User


def application_of(user: "User", public_id: uuid.UUID) -> Application:
    return _one(Application.objects.of(user).kept(), public_id)


def any_application_of(user: "User", public_id: uuid.UUID) -> Application:
    """Whether it is in the bin or not."""
    return _one(Application.objects.of(user), public_id)


def posting_of(application: Application, public_id: uuid.UUID) -> Posting:
    return _one(application.postings.all(), public_id)


def event_of(application: Application, public_id: uuid.UUID) -> Event:
    return _one(application.events.all(), public_id)


def entry_of(application: Application, event: Event) -> Entry:
    """What an event says now. 404 for one that was taken back, and for a correction itself."""
    for entry in ledger.effective(application.entries()):
        if entry.number == event.pk:
            return entry
    raise Http404


def round_of(user: "User", public_id: uuid.UUID) -> Round:
    return _one(Round.objects.of(user).select_related("application"), public_id)


def document_of(user: "User", public_id: uuid.UUID) -> SentDocument:
    return _one(SentDocument.objects.of(user).select_related("application"), public_id)


def contact_of(user: "User", public_id: uuid.UUID) -> Contact:
    return _one(Contact.objects.of(user), public_id)


def reminder_of(user: "User", public_id: uuid.UUID) -> Reminder:
    return _one(Reminder.objects.of(user).select_related("application"), public_id)


def tag_of(user: "User", public_id: uuid.UUID) -> Tag:
    return _one(Tag.objects.of(user), public_id)


def saved_view_of(user: "User", public_id: uuid.UUID) -> SavedView:
    return _one(SavedView.objects.of(user), public_id)


def import_of(user: "User", public_id: uuid.UUID) -> Import:
    return _one(Import.objects.of(user), public_id)


def clipping_of(user: "User", public_id: uuid.UUID) -> Clipping:
    return _one(Clipping.objects.of(user), public_id)


def _one[M: Model](rows: QuerySet[M], public_id: uuid.UUID) -> M:
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found
