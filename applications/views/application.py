"""One application: its facts, its history, its notes, the posting."""

import uuid

from django.contrib import messages
from django.forms import model_to_dict
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from applications import timeline
from applications.access import application_of, posting_of
from applications.forms.application import ApplicationForm, PostingForm
from applications.forms.history import NoteForm
from applications.ledger import MOVES
from applications.models import Application
from applications.table import filters
from trackr.http import AuthenticatedRequest, posted


@require_safe
def show(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    application = application_of(request.user, public_id)
    return render(request, "applications/page.html", _page(application, NoteForm()))


@require_http_methods(["GET", "POST"])
def edit(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    application = application_of(request.user, public_id)
    form = ApplicationForm(posted(request), instance=application)
    if request.method == "POST" and form.is_valid() and form.save_if_current():
        messages.success(request, _("Saved."))
        return redirect("applications:page", application.public_id)
    context = {
        "application": application,
        "form": form,
        "own_tags": request.user.tags.all(),
        "own_sources": filters.sources_of(request.user),
    }
    return render(request, "applications/edit.html", context, status=409 if form.is_stale else 200)


@require_http_methods(["GET", "POST"])
def add_note(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    """The form stands on the application's page; signing in again may lead here by GET."""
    application = application_of(request.user, public_id)
    form = NoteForm(posted(request))
    if request.method == "POST" and not form.is_valid():
        return render(request, "applications/page.html", _page(application, form))
    if form.is_valid():
        application.note(form.cleaned_data["text"], timezone.localdate())
    return redirect("applications:page", application.public_id)


@require_http_methods(["GET", "POST"])
def posting(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    """Keep a new snapshot of the posting; earlier ones stay as they were."""
    application = application_of(request.user, public_id)
    last = application.postings.first()
    form = PostingForm(posted(request), initial=model_to_dict(last) if last else None)
    if request.method == "POST" and form.is_valid():
        form.instance.application = application
        form.instance.url = application.url
        form.instance.source = "text"
        form.save()
        messages.success(request, _("The posting is kept."))
        return redirect("applications:page", application.public_id)
    return render(request, "applications/posting.html", {"application": application, "form": form})


@require_safe
def show_posting(
    request: AuthenticatedRequest, public_id: uuid.UUID, posting_id: uuid.UUID
) -> HttpResponse:
    """A snapshot, the newest or an earlier one."""
    application = application_of(request.user, public_id)
    context = {"application": application, "posting": posting_of(application, posting_id)}
    return render(request, "applications/posting_text.html", context)


def _page(application: Application, note_form: NoteForm) -> dict[str, object]:
    postings = list(application.postings.all())
    rounds = list(application.rounds.prefetch_related("people"))
    documents = list(application.sent_documents.defer("text"))
    steps = timeline.of(application, rounds, documents)
    moves = [step for step in steps if step.kind in MOVES]
    last_move = max(moves, key=lambda step: step.recorded_at) if len(moves) > 1 else None
    return {
        "application": application,
        "timeline": steps,
        "last_move": last_move,
        "posting": postings[0] if postings else None,
        "earlier_postings": postings[1:],
        "rounds": rounds,
        "contacts": application.contacts.all(),
        "documents": documents,
        "note_form": note_form,
    }
