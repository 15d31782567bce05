import datetime
import re
from pathlib import Path

import pytest
from allauth.account.adapter import get_adapter
from allauth.core import context
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from tests.accounts.steps import (
    ask_for_reset,
    prove_it_is_you,
    sign_up,
    signed_in_for_real,
)
from trackr.mail.backend import MailRefused

pytestmark = pytest.mark.django_db
TEMPLATES = Path(django_settings.BASE_DIR) / "templates"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
LETTERS = sorted(
    str(path.relative_to(TEMPLATES)).removesuffix("_subject.txt")
    for path in TEMPLATES.glob("*/email/*_subject.txt")
)
FACTS = {
    "code": "ABCD-EFGH",
    "email": "o'neil@example.com",
    "from_email": "old@example.com",
    "to_email": "o'neil@example.com",
    "deleted_email": "o'neil@example.com",
    "timestamp": datetime.datetime(2026, 11, 18, 21, 30, tzinfo=datetime.UTC),
    "user_agent": FIREFOX,
    "ip": "203.0.113.7",
}


@pytest.fixture
def letter(rf, alice):
    """Any letter by its name, rendered as allauth does."""

    def render(name, **over):
        request = rf.get("/", headers={"host": "localhost"})
        request.user = alice
        with context.request_context(request):
            return get_adapter().render_mail(name, "alice@example.com", FACTS | over)

    return render


def html_of(message):
    return message.alternatives[0].content


def test_no_letter_is_left_to_allauth():
    """Every letter that our settings can send has its three files here."""
    sent = {
        "account/email/account_already_exists", "account/email/email_changed",
        "account/email/email_confirmation", "account/email/email_confirmation_signup",
        "account/email/email_deleted", "account/email/password_changed",
        "account/email/password_reset", "account/email/password_reset_code",
        "account/email/password_set", "account/email/unknown_account",
        "mfa/email/recovery_codes_generated", "mfa/email/totp_activated",
        "mfa/email/totp_deactivated", "mfa/email/webauthn_added", "mfa/email/webauthn_removed",
    }  # fmt: skip
    assert set(LETTERS) == sent
    for name in LETTERS:
        assert (TEMPLATES / f"{name}_message.txt").exists()
        assert (TEMPLATES / f"{name}_message.html").exists()


@pytest.mark.parametrize("name", LETTERS)
def test_letter_speaks_in_our_voice(letter, name):
    message = letter(name)
    for body in (message.body, re.sub(r"<style>.*?</style>", "", html_of(message), flags=re.S)):
        assert "Was it not you?" in body
        assert "Trackr · " in body
        assert "support@trackr.help" in body
        assert "!" not in body.replace("<!doctype", "")
        assert "{{" not in body
        assert "example.com, example" not in body
    assert message.subject
    assert not re.search(r"[!\n\r]|Trackr\]", message.subject)
    assert message.reply_to == ["support@trackr.help"]


@pytest.mark.parametrize("name", LETTERS)
def test_text_is_readable_and_html_is_escaped(letter, name):
    message = letter(name)
    assert "&#" not in message.body
    assert "<" not in message.body
    assert "\n\n\n\n" not in message.body
    assert "o'neil" not in html_of(message)


@pytest.mark.parametrize("name", LETTERS)
def test_text_and_html_say_the_same(letter, name):
    message = letter(name)
    html = re.sub(r"<style>.*?</style>", "", html_of(message), flags=re.S)
    links = " ".join(re.findall(r'href="([^"]+)"', html))
    said = " ".join(re.sub(r"<[^>]+>", " ", html).replace("&#x27;", "'").split())
    for line in filter(None, map(str.strip, message.body.splitlines())):
        if "support@" not in line:  # a link of its own there
            assert line in f"{said} {links}"


@pytest.mark.parametrize("name", LETTERS)
def test_html_is_made_for_light_and_dark_and_loads_nothing(letter, name):
    html = html_of(letter(name))
    assert "prefers-color-scheme: dark" in html
    assert '<meta name="color-scheme" content="light dark">' in html
    assert "<img" not in html
    assert "url(" not in html
    site = django_settings.SITE_URL
    assert set(re.findall(r'href="(https?://[^/"]+)', html)) <= {site}


def test_change_is_told_with_time_and_device_in_the_persons_zone(letter):
    with timezone.override("Europe/Kyiv"):
        body = letter("account/email/password_changed").body
    assert "Firefox, Linux" in body
    assert "18 November 2026, 23:30" in body
    assert "203.0.113.7" not in body


def test_change_from_an_unknown_browser_is_told_too(letter):
    assert "an unknown browser" in letter("mfa/email/totp_activated", user_agent="curl").body


@pytest.mark.parametrize("ask", [sign_up, ask_for_reset])
@pytest.mark.parametrize("email", ["alice@example.com", "new@example.com"])
def test_links_never_follow_the_host_header(alice, mailbox, settings, ask, email):
    settings.SITE_URL = "https://trackr.help"
    settings.ALLOWED_HOSTS = ["trackr.help", "evil.example"]

    ask(Client(headers={"host": "evil.example", "X-Forwarded-Host": "evil.example"}), email)

    (mail,) = mailbox()
    assert "evil" not in str(mail)
    assert "https://trackr.help" in mail["text"]


def test_letter_leaves_with_text_html_and_an_address_to_answer(alice, mailbox):
    ask_for_reset(Client())
    (mail,) = mailbox()
    assert mail["from"] == "Trackr <hello@trackr.help>"
    assert mail["reply_to"] == ["support@trackr.help"]
    assert mail["text"].startswith("Hello,")
    assert mail["html"].startswith("<!doctype html>")
    assert mail["subject"] == "Your code for a new password"


def test_line_break_in_a_name_makes_no_header(alice, mailbox, sandbox):
    type(alice).objects.update(name="Alice\r\nBcc: thief@example.com")
    client = signed_in_for_real()
    prove_it_is_you(client)
    client.post(reverse("account_email"), {"email": "new@example.com", "action_add": ""})
    (request,) = sandbox.requests("resend")
    assert "thief" not in request.body.decode()


def test_line_break_in_an_address_is_refused_by_the_mailer(alice, mailbox, rf):
    with context.request_context(rf.get("/")), pytest.raises(MailRefused):
        get_adapter().render_mail(
            "account/email/password_reset_code", "a@example.com\r\nBcc: b@example.com", dict(FACTS)
        ).send()
    assert mailbox() == []


@pytest.mark.parametrize("name", LETTERS)
def test_letter_is_written_in_the_language_that_is_on(letter, name):
    """The html says which language it is in; the words come from the catalogue."""
    with translation.override("uk"):
        assert '<html lang="uk">' in html_of(letter(name))
