import base64
import subprocess
import sys

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives, InvalidMailer, mailers

from trackr.mail.backend import MailBusy, MailRefused, ResendBackend, deliver


@pytest.fixture
def mailer(sandbox, settings):
    """The backend as MAILERS makes it; the test runner puts another one there."""
    settings.MAILERS = {"default": {"BACKEND": "trackr.mail.backend.ResendBackend"}}
    return mailers.default


def letter(**over):
    fields = {
        "subject": "Ваш код",
        "body": "Код: 123456",
        "from_email": "Trackr <hello@trackr.help>",
        "to": ["olena@example.com"],
    }
    return EmailMultiAlternatives(**fields | over)


def test_letter_arrives_exactly_like_this(sandbox, mailer):
    message = letter(
        cc=["c@example.com"],
        bcc=["d@example.com"],
        reply_to=["support@trackr.help"],
        headers={
            "List-Unsubscribe": "<https://trackr.help/u/1>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "X-Trackr-Kind": "weekly_review",
            "X-Trackr-Idempotency-Key": "letter/42",
        },
    )
    message.attach_alternative("<p>Код: <b>123456</b></p>", "text/html")

    assert message.send(using="default") == 1

    (request,) = sandbox.requests("resend")
    assert (request.method, request.path) == ("POST", "/resend/emails")
    assert request.headers["authorization"] == "Bearer re_sandbox"
    assert request.headers["idempotency-key"] == "letter/42"
    assert request.headers["content-type"] == "application/json"
    assert request.json() == {
        "from": "Trackr <hello@trackr.help>",
        "to": ["olena@example.com"],
        "cc": ["c@example.com"],
        "bcc": ["d@example.com"],
        "reply_to": ["support@trackr.help"],
        "subject": "Ваш код",
        "text": "Код: 123456",
        "html": "<p>Код: <b>123456</b></p>",
        "headers": {
            "List-Unsubscribe": "<https://trackr.help/u/1>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
        "tags": [{"name": "kind", "value": "weekly_review"}],
    }


def test_plain_letter_carries_nothing_extra(sandbox, mailer):
    assert letter().send() == 1

    (request,) = sandbox.requests("resend")
    assert set(request.json()) == {"from", "to", "subject", "text"}
    assert "idempotency-key" not in request.headers


def test_deliver_returns_the_id_of_resend(sandbox):
    assert deliver(letter()) == sandbox.mails()[0]["id"]


def test_html_only_letter_has_no_text(sandbox):
    message = letter(body="<p>Hi</p>")
    message.content_subtype = "html"

    deliver(message)

    assert sandbox.mails()[0]["html"] == "<p>Hi</p>"
    assert "text" not in sandbox.mails()[0]


def test_plain_email_message_is_taken_as_well(sandbox):
    deliver(EmailMessage("S", "T", "a@trackr.help", ["b@example.com"]))

    assert sandbox.mails()[0]["text"] == "T"


def test_header_overrides_address_fields_as_in_django(sandbox):
    deliver(letter(headers={"From": "Other <o@trackr.help>", "Reply-To": "r@trackr.help"}))

    (mail,) = sandbox.mails()
    assert (mail["from"], mail["reply_to"]) == ("Other <o@trackr.help>", ["r@trackr.help"])
    assert "headers" not in mail


def test_attachment_is_sent_encoded(sandbox):
    message = letter()
    message.attach("dates.ics", "BEGIN:VCALENDAR", "text/calendar")
    message.attach("raw.bin", b"\xff\x00", "application/octet-stream")

    deliver(message)

    first, second = sandbox.mails()[0]["attachments"]
    assert (first["filename"], first["content_type"]) == ("dates.ics", "text/calendar")
    assert base64.b64decode(first["content"]) == b"BEGIN:VCALENDAR"
    assert base64.b64decode(second["content"]) == b"\xff\x00"


def test_same_key_twice_is_one_mail(sandbox):
    message = letter(headers={"x-trackr-idempotency-key": "letter/1"})

    assert deliver(message) == deliver(message)
    assert len(sandbox.mails()) == 1


def test_same_key_for_another_letter_is_refused(sandbox):
    deliver(letter(headers={"X-Trackr-Idempotency-Key": "letter/1"}))

    with pytest.raises(MailRefused, match="invalid_idempotent_request"):
        deliver(letter(body="Else", headers={"X-Trackr-Idempotency-Key": "letter/1"}))


@pytest.mark.parametrize(
    "over",
    [
        {"subject": "Hi\r\nBcc: x@example.com"},
        {"subject": "Hi\nthere"},
        {"from_email": "a@trackr.help\nX: y"},
        {"to": ["a@example.com\r\nX: y"]},
        {"cc": ["a@example.com\rX: y"]},
        {"reply_to": ["a@example.com\nX: y"]},
        {"headers": {"X-A": "b\nX-C: d"}},
        {"headers": {"X-A: b\nX-C": "d"}},
        {"headers": {"X-Trackr-Idempotency-Key": "a\nX-C: d"}},
        {"headers": {"Bcc": "x@example.com"}},
    ],
)
def test_line_break_in_a_header_never_leaves(sandbox, over):
    with pytest.raises(MailRefused, match="bad_header"):
        deliver(letter(**over))

    assert sandbox.requests() == []


@pytest.mark.parametrize(
    "headers, code",
    [
        ({"X-Trackr-Kind": "two words"}, "bad_kind"),
        ({"X-Trackr-Idempotency-Key": "x" * 257}, "bad_idempotency_key"),
        ({"X-Trackr-Idempotency-Key": ""}, "bad_idempotency_key"),
    ],
)
def test_bad_steering_header_is_refused(sandbox, headers, code):
    with pytest.raises(MailRefused, match=code):
        deliver(letter(headers=headers))

    assert sandbox.requests() == []


def test_unknown_alternative_is_refused_rather_than_dropped(sandbox):
    message = letter()
    message.attach_alternative("x", "text/calendar")

    with pytest.raises(MailRefused, match="unknown_alternative"):
        deliver(message)


@pytest.mark.parametrize(
    "fault, code, retry_after",
    [
        ("rate_limited", "rate_limit_exceeded", 1.0),
        ("server_error", "application_error", None),
        ("unauthorized", "invalid_api_key", None),
        ("not_json", "application_error", None),
        ("cut", "HttpClientError", None),
    ],
)
def test_letter_may_be_sent_again_after_a_fault(sandbox, fault, code, retry_after):
    sandbox.fault("resend", fault)

    with pytest.raises(MailBusy) as caught:
        deliver(letter())

    assert (caught.value.code, caught.value.retry_after) == (code, retry_after)
    assert len(sandbox.requests("resend")) == 1
    assert deliver(letter())


def test_slow_service_is_given_up_after_the_timeout(sandbox, monkeypatch):
    monkeypatch.setattr("trackr.mail.backend.TIMEOUT_SECONDS", 0.1)
    sandbox.fault("resend", "slow", seconds=0.5)

    with pytest.raises(MailBusy, match="HttpClientError"):
        deliver(letter())


def test_letter_without_text_is_refused_for_good(sandbox):
    with pytest.raises(MailRefused, match="missing_required_field"):
        deliver(letter(body=""))


def test_account_fault_is_told_to_the_operator_without_the_letter(sandbox, caplog):
    sandbox.fault("resend", "unauthorized")

    with pytest.raises(MailBusy):
        deliver(letter())

    assert "invalid_api_key" in caplog.text
    assert "olena" not in caplog.text


def test_failure_holds_no_word_of_the_letter(sandbox):
    with pytest.raises(MailRefused) as caught:
        deliver(letter(to=["nobody"], body="PLUM-7731"))

    assert (caught.value.__cause__, caught.value.__context__) == (None, None)
    assert str(caught.value) == "validation_error"


def test_failed_send_raises_through_django(sandbox, mailer):
    sandbox.fault("resend", "server_error")

    with pytest.raises(MailBusy):
        letter().send()


def test_silent_backend_counts_what_left(sandbox):
    sandbox.fault("resend", "server_error")
    backend = ResendBackend(alias="default", fail_silently=True)

    assert backend.send_messages([letter(), letter(), letter(to=[])]) == 1
    assert len(sandbox.mails()) == 1


def test_backend_refuses_unknown_options(settings):
    backend = "trackr.mail.backend.ResendBackend"
    settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": {"colour": "blue"}}}

    with pytest.raises(InvalidMailer, match="colour"):
        _ = mailers.default


def test_module_alone_does_not_load_the_sdk():
    code = (
        "import os, sys; os.environ['DJANGO_SETTINGS_MODULE'] = 'trackr.settings';"
        "import trackr.mail.backend; print('resend' in sys.modules)"
    )

    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "False\n"
