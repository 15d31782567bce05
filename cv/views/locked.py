"""The fact lock at each way out of a tailored CV: file, record, copy, new source."""

from django.http import HttpResponse
from django.shortcuts import render

from cv.models import CvVersion
from cv.tailoring import lock
from trackr.http import AuthenticatedRequest


def answer(request: AuthenticatedRequest, version: CvVersion) -> HttpResponse | None:
    """409 with what has to be settled before this very text leaves; None when nothing has."""
    open_changes = lock.open_facts(version)
    if not open_changes:
        return None
    context = {"cv": version.cv, "open_changes": open_changes}
    return render(request, "cv/export_blocked.html", context, status=409)
