"""The page of a conversation, and the page that shows all that a message would send."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from billing import allowance
from coaching.chat import reply
from coaching.chat.sent import sent
from coaching.forms.chat import ChoiceForm, MessageForm
from coaching.models import Conversation, Turn
from coaching.models.conversations import LONGEST_TITLE
from cv.text import rendering
from trackr.http import AuthenticatedRequest

TURNS_SHOWN = 40  # the newest; earlier ones on demand
REFUSED = 422


def show(
    request: AuthenticatedRequest,
    conversation: Conversation,
    form: MessageForm | None = None,
    *,
    is_whole: bool = False,
) -> HttpResponse:
    newest = conversation.turns.defer("words", "prepared").order_by("-number")
    turns = list(newest if is_whole else newest[: TURNS_SHOWN + 1])
    has_earlier = not is_whole and len(turns) > TURNS_SHOWN
    turns = turns[:TURNS_SHOWN] if has_earlier else turns
    shown = sent(request.user, conversation, "")
    context = {
        "conversation": conversation,
        "rows": [turn_context(request, turn, shown.digest) for turn in reversed(turns)],
        "last": turns[0].number if turns else 0,
        "has_earlier": has_earlier,
        "form": form or MessageForm(initial={"digest": shown.digest}),
        "digest": shown.digest,
        "door": allowance.door(request.user, reply.FEATURE),
    }
    status = REFUSED if form is not None and form.errors else 200
    return render(request, "coaching/conversation.html", context, status=status)


def sent_along(request: AuthenticatedRequest, conversation: Conversation) -> HttpResponse:
    """As much as 80,000 letters: not on the page of the conversation before somebody asks."""
    context = {
        "conversation": conversation,
        "sent": sent(request.user, conversation, ""),
        "door": allowance.door(request.user, reply.FEATURE),
    }
    part = "#goes" if request.htmx else ""
    return render(request, f"coaching/sent.html{part}", context)


def preview(
    request: AuthenticatedRequest, conversation: Conversation, message: str
) -> HttpResponse:
    context = {"conversation": conversation, "sent": sent(request.user, conversation, message)}
    return _preview(request, "coaching/preview.html", message, context)


def preview_of_new(request: AuthenticatedRequest, choice: ChoiceForm, message: str) -> HttpResponse:
    """Nothing of it is kept before it is sent: choice and words go along from page to page."""
    shown = sent(request.user, choice.instance, message, chosen=choice.chosen())
    choice.auto_id = False  # its hidden fields stand in two forms
    return _preview(request, "coaching/new_preview.html", message, {"sent": shown, "form": choice})


def _preview(
    request: AuthenticatedRequest, template: str, message: str, context: dict[str, Any]
) -> HttpResponse:
    door = allowance.door(request.user, reply.FEATURE)
    return render(request, template, {**context, "message": message, "door": door})


def turn_context(
    request: AuthenticatedRequest, turn: Turn, digest: str | None = None
) -> dict[str, Any]:
    """What `coaching/_turn.html` shows."""
    if digest is None and turn.state == "failed":
        digest = sent(request.user, turn.conversation, turn.question, before=turn.number).digest
    return {
        "turn": turn,
        "html": rendering.answer_html_of(turn.answer),
        "last": turn.number,
        "sentence": reply.SENTENCES.get(turn.error, "") if turn.state == "failed" else "",
        "seconds": int((timezone.now() - turn.created_at).total_seconds()),
        "digest": digest,
    }


def address_of(turn: Turn) -> str:
    """Where it stands on the page of its conversation."""
    address = reverse("coaching:conversation", args=[turn.conversation.public_id])
    return f"{address}#turn-{turn.number}"


def title_of(message: str) -> str:
    """The first words of the first message."""
    return Truncator(" ".join(message.split())).chars(LONGEST_TITLE // 2)
