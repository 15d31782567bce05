"""The dated job-search record, to be printed or kept as a PDF."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from applications import record
from applications.forms.record import PRESETS, RecordForm
from applications.forms.table import PageForm
from trackr.http import AuthenticatedRequest

PART = 500  # applications; longer ones are printed part by part


@require_safe
def show(request: AuthenticatedRequest) -> HttpResponse:
    form = RecordForm(request.GET)
    period = form.read()
    found = record.of(request.user, period) if period else None
    parts = Paginator(found.rows if found else [], PART)
    context = {
        "form": form.shown(period),
        "record": found,
        "page": parts.get_page(PageForm(request.GET).number()),
        "name": request.user.name if form.is_named() else "",
        "presets": PRESETS,
        "preset": form.preset(),
        "today": timezone.localdate(),
    }
    return render(request, "applications/record.html", context)
