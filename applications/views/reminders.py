"""Reminders of one's own: written down, changed, done, put off."""

import uuid

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from applications import recurrence
from applications.access import application_of, reminder_of
from applications.agenda import deeds, items
from applications.forms.agenda import DeedForm, SnoozeForm, UndoForm
from applications.forms.reminders import NewReminderForm, ReminderForm, ReminderQueryForm
from applications.forms.table import PageForm
from applications.models import Application, Reminder
from applications.views.agenda_answers import (
    after_deed,
    after_nothing,
    after_undo,
    in_words,
    page_of,
    put_off_until,
    show_form,
    undo_url,
)
from trackr.http import AuthenticatedRequest, posted

PAGE_SIZE = 50
MOST_DONE_SHOWN = 20


@require_safe
def show_list(request: AuthenticatedRequest) -> HttpResponse:
    today = timezone.localdate()
    mine = Reminder.objects.of(request.user).select_related("application")
    page = Paginator(mine.open(), PAGE_SIZE).get_page(PageForm(request.GET).number())
    context = {
        "page": page,
        "items": [items.of_reminder(reminder, today) for reminder in page],
        "done": mine.exclude(done_at=None).order_by("-done_at")[:MOST_DONE_SHOWN],
        "put_off_days": deeds.later_days(today, today),
        "back": "reminders",
    }
    return render(request, "applications/reminders.html", context)


@require_http_methods(["GET", "POST"])
def add(request: AuthenticatedRequest) -> HttpResponse:
    form = NewReminderForm(posted(request), initial=ReminderQueryForm(request.GET).read())
    if request.method == "POST" and form.is_valid():
        return _add(request, form)
    return _show(request, "reminder_add", form)


@require_http_methods(["GET", "POST"])
def edit(request: AuthenticatedRequest, reminder_id: uuid.UUID) -> HttpResponse:
    reminder = reminder_of(request.user, reminder_id)
    form = ReminderForm(posted(request), instance=reminder)
    if request.method == "POST" and form.is_valid() and form.save_if_current():
        return after_deed(request, _("Saved."), back=reverse("applications:reminders"))
    answer = _show(request, "reminder_edit", form, reminder=reminder)
    if form.is_stale:
        answer.status_code = 422 if request.htmx else 409  # the dialog swaps a 422 in
    return answer


@require_http_methods(["GET", "POST"])
def delete(request: AuthenticatedRequest, reminder_id: uuid.UUID) -> HttpResponse:
    reminder = reminder_of(request.user, reminder_id)
    if request.method == "POST":
        reminder.delete()
        return after_deed(request, _("Deleted."), back=reverse("applications:reminders"))
    return _show(request, "reminder_delete", None, reminder=reminder)


@require_http_methods(["GET", "POST"])
def done(request: AuthenticatedRequest, reminder_id: uuid.UUID) -> HttpResponse:
    reminder = reminder_of(request.user, reminder_id)
    form, today = DeedForm(posted(request)), timezone.localdate()
    if request.method == "GET":
        return redirect("applications:reminders")
    back = _back(form, reminder)
    if not (form.due and reminder.done(form.due, today)):
        return after_nothing(request, back=back)
    last = max(form.due, today)
    following = recurrence.following(reminder.repeat, reminder.starts_on, last)
    undo = undo_url("reminder_undo", reminder_id, due_on=form.due, until=following, back=form.page)
    said = _("%(title)s: done.") % {"title": reminder.text}
    if following:
        again = {"title": reminder.text, "day": in_words(following)}
        said = _("%(title)s: done. Next on %(day)s.") % again
    return after_deed(request, said, undo=undo, back=back)


@require_http_methods(["GET", "POST"])
def snooze(request: AuthenticatedRequest, reminder_id: uuid.UUID) -> HttpResponse:
    reminder = reminder_of(request.user, reminder_id)
    item = items.of_reminder(reminder, timezone.localdate())
    carried = {"due_on": reminder.due_on, "back": DeedForm(request.GET).page}
    form = SnoozeForm(posted(request), initial=carried)
    back = _back(form, reminder)
    if not form.is_valid():
        return show_form(request, "snooze", form, item, deed=item.snooze_url, back=back)
    until = form.cleaned_data["until"]
    if not (form.due and reminder.snooze(form.due, until)):
        return after_nothing(request, back=back)
    undo = undo_url("reminder_undo", reminder_id, due_on=form.due, until=until, back=form.page)
    return after_deed(request, put_off_until(reminder.text, until), undo=undo, back=back)


@require_http_methods(["GET", "POST"])
def undo(request: AuthenticatedRequest, reminder_id: uuid.UUID) -> HttpResponse:
    """Due again when it was, unless it is done or due on yet another day by now."""
    reminder = reminder_of(request.user, reminder_id)
    if request.method == "GET":
        return redirect("applications:reminders")
    form = UndoForm(request.GET)
    left_so = reminder.due_on == form.left if form.left else reminder.done_at is not None
    undone = bool(form.due and left_so and reminder.take_back(form.due))
    return after_undo(request, undone=undone, back=_back(form, reminder))


def _add(request: AuthenticatedRequest, form: NewReminderForm) -> HttpResponse:
    about, key = form.cleaned_data["application"], form.public_id_for(request.user)
    reminder = form.save(commit=False)
    reminder.user, reminder.due_on = request.user, reminder.starts_on
    reminder.application = application_of(request.user, about) if about else None
    Reminder.objects.get_or_create(public_id=key, defaults=_columns(reminder))
    said = _("You will find it on Today on %(day)s.") % {"day": in_words(reminder.due_on)}
    is_of_page = form.cleaned_data["back"] == "page" and reminder.application
    back = _page(reminder.application) if is_of_page and reminder.application else ""
    return after_deed(request, said, back=back or reverse("applications:reminders"))


def _columns(reminder: Reminder) -> dict[str, object]:
    names = ("user", "application", "text", "starts_on", "due_on", "at", "repeat")
    return {name: getattr(reminder, name) for name in names}


def _show(request: AuthenticatedRequest, page: str, form: object, **more: object) -> HttpResponse:
    template = f"applications/{page}.html"
    context = {"form": form, **more}
    return render(request, f"{template}#form" if request.htmx else template, context)


def _back(form: DeedForm, reminder: Reminder) -> str:
    pages = {"reminders": reverse("applications:reminders")}
    if reminder.application:
        pages["page"] = _page(reminder.application)
    return page_of(form, **pages)


def _page(application: Application) -> str:
    return reverse("applications:page", args=[application.public_id])
