"""A CV as a file: its pages to look at, and each format to download."""

import uuid
from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cv.access import cv_of
from cv.export import FORMATS, Source, file_names
from cv.export.content import content_of
from cv.export.pdf import Unprintable, pdf, picture
from cv.forms import LayoutForm
from cv.models import Cv, CvVersion
from cv.tailoring import authorship, lock
from cv.views import locked
from trackr import connection, limits
from trackr.http import AuthenticatedRequest, trigger

MOST_PAGES_SHOWN = 4


@require_safe
def show(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    """The pages as they will be, and the formats. Without them where a fact is still open."""
    cv = cv_of(request.user, public_id)
    form = LayoutForm(request.GET)
    version = cv.current()
    layout, open_changes = form.layout(), lock.open_facts(version)
    context = {
        "cv": cv,
        "form": form,
        "layout": layout,
        "query": f"?design={layout.design}&pages={layout.most_pages}",
        "formats": FORMATS,
        "open_changes": open_changes,
        "printed": None,
    }
    if not open_changes:
        context |= _pages(_source(version, form))
    template = "cv/export.html"
    response = render(request, f"{template}#pages" if request.htmx else template, context)
    if request.htmx:
        trigger(response, announce={"text": _("The pages are drawn anew.")})
    return response


@require_safe
def show_page(request: AuthenticatedRequest, public_id: uuid.UUID, number: int) -> HttpResponse:
    """A picture of one page."""
    cv = cv_of(request.user, public_id)
    version = cv.current()
    source = _source(version, LayoutForm(request.GET))
    if lock.open_facts(version):
        return HttpResponse(status=409)
    if not limits.allows(request, "cv_export"):
        return HttpResponse(status=429)
    connection.give_back()
    try:
        printed = picture(source.content, source.layout, number)
    except Unprintable:
        raise Http404 from None
    if not printed.file:
        raise Http404
    return HttpResponse(printed.file, content_type="image/png")


@require_safe
def download(request: AuthenticatedRequest, public_id: uuid.UUID, kind: str) -> HttpResponse:
    cv = cv_of(request.user, public_id)
    if kind not in FORMATS:
        raise Http404
    version = cv.current()
    if blocked := locked.answer(request, version):
        return blocked
    source = _source(version, LayoutForm(request.GET))
    if not limits.allows(request, "cv_export"):
        return _refused(
            request, cv, _("Those were a lot of files. Please wait a few minutes."), 429
        )
    connection.give_back()
    try:
        file = FORMATS[kind].write(source)
    except Unprintable as failure:
        return _refused(request, cv, str(failure.sentence), 422)
    response = HttpResponse(file, content_type=FORMATS[kind].media_type)
    response["Content-Disposition"] = _disposition(source, kind)
    return response


def _pages(source: Source) -> dict[str, object]:
    """How many pages it makes. They are drawn by requests of their own."""
    connection.give_back()
    try:
        printed = pdf(source.content, source.layout)
    except Unprintable as failure:
        return {"problem": failure.sentence}
    return {
        "printed": printed,
        "shown": range(1, min(printed.pages, MOST_PAGES_SHOWN) + 1),
        "is_longer": printed.pages > source.layout.most_pages,
    }


def _source(version: CvVersion, form: LayoutForm) -> Source:
    source_type = authorship.source_type_of(version)
    return Source(version.markdown, version.cv.language, form.layout(), source_type)


def _refused(request: AuthenticatedRequest, cv: Cv, sentence: str, status: int) -> HttpResponse:
    context = {"cv": cv, "sentence": sentence}
    return render(request, "cv/export_blocked.html", context, status=status)


def _disposition(source: Source, kind: str) -> str:
    """In ASCII, and as it is for browsers that read RFC 5987: all of them."""
    name = content_of(source.markdown, source.language).name
    whole, ascii_only = file_names(name, source.language, FORMATS[kind].extension)
    return f"attachment; filename=\"{ascii_only}\"; filename*=UTF-8''{quote(whole, safe='')}"
