"""Error pages. They use no database, since it may be what is broken."""

import sys

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader
from psycopg_pool import PoolTimeout

RETRY_AFTER_SECONDS = "10"


def is_database_away(error: BaseException | None) -> bool:
    return isinstance(error, OperationalError | InterfaceError | PoolTimeout)


def unavailable() -> HttpResponse:
    body = loader.get_template("503.html").render({})
    headers = {"Retry-After": RETRY_AFTER_SECONDS, "Cache-Control": "no-store"}
    return HttpResponse(body, status=503, headers=headers)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler400. What is too big gets a sentence of its own, and 413."""
    is_too_big = isinstance(exception, RequestDataTooBig | TooManyFieldsSent)
    body = loader.get_template("400.html").render({"is_too_big": is_too_big})
    return HttpResponse(body, status=413 if is_too_big else 400)


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500. Errors raised inside middleware arrive here too, the database's among them."""
    if is_database_away(sys.exc_info()[1]):
        return unavailable()
    return HttpResponse(loader.get_template("500.html").render({}), status=500)
