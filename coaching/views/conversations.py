"""Conversations: the list, one with its turns, what goes along, title and end."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from applications.forms.table import PageForm
from coaching.access import conversation_of
from coaching.chat import export, reply
from coaching.forms.chat import ChoiceForm, EarlierForm, SearchForm, TitleForm, WordsForm
from coaching.models import Conversation
from coaching.views import pages
from trackr.http import AuthenticatedRequest, posted

PAGE_SIZE = 30


@require_safe
def show_list(request: AuthenticatedRequest) -> HttpResponse:
    words = SearchForm(request.GET).words()
    mine = Conversation.objects.of(request.user).search(words).defer("words", "summary")
    newest = mine.annotate(size=Count("turns")).order_by("-changed_at", "-pk")
    rows = Paginator(newest, PAGE_SIZE).get_page(PageForm(request.GET).number())
    return render(request, "coaching/list.html", {"page": rows, "words": words})


@require_safe
def show(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    conversation = conversation_of(request.user, public_id)
    return pages.show(request, conversation, is_whole=EarlierForm(request.GET).is_asked())


@require_safe
def show_sent(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    return pages.sent_along(request, conversation_of(request.user, public_id))


@require_http_methods(["GET", "POST"])
def choose(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    """Whoever came here with a message goes back to what would be sent with it."""
    conversation = conversation_of(request.user, public_id)
    form = ChoiceForm(posted(request), user=request.user, instance=conversation)
    words = WordsForm(posted(request) or {}).words()
    if request.method == "GET" or not form.is_valid():
        return _choice(request, form, words)
    form.keep()
    if words:
        return pages.preview(request, conversation, words)
    messages.success(request, _("Changed. Below the messages you see what goes along now."))
    return redirect("coaching:conversation", conversation.public_id)


@require_http_methods(["GET", "POST"])
def rechoose(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    """From the page that shows what is sent: choose otherwise, and keep the message."""
    conversation = conversation_of(request.user, public_id)
    form = ChoiceForm(user=request.user, instance=conversation)
    return _choice(request, form, WordsForm(request.POST).words())


def _choice(request: AuthenticatedRequest, form: ChoiceForm, words: str) -> HttpResponse:
    context = {"form": form, "conversation": form.instance, "message": words}
    return render(request, "coaching/choose.html", context)


@require_http_methods(["GET", "POST"])
def rename(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    conversation = conversation_of(request.user, public_id)
    form = TitleForm(posted(request), instance=conversation)
    if request.method == "POST" and form.is_valid():
        conversation.rename(form.cleaned_data["title"])
        return redirect("coaching:conversation", conversation.public_id)
    return render(request, "coaching/rename.html", {"form": form, "conversation": conversation})


@require_http_methods(["GET", "POST"])
def delete(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    conversation = conversation_of(request.user, public_id)
    if request.method == "POST":
        reply.delete(conversation)
        messages.success(request, _("The conversation is deleted."))
        return redirect("coaching:list")
    return render(request, "coaching/delete.html", {"conversation": conversation})


@require_safe
def download(request: AuthenticatedRequest, public_id: uuid.UUID, kind: str) -> HttpResponse:
    conversation = conversation_of(request.user, public_id)
    if kind not in export.FORMATS:
        raise Http404
    written = export.FORMATS[kind]
    return HttpResponse(
        written.write(conversation),
        content_type=written.content_type,
        headers={"Content-Disposition": f'attachment; filename="conversation.{written.suffix}"'},
    )
