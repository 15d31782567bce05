from urllib.parse import urlencode

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.db import IntegrityError, models
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.accounts.steps import code_in, confirm_address, is_signed_in, sign_up
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db
SENT = "/account/confirm-email/"


def test_sign_up_makes_an_account_that_waits_for_its_code(client, mailbox):
    response = sign_up(client)

    user = User.objects.get()
    assert response["Location"] == SENT
    assert user.email == "new@example.com"
    assert user.check_password(PASSWORD)
    assert user.terms_accepted_at is not None
    assert user.age_stated_at is not None
    assert not EmailAddress.objects.get().verified
    assert not is_signed_in(client)
    (mail,) = mailbox()
    assert mail["to"] == ["new@example.com"]
    assert mail["from"] == "Trackr <hello@trackr.help>"


def test_sign_up_ends_on_today_once_the_code_is_given(client, mailbox):
    sign_up(client)
    response = confirm_address(client, code_in(mailbox()[0]))
    assert response["Location"] == reverse("applications:today")
    assert is_signed_in(client)
    assert EmailAddress.objects.get().verified


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("is_16_or_older", "", "Trackr is for people of 16 and older."),
        ("accepts_terms", "", "Please accept the terms to go on."),
        ("email", "", "This field is required."),
        ("email", "no address", "Enter a valid email address."),
        ("email", "a" * 250 + "@example.com", "Enter a valid email address."),
        ("email", "a@example.com\r\nBcc: b@example.com", "Enter a valid email address."),
        ("password1", "", "This field is required."),
        ("password1", "nine char", "at least 10 characters"),
        ("password1", "password123", "too common"),
        ("password1", "new@example.com", "too similar"),
        ("password1", "a quiet\x00password", "Null characters are not allowed."),
    ],
)
def test_sign_up_refuses_and_says_why(client, mailbox, field, value, told):
    fields = {"email": "new@example.com", "password": PASSWORD}
    name = "password" if field == "password1" else field
    response = sign_up(client, **fields | {name: value})
    assert response.status_code == 200
    assert told in response.content.decode()
    assert not User.objects.exists()
    assert mailbox() == []


@pytest.mark.parametrize(
    "password",
    [
        "ten chars!",
        "довгий тихий пароль",
        "🔑🗝️🔒🔓🔏🔐🧷🪝🧲🪛",
        "x y" * 1700,
        "%00 is only text",
    ],
)
def test_sign_up_takes_any_long_password(client, mailbox, password):
    assert sign_up(client, password=password)["Location"] == SENT
    assert User.objects.count() == 1


def test_half_a_character_in_a_password_is_no_server_error(client, mailbox):
    """A lone surrogate can't be hashed; the form reads it as the replacement character."""
    fields = {"email": "new@example.com", "is_16_or_older": "on", "accepts_terms": "on"}
    body = urlencode(fields) + "&password1=half+of+%ED%A0%BD+a+key"
    response = client.post(
        reverse("account_signup"), body, content_type="application/x-www-form-urlencoded"
    )
    assert response["Location"] == SENT


@pytest.mark.parametrize("email", ["Alice@Example.COM", "ALICE@EXAMPLE.COM", "alice@example.com"])
def test_an_address_has_one_account_in_any_letter_case(client, alice, mailbox, email):
    assert sign_up(client, email=email)["Location"] == SENT
    assert list(User.objects.all()) == [alice]
    (mail,) = mailbox()
    assert mail["subject"] == "You have a Trackr account already"


def test_the_database_itself_refuses_a_second_account(alice):
    with pytest.raises(IntegrityError):
        make_user("Alice@Example.com")


@pytest.mark.parametrize(
    ("language", "greeting"), [("en", "Accept-Language"), ("uk", "Accept-Language"), ("uk", "")]
)
def test_account_speaks_the_language_of_its_sign_up(client, mailbox, language, greeting):
    if greeting:
        client = Client(headers={greeting: language})
    else:
        client.post(reverse("accounts:set_language"), {"language": language})
    sign_up(client)
    assert User.objects.get().language == language


def test_account_keeps_the_theme_of_its_sign_up(client, mailbox):
    client.post(reverse("accounts:set_theme"), {"theme": "dark"})
    sign_up(client)
    assert User.objects.get().theme == "dark"


def test_sign_up_grants_nothing_that_was_not_asked(client, mailbox):
    sign_up(client, is_staff="on", is_superuser="on", is_active="", public_id="x", name="Root")
    user = User.objects.get()
    assert (user.is_staff, user.is_superuser, user.is_active, user.name) == (False, False, True, "")


def test_resend_down_is_told_and_breaks_no_page(client, mailbox, sandbox):
    sandbox.fault("resend", "server_error")
    response = client.get(sign_up(client)["Location"])
    assert response.status_code == 200
    assert "could not be sent just now" in response.content.decode()


def test_no_birth_date_is_kept_anywhere():
    fields = {
        field.name
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.DateField)
    }
    assert "age_stated_at" in fields  # the walk does see dates
    assert not [name for name in fields if "birth" in name or "born" in name or "dob" in name]
    page = Client().get(reverse("account_signup")).content.decode()
    assert 'type="date"' not in page


@pytest.mark.parametrize(
    ("zone", "kept"),
    [
        ("America/New_York", "America/New_York"),
        ("Mars/Olympus", "Europe/Kyiv"),
        ("", "Europe/Kyiv"),
    ],
)
def test_sign_up_keeps_the_zone_of_the_browser(client, mailbox, zone, kept):
    sign_up(client, time_zone=zone)
    assert User.objects.get().time_zone == kept
