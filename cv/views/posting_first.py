"""What is asked about a posting needs its text: both questions about a CV send the person there."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from applications.models import Application
from trackr.http import AuthenticatedRequest


def answer(request: AuthenticatedRequest, application: Application) -> HttpResponse:
    messages.info(request, _("Keep the text of the posting first."))
    return redirect("applications:posting", application.public_id)
