"""What a person does on the account pages, as functions of a client."""

import re
import time

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from django.test import Client
from django.urls import reverse

from tests.factories import PASSWORD

CODE = re.compile(r"^ {4}(\S+)$", re.MULTILINE)


def sign_up(client, email="new@example.com", password=PASSWORD, **over):
    fields = {"is_16_or_older": "on", "accepts_terms": "on"} | over
    return client.post(reverse("account_signup"), {"email": email, "password1": password, **fields})


def sign_in(client, email="alice@example.com", password=PASSWORD, **headers):
    form = {"login": email, "password": password}
    return client.post(reverse("account_login"), form, headers=headers)


def signed_in_for_real(email="alice@example.com", **headers):
    """A client that went through the sign-in page, so that the list of sign-ins knows it."""
    client = Client(headers=headers)
    assert sign_in(client, email).status_code == 302
    return client


def is_signed_in(client):
    return client.get(reverse("accounts:settings")).status_code == 200


def code_in(mail):
    """The code of a letter; allauth mails it in groups."""
    return CODE.search(mail["text"])[1]


def confirm_address(client, code):
    return client.post(reverse("account_email_verification_sent"), {"code": code})


def give_code(client, code):
    """The second step of signing in."""
    return client.post(reverse("mfa_authenticate"), {"code": code})


def prove_it_is_you(client, password=PASSWORD):
    return client.post(reverse("account_reauthenticate"), {"password": password})


def ask_for_reset(client, email="alice@example.com"):
    return client.post(reverse("account_reset_password"), {"email": email})


def give_second_factor(user):
    """An authenticator app and recovery codes, as the set-up pages make them."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret, RecoveryCodes.activate(user).get_unused_codes()


def app_code(secret, later=0):
    """What an authenticator app shows now, or `later` periods of 30 seconds from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))
