"""The bin: what was thrown away stays for 30 days, and can be taken back."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from applications.access import any_application_of
from applications.forms.table import PageForm
from applications.models import Application
from trackr.http import AuthenticatedRequest

PAGE_SIZE = 50


@require_safe
def show(request: AuthenticatedRequest) -> HttpResponse:
    binned = Application.objects.of(request.user).binned().order_by("-deleted_at", "pk")
    page = Paginator(binned, PAGE_SIZE).get_page(PageForm(request.GET).number())
    return render(request, "applications/bin.html", {"page": page})


@require_http_methods(["GET", "POST"])
def throw_away(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    application = any_application_of(request.user, public_id)
    if request.method == "GET":
        return redirect("applications:page", application.public_id)
    if application.throw_away():
        said = _("%(application)s is in the bin.") % {"application": application}
        messages.success(request, said)
    return redirect("applications:bin")


@require_http_methods(["GET", "POST"])
def take_back(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    application = any_application_of(request.user, public_id)
    if request.method == "GET" and application.deleted_at:
        return redirect("applications:bin")
    if request.method == "POST" and application.take_back():
        messages.success(request, _("%(application)s is back.") % {"application": application})
    return redirect("applications:page", application.public_id)
