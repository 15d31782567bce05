"""From what a person is shown to what they agree to: the same for every question about a CV."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from applications.models import Application
from billing import allowance
from cv.models import Job
from cv.sending.payload import PayloadChanged
from trackr.http import AuthenticatedRequest


def posting_first(request: AuthenticatedRequest, application: Application) -> HttpResponse:
    messages.info(request, _("Keep the text of the posting first."))
    return redirect("applications:posting", application.public_id)


def begun[J: Job](
    request: AuthenticatedRequest,
    start: Callable[[], J],
    *,
    feature: allowance.Feature,
    agrees: bool,
) -> J | None:
    """What `start` started; None where it may not start, and the person is told why."""
    if agrees:
        allowance.agree(request.user, feature)
    try:
        return start()
    except PayloadChanged:
        messages.info(request, _("Something changed since. Please look again at what is sent."))
    except allowance.Refused as refused:
        messages.warning(request, str(refused.sentence))
    return None
