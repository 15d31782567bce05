"""System checks: what must be true before people's data is let in."""

import os
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

PROVIDER_URLS = {  # setting: the service that lives there
    "ANTHROPIC_BASE_URL": "Claude",
    "RESEND_API_URL": "Resend",
    "MONOBANK_URL": "Monobank",
    "GOOGLE_AUTH_URL": "Google",
    "GOOGLE_TOKEN_URL": "Google",
    "GOOGLE_REVOKE_URL": "Google",
    "GOOGLE_API_URL": "Google",
    "POSTHOG_HOST": "PostHog",
}
# Not SECRET_KEY: without it Django itself refuses to start.
SECRETS = ("FIELD_KEYS", "CRON_SECRET", "RESEND_API_KEY")
SHORTEST_CRON_SECRET = 16


@register(Tags.security, deploy=True)
def providers_speak_tls(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    plain = [name for name in PROVIDER_URLS if getattr(settings, name).startswith("http://")]
    found: list[CheckMessage] = [Error(f"{name} is not https.", id="trackr.E001") for name in plain]
    # oauthlib takes any value, even "0", for yes.
    if "OAUTHLIB_INSECURE_TRANSPORT" in os.environ:
        found.append(Error("OAUTHLIB_INSECURE_TRANSPORT is set.", id="trackr.E002"))
    if settings.SANDBOX_URL:
        found.append(Error("SANDBOX_URL is for development only.", id="trackr.E003"))
    return found


@register(Tags.security, deploy=True)
def secrets_are_set(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    found: list[CheckMessage] = [
        Error(f"{name} is not set.", id="trackr.E004")
        for name in SECRETS
        if not getattr(settings, name)
    ]
    if 0 < len(settings.CRON_SECRET) < SHORTEST_CRON_SECRET:
        found.append(Error("CRON_SECRET has under 16 characters.", id="trackr.E005"))
    return found
