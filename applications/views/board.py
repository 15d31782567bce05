"""The board, and the drawer of what has ended."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from applications import board
from applications.models import Application
from trackr.http import AuthenticatedRequest


@require_safe
def show(request: AuthenticatedRequest) -> HttpResponse:
    context = {
        "columns": board.columns(request.user),
        "ended_count": Application.objects.of(request.user).ended().count(),
    }
    return render(request, "applications/board.html", context)


@require_safe
def ended(request: AuthenticatedRequest) -> HttpResponse:
    cards = board.render_cards(board.ended_cards(request.user))
    template = "applications/board_ended.html"
    return render(request, f"{template}#cards" if request.htmx else template, {"cards": cards})
