"""Typed readers of the environment. A value that can't be read stops the start, and says why."""

import os
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off"}


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def flag(name: str, *, default: bool) -> bool:
    value = text(name).lower()
    if not value:
        return default
    if value not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name} must be one of 1, 0, true, false, yes, no, on, off.")
    return value in TRUE


def seconds(name: str, default: float) -> float:
    value = text(name)
    try:
        return float(value) if value else default
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a number of seconds.") from None


def words(name: str) -> list[str]:
    """A comma-separated list without blanks."""
    return [word.strip() for word in text(name).split(",") if word.strip()]


def url(name: str, default: str = "") -> str:
    """An http or https address without a trailing slash, or the default."""
    value = text(name, default).rstrip("/")
    if value and (urlsplit(value).scheme not in {"http", "https"} or not urlsplit(value).hostname):
        raise ImproperlyConfigured(f"{name} must be an address such as https://example.com.")
    return value
