"""The request as views see it, and the answers that htmx understands."""

import json
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django_htmx.middleware import HtmxDetails

from trackr.preferences import Preferences

if TYPE_CHECKING:
    from accounts.models import User


class Request(HttpRequest):
    """Any request behind the middleware: for annotations only."""

    htmx: HtmxDetails
    preferences: Preferences


class AuthenticatedRequest(Request):
    user: "User"  # LoginRequiredMiddleware lets nobody else in


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: the body of a POST, be it empty, and nothing otherwise."""
    return request.POST if request.method == "POST" else None


def trigger(response: HttpResponseBase, **events: Any) -> None:
    """Fire events in the browser after the swap: trigger(response, closeDialog=True).

    JSON with ASCII escapes, so that no text of a user can break the header.
    """
    response.headers["HX-Trigger"] = json.dumps(events)


def redirect_whole_page(url: str) -> HttpResponse:
    """Leave a dialog for another page. `url` is ours, made by reverse(), never a user's."""
    return HttpResponse(headers={"HX-Redirect": url})
