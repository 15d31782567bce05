import datetime

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.accounts.steps import (
    app_code,
    ask_for_reset,
    code_in,
    give_code,
    give_second_factor,
    is_signed_in,
    prove_it_is_you,
    sign_in,
    signed_in_for_real,
)

pytestmark = pytest.mark.django_db


def set_up(client):
    """Turn the authenticator app on through the pages; the secret of the app."""
    prove_it_is_you(client)
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": app_code(secret)})
    return secret


def stored():
    """Every row of the table as PostgreSQL writes it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM mfa_authenticator t")
        return " ".join(row for (row,) in cursor.fetchall())


def test_set_up_turns_the_second_factor_on(alice):
    set_up(signed_in_for_real())
    assert set(Authenticator.objects.values_list("type", flat=True)) == {"totp", "recovery_codes"}


def test_set_up_refuses_a_wrong_code(alice):
    client = signed_in_for_real()
    prove_it_is_you(client)
    client.get(reverse("mfa_activate_totp"))
    response = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert "Incorrect code" in response.content.decode()
    assert not Authenticator.objects.exists()


def test_set_up_page_shows_the_secret_as_a_picture_and_as_text(alice):
    client = signed_in_for_real()
    prove_it_is_you(client)
    response = client.get(reverse("mfa_activate_totp"))
    page = response.content.decode()
    assert response.context["form"].secret in page
    assert "data:image/svg+xml;base64," in page


def test_sign_in_needs_the_code_then(alice):
    secret, _ = give_second_factor(alice)
    client = Client()
    response = sign_in(client)
    assert response["Location"] == reverse("mfa_authenticate")
    assert not is_signed_in(client)

    give_code(client, "000000")
    assert not is_signed_in(client)

    give_code(client, app_code(secret))
    assert is_signed_in(client)


def test_a_code_of_the_app_works_once(alice, clock):
    secret, _ = give_second_factor(alice)
    code = app_code(secret)
    for expected in (True, False):
        client = Client()
        sign_in(client)
        give_code(client, code)
        assert is_signed_in(client) is expected


def test_a_recovery_code_works_once(alice):
    _, codes = give_second_factor(alice)
    assert len(codes) == 10
    for expected in (True, False):
        client = Client()
        sign_in(client)
        give_code(client, codes[0])
        assert is_signed_in(client) is expected


def test_half_a_sign_in_is_forgotten_after_fifteen_minutes(alice, clock):
    _, codes = give_second_factor(alice)
    client = Client()
    sign_in(client)
    clock.shift(datetime.timedelta(minutes=15, seconds=1))
    give_code(client, codes[0])
    assert not is_signed_in(client)


def test_secrets_are_encrypted_at_rest(alice):
    secret = set_up(signed_in_for_real())
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    row = stored()
    assert secret not in row
    assert row.count("gAAAA") == 2  # how Fernet tokens begin
    assert not [code for code in codes if code in row]


def test_secret_leaves_the_session_once_it_is_set_up(alice):
    secret = set_up(signed_in_for_real())
    sessions = [session.get_decoded() for session in Session.objects.all()]
    assert sessions
    assert secret not in str(sessions)


def test_password_reset_does_not_go_round_the_second_factor(alice, mailbox):
    give_second_factor(alice)
    client = Client()
    page = ask_for_reset(client)["Location"]
    client.post(page, {"code": code_in(mailbox()[0])})
    form = {"password1": "another quiet password", "password2": "another quiet password"}
    client.post(reverse("account_complete_password_reset"), form)

    response = sign_in(client, password="another quiet password")

    assert response["Location"] == reverse("mfa_authenticate")
    assert not is_signed_in(client)


def test_second_factor_can_be_turned_off(alice, mailbox):
    client = signed_in_for_real()
    set_up(client)
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.exists()
    assert "Your authenticator app was removed" in {mail["subject"] for mail in mailbox()}


@pytest.mark.parametrize(
    "name",
    ["mfa_index", "mfa_list_webauthn", "mfa_add_webauthn", "mfa_activate_totp"],
)
def test_second_factor_pages_render(alice, name):
    client = signed_in_for_real()
    prove_it_is_you(client)
    response = client.get(reverse(name))
    assert response.status_code == 200
    assert "<h1>" in response.content.decode()


def test_passkey_sign_in_offers_a_challenge(client, db):
    response = client.get(
        reverse("mfa_login_webauthn"), headers={"X-Requested-With": "XMLHttpRequest"}
    )
    assert response.json()["request_options"]["publicKey"]["challenge"]
    assert "passkey_login" in client.get(reverse("account_login")).content.decode()


@pytest.mark.parametrize(
    "credential",
    [
        "",
        "junk",
        "[]",
        "null",
        "1",
        "{}",
        '{"id": "x"}',
        '{"id": "eA", "rawId": "eA", "type": "public-key", "response": {}}',
        '{"id": "eA", "rawId": "eA", "type": "public-key", "response": {"userHandle": null}}',
        '{"id": "\\u0000", "response": []}',
        "[" * 200_000,
    ],
)
@pytest.mark.parametrize("name", ["mfa_login_webauthn", "mfa_add_webauthn"])
def test_made_up_passkey_is_refused(alice, name, credential):
    client = Client()
    if name == "mfa_add_webauthn":
        client = signed_in_for_real()
        prove_it_is_you(client)
    client.get(reverse(name), headers={"X-Requested-With": "XMLHttpRequest"})
    response = client.post(reverse(name), {"credential": credential})
    assert response.status_code in {200, 302}
    assert not Authenticator.objects.exists()
    assert is_signed_in(client) is (name == "mfa_add_webauthn")
