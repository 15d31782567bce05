"""The dated job-search record, to be printed or kept as a PDF."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from applications import record
from applications.forms.record import PRESETS, RecordForm
from trackr.http import AuthenticatedRequest


@require_safe
def show(request: AuthenticatedRequest) -> HttpResponse:
    form = RecordForm(request.GET)
    period = form.read()
    context = {
        "form": form.shown(period),
        "record": record.of(request.user, period) if period else None,
        "name": request.user.name if form.is_named() else "",
        "presets": PRESETS,
        "preset": form.preset(),
        "today": timezone.localdate(),
    }
    return render(request, "applications/record.html", context)
