"""Recording which version of a CV went out with an application."""

import datetime
import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications.access import application_of
from applications.models import Application, SentDocument
from applications.people import packet
from cv.access import cv_of, version_of
from cv.forms import SentToForm, SentVersionForm
from cv.models import CvVersion
from cv.tailoring import authorship
from cv.views import locked
from trackr.http import AuthenticatedRequest, posted


@require_http_methods(["GET", "POST"])
def send(request: AuthenticatedRequest, application_id: uuid.UUID) -> HttpResponse:
    """From an application: which CV went out with it?"""
    application = application_of(request.user, application_id)
    form = SentVersionForm(posted(request), user=request.user)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        return _record(request, application, said["version"], said["sent_on"])
    context = {"application": application, "form": form, "has_any": request.user.cvs.exists()}
    return render(request, "cv/send.html", context)


@require_http_methods(["GET", "POST"])
def send_version(request: AuthenticatedRequest, public_id: uuid.UUID, number: int) -> HttpResponse:
    """From a CV: with which application did this version go out?"""
    version = version_of(cv_of(request.user, public_id), number)
    form = SentToForm(posted(request), user=request.user)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        return _record(request, said["application"], version, said["sent_on"])
    return render(request, "cv/send.html", {"version": version, "form": form, "has_any": True})


def _record(
    request: AuthenticatedRequest,
    application: Application,
    version: CvVersion,
    sent_on: datetime.date,
) -> HttpResponse:
    if blocked := locked.answer(request, version):
        return blocked
    version.pin()
    document = packet.freeze(
        application,
        SentDocument.Kind.CV,
        version.cv.title,
        version.markdown,
        sent_on=sent_on,
        origin=version.cv.public_id,
        origin_version=version.number,
        source_type=authorship.source_type_of(version),
    )
    messages.success(request, _("“%(title)s” is kept as sent.") % {"title": document.title})
    return redirect("applications:page", application.public_id)
