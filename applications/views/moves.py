"""Moves along the ledger: to a stage, to an ending, back again, and putting the history right."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications.access import application_of, entry_of, event_of
from applications.forms.history import (
    CorrectionForm,
    EndForm,
    EndQueryForm,
    MoveForm,
    PastStepForm,
)
from applications.ledger import MOVES, Kind
from applications.models import Application, CantUndo
from applications.views.answers import after_change, after_nothing, moved_to, to_page
from trackr.http import AuthenticatedRequest, posted


@require_http_methods(["GET", "POST"])
def move(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    application = application_of(request.user, public_id)
    form = MoveForm(posted(request), application=application, initial={"stage": application.stage})
    if request.method == "POST" and form.is_valid():
        event = application.move(form.cleaned_data["stage"], form.cleaned_data["happened_on"])
        return after_change(request, application, moved_to(application), undo=event)
    return _show_form(request, "move", application, form)


@require_http_methods(["GET", "POST"])
def end(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    application = application_of(request.user, public_id)
    named = EndQueryForm(request.GET).read()
    form = EndForm(posted(request), application=application, initial=named)
    if request.method == "POST" and form.is_valid():
        event = application.end(form.cleaned_data["ending"], form.cleaned_data["happened_on"])
        return after_change(request, application, moved_to(application), undo=event)
    return _show_form(request, "end", application, form)


@require_http_methods(["GET", "POST"])
def undo_move(
    request: AuthenticatedRequest, public_id: uuid.UUID, event_id: uuid.UUID
) -> HttpResponse:
    """Take back one move, the one that the message named: pressing twice does no more."""
    application = application_of(request.user, public_id)
    event = event_of(application, event_id)
    if request.method == "GET":
        return to_page(request, application)
    if event.kind not in MOVES or event.corrections.filter(kind=Kind.RETRACTION).exists():
        return after_nothing(request, application, _("It was undone already."))
    try:
        application.retract(event)
    except CantUndo:
        said = _("There is nothing to undo: this is the first step.")
        return after_nothing(request, application, said)
    said = _("Undone. %(moved)s") % {"moved": moved_to(application)}
    return after_change(request, application, said)


@require_http_methods(["GET", "POST"])
def add_past_step(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    application = application_of(request.user, public_id)
    form = PastStepForm(posted(request), application=application)
    if request.method == "POST" and form.is_valid():
        if not application.move(form.cleaned_data["stage"], form.cleaned_data["happened_on"]):
            return after_nothing(request, application, _("The history says so already."))
        return after_change(request, application, _("Added to the history."))
    return _show_form(request, "past_step", application, form)


@require_http_methods(["GET", "POST"])
def correct(
    request: AuthenticatedRequest, public_id: uuid.UUID, event_id: uuid.UUID
) -> HttpResponse:
    application = application_of(request.user, public_id)
    event = event_of(application, event_id)
    form = CorrectionForm(posted(request), entry=entry_of(application, event))
    if request.method == "POST" and form.is_valid():
        if not form.has_changed():
            return after_nothing(request, application, _("Nothing was changed."))
        application.correct(event, **form.cleaned_data)
        return after_change(request, application, _("Corrected."))
    return _show_form(request, "correct", application, form, event=event)


@require_http_methods(["GET", "POST"])
def retract(
    request: AuthenticatedRequest, public_id: uuid.UUID, event_id: uuid.UUID
) -> HttpResponse:
    application = application_of(request.user, public_id)
    event = event_of(application, event_id)
    entry_of(application, event)  # 404 for what no longer counts
    if request.method == "GET":
        return to_page(request, application)
    try:
        application.retract(event)
    except CantUndo:
        said = _("The only step can't be taken out. Correct it instead.")
        return after_nothing(request, application, said)
    said = _("Note deleted.") if event.kind == Kind.NOTE else _("Taken out of the history.")
    return after_change(request, application, said)


def _show_form(
    request: AuthenticatedRequest, deed: str, application: Application, form: object, **more: object
) -> HttpResponse:
    template = f"applications/{deed}.html"
    context = {"application": application, "form": form, **more}
    return render(request, f"{template}#form" if request.htmx else template, context)
