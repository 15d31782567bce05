"""Calendar files: one event, and the feed behind a secret address."""

import hashlib
import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from applications.access import application_of, reminder_of, round_of
from applications.calendar import rows
from applications.calendar.events import Dated, calendar_file
from applications.calendar.feed import feed_of
from applications.models import AccessKey
from trackr.http import AuthenticatedRequest

FEED = AccessKey.Kind.FEED
TYPE = "text/calendar; charset=utf-8"
FRESH_SECONDS = 900


@require_GET
def show(request: AuthenticatedRequest) -> HttpResponse:
    return _page(request)


@require_POST
def make(request: AuthenticatedRequest) -> HttpResponse:
    """A new address, shown in this answer and never again. The one before it stops working."""
    token = AccessKey.objects.issue(request.user, FEED)
    return _page(
        request, request.build_absolute_uri(reverse("applications:feed_file", args=[token]))
    )


@require_POST
def revoke(request: AuthenticatedRequest) -> HttpResponse:
    if AccessKey.objects.revoke(request.user, FEED):
        messages.success(request, _("The calendar feed is revoked. Its address opens nothing now."))
    return redirect("applications:feed")


@login_not_required  # calendars carry no session; the address is the key
@require_safe
def file(request: HttpRequest, token: str) -> HttpResponseBase:
    holder = AccessKey.objects.holder(FEED, token)
    if holder is None:
        raise Http404
    body = feed_of(holder, timezone.now())
    etag = f'"{hashlib.sha256(body).hexdigest()}"'
    answer = HttpResponse(body, content_type=TYPE)
    answer.headers["Content-Language"] = holder.language
    answer.headers["X-Robots-Tag"] = "noindex"
    answer.headers["ETag"] = etag
    patch_cache_control(answer, private=True, max_age=FRESH_SECONDS)
    return get_conditional_response(request, etag=etag, response=answer) or answer


@require_GET
def round_event(request: AuthenticatedRequest, round_id: uuid.UUID) -> HttpResponse:
    return _download(rows.of_round_in_full(round_of(request.user, round_id)))


@require_GET
def reminder_event(request: AuthenticatedRequest, reminder_id: uuid.UUID) -> HttpResponse:
    one = reminder_of(request.user, reminder_id)
    return _download(rows.of_reminder(one, request.preferences.zone))


@require_GET
def next_event(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    found = rows.of_next_action(application_of(request.user, public_id))
    if found is None:
        raise Http404
    return _download(found)


def _download(thing: Dated) -> HttpResponse:
    answer = HttpResponse(calendar_file(thing.title, [thing]), content_type=TYPE)
    answer.headers["Content-Disposition"] = 'attachment; filename="trackr.ics"'
    return answer


def _page(request: AuthenticatedRequest, address: str = "") -> HttpResponse:
    key = AccessKey.objects.filter(user=request.user, kind=FEED).first()
    webcal = address and f"webcal://{address.partition('://')[2]}"
    context = {"key": key, "address": address, "webcal": webcal}
    return render(request, "applications/feed.html", context)
