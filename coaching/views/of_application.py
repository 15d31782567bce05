"""What the coach has made for one application, as a part of its page."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from applications.access import application_of
from coaching.models import Draft, Preparation
from trackr.http import AuthenticatedRequest

MOST_LISTED = 10


@require_safe
def show(request: AuthenticatedRequest, application_id: uuid.UUID) -> HttpResponse:
    application = application_of(request.user, application_id)
    context = {
        "drafts": Draft.objects.of(request.user).filter(application=application)[:MOST_LISTED],
        "preparations": Preparation.objects.of(request.user)
        .filter(application=application)
        .order_by("-created_at")[:MOST_LISTED],
    }
    return render(request, "coaching/of_application.html", context)
