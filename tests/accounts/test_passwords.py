import datetime

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.accounts.steps import (
    ask_for_reset,
    code_in,
    is_signed_in,
    prove_it_is_you,
    sign_in,
    signed_in_for_real,
)
from tests.factories import PASSWORD
from trackr import settings as written

pytestmark = pytest.mark.django_db
NEW = "another quiet password"


@pytest.fixture
def real_hashers(settings):
    """The suite hashes cheaply; these tests are about the real thing."""
    settings.PASSWORD_HASHERS = written.PASSWORD_HASHERS


def change_password(client, old=PASSWORD, new=NEW):
    return client.post(
        reverse("account_change_password"),
        {"oldpassword": old, "password1": new, "password2": new},
    )


def complete_reset(client, code, new=NEW):
    client.post(reverse("account_confirm_password_reset_code"), {"code": code})
    return client.post(
        reverse("account_complete_password_reset"), {"password1": new, "password2": new}
    )


def test_passwords_are_hashed_with_bcrypt_of_sha256(real_hashers):
    assert make_password(PASSWORD).startswith("bcrypt_sha256$$2b$12$")


def test_byte_73_of_a_password_matters(real_hashers):
    user = User(email="long@example.com")
    user.set_password("й" * 36 + "a")
    assert user.check_password("й" * 36 + "a")
    assert not user.check_password("й" * 36 + "b")


def test_old_hash_is_upgraded_at_sign_in(real_hashers, client, alice):
    old = make_password(PASSWORD, hasher="pbkdf2_sha256")
    User.objects.filter(pk=alice.pk).update(password=old)

    assert sign_in(client).status_code == 302

    alice.refresh_from_db()
    assert alice.password.startswith("bcrypt_sha256$")
    assert alice.check_password(PASSWORD)


@pytest.mark.parametrize("length", [72, 73, 100_000])
def test_long_wrong_password_is_only_wrong(real_hashers, client, alice, length):
    response = sign_in(client, password="x" * length)
    assert response.status_code == 200
    assert "not correct" in response.content.decode()


def test_null_character_in_a_password_is_only_wrong(client, alice):
    response = sign_in(client, password="a\x00b")
    assert "Null characters are not allowed" in response.content.decode()


def test_password_change_keeps_this_sign_in_and_ends_the_others(alice, mailbox):
    here, there = signed_in_for_real(), signed_in_for_real()

    assert change_password(here).status_code == 302

    assert is_signed_in(here)
    assert not is_signed_in(there)
    assert sign_in(Client(), password=PASSWORD).status_code == 200
    assert sign_in(Client(), password=NEW).status_code == 302
    assert mailbox()[-1]["subject"] == "Your password was changed"


def test_password_change_changes_the_session_key(alice, mailbox):
    client = signed_in_for_real()
    before = client.session.session_key
    change_password(client)
    assert client.session.session_key != before
    assert not Client().session.exists(before)


def test_password_change_wants_the_old_password(alice):
    client = signed_in_for_real()
    prove_it_is_you(client)
    response = change_password(client, old="a wrong password")
    assert response.status_code == 200
    alice.refresh_from_db()
    assert alice.check_password(PASSWORD)


def test_password_change_refuses_a_short_one(alice):
    response = change_password(signed_in_for_real(), new="nine char")
    assert "at least 10 characters" in response.content.decode()


def test_reset_by_code_sets_the_password_and_ends_every_sign_in(alice, mailbox):
    there, lost = signed_in_for_real(), Client()
    ask_for_reset(lost)
    complete_reset(lost, code_in(mailbox()[0]))

    assert not is_signed_in(there)
    assert not is_signed_in(lost)
    assert sign_in(Client(), password=NEW).status_code == 302
    assert mailbox()[-1]["subject"] == "Your password was reset"


@pytest.mark.parametrize(("seconds", "works"), [(9 * 60 + 59, True), (10 * 60 + 1, False)])
def test_reset_code_is_valid_for_ten_minutes(alice, mailbox, clock, seconds, works):
    client = Client()
    ask_for_reset(client)
    clock.shift(datetime.timedelta(seconds=seconds))
    complete_reset(client, code_in(mailbox()[0]))
    alice.refresh_from_db()
    assert alice.check_password(NEW) is works


def test_reset_code_allows_three_attempts(alice, mailbox):
    client = Client()
    page = ask_for_reset(client)["Location"]
    for _ in range(3):
        client.post(page, {"code": "WRONG1"})
    complete_reset(client, code_in(mailbox()[0]))
    alice.refresh_from_db()
    assert alice.check_password(PASSWORD)


def test_reset_code_works_once(alice, mailbox):
    client = Client()
    ask_for_reset(client)
    code = code_in(mailbox()[0])
    complete_reset(client, code)
    complete_reset(client, code, new="a third quiet password")
    alice.refresh_from_db()
    assert alice.check_password(NEW)


def test_reset_code_of_another_browser_opens_nothing(alice, mailbox):
    ask_for_reset(Client())
    complete_reset(Client(), code_in(mailbox()[0]))
    alice.refresh_from_db()
    assert alice.check_password(PASSWORD)


def test_reset_without_a_code_is_refused(alice, mailbox):
    client = Client()
    ask_for_reset(client)
    form = {"password1": NEW, "password2": NEW}
    client.post(reverse("account_complete_password_reset"), form)
    alice.refresh_from_db()
    assert alice.check_password(PASSWORD)
