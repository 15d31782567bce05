"""The only way from an id to a row of the coach: the owner's, or 404."""

import uuid
from typing import TYPE_CHECKING

from django.http import Http404

from coaching.models import (
    Conversation,
    Draft,
    DraftChange,
    DraftVersion,
    Passage,
    Turn,
    Writing,
)

if TYPE_CHECKING:
    from accounts.models import User


def conversation_of(user: "User", public_id: uuid.UUID) -> Conversation:
    try:
        return Conversation.objects.of(user).select_related("cv").get(public_id=public_id)
    except Conversation.DoesNotExist:
        raise Http404 from None


def turn_of(user: "User", public_id: uuid.UUID) -> Turn:
    rows = (
        Turn.objects.filter(conversation__user=user)
        .select_related("conversation__cv", "call")
        .defer("words")
    )
    try:
        return rows.get(public_id=public_id)
    except Turn.DoesNotExist:
        raise Http404 from None


def draft_of(user: "User", public_id: uuid.UUID) -> Draft:
    rows = Draft.objects.of(user).select_related("application", "version", "to", "user")
    try:
        return rows.get(public_id=public_id)
    except Draft.DoesNotExist:
        raise Http404 from None


def draft_version_of(draft: Draft, number: int) -> DraftVersion:
    try:
        return draft.versions.get(number=number)
    except DraftVersion.DoesNotExist:
        raise Http404 from None


def writing_of(user: "User", public_id: uuid.UUID) -> Writing:
    rows = Writing.objects.of(user).select_related(
        "draft__application", "draft__version", "draft__to", "draft__user", "base", "call"
    )
    try:
        return rows.get(public_id=public_id)
    except Writing.DoesNotExist:
        raise Http404 from None


def draft_change_of(user: "User", public_id: uuid.UUID) -> DraftChange:
    rows = DraftChange.objects.filter(writing__in=Writing.objects.of(user))
    try:
        return rows.select_related("writing__draft").get(public_id=public_id)
    except DraftChange.DoesNotExist:
        raise Http404 from None


def passage_of(user: "User", public_id: uuid.UUID) -> Passage:
    rows = Passage.objects.filter(draft__in=Draft.objects.of(user))
    try:
        return rows.select_related("draft").get(public_id=public_id)
    except Passage.DoesNotExist:
        raise Http404 from None
