"""Deeds on many applications of the table. Each answers with the table as it was filtered."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from applications.forms.bulk import (
    EndManyForm,
    ListChanged,
    MoveManyForm,
    PrioritiseManyForm,
    SelectionForm,
    TagManyForm,
)
from applications.forms.table import filter_in
from applications.models import Application
from applications.stages import Ending, Stage
from applications.table import bulk
from applications.table.bulk import Deed
from applications.table.filters import Filter
from trackr.http import AuthenticatedRequest, posted, redirect_whole_page

Done = tuple[int, str, Deed | None]  # how many were changed, a sentence, what can be undone


@require_http_methods(["GET", "POST"])
def move(request: AuthenticatedRequest) -> HttpResponse:
    form = MoveManyForm(posted(request))

    def deed(ids: list[UUID]) -> Done:
        stage = Stage(form.cleaned_data["stage"])
        done = bulk.move(request.user, ids, stage, timezone.localdate())
        return done.number, _moved(done.number, str(stage.label)), done

    return _change(request, form, deed)


@require_http_methods(["GET", "POST"])
def end(request: AuthenticatedRequest) -> HttpResponse:
    """Archiving is this: no drawer of its own, but an ending, which the history keeps."""
    form = EndManyForm(posted(request))

    def deed(ids: list[UUID]) -> Done:
        ending = Ending(form.cleaned_data["ending"])
        done = bulk.end(request.user, ids, ending, timezone.localdate())
        return done.number, _moved(done.number, str(ending.label)), done

    return _change(request, form, deed)


@require_http_methods(["GET", "POST"])
def tag(request: AuthenticatedRequest) -> HttpResponse:
    form = TagManyForm(posted(request))

    def deed(ids: list[UUID]) -> Done:
        number = bulk.tag(request.user, ids, form.cleaned_data["tags"])
        said = ngettext("Tagged %(number)s application.", "Tagged %(number)s applications.", number)
        return number, said % {"number": number}, None

    return _change(request, form, deed)


@require_http_methods(["GET", "POST"])
def untag(request: AuthenticatedRequest) -> HttpResponse:
    form = TagManyForm(posted(request))

    def deed(ids: list[UUID]) -> Done:
        number = bulk.untag(request.user, ids, form.cleaned_data["tags"])
        said = ngettext(
            "Taken off %(number)s application.", "Taken off %(number)s applications.", number
        )
        return number, said % {"number": number}, None

    return _change(request, form, deed)


@require_http_methods(["GET", "POST"])
def prioritise(request: AuthenticatedRequest) -> HttpResponse:
    form = PrioritiseManyForm(posted(request))

    def deed(ids: list[UUID]) -> Done:
        priority = Application.Priority(form.cleaned_data["priority"])
        number = bulk.set_priority(request.user, ids, priority)
        said = ngettext(
            "Priority of %(number)s application: %(priority)s.",
            "Priority of %(number)s applications: %(priority)s.",
            number,
        )
        return number, said % {"number": number, "priority": priority.label}, None

    return _change(request, form, deed)


@require_http_methods(["GET", "POST"])
def throw_away(request: AuthenticatedRequest) -> HttpResponse:
    def deed(ids: list[UUID]) -> Done:
        done = bulk.throw_away(request.user, ids)
        said = ngettext(
            "%(number)s application is in the bin.",
            "%(number)s applications are in the bin.",
            done.number,
        )
        return done.number, said % {"number": done.number}, done

    return _change(request, SelectionForm(posted(request)), deed)


@require_http_methods(["GET", "POST"])
def undo(request: AuthenticatedRequest, mark: str) -> HttpResponse:
    """Take back what one deed did. The mark names the deed; pressing twice does no more."""
    try:
        deed = Deed.of_mark(mark, request.user)
    except bulk.CantFind:
        raise Http404 from None
    if request.method == "POST":
        number = bulk.undo(request.user, deed)
        said = ngettext(
            "Undone for %(number)s application.", "Undone for %(number)s applications.", number
        )
        messages.success(
            request, said % {"number": number} if number else _("It was undone already.")
        )
    return _to_table(request, _filter_behind(request))


def _change(
    request: AuthenticatedRequest, form: SelectionForm, deed: Callable[[list[UUID]], Done]
) -> HttpResponse:
    if request.method == "GET":  # after signing in again: the selection is gone
        return redirect("applications:table")
    is_valid = form.is_valid()
    shown = form.filter
    if not is_valid:
        messages.error(request, str(next(iter(form.errors.values()))[0]))
        return _to_table(request, shown)
    try:
        ids = form.chosen(request.user, timezone.localdate())
    except ListChanged:
        messages.error(request, _("The list has changed meanwhile. Please look at it again."))
        return _to_table(request, shown)
    if not ids:
        messages.info(request, _("Tick the applications first."))
        return _to_table(request, shown)
    number, said, done = deed(ids)
    if number:
        undo_url = reverse("applications:bulk_undo", args=[done.mark()]) if done else ""
        messages.success(request, said, extra_tags=undo_url)  # the toast offers it
    else:
        messages.info(request, _("Nothing had to be changed."))
    return _to_table(request, shown)


def _moved(number: int, place: str) -> str:
    said = ngettext(
        "%(number)s application: %(place)s.", "%(number)s applications: %(place)s.", number
    )
    return said % {"number": number, "place": place}


def _filter_behind(request: AuthenticatedRequest) -> Filter:
    """What the page shows that the button was pressed on."""
    path, _mark, query = (request.htmx.current_url_abs_path or "").partition("?")
    return filter_in(query) if path == reverse("applications:table") else Filter()


def _to_table(request: AuthenticatedRequest, shown: Filter) -> HttpResponse:
    query = shown.query_string()
    address = reverse("applications:table") + (f"?{query}" if query else "")
    return redirect_whole_page(address) if request.htmx else redirect(address)
