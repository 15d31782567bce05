"""The board, and the drawer of what has ended."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from applications import board
from trackr.http import AuthenticatedRequest


@require_safe
def show(request: AuthenticatedRequest) -> HttpResponse:
    columns = board.columns(request.user)
    context = {
        "columns": columns,
        "board": board.render_columns(columns),
        "ended_count": board.ended_count(request.user),
    }
    return render(request, "applications/board.html", context)


@require_safe
def ended(request: AuthenticatedRequest) -> HttpResponse:
    cards = board.render_cards(board.ended_cards(request.user))
    template = "applications/board_ended.html"
    return render(request, f"{template}#cards" if request.htmx else template, {"cards": cards})
