"""The only way from an id to a conversation and its turns: the owner's, or 404."""

import uuid
from typing import TYPE_CHECKING

from django.http import Http404

from coaching.models import Conversation, Turn

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
