"""Moves along the ledger: to a stage, to an ending, back again, and putting the history right."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from applications.access import application_of, entry_of
from applications.forms import CorrectionForm, EndForm, MoveForm, PastStepForm
from applications.models import Application, CantUndo
from applications.views.answers import after_change, moved_to
from trackr.http import AuthenticatedRequest, posted


@require_http_methods(["GET", "POST"])
def move(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    application = application_of(request.user, public_id)
    form = MoveForm(posted(request), application=application, initial={"stage": application.stage})
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["stage"] != application.stage or not application.is_live:
            application.move(form.cleaned_data["stage"], form.cleaned_data["happened_on"])
        return after_change(request, application, moved_to(application))
    return _show_form(request, "move", application, form)


@require_http_methods(["GET", "POST"])
def end(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    application = application_of(request.user, public_id)
    form = EndForm(posted(request), application=application)
    if request.method == "POST" and form.is_valid():
        application.end(form.cleaned_data["ending"], form.cleaned_data["happened_on"])
        return after_change(request, application, moved_to(application))
    return _show_form(request, "end", application, form)


@require_POST
def undo(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    application = application_of(request.user, public_id)
    try:
        application.undo_last_move()
    except CantUndo:
        said = _("There is nothing to undo: this is the first step.")
    else:
        said = _("Undone. %(moved)s") % {"moved": moved_to(application)}
    return after_change(request, application, said)


@require_http_methods(["GET", "POST"])
def add_past_step(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    application = application_of(request.user, public_id)
    form = PastStepForm(posted(request))
    if request.method == "POST" and form.is_valid():
        application.move(form.cleaned_data["stage"], form.cleaned_data["happened_on"])
        return after_change(request, application, _("Added to the history."))
    return _show_form(request, "past_step", application, form)


@require_http_methods(["GET", "POST"])
def correct(
    request: AuthenticatedRequest, public_id: uuid.UUID, event_id: uuid.UUID
) -> HttpResponse:
    application = application_of(request.user, public_id)
    event, entry = entry_of(application, event_id)
    form = CorrectionForm(posted(request), entry=entry)
    if request.method == "POST" and form.is_valid():
        application.correct(event, **form.cleaned_data)
        return after_change(request, application, _("Corrected."))
    return _show_form(request, "correct", application, form, event=event)


@require_POST
def retract(
    request: AuthenticatedRequest, public_id: uuid.UUID, event_id: uuid.UUID
) -> HttpResponse:
    application = application_of(request.user, public_id)
    event, _entry = entry_of(application, event_id)
    try:
        application.retract(event)
    except CantUndo:
        messages.error(request, _("The only step can't be taken back. Correct it instead."))
        return redirect("applications:page", application.public_id)
    return after_change(request, application, _("Taken out of the history."))


def _show_form(
    request: AuthenticatedRequest, deed: str, application: Application, form: object, **more: object
) -> HttpResponse:
    template = f"applications/{deed}.html"
    context = {"application": application, "form": form, **more}
    return render(request, f"{template}#form" if request.htmx else template, context)
