import datetime

import pytest
from django.db import connection
from django.test import Client

from tests.accounts.steps import (
    ask_for_reset,
    give_code,
    give_second_factor,
    is_signed_in,
    prove_it_is_you,
    sign_in,
    signed_in_for_real,
)

pytestmark = pytest.mark.django_db
WRONG = "a wrong password"


def fail(times, client=None, **headers):
    client = client or Client()
    return [sign_in(client, password=WRONG, **headers).status_code for _ in range(times)]


def test_sixth_failed_sign_in_is_refused_with_a_clear_page(alice, clock):
    assert fail(5) == [200] * 5
    response = sign_in(Client(), password=WRONG)
    assert response.status_code == 429
    assert "Please wait five minutes" in response.content.decode()
    assert response["Content-Security-Policy"]


def test_right_password_waits_with_the_wrong_ones_and_works_after_five_minutes(alice, clock):
    fail(5)
    client = Client()
    assert sign_in(client).status_code == 429
    clock.shift(datetime.timedelta(minutes=5, seconds=1))
    assert sign_in(client).status_code == 302
    assert is_signed_in(client)


@pytest.mark.parametrize(
    "disguise",
    [
        {"X-Forwarded-For": "203.0.113.{}"},
        {"X-Real-IP": "203.0.113.{}"},
        {"Forwarded": "for=203.0.113.{}"},
        {"Host": "localhost:{}"},
        {"User-Agent": "Browser {}"},
    ],
    ids=lambda disguise: next(iter(disguise)),
)
def test_disguise_does_not_reset_the_limit(alice, clock, disguise):
    codes = []
    for number in range(1, 7):
        headers = {name: value.format(number) for name, value in disguise.items()}
        codes += fail(1, **headers)
    assert codes == [200] * 5 + [429]


def test_letter_case_of_the_address_does_not_reset_the_limit(alice, clock):
    fail(5)
    assert sign_in(Client(), "ALICE@example.com", WRONG).status_code == 429


def test_another_person_signs_in_while_one_is_limited(alice, bob, clock):
    fail(5)
    assert sign_in(Client(), bob.email).status_code == 302


def test_one_device_may_fail_ten_times_a_minute(db, clock):
    codes = [sign_in(Client(), f"p{n}@example.com", WRONG).status_code for n in range(11)]
    assert codes == [200] * 10 + [429]
    clock.shift(datetime.timedelta(seconds=61))
    assert sign_in(Client(), "p11@example.com", WRONG).status_code == 200


def test_right_sign_ins_are_not_counted_as_failed(alice, clock):
    assert [sign_in(Client()).status_code for _ in range(8)] == [302] * 8


def test_reset_letters_are_limited_for_one_address(alice, mailbox, clock):
    codes = [ask_for_reset(Client()).status_code for _ in range(6)]
    assert codes == [302] * 5 + [429]
    assert len(mailbox()) == 5


def test_guesses_of_the_password_by_a_thief_of_a_session_are_limited(alice, clock):
    client = signed_in_for_real()
    codes = [prove_it_is_you(client, WRONG).status_code for _ in range(6)]
    assert codes == [200] * 5 + [429]


def test_guesses_of_the_second_factor_are_limited(alice, clock):
    _, (code, *_) = give_second_factor(alice)
    client = Client()
    sign_in(client)
    for _ in range(5):
        give_code(client, "00000000")
    give_code(client, code)
    assert not is_signed_in(client)

    clock.shift(datetime.timedelta(minutes=5, seconds=1))
    give_code(client, code)
    assert is_signed_in(client)


def test_limits_are_counted_in_the_database_that_all_processes_share(alice):
    fail(1)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cache WHERE cache_key LIKE '%login_failed%'")
        assert cursor.fetchone()[0] >= 1
