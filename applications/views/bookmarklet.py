"""The bookmarklet: made and revoked here, and the door that it hands pages to.

Its token can do one thing, hand over a page. It reads nothing and shows nothing: the page waits for
its person, who looks at it signed in.
"""

import re
import uuid
from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from applications.access import clipping_of
from applications.capture import clippings
from applications.capture.read import CaptureFailed, from_paste
from applications.forms.capturing import CaptureForm, ClipForm
from applications.models import AccessKey
from applications.views.adding import propose
from trackr import limits
from trackr.http import AuthenticatedRequest

MOST_BYTES = 1_000_000  # of what is handed over
LONGEST_PAGE = 300_000  # characters that the bookmarklet sends: under the limit in any alphabet
HARMLESS = "!$&()*+,/:;=?@'"  # in an address as they are
CAPTURE = AccessKey.Kind.CAPTURE


@require_GET
def show(request: AuthenticatedRequest) -> HttpResponse:
    return _page(request)


@require_POST
def make(request: AuthenticatedRequest) -> HttpResponse:
    """A new bookmarklet, shown in this answer and never again. The one before it stops working."""
    return _page(request, link=_link(request, AccessKey.objects.issue(request.user, CAPTURE)))


@require_POST
def revoke(request: AuthenticatedRequest) -> HttpResponse:
    if AccessKey.objects.revoke(request.user, CAPTURE):
        messages.success(request, _("The bookmarklet is revoked. It opens nothing any more."))
    return redirect("applications:bookmarklet")


@csrf_exempt  # it is called from other sites; the token in the body says who it is for
@login_not_required
@require_POST
@sensitive_post_parameters()
def take(request: HttpRequest) -> HttpResponse:
    """Keep the page for the holder of the token, and lead there; only they can look at it."""
    size = _size(request)
    if size is None:
        return _refuse(request, "unreadable", 400)
    if size > MOST_BYTES:
        return _refuse(request, "too_big", 413)
    if not limits.allows_address(request, "clip"):
        return _refuse(request, "too_often", 429)
    form = ClipForm(request.POST)
    form.is_valid()
    holder = AccessKey.objects.holder(CAPTURE, form.cleaned_data.get("token", ""))
    if holder is None:
        return _refuse(request, "revoked", 403)
    if not limits.allows_holder(request, "capture", holder):
        return _refuse(request, "too_often", 429)
    if "page" not in form.cleaned_data:
        return _refuse(request, "unreadable", 400)
    url = form.cleaned_data.get("url", "")
    kept = clippings.take(holder, url, form.cleaned_data["page"], timezone.now())
    answer = redirect("applications:clipping", kept.public_id)
    answer.status_code = 303  # after a POST, look there
    return answer


@require_GET
def clipping(request: AuthenticatedRequest, clipping_id: uuid.UUID) -> HttpResponse:
    kept = clipping_of(request.user, clipping_id)
    try:
        proposal = from_paste(kept.html, kept.url)
    except CaptureFailed as failure:
        form = CaptureForm({"url": kept.url, "pasted": ""})
        form.add_error("pasted", failure.sentence)
        return render(request, "applications/capture.html", {"form": form})
    return propose(request, proposal, kept.public_id)


def _size(request: HttpRequest) -> int | None:
    """How many bytes the body is said to have; None where that is no number of bytes."""
    try:
        size = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return None
    return size if size >= 0 else None


def _page(request: AuthenticatedRequest, link: str = "") -> HttpResponse:
    key = AccessKey.objects.filter(user=request.user, kind=CAPTURE).first()
    return render(request, "applications/bookmarklet.html", {"key": key, "link": link})


def _link(request: HttpRequest, token: str) -> str:
    context = {
        "token": token,
        "address": request.build_absolute_uri(reverse("applications:clip")),
        "longest": LONGEST_PAGE,
        "refused": _(
            "This site lets no page leave it. Copy its text and paste it into Trackr instead."
        ),
    }
    code = render_to_string("applications/bookmarklet.js", context)
    return "javascript:" + quote(re.sub(r"\n\s*", "\n", code.strip()), safe=HARMLESS)


def _refuse(request: HttpRequest, reason: str, status: int) -> HttpResponse:
    return render(request, "applications/clip_refused.html", {"reason": reason}, status=status)
