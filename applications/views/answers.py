"""What a view says after an application was added or moved: to htmx on the board a card in its new
place, on Today the word to look again, else a redirect with a message."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from applications import board
from applications.models import Application, Event
from applications.views.agenda_answers import after_deed, is_on_today
from trackr.http import AuthenticatedRequest, redirect_whole_page, trigger


def after_change(
    request: AuthenticatedRequest,
    application: Application,
    said: str,
    *,
    undo: Event | None = None,
    is_new: bool = False,
) -> HttpResponse:
    """`undo` is the move that the person may take back at once."""
    if is_on_board(request):
        context = {
            "application": application,
            "card": board.render_cards([board.card_of(application)]),
            "said": said,
            "is_new": is_new,
            "undo_url": undo and undo_url(application, undo),
        }
        response = render(request, "applications/board.html#changed", context)
        trigger(response, closeDialog=True, announce={"text": said})
        return response
    if is_on_today(request):
        return after_deed(request, said, undo=undo_url(application, undo) if undo else "")
    messages.success(request, said)
    return to_page(request, application)


def after_nothing(
    request: AuthenticatedRequest, application: Application, said: str
) -> HttpResponse:
    """Nothing was changed, and why."""
    if is_on_board(request):
        response = HttpResponse()
        trigger(response, closeDialog=True, toast={"text": said, "level": "info"})
        return response
    messages.info(request, said)
    return to_page(request, application)


def to_page(request: AuthenticatedRequest, application: Application) -> HttpResponse:
    page = reverse("applications:page", args=[application.public_id])
    return redirect_whole_page(page) if request.htmx else redirect(page)


def is_on_board(request: AuthenticatedRequest) -> bool:
    address = request.htmx.current_url_abs_path or ""
    return bool(request.htmx) and address.partition("?")[0] == reverse("applications:board")


def undo_url(application: Application, event: Event) -> str:
    return reverse("applications:undo_move", args=[application.public_id, event.public_id])


def moved_to(application: Application) -> str:
    """One sentence that names the application and where it is now."""
    place = application.get_stage_display() if application.is_live else ""
    return _("%(application)s: %(place)s.") % {
        "application": application,
        "place": place or application.get_ending_display(),
    }
