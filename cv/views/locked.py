"""The fact lock at each way out of a tailored CV: file, record, copy, new source."""

from django.http import HttpResponse
from django.shortcuts import render

from cv.models import Cv
from cv.tailoring import changes
from trackr.http import AuthenticatedRequest


def answer(request: AuthenticatedRequest, cv: Cv) -> HttpResponse | None:
    """409 with what has to be settled first; None when nothing has."""
    open_changes = changes.open_facts(cv)
    if not open_changes:
        return None
    context = {"cv": cv, "open_changes": open_changes}
    return render(request, "cv/export_blocked.html", context, status=409)
