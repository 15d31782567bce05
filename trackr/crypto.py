"""Encryption of secrets at rest with a key ring: the first key encrypts, all decrypt."""

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


class Undecryptable(Exception):
    """The text was encrypted with no key of the ring, or was changed."""


def encrypt(text: str) -> str:
    return _ring().encrypt(text.encode()).decode()


def decrypt(token: str) -> str:
    try:
        return _ring().decrypt(token.encode()).decode()
    except InvalidToken:
        raise Undecryptable from None


def _ring() -> MultiFernet:
    if not settings.FIELD_KEYS:
        raise ImproperlyConfigured("FIELD_KEYS is empty: set at least one Fernet key.")
    return MultiFernet([Fernet(key) for key in settings.FIELD_KEYS])
