import datetime

import pytest
from django.urls import reverse

from accounts.models import User
from tests.accounts.steps import code_in, confirm_address, is_signed_in, sign_in, sign_up

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("seconds", "works"), [(9 * 60 + 59, True), (10 * 60 + 1, False)])
def test_code_is_valid_for_ten_minutes(client, mailbox, clock, seconds, works):
    sign_up(client)
    clock.shift(datetime.timedelta(seconds=seconds))
    confirm_address(client, code_in(mailbox()[0]))
    assert is_signed_in(client) is works


def test_code_allows_three_attempts(client, mailbox):
    sign_up(client)
    code = code_in(mailbox()[0])
    for _ in range(2):
        assert "Incorrect code" in confirm_address(client, "WRONG1").content.decode()
    confirm_address(client, "WRONG1")
    confirm_address(client, code)
    assert not is_signed_in(client)


def test_code_works_at_the_third_attempt(client, mailbox):
    sign_up(client)
    confirm_address(client, "WRONG1")
    confirm_address(client, "WRONG1")
    confirm_address(client, code_in(mailbox()[0]))
    assert is_signed_in(client)


def test_code_of_another_browser_opens_nothing(client, mailbox):
    sign_up(client)
    code = code_in(mailbox()[0])
    other = type(client)()
    confirm_address(other, code)
    assert not is_signed_in(other)


def test_new_code_replaces_the_old_one(client, mailbox, clock):
    sign_up(client)
    clock.shift(datetime.timedelta(seconds=30))
    client.post(reverse("account_email_verification_sent"), {"action": "resend"})

    first, second = map(code_in, mailbox())

    assert first != second
    assert "Incorrect code" in confirm_address(client, first).content.decode()
    confirm_address(client, second)
    assert is_signed_in(client)


def test_new_codes_are_sent_twice_at_most(client, mailbox, clock):
    sign_up(client)
    for _ in range(4):
        clock.shift(datetime.timedelta(seconds=30))
        client.post(reverse("account_email_verification_sent"), {"action": "resend"})
    assert len(mailbox()) == 3


def test_unconfirmed_account_gets_a_code_at_sign_in_not_a_session(client, mailbox, clock):
    sign_up(client)
    clock.shift(datetime.timedelta(minutes=11))
    other = type(client)()
    response = sign_in(other, "new@example.com")
    assert response["Location"] == reverse("account_email_verification_sent")
    assert not is_signed_in(other)
    confirm_address(other, code_in(mailbox()[-1]))
    assert is_signed_in(other)
    assert User.objects.count() == 1


def test_board_asks_for_sign_in_while_the_code_is_due(client, mailbox):
    sign_up(client)
    response = client.get(reverse("applications:board"))
    assert response["Location"].startswith(reverse("account_login"))
