"""The only way from an id in an address or a body to a row: the owner's, or 404."""

import uuid
from typing import TYPE_CHECKING

from django.http import Http404

from applications import ledger
from applications.ledger import Entry
from applications.models import Application, ApplicationQuerySet, Event, Posting

if TYPE_CHECKING:
    from accounts.models import User


def application_of(user: "User", public_id: uuid.UUID) -> Application:
    return _found(Application.objects.of(user).kept(), public_id)


def any_application_of(user: "User", public_id: uuid.UUID) -> Application:
    """Whether it is in the bin or not."""
    return _found(Application.objects.of(user), public_id)


def posting_of(application: Application, public_id: uuid.UUID) -> Posting:
    try:
        return application.postings.get(public_id=public_id)
    except Posting.DoesNotExist:
        raise Http404 from None


def event_of(application: Application, public_id: uuid.UUID) -> Event:
    try:
        return application.events.get(public_id=public_id)
    except Event.DoesNotExist:
        raise Http404 from None


def entry_of(application: Application, event: Event) -> Entry:
    """What an event says now. 404 for one that was taken back, and for a correction itself."""
    for entry in ledger.effective(application.entries()):
        if entry.number == event.pk:
            return entry
    raise Http404


def _found(applications: ApplicationQuerySet, public_id: uuid.UUID) -> Application:
    try:
        return applications.get(public_id=public_id)
    except Application.DoesNotExist:
        raise Http404 from None
