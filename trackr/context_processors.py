"""What every page may show."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

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
    addresses = {"Claude": settings.ANTHROPIC_BASE_URL, "Resend": settings.RESEND_API_URL}
    return [name for name, address in addresses.items() if urlsplit(address).netloc == sandbox]
