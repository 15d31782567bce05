"""What every request passes: refusals of last resort, headers, the person's preferences."""

import zoneinfo
from collections.abc import Callable

from django.conf import settings
from django.db import DataError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone, translation

from trackr import errors
from trackr.preferences import Preferences

GetResponse = Callable[[HttpRequest], HttpResponseBase]

SECURITY_HEADERS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def last_resort(get_response: GetResponse) -> GetResponse:
    """Refuse what PostgreSQL can't hold before any code has to think of it."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            return errors.bad_request(request)
        return get_response(request)

    return middleware


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
        except (OperationalError, InterfaceError):
            return errors.unavailable()
        chosen = Preferences.of_user(request.user) if signed_in else Preferences.of_cookie(request)
        request.preferences = chosen  # type: ignore[attr-defined]
        language = chosen.language or translation.get_language_from_request(request)
        zone = zoneinfo.ZoneInfo(chosen.time_zone)
        with translation.override(language), timezone.override(zone):
            request.LANGUAGE_CODE = language
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    return middleware


class DatabaseTrouble:
    """A view's database error: 503 while the database is away, 400 for a value it can't hold."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if errors.is_database_away(error):
            return errors.unavailable()
        if isinstance(error, DataError):
            return errors.bad_request(request)
        return None
