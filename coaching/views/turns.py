"""Messages: sent, streamed, stopped, tried again."""

import uuid
from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
    require_safe,
)

from billing import allowance
from coaching.access import conversation_of, turn_of
from coaching.chat import reply
from coaching.forms.chat import AgainForm, MessageForm, SeenForm
from coaching.models import Conversation, Turn
from coaching.views import pages
from cv.sending.payload import PayloadChanged
from trackr import sse
from trackr.http import AuthenticatedRequest, trigger

if TYPE_CHECKING:
    from accounts.models import User


@require_http_methods(["GET", "POST"])
def preview(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    """All that a message would send, before it is sent."""
    conversation = conversation_of(request.user, public_id)
    form = MessageForm(request.POST)
    if request.method == "GET" or not form.is_valid():
        return redirect("coaching:conversation", conversation.public_id)
    return pages.preview(request, conversation, form.cleaned_data["message"])


@require_http_methods(["GET", "POST"])
def reword(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    """From the page that shows what is sent back to the conversation, with the message."""
    conversation = conversation_of(request.user, public_id)
    if request.method == "GET":
        return redirect("coaching:conversation", conversation.public_id)
    return pages.show(request, conversation, form=MessageForm(request.POST))


@require_http_methods(["GET", "POST"])
def send(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    conversation = conversation_of(request.user, public_id)
    form = MessageForm(request.POST)
    if request.method == "GET":  # after signing in again
        return redirect("coaching:conversation", conversation.public_id)
    if not form.is_valid():
        return pages.show(request, conversation, form=form)
    said = form.cleaned_data
    if said["agrees"]:
        allowance.agree(request.user, reply.FEATURE)
    try:
        turn = reply.start(request.user, conversation, said["message"], said["digest"])
    except PayloadChanged:
        messages.info(request, _("Something changed since. Please look again at what is sent."))
        return pages.preview(request, conversation, said["message"])
    except Conversation.DoesNotExist:  # deleted in another tab
        raise Http404 from None
    except allowance.NotAgreed:
        return pages.preview(request, conversation, said["message"])
    except allowance.Refused as refused:
        messages.warning(request, str(refused.sentence))
        return pages.show(request, conversation, form=form)
    return redirect(pages.address_of(turn))


@require_safe
def show(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    """One turn, as a part of the page of its conversation."""
    turn = turn_of(request.user, public_id)
    if not request.htmx:
        return redirect("coaching:conversation", turn.conversation.public_id)
    if SeenForm(request.GET).is_still(turn.state):
        return HttpResponse(status=204)  # so that nobody loses their place for nothing
    response = render(request, "coaching/_turn.html", pages.turn_context(request, turn))
    if turn.is_over:
        end = _("You stopped the answer here.") if turn.is_stopped else _("The answer is complete.")
        sentence = reply.SENTENCES.get(turn.error, end)
        trigger(response, announce={"text": str(sentence)})
    return response


@require_GET
def events(request: AuthenticatedRequest, public_id: uuid.UUID) -> StreamingHttpResponse:
    """The answer as it is written. The page of a waiting turn opens this, and with it the work
    begins: a second one, or one opened anew, is told at once to look at the page."""
    return sse.response(_events(request.user, turn_of(request.user, public_id)))


def _events(user: "User", turn: Turn) -> Iterator[bytes]:
    yield sse.BEGUN
    with closing(reply.follow(user, turn)) as pieces:
        for piece in pieces:
            yield sse.event("piece", piece)
    yield sse.event("over", "")


@require_http_methods(["GET", "POST"])
def run(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    """Does the work of a waiting turn, for whom the page can't follow it."""
    turn = turn_of(request.user, public_id)
    if request.method == "POST":
        reply.run(request.user, turn)
    return redirect("coaching:conversation", turn.conversation.public_id)


@require_POST
def stop(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    turn = turn_of(request.user, public_id)
    reply.stop(turn)
    if request.htmx:
        return HttpResponse(status=204)
    return redirect(pages.address_of(turn))


@require_POST
def again(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    """Ask once more what failed."""
    turn = turn_of(request.user, public_id)
    form = AgainForm(request.POST)
    try:
        reply.again(request.user, turn, form.cleaned_data["digest"] if form.is_valid() else "")
    except PayloadChanged:
        messages.info(request, _("Something changed since. Please look again at what is sent."))
        return pages.preview(request, turn.conversation, turn.question)
    except Conversation.DoesNotExist:
        raise Http404 from None
    except allowance.NotAgreed:
        return pages.preview(request, turn.conversation, turn.question)
    except reply.NotAgain:
        messages.info(request, _("This message has been answered, or there are later ones."))
    except allowance.Refused as refused:
        messages.warning(request, str(refused.sentence))
    return redirect(pages.address_of(turn))
