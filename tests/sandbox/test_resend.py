import pytest

from tests.sandbox import web

MAIL = {"from": "a@trackr.help", "to": ["b@example.com"], "subject": "S", "text": "T"}


def send(sandbox, mail=None, path="/emails", key="re_sandbox", **headers):
    sent = {"Authorization": f"Bearer {key}"} if key else {}
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    mail = MAIL if mail is None else mail
    return web.post(f"{sandbox.url}/resend{path}", json=mail, headers=sent | names)


def test_mail_is_kept_as_it_came_with_its_id(sandbox):
    answer = send(sandbox, MAIL | {"html": "<b>T</b>"})

    (mail,) = sandbox.mails()
    assert answer.json() == {"id": mail["id"]}
    assert mail.items() >= (MAIL | {"html": "<b>T</b>"}).items()


def test_mails_are_listed_newest_last(sandbox):
    for subject in "ABC":
        send(sandbox, MAIL | {"subject": subject})

    assert [mail["subject"] for mail in sandbox.mails()] == ["A", "B", "C"]


def test_same_key_and_body_is_one_mail(sandbox):
    first = send(sandbox, Idempotency_Key="letter/1")
    second = send(sandbox, Idempotency_Key="letter/1")

    assert first.json() == second.json()
    assert len(sandbox.mails()) == 1


def test_same_key_and_other_body_is_a_conflict(sandbox):
    send(sandbox, Idempotency_Key="letter/1")
    answer = send(sandbox, MAIL | {"text": "Else"}, Idempotency_Key="letter/1")

    assert (answer.status_code, answer.json()["name"]) == (409, "invalid_idempotent_request")
    assert len(sandbox.mails()) == 1


def test_overlong_key_is_refused(sandbox):
    answer = send(sandbox, Idempotency_Key="x" * 257)

    assert answer.json()["name"] == "invalid_idempotency_key"


@pytest.mark.parametrize(
    "key, status, name",
    [("", 401, "missing_api_key"), ("sk-wrong", 403, "invalid_api_key")],
)
def test_key_is_checked(sandbox, key, status, name):
    answer = send(sandbox, key=key)

    assert (answer.status_code, answer.json()["name"]) == (status, name)
    assert answer.json()["statusCode"] == status


@pytest.mark.parametrize(
    "change, name",
    [
        ({"from": ""}, "missing_required_field"),
        ({"to": []}, "missing_required_field"),
        ({"text": ""}, "missing_required_field"),
        ({"to": ["nobody"]}, "validation_error"),
        ({"to": ["a@b.c"] * 51}, "validation_error"),
        ({"colour": "blue"}, "validation_error"),
    ],
)
def test_incomplete_mail_is_refused(sandbox, change, name):
    answer = send(sandbox, MAIL | change)

    assert (answer.status_code, answer.json()["name"]) == (422, name)
    assert sandbox.mails() == []


def test_batch_gives_an_id_per_mail(sandbox):
    answer = send(sandbox, [MAIL, MAIL | {"subject": "Two"}], path="/emails/batch")

    assert [one["id"] for one in answer.json()["data"]] == [mail["id"] for mail in sandbox.mails()]


def test_batch_with_one_bad_mail_sends_none(sandbox):
    answer = send(sandbox, [MAIL, MAIL | {"to": []}], path="/emails/batch")

    assert answer.status_code == 422
    assert sandbox.mails() == []
