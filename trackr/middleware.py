"""What every request passes: refusals of last resort, headers, the person's preferences."""

import itertools
import logging
import re
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.db import DataError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.utils import timezone, translation
from django.utils.http import urlencode
from django_htmx.middleware import HtmxDetails

from trackr import errors
from trackr.http import redirect_whole_page
from trackr.preferences import Preferences

logger = logging.getLogger(__name__)

GetResponse = Callable[[HttpRequest], HttpResponseBase]

UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")  # no text of PostgreSQL holds these
SECURITY_HEADERS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def last_resort(get_response: GetResponse) -> GetResponse:
    """Refuse what PostgreSQL can't hold before any code has to think of it."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if (
            UNSTORABLE.search(request.path_info)
            or "%00" in request.META.get("QUERY_STRING", "")
            # Quoted cookies are unescaped: "a\\000b" holds a NUL.
            or any(map(UNSTORABLE.search, itertools.chain(*request.COOKIES.items())))
            or not _is_readable(request.headers.get("HX-Current-URL", ""))
        ):
            return errors.bad_request(request)
        return get_response(request)

    return middleware


def _is_readable(url: str) -> bool:
    try:
        urlsplit(url)
    except ValueError:
        return False
    return True


def security_headers(get_response: GetResponse) -> GetResponse:
    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        for name, value in SECURITY_HEADERS.items():
            response.headers.setdefault(name, value)
        # The back button of a shared computer must not bring a signed-in page back.
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware


def preferences(get_response: GetResponse) -> GetResponse:
    """Language, time zone and theme: the account's when signed in, else the cookie's."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        try:
            signed_in = request.user.is_authenticated
        except (OperationalError, InterfaceError) as error:
            _log(request, error)
            return errors.unavailable()
        chosen = Preferences.of_user(request.user) if signed_in else Preferences.of_cookie(request)
        request.preferences = chosen  # type: ignore[attr-defined]
        language = chosen.language or translation.get_language_from_request(request)
        with translation.override(language), timezone.override(chosen.zone):
            request.LANGUAGE_CODE = language
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    return middleware


def sign_in_again(get_response: GetResponse) -> GetResponse:
    """A session that ended under an open page: htmx would put the sign-in page into a dialog, so it
    is told to open that page instead, and to come back to the one behind."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        htmx, sign_in = HtmxDetails(request), resolve_url(settings.LOGIN_URL)
        target = response.headers.get("Location", "").partition("?")[0]
        if not htmx or htmx.history_restore_request or target != sign_in:
            return response
        behind = htmx.current_url_abs_path  # None for another site's
        query = urlencode({REDIRECT_FIELD_NAME: behind}) if behind else ""
        return redirect_whole_page(f"{sign_in}?{query}" if query else sign_in)

    return middleware


class DatabaseTrouble:
    """A view's database error: 503 while the database is away, 400 for a value it can't hold."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if errors.is_database_away(error):
            _log(request, error)
            return errors.unavailable()
        if isinstance(error, DataError):
            _log(request, error)
            return errors.bad_request(request)
        return None


def _log(request: HttpRequest, error: Exception) -> None:
    """Never the error's message: it quotes the values that were to be stored."""
    match = request.resolver_match
    view = match.view_name if match else "no view yet"
    logger.error("database trouble in %s: %s", view, type(error).__name__)
