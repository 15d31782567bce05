"""allauth's passkey forms, which answer JSON of an unexpected shape with an error of the server."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import forms
from django.forms import Form, HiddenInput, JSONField


@contextmanager
def _refusing_malformed() -> Iterator[None]:
    try:
        yield
    except (AttributeError, KeyError, TypeError, ValueError):
        raise get_adapter().validation_error("incorrect_code") from None


class CredentialField(JSONField):
    """JSON that may be nested deeper than Python's reader can follow."""

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except RecursionError:
            raise get_adapter().validation_error("incorrect_code") from None

    def bound_data(self, data: Any, initial: Any) -> Any:
        try:
            return super().bound_data(data, initial)
        except RecursionError:
            return ""


class _CredentialForm(Form):
    credential = CredentialField(widget=HiddenInput)


class AddForm(_CredentialForm, forms.AddWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    def clean(self) -> Any:
        with _refusing_malformed():
            return super().clean()


class AuthenticateForm(_CredentialForm, forms.AuthenticateWebAuthnForm):  # type: ignore[misc]
    def clean_credential(self) -> Any:
        with _refusing_malformed():
            return super().clean_credential()


class LoginForm(_CredentialForm, forms.LoginWebAuthnForm):  # type: ignore[misc]
    def clean_credential(self) -> Any:
        with _refusing_malformed():
            return super().clean_credential()


class ReauthenticateForm(_CredentialForm, forms.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    def clean_credential(self) -> Any:
        with _refusing_malformed():
            return super().clean_credential()
