"""What a view says after a thing on the agenda was done, put off or left out: to htmx on Today a
message with Undo and the word to look again, else a redirect with the same message."""

import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django_htmx.http import trigger_client_event

from applications.agenda.items import Item
from applications.forms.agenda import DeedForm
from trackr.http import AuthenticatedRequest, trigger


def after_deed(
    request: AuthenticatedRequest, said: str, *, undo: str = "", back: str = ""
) -> HttpResponse:
    """`undo` is the address that takes it back, `back` where the person was; both are ours."""
    if is_on_today(request):
        context = {"said": said, "undo_url": undo}
        response = render(request, "applications/today.html#settled", context)
        trigger(response, closeDialog=True)
        return _look_again(response)
    messages.success(request, said, extra_tags=undo)
    return _back(request, back)


def after_nothing(request: AuthenticatedRequest, *, back: str = "", said: str = "") -> HttpResponse:
    """Nothing was changed: a form sent twice, or a page that was left open for long."""
    said = said or _("That was settled already, perhaps in another tab. Nothing was changed.")
    if is_on_today(request):
        response = HttpResponse()
        trigger(response, closeDialog=True, toast={"text": said, "level": "info"})
        return _look_again(response)
    messages.info(request, said)
    return _back(request, back)


def after_undo(request: AuthenticatedRequest, *, undone: bool, back: str) -> HttpResponse:
    if undone:
        return after_deed(request, _("Undone."), back=back)
    return after_nothing(request, back=back, said=_("It can't be undone any more."))


def undo_url(name: str, *args: Any, **said: Any) -> str:
    """The address of an undo that carries days and the page that the deed was done on."""
    query = QueryDict(mutable=True)
    query.update({key: str(value) for key, value in said.items() if value})
    return f"{reverse(f'applications:{name}', args=args)}?{query.urlencode()}"


def page_of(form: DeedForm, **pages: str) -> str:
    """Where the person was: one of `pages`, else Today."""
    return pages.get(form.page) or reverse("applications:today")


def put_off_until(title: str, day: datetime.date) -> str:
    return _("%(title)s: put off until %(day)s.") % {"title": title, "day": in_words(day)}


def in_words(day: datetime.date) -> str:
    return date_format(day, "DATE_FORMAT")


def is_on_today(request: AuthenticatedRequest) -> bool:
    address = request.htmx.current_url_abs_path or ""
    return bool(request.htmx) and address.partition("?")[0] == reverse("applications:today")


def show_form(
    request: AuthenticatedRequest, page: str, form: DeedForm, item: Item, **more: object
) -> HttpResponse:
    """A form of its own, in the dialog or as a page."""
    template = f"applications/{page}.html"
    context = {"form": form, "item": item, **more}
    response = render(request, f"{template}#form" if request.htmx else template, context)
    if request.htmx:  # a button of a row may have asked, whose own place is in the list
        response.headers["HX-Retarget"] = "[data-dialog-body]"
        response.headers["HX-Reswap"] = "innerHTML"
    return response


def _look_again(response: HttpResponse) -> HttpResponse:
    """Not before the row has faded: the fresh list would take its place away under it."""
    return trigger_client_event(response, "agendaChanged", after="settle")


def _back(request: AuthenticatedRequest, back: str) -> HttpResponse:
    if request.htmx:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return redirect(back or "applications:today")
