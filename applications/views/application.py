"""One application: its facts, its history, its notes, the posting."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applications import timeline
from applications.access import application_of
from applications.forms import ApplicationForm, NoteForm, PostingForm
from applications.models import Application
from trackr.http import AuthenticatedRequest, posted


@require_safe
def show(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    application = application_of(request.user, public_id)
    return render(request, "applications/page.html", _page(application, NoteForm()))


@require_http_methods(["GET", "POST"])
def edit(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    application = application_of(request.user, public_id)
    form = ApplicationForm(posted(request), instance=application)
    if request.method == "POST" and form.is_valid():
        application.save(update_fields=form.changed_data)
        messages.success(request, _("Saved."))
        return redirect("applications:page", application.public_id)
    return render(request, "applications/edit.html", {"application": application, "form": form})


@require_POST
def add_note(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    application = application_of(request.user, public_id)
    form = NoteForm(request.POST)
    if form.is_valid():
        application.note(form.cleaned_data["text"], timezone.localdate())
        return redirect("applications:page", application.public_id)
    return render(request, "applications/page.html", _page(application, form))


@require_http_methods(["GET", "POST"])
def posting(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    """Keep a new snapshot of the posting; earlier ones stay as they were."""
    application = application_of(request.user, public_id)
    form = PostingForm(posted(request), instance=None)
    if request.method == "POST" and form.is_valid():
        form.instance.application = application
        form.instance.url = application.url
        form.save()
        messages.success(request, _("The posting is kept."))
        return redirect("applications:page", application.public_id)
    return render(request, "applications/posting.html", {"application": application, "form": form})


def _page(application: Application, note_form: NoteForm) -> dict[str, object]:
    return {
        "application": application,
        "timeline": timeline.of(application),
        "posting": application.postings.first(),
        "note_form": note_form,
    }
