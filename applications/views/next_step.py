"""An application's next action: done, put off, left out, asked for again."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications.access import application_of, event_of
from applications.agenda import deeds, items
from applications.agenda.items import Item
from applications.forms.agenda import DeedForm, RetireForm, SnoozeForm, UndoForm
from applications.models import Application
from applications.views.agenda_answers import (
    after_deed,
    after_nothing,
    after_undo,
    page_of,
    put_off_until,
    show_form,
    undo_url,
)
from trackr.http import AuthenticatedRequest, posted


@require_http_methods(["GET", "POST"])
def done(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    application = application_of(request.user, public_id)
    form = DeedForm(posted(request))
    if request.method == "GET":
        return redirect(_page(application))
    back = _back(form, application)
    event = form.due and deeds.done(application, form.due, timezone.localdate())
    if not event:
        return after_nothing(request, back=back)
    undo = undo_url("next_undo", public_id, event.public_id, due_on=form.due, back=form.page)
    said = _("Applied to %(company)s.") if event.stage else _("Followed up with %(company)s.")
    return after_deed(request, said % {"company": application.company}, undo=undo, back=back)


@require_http_methods(["GET", "POST"])
def undo_done(
    request: AuthenticatedRequest, public_id: uuid.UUID, event_id: uuid.UUID
) -> HttpResponse:
    application = application_of(request.user, public_id)
    event = event_of(application, event_id)
    if request.method == "GET":
        return redirect(_page(application))
    form = UndoForm(request.GET)
    undone = deeds.take_back_done(application, event, form.due)
    return after_undo(request, undone=undone, back=_back(form, application))


@require_http_methods(["GET", "POST"])
def snooze(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    application = application_of(request.user, public_id)
    item = _item(application)
    if request.method == "GET" and not item:
        return redirect(_page(application))
    form = SnoozeForm(posted(request), initial=_carried(request, application))
    back = _back(form, application)
    if item and not form.is_valid():
        return show_form(request, "snooze", form, item, deed=item.snooze_url, back=back)
    until = form.cleaned_data["until"] if item else None
    if not (until and form.due and application.snooze(form.due, until) and item):
        return after_nothing(request, back=back)
    undo = undo_url("next_resume", public_id, due_on=form.due, until=until, back=form.page)
    return after_deed(request, put_off_until(item.title, until), undo=undo, back=back)


@require_http_methods(["GET", "POST"])
def retire(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    application = application_of(request.user, public_id)
    item = _item(application)
    if request.method == "GET" and not item:
        return redirect(_page(application))
    form = RetireForm(posted(request), initial=_carried(request, application))
    back = _back(form, application)
    if item and not form.is_valid():
        return show_form(request, "retire", form, item, deed=item.retire_url, back=back)
    if not (item and form.due and application.retire(form.due, form.cleaned_data["because"])):
        return after_nothing(request, back=back)
    undo = undo_url("next_resume", public_id, due_on=form.due, back=form.page)
    said = _("%(company)s: no more next steps until something happens.")
    return after_deed(request, said % {"company": application.company}, undo=undo, back=back)


@require_http_methods(["GET", "POST"])
def resume(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    """Undo of putting off or leaving out, which brings its day along; else begin anew."""
    application = application_of(request.user, public_id)
    if request.method == "GET":
        return redirect(_page(application))
    form = UndoForm(request.GET)
    back = _back(form, application)
    if form.due and form.left:
        undone = deeds.take_back_snooze(application, form.left, form.due)
        return after_undo(request, undone=undone, back=back)
    if form.due:
        undone = deeds.take_back_retire(application, form.due)
        return after_undo(request, undone=undone, back=back)
    application.resume()
    return after_deed(request, _("Next steps set themselves again."), back=_page(application))


def _item(application: Application) -> Item | None:
    """What comes next; None when nothing does."""
    if not application.next_on or application.ending:
        return None
    return items.of_application(application, timezone.localdate())


def _carried(request: AuthenticatedRequest, application: Application) -> dict[str, object]:
    return {"due_on": application.next_on, "back": DeedForm(request.GET).page}


def _back(form: DeedForm, application: Application) -> str:
    return page_of(form, page=_page(application))


def _page(application: Application) -> str:
    return reverse("applications:page", args=[application.public_id])
