"""A stranger can't learn who has an account: known and unknown addresses get the same answers."""

import datetime
import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.accounts.steps import ask_for_reset, confirm_address, sign_in, sign_up

pytestmark = pytest.mark.django_db
KNOWN, UNKNOWN = "alice@example.com", "carol@example.com"  # equally long: so are the answers
TOKENS = re.compile(r'(name="csrfmiddlewaretoken" value="|X-CSRFToken": "|nonce=")[^"]+')


def face(response, email):
    """All that a stranger sees of an answer, but for tokens and the address that they typed."""
    headers = {name: value for name, value in response.items() if name not in {"Expires", "Date"}}
    headers["Content-Security-Policy"] = re.sub(
        r"'nonce-[^']+'", "nonce", headers.get("Content-Security-Policy", "")
    )
    body = TOKENS.sub(r"\1token", response.content.decode()).replace(email, "ADDRESS")
    cookies = sorted(response.cookies)
    return response.status_code, headers, cookies, re.sub(r'content="\d+"', "", body)


def sign_up_and_look(client, email):
    response = sign_up(client, email)
    yield response
    yield client.get(response["Location"])


def sign_up_and_guess(client, email):
    sign_up(client, email)
    for _ in range(3):
        yield confirm_address(client, "WRONG1")
    yield client.get(reverse("account_email_verification_sent"))


def sign_up_and_ask_again(client, email):
    sign_up(client, email)
    page = reverse("account_email_verification_sent")
    yield client.post(page, {"action": "resend"})
    yield client.get(page)


def sign_in_wrongly(client, email):
    yield sign_in(client, email, "a wrong password")


def sign_in_until_stopped(client, email):
    for _ in range(6):
        yield sign_in(client, email, "a wrong password")


def reset_and_look(client, email):
    response = ask_for_reset(client, email)
    yield response
    yield client.get(response["Location"])


def reset_and_guess(client, email):
    page = ask_for_reset(client, email)["Location"]
    for _ in range(3):
        yield client.post(page, {"code": "WRONG1"})
    yield client.get(page)


@pytest.mark.parametrize(
    "walk",
    [
        sign_up_and_look,
        sign_up_and_guess,
        sign_up_and_ask_again,
        sign_in_wrongly,
        sign_in_until_stopped,
        reset_and_look,
        reset_and_guess,
    ],
)
def test_answers_are_the_same_for_known_and_unknown(walk, alice, mailbox, clock):
    seen = {}
    for email in (KNOWN, UNKNOWN):
        seen[email] = [face(answer, email) for answer in walk(Client(), email)]
        clock.shift(datetime.timedelta(minutes=10))
    assert seen[KNOWN] == seen[UNKNOWN]
    assert len(seen[KNOWN]) >= 1


@pytest.mark.parametrize("ask", [sign_up, ask_for_reset])
def test_each_address_gets_exactly_one_letter(ask, alice, mailbox):
    for email in (KNOWN, UNKNOWN):
        ask(Client(), email)
    assert [mail["to"] for mail in mailbox()] == [[KNOWN], [UNKNOWN]]


def test_letter_to_a_known_address_holds_no_code(alice, mailbox):
    """Whoever typed the address can do nothing with the code page that they see."""
    sign_up(Client(), KNOWN)
    (mail,) = mailbox()
    assert not re.search(r"^ {4}\S", mail["text"], re.MULTILINE)
