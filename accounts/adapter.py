"""How allauth is bent to the house: its letters, its limits, secrets encrypted at rest."""

import logging
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.ratelimit import respond_429
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from trackr import crypto
from trackr.mail.backend import MailError
from trackr.preferences import DEFAULT_ZONE

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        """Keep the language and zone that the person signed up in, and both of their statements."""
        user.language = translation.get_language() or "en"
        user.time_zone = form.cleaned_data.get("time_zone") or DEFAULT_ZONE
        user.theme = request.preferences.theme  # type: ignore[attr-defined]
        user.terms_accepted_at = user.age_stated_at = timezone.now()
        return super().save_user(request, user, form, commit)

    def clean_email(self, email: str) -> str:
        """allauth would cut a longer address to fit, and mail whoever the rest belongs to."""
        if len(email) > app_settings.EMAIL_MAX_LENGTH:
            raise ValidationError(_("Enter a valid email address."))
        return email

    def render_mail(
        self, template_prefix: str, email: str, context: dict[str, Any], headers: Any = None
    ) -> EmailMessage:
        """Letters link to SITE_URL, never to the Host header, which the sender chooses."""
        context |= {"site_url": settings.SITE_URL, "support_email": settings.SUPPORT_EMAIL}
        letter: EmailMessage = super().render_mail(template_prefix, email, context, headers)
        letter.reply_to = [settings.SUPPORT_EMAIL]
        return letter

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A letter that can't leave breaks no page: the person is told, and can ask again."""
        try:
            super().send_mail(template_prefix, email, context)
        except MailError as error:
            logger.error("letter %s did not leave: %s", template_prefix, error.code)
            told = _("Our letter could not be sent just now. Please try again in a few minutes.")
            messages.error(self.request, told)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Too many failed sign-ins are answered with 429, not with a form that looks usable."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            raise ImmediateHttpResponse(respond_429(request)) from None

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """allauth's key begins with the Host header, and "host:81" would count afresh."""
        return str(credentials.get("email", "")).lower()


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    def encrypt(self, text: str) -> str:
        return crypto.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return crypto.decrypt(encrypted_text)
