"""How allauth is bent to the house: secrets of the second factor are encrypted at rest."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.utils import timezone, translation

from trackr import crypto


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        """Keep the language that the person signed up in, and both of their statements."""
        user.language = translation.get_language() or "en"
        user.theme = request.preferences.theme  # type: ignore[attr-defined]
        user.terms_accepted_at = user.age_stated_at = timezone.now()
        return super().save_user(request, user, form, commit)


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    def encrypt(self, text: str) -> str:
        return crypto.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return crypto.decrypt(encrypted_text)
