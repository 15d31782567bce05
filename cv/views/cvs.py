"""CVs: the list, bringing one in, reading it, its versions."""

import uuid

from django.contrib import messages
from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cv import analyse, rendering
from cv.access import cv_of, version_of
from cv.extract import SENTENCES
from cv.forms import CvForm, UploadForm
from cv.language import language_of
from cv.models import Analysis, Cv, CvVersion
from cv.reader.limits import MAX_BYTES
from trackr import limits
from trackr.http import AuthenticatedRequest, posted

Origin = CvVersion.Origin


@require_safe
def show_list(request: AuthenticatedRequest) -> HttpResponse:
    cvs = Cv.objects.of(request.user).annotate(
        last_number=Max("versions__number"), changed_at=Max("versions__created_at")
    )
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
        }
        warnings = read.warnings if read else ()
        return render(
            request, "cv/check.html", {"form": CvForm(initial=initial), "warnings": warnings}
        )
    context = {"form": form, "max_bytes": MAX_BYTES, "too_big": SENTENCES["too_big"]}
    return render(request, "cv/upload.html", context)


@require_http_methods(["GET", "POST"])
def save(request: AuthenticatedRequest) -> HttpResponse:
    """Keep the checked text as version 1 of a new CV."""
    if request.method == "GET":  # after signing in again: the text is gone
        return redirect("cv:upload")
    form = CvForm(request.POST)
    if not form.is_valid():
        return render(request, "cv/check.html", {"form": form})
    cv = form.save(commit=False)
    cv.user = request.user
    origin = Origin.UPLOADED if form.cleaned_data["is_from_file"] else Origin.TYPED
    cv.begin(form.cleaned_data["markdown"], origin)
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
def edit(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    cv = cv_of(request.user, public_id)
    form = CvForm(posted(request), instance=cv, initial={"markdown": cv.current().markdown})
    if request.method == "POST" and form.is_valid():
        cv.save(update_fields=["title", "language"])
        version = cv.write(form.cleaned_data["markdown"])
        messages.success(request, _("Saved as version %(number)s.") % {"number": version.number})
        return redirect("cv:page", cv.public_id)
    return render(request, "cv/edit.html", {"cv": cv, "form": form})


@require_http_methods(["GET", "POST"])
def delete(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    """Remove a CV with its versions and their analyses, once the person has seen how many."""
    cv = cv_of(request.user, public_id)
    if request.method == "POST":
        analyse.drop(cv)
        cv.delete()
        messages.success(request, _("“%(title)s” is deleted.") % {"title": cv.title})
        return redirect("cv:list")
    context = {
        "cv": cv,
        "versions": cv.versions.count(),
        "analyses": Analysis.objects.filter(version__cv=cv).count(),
    }
    return render(request, "cv/delete.html", context)


def _page(request: AuthenticatedRequest, cv: Cv, version: CvVersion) -> HttpResponse:
    context = {
        "cv": cv,
        "version": version,
        "versions": cv.versions.only("number", "origin", "created_at", "cv"),
        "html": rendering.html_of(version.markdown),
    }
    return render(request, "cv/page.html", context)
