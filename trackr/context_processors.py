"""What every page may show."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

from trackr.checks import PROVIDER_URLS
from trackr.preferences import Preferences


def site(request: HttpRequest) -> dict[str, Any]:
    preferences = getattr(request, "preferences", Preferences())
    return {
        "theme": preferences.theme,
        "sandbox_services": sandbox_services(),
        "support_email": settings.SUPPORT_EMAIL,
    }


def sandbox_services() -> list[str]:
    """Names of the services that are played by the sandbox, so that nobody mistakes it."""
    if not settings.SANDBOX_URL:
        return []
    sandbox = urlsplit(settings.SANDBOX_URL).netloc
    played = (
        service
        for setting, service in PROVIDER_URLS.items()
        if urlsplit(getattr(settings, setting)).netloc == sandbox
    )
    return list(dict.fromkeys(played))
