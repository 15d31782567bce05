"""The only way from an id to what the coach keeps of a person: the owner's, or 404."""

import uuid
from typing import TYPE_CHECKING

from django.db.models import Model, QuerySet
from django.http import Http404

from coaching.models import (
    Conversation,
    Criterion,
    Draft,
    DraftChange,
    DraftVersion,
    Mock,
    MockTurn,
    Offer,
    OfferComment,
    Passage,
    Preparation,
    Proposal,
    Question,
    Story,
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
        .select_related("conversation", "call")
        .defer("words")
    )
    return _one(rows, public_id)


def draft_of(user: "User", public_id: uuid.UUID) -> Draft:
    rows = Draft.objects.of(user).select_related("application", "version", "to", "user")
    return _one(rows, public_id)


def draft_version_of(draft: Draft, number: int) -> DraftVersion:
    try:
        return draft.versions.get(number=number)
    except DraftVersion.DoesNotExist:
        raise Http404 from None


def writing_of(user: "User", public_id: uuid.UUID) -> Writing:
    rows = Writing.objects.of(user).select_related(
        "draft__application", "draft__version", "draft__to", "draft__user", "base", "call"
    )
    return _one(rows, public_id)


def draft_change_of(user: "User", public_id: uuid.UUID) -> DraftChange:
    rows = DraftChange.objects.filter(writing__in=Writing.objects.of(user))
    return _one(rows.select_related("writing__draft"), public_id)


def passage_of(user: "User", public_id: uuid.UUID) -> Passage:
    rows = Passage.objects.filter(draft__in=Draft.objects.of(user))
    return _one(rows.select_related("draft"), public_id)


def story_of(user: "User", public_id: uuid.UUID) -> Story:
    return _one(Story.objects.of(user), public_id)


def preparation_of(user: "User", public_id: uuid.UUID) -> Preparation:
    rows = Preparation.objects.of(user).select_related("application", "version__cv", "call")
    return _one(rows, public_id)


def question_of(user: "User", public_id: uuid.UUID) -> Question:
    rows = Question.objects.filter(preparation__in=Preparation.objects.of(user))
    return _one(rows.select_related("preparation"), public_id)


def proposal_of(user: "User", public_id: uuid.UUID) -> Proposal:
    rows = Proposal.objects.filter(preparation__in=Preparation.objects.of(user))
    return _one(rows.select_related("preparation__application", "story"), public_id)


def mock_of(user: "User", public_id: uuid.UUID) -> Mock:
    rows = Mock.objects.filter(preparation__in=Preparation.objects.of(user))
    related = ("preparation__application", "preparation__version")
    return _one(rows.select_related(*related), public_id)


def mock_turn_of(user: "User", public_id: uuid.UUID) -> MockTurn:
    rows = MockTurn.objects.filter(mock__preparation__in=Preparation.objects.of(user))
    related = ("mock__preparation__application", "mock__preparation__version", "call")
    return _one(rows.select_related(*related), public_id)


def criterion_of(user: "User", public_id: uuid.UUID) -> Criterion:
    return _one(Criterion.objects.of(user), public_id)


def offer_of(user: "User", public_id: uuid.UUID) -> Offer:
    return _one(Offer.objects.of(user).select_related("application"), public_id)


def offer_comment_of(user: "User", public_id: uuid.UUID) -> OfferComment:
    return _one(OfferComment.objects.of(user).select_related("call"), public_id)


def _one[M: Model](rows: QuerySet[M], public_id: uuid.UUID) -> M:
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found
