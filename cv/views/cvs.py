"""CVs: the list, bringing one in, reading it, its versions."""

import uuid

from django.contrib import messages
from django.db import transaction
from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cv.access import cv_of, version_of
from cv.analysis import analyse
from cv.extract import SENTENCES
from cv.forms import CheckForm, UploadForm
from cv.models import Analysis, Change, Cv, CvVersion, Tailoring
from cv.reader.limits import MAX_BYTES
from cv.tailoring import authorship, tailor
from cv.text import rendering
from cv.text.language import language_of
from trackr import limits
from trackr.http import AuthenticatedRequest, posted, redirect_whole_page

VERSIONS_SHOWN = 5


@require_safe
def show_list(request: AuthenticatedRequest) -> HttpResponse:
    rows = Cv.objects.of(request.user).select_related("application")
    cvs = rows.annotate(last_number=Max("versions__number"), changed_at=Max("versions__saved_at"))
    return render(request, "cv/list.html", {"cvs": cvs})


@require_http_methods(["GET", "POST"])
def upload(request: AuthenticatedRequest) -> HttpResponse:
    """Read a file or a paste into text for the user to check. Nothing is kept here."""
    is_post = request.method == "POST"
    may_read = not is_post or limits.allows(request, "cv_reading")
    form = UploadForm(posted(request), request.FILES if is_post else None, may_read=may_read)
    if is_post and form.is_valid():
        read = form.cleaned_data["file"]
        markdown = form.markdown()
        initial = {
            "title": _("My CV"),
            "language": language_of(markdown),
            "markdown": markdown,
            "is_from_file": read is not None,
            "is_imported": read is not None and read.kind == "json",
            "warnings": read.warnings if read else (),
        }
        context = {"form": CheckForm(initial=initial), "warnings": initial["warnings"]}
        return render(request, "cv/check.html", context)
    context = {"form": form, "max_bytes": MAX_BYTES, "too_big": SENTENCES["too_big"]}
    return render(request, "cv/upload.html", context)


@require_http_methods(["GET", "POST"])
def save(request: AuthenticatedRequest) -> HttpResponse:
    """Keep the checked text as version 1 of a new CV."""
    if request.method == "GET":  # after signing in again: the text is gone
        return redirect("cv:upload")
    form = CheckForm(request.POST)
    if not form.is_valid():
        warnings = form.cleaned_data.get("warnings", ())
        return render(request, "cv/check.html", {"form": form, "warnings": warnings})
    cv = form.save(commit=False)
    cv.user = request.user
    cv.begin(form.cleaned_data["markdown"], form.origin(), tuple(form.cleaned_data["warnings"]))
    messages.success(request, _("Your CV is saved."))
    return redirect("cv:page", cv.public_id)


@require_safe
def show(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    cv = cv_of(request.user, public_id)
    return _page(request, cv, cv.current())


@require_safe
def show_version(request: AuthenticatedRequest, public_id: uuid.UUID, number: int) -> HttpResponse:
    cv = cv_of(request.user, public_id)
    return _page(request, cv, version_of(cv, number))


@require_http_methods(["GET", "POST"])
def delete(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    """Remove a CV with all that hangs on it, once the person has seen what that is."""
    cv = cv_of(request.user, public_id)
    if request.method == "POST":
        with transaction.atomic():
            analyse.drop(cv)
            tailor.drop(cv)
            cv.delete()
        messages.success(request, _("“%(title)s” is deleted.") % {"title": cv.title})
        address = reverse("cv:list")
        return redirect_whole_page(address) if request.htmx else redirect(address)
    context = {
        "cv": cv,
        "versions": cv.versions.count(),
        "analyses": Analysis.objects.filter(version__cv=cv).count(),
        "tailoring": Tailoring.objects.filter(cv=cv).first(),
        "proposals": Change.objects.filter(tailoring__cv=cv).count(),
    }
    return render(request, "cv/delete.html", context)


def _page(request: AuthenticatedRequest, cv: Cv, version: CvVersion) -> HttpResponse:
    latest = list(cv.versions.only("number", "origin", "saved_at", "cv")[: VERSIONS_SHOWN + 1])
    context = {
        "cv": cv,
        "version": version,
        "latest": latest[:VERSIONS_SHOWN],
        "has_more": len(latest) > VERSIONS_SHOWN,
        "is_newest": version.number == latest[0].number,
        "html": rendering.html_of(version.markdown),
        "source_type": authorship.mark_of(version),
    }
    return render(request, "cv/page.html", context)
