"""What was sent with an application: adding a copy by hand, reading one, removing one."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from applications.access import application_of, document_of
from applications.forms.packet import SentDocumentForm
from applications.people import packet
from trackr.http import AuthenticatedRequest, posted


@require_http_methods(["GET", "POST"])
def add(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    application = application_of(request.user, public_id)
    form = SentDocumentForm(posted(request))
    if request.method == "POST" and form.is_valid():
        document = packet.freeze(application, **form.cleaned_data)
        messages.success(request, _("“%(title)s” is kept as sent.") % {"title": document.title})
        return redirect("applications:page", application.public_id)
    context = {"application": application, "form": form}
    return render(request, "applications/document_add.html", context)


@require_safe
def show(request: AuthenticatedRequest, document_id: uuid.UUID) -> HttpResponse:
    document = document_of(request.user, document_id)
    context = {"document": document, "application": document.application}
    return render(request, "applications/document.html", context)


@require_http_methods(["GET", "POST"])
def remove(request: AuthenticatedRequest, document_id: uuid.UUID) -> HttpResponse:
    """Remove a copy for good, once that was said."""
    document = document_of(request.user, document_id)
    if request.method == "POST":
        document.delete()
        messages.success(request, _("“%(title)s” is removed.") % {"title": document.title})
        return redirect("applications:page", document.application.public_id)
    context = {"document": document, "application": document.application}
    return render(request, "applications/document_remove.html", context)
