"""A sign-in that was left open is not enough to take the account over."""

import datetime

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from tests.accounts.steps import (
    app_code,
    code_in,
    confirm_address,
    give_code,
    give_second_factor,
    is_signed_in,
    prove_it_is_you,
    sign_in,
    signed_in_for_real,
)

pytestmark = pytest.mark.django_db
NEW = "new@example.com"


def ask_for_new_address(client, email=NEW):
    return client.post(reverse("account_email"), {"email": email, "action_add": ""})


def demands_proof(response):
    return response.status_code == 302 and response["Location"].startswith(
        (reverse("account_reauthenticate"), reverse("mfa_reauthenticate"))
    )


SENSITIVE = {
    "address": lambda client: ask_for_new_address(client),
    "app": lambda client: client.get(reverse("mfa_activate_totp")),
    "passkey": lambda client: client.get(reverse("mfa_add_webauthn")),
}
WITH_SECOND_FACTOR = {
    "app off": lambda client: client.post(reverse("mfa_deactivate_totp")),
    "codes": lambda client: client.get(reverse("mfa_view_recovery_codes")),
    "new codes": lambda client: client.post(reverse("mfa_generate_recovery_codes")),
}


@pytest.mark.parametrize("deed", SENSITIVE)
@pytest.mark.parametrize(("seconds", "demanded"), [(299, False), (301, True)])
def test_proof_is_demanded_five_minutes_after_the_last(
    alice, mailbox, clock, deed, seconds, demanded
):
    client = signed_in_for_real()
    prove_it_is_you(client)
    clock.shift(datetime.timedelta(seconds=seconds))
    assert demands_proof(SENSITIVE[deed](client)) is demanded


@pytest.mark.parametrize("deed", WITH_SECOND_FACTOR)
@pytest.mark.parametrize(("seconds", "demanded"), [(299, False), (301, True)])
def test_proof_is_demanded_before_the_second_factor_changes(
    alice, mailbox, clock, deed, seconds, demanded
):
    secret, _ = give_second_factor(alice)
    client = Client()
    sign_in(client)
    give_code(client, app_code(secret))
    prove_it_is_you(client)
    clock.shift(datetime.timedelta(seconds=seconds))
    assert demands_proof(WITH_SECOND_FACTOR[deed](client)) is demanded
    if demanded:
        assert Authenticator.objects.filter(type="totp").exists()


def test_password_change_wants_the_password_however_fresh_the_sign_in(alice):
    client = signed_in_for_real()
    form = {"password1": "another quiet password", "password2": "another quiet password"}
    client.post(reverse("account_change_password"), form)
    alice.refresh_from_db()
    assert not alice.check_password("another quiet password")


def test_wrong_password_is_no_proof(alice, mailbox):
    client = signed_in_for_real()
    assert "Incorrect password" in prove_it_is_you(client, "a wrong one").content.decode()
    assert demands_proof(ask_for_new_address(client))
    assert mailbox() == []


def test_address_changes_once_the_code_from_the_new_one_is_given(alice, mailbox):
    client = signed_in_for_real()
    prove_it_is_you(client)
    ask_for_new_address(client)

    alice.refresh_from_db()
    assert alice.email == "alice@example.com"
    (letter,) = mailbox()
    assert letter["to"] == [NEW]

    confirm_address(client, code_in(letter))

    alice.refresh_from_db()
    assert alice.email == NEW
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [
        (NEW, True, True)
    ]
    assert is_signed_in(client)
    assert sign_in(Client(), NEW).status_code == 302
    assert sign_in(Client(), "alice@example.com").status_code == 200


def test_old_address_is_told_of_the_change(alice, mailbox):
    client = signed_in_for_real()
    prove_it_is_you(client)
    ask_for_new_address(client)
    confirm_address(client, code_in(mailbox()[0]))
    told = mailbox()[-1]
    assert told["to"] == ["alice@example.com"]
    assert told["subject"] == "Your address was changed"
    assert NEW in told["text"]


def test_address_stays_when_the_code_is_wrong(alice, mailbox):
    client = signed_in_for_real()
    prove_it_is_you(client)
    ask_for_new_address(client)
    for _ in range(3):
        confirm_address(client, "WRONG1")
    confirm_address(client, code_in(mailbox()[0]))
    alice.refresh_from_db()
    assert alice.email == "alice@example.com"
    assert is_signed_in(client)


@pytest.mark.parametrize("email", ["bob@example.com", "BOB@example.com"])
def test_address_of_another_person_can_not_be_taken(alice, bob, mailbox, email):
    client = signed_in_for_real()
    prove_it_is_you(client)
    ask_for_new_address(client, email)
    (letter,) = mailbox()
    assert letter["to"] == ["bob@example.com"]

    confirm_address(client, code_in(letter))  # as if bob had been talked into telling it

    alice.refresh_from_db()
    assert alice.email == "alice@example.com"
    assert EmailAddress.objects.get(email="bob@example.com").user == bob
