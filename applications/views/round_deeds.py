"""Preparing for a round and thanking after it: done, put off, left out, open again."""

import datetime
import uuid

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications.access import round_of
from applications.agenda import items
from applications.agenda.items import Item
from applications.forms.agenda import DeedForm, SnoozeForm, UndoForm
from applications.models import Round
from applications.next_action import Deed
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
def done(request: AuthenticatedRequest, round_id: uuid.UUID, deed: str) -> HttpResponse:
    return _settle(request, round_of(request.user, round_id), deed, Round.State.DONE)


@require_http_methods(["GET", "POST"])
def retire(request: AuthenticatedRequest, round_id: uuid.UUID, deed: str) -> HttpResponse:
    return _settle(request, round_of(request.user, round_id), deed, Round.State.RETIRED)


@require_http_methods(["GET", "POST"])
def snooze(request: AuthenticatedRequest, round_id: uuid.UUID, deed: str) -> HttpResponse:
    one = round_of(request.user, round_id)
    item = _item(one, deed)
    if request.method == "GET" and not item:
        return redirect(_page(one))
    last = one.day if deed == Deed.PREPARE else None
    carried = {"due_on": _due_on(one, deed), "back": DeedForm(request.GET).page}
    form = SnoozeForm(posted(request), last=last, initial=carried)
    back = _back(form, one)
    if item and not form.is_valid():
        return show_form(request, "snooze", form, item, deed=item.snooze_url, back=back)
    until = form.cleaned_data["until"] if item else None
    if not (until and form.due and one.snooze(deed, form.due, until) and item):
        return after_nothing(request, back=back)
    undo = undo_url(f"{deed}_reopen", one.public_id, due_on=form.due, until=until, back=form.page)
    return after_deed(request, put_off_until(item.title, until), undo=undo, back=back)


@require_http_methods(["GET", "POST"])
def reopen(request: AuthenticatedRequest, round_id: uuid.UUID, deed: str) -> HttpResponse:
    """Undo: open again, or due again on the day that it brings along."""
    one = round_of(request.user, round_id)
    if request.method == "GET":
        return redirect(_page(one))
    form = UndoForm(request.GET)
    due_on, left = form.due, form.left
    undone = one.snooze(deed, left, due_on) if due_on and left else one.reopen(deed)
    return after_undo(request, undone=undone, back=_back(form, one))


def _settle(request: AuthenticatedRequest, one: Round, deed: str, state: str) -> HttpResponse:
    if request.method == "GET":
        return redirect(_page(one))
    form, item = DeedForm(request.POST), _item(one, deed)
    back = _back(form, one)
    is_meant = item and form.due == item.due_on
    if not (is_meant and item and one.settle(deed, state)):
        return after_nothing(request, back=back)
    undo = undo_url(f"{deed}_reopen", one.public_id, back=form.page)
    said = _("%(title)s: done.") if state == Round.State.DONE else _("%(title)s: left out.")
    return after_deed(request, said % {"title": item.title}, undo=undo, back=back)


def _item(one: Round, deed: str) -> Item | None:
    """What is open about the round; None when it is settled or the round is over."""
    found = items.of_round(one, timezone.localdate())
    return next((item for item in found if item.deed == deed), None)


def _due_on(one: Round, deed: str) -> datetime.date:
    return one.prepare_on if deed == Deed.PREPARE else one.thank_on


def _back(form: DeedForm, one: Round) -> str:
    application = reverse("applications:page", args=[one.application.public_id])
    return page_of(form, round=_page(one), page=application)


def _page(one: Round) -> str:
    return reverse("applications:round", args=[one.public_id])
