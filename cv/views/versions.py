"""The versions of a CV: what changed, an earlier one again, a copy as a CV of its own."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from applications.forms.table import PageForm
from cv.access import cv_of, version_of
from cv.editing import diff, history
from cv.editing.copying import copy_of
from cv.editing.editor import AgainstForm
from cv.models import Cv, CvVersion
from cv.views import locked
from trackr.http import AuthenticatedRequest, redirect_whole_page

PAGE_SIZE = 20


@require_safe
def show_list(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    cv = cv_of(request.user, public_id)
    page = Paginator(cv.versions.all(), PAGE_SIZE).get_page(PageForm(request.GET).number())
    context = {"cv": cv, "page": page, "entries": history.entries(cv, page.object_list)}
    return render(request, "cv/versions.html", context)


@require_safe
def show_changes(request: AuthenticatedRequest, public_id: uuid.UUID, number: int) -> HttpResponse:
    """One version against the one before it, or against another that is asked for."""
    cv = cv_of(request.user, public_id)
    version = version_of(cv, number)
    numbers = list(cv.versions.values_list("number", flat=True))
    form = AgainstForm(request.GET, version=version, numbers=numbers)
    number_before = form.number()
    context: dict[str, object] = {"is_newest": number == numbers[0]}
    if number_before:
        before = version_of(cv, number_before)
        added, removed = diff.changed_words(before.markdown, version.markdown)
        parts = diff.parts(diff.rows(before.markdown, version.markdown))
        context |= {"before": before, "added": added, "removed": removed, "parts": parts}
        context["is_same"] = all(part.is_far for part in parts)
    context |= {"cv": cv, "version": version, "form": form}
    return render(request, "cv/changes.html", context)


@require_http_methods(["GET", "POST"])
def restore(request: AuthenticatedRequest, public_id: uuid.UUID, number: int) -> HttpResponse:
    """An earlier text as the newest version. It is undone by doing it with the one before."""
    cv = cv_of(request.user, public_id)
    version = version_of(cv, number)
    if request.method == "POST":
        _restore(request, cv, version)
    address = reverse("cv:page", args=[cv.public_id])
    return redirect_whole_page(address) if request.htmx else redirect(address)


@require_http_methods(["GET", "POST"])
def copy(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    cv = cv_of(request.user, public_id)
    if request.method == "GET":
        return redirect("cv:page", cv.public_id)
    version = cv.current()
    if blocked := locked.answer(request, version):
        return blocked
    made = copy_of(version)
    undo = reverse("cv:delete", args=[made.public_id])
    said = _("“%(title)s” is a CV of its own now.") % {"title": made.title}
    messages.success(request, said, extra_tags=undo)
    return redirect("cv:page", made.public_id)


def _restore(request: AuthenticatedRequest, cv: Cv, version: CvVersion) -> None:
    last = cv.current()
    now = cv.write(version.markdown, CvVersion.Origin.RESTORED)
    numbers = {"number": version.number, "newest": now.number}
    if now.number == last.number:
        messages.info(request, _("Version %(number)s says the same as the newest.") % numbers)
        return
    said = _("Version %(number)s is back, as version %(newest)s.") % numbers
    undo = reverse("cv:restore", args=[cv.public_id, last.number])
    messages.success(request, said, extra_tags=undo)
