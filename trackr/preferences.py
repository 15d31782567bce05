"""Language, time zone and theme of whoever looks. Signed out they live in one cookie."""

import zoneinfo
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

THEMES = ("system", "light", "dark")
DEFAULT_ZONE = "Europe/Kyiv"
COOKIE_AGE_SECONDS = 365 * 24 * 3600


@lru_cache
def time_zones() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())


def zone_named(name: str) -> zoneinfo.ZoneInfo:
    """The lists of zones differ between machines and years; an unknown one breaks no page."""
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return zoneinfo.ZoneInfo(DEFAULT_ZONE)


@dataclass(frozen=True)
class Preferences:
    language: str = ""  # empty: ask the browser
    theme: str = "system"
    time_zone: str = DEFAULT_ZONE

    @classmethod
    def of_user(cls, user: Any) -> "Preferences":
        return cls(user.language, user.theme, user.time_zone)

    @classmethod
    def of_cookie(cls, request: HttpRequest) -> "Preferences":
        stored = dict(parse_qsl(request.COOKIES.get(settings.PREFERENCES_COOKIE_NAME, "")))
        language, theme = stored.get("language", ""), stored.get("theme", "")
        return cls(
            language if language in dict(settings.LANGUAGES) else "",
            theme if theme in THEMES else "system",
        )

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zone_named(self.time_zone)

    def save_to(self, response: HttpResponseBase) -> None:
        value = urlencode({"language": self.language, "theme": self.theme})
        response.set_cookie(
            settings.PREFERENCES_COOKIE_NAME,
            value,
            max_age=COOKIE_AGE_SECONDS,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
