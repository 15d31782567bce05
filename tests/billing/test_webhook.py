"""What the bank is answered over HTTP, and that only its own true messages change anything."""

import datetime
import io
import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from billing import checkout, monobank, webhook
from billing.models import Alert, AttemptState, BankKey, PaidPeriod, PaymentAttempt, Snapshot
from billing.monobank import Order
from sandbox.bank.hooks import Key
from tests.billing.bank import HOOK, asked, post, post_all, post_signed, price, rows

pytestmark = pytest.mark.django_db
SECOND = datetime.timedelta(seconds=1)
MOST_QUERIES, MOST_QUERIES_OF_KNOWN = 33, 9


@pytest.fixture
def opened(alice, sandbox, clock):
    """A page of the bank that alice was sent to."""
    return checkout.pay(alice, price(), saves_card=True)


@pytest.fixture
def told(opened, sandbox):
    """The bank's messages of her payment: it is worked on, it is made."""
    sandbox.bank.pay(opened.invoice_id)
    return sandbox.bank.deliveries


def state(attempt):
    return PaymentAttempt.objects.get(pk=attempt.pk).state


def test_message_is_applied(opened, told):
    assert post_all(told) == [200, 200]
    assert state(opened) == AttemptState.PAID
    assert PaidPeriod.objects.get().attempt_id == opened.pk


def test_message_that_is_known_changes_nothing(told):
    post_all(told)
    before = rows()
    assert post_all(told) == [200, 200]
    assert rows() == before


def test_message_that_is_older_changes_nothing_but_is_kept(opened, told):
    working, made = told
    assert post(made.body, made.signature) == 200
    periods = list(PaidPeriod.objects.values())
    assert post(working.body, working.signature) == 200
    assert state(opened) == AttemptState.PAID
    assert list(PaidPeriod.objects.values()) == periods
    assert Snapshot.objects.count() == 2


def test_unknown_invoice_is_told_once(sandbox, clock):
    page = monobank.create_invoice(
        Order("of nobody", 100, 980, "x", "x"),
        redirect_url="http://localhost/",
        webhook_url="http://localhost" + HOOK,
        valid_for=datetime.timedelta(hours=1),
    )
    sandbox.bank.pay(page.invoice_id)
    assert post_all(sandbox.bank.deliveries * 2) == [200] * 4
    assert list(Alert.objects.values_list("subject", "source_id")) == [
        ("unknown_invoice", page.invoice_id)
    ]
    assert not PaymentAttempt.objects.exists()


FORGERIES = {
    "a byte": lambda body, signature: (body.replace(b"24900", b"24901", 1), signature),
    "a space more": lambda body, signature: (body + b" ", signature),
    "another key": lambda body, signature: (body, Key().sign(body)),
    "no header": lambda body, signature: (body, None),
    "an empty header": lambda body, signature: (body, ""),
    "half a signature": lambda body, signature: (body, signature[:40]),
    "no base64": lambda body, signature: (body, "підпис"),
    "half a body": lambda body, signature: (body[:100], signature),
    "no body": lambda body, signature: (b"", signature),
    "another's signature": lambda body, signature: (b'{"invoiceId":"x"}', signature),
}  # fmt: skip


@pytest.mark.parametrize("forge", FORGERIES.values(), ids=FORGERIES)
def test_forged_message_changes_nothing(opened, told, forge, caplog):
    body, signature = forge(told[-1].body, told[-1].signature)
    before = rows()
    assert post(body, signature) == 403
    assert rows() == before
    assert opened.invoice_id not in caplog.text  # nor is what it says written down


def test_message_of_64_kib_is_read_and_one_byte_more_is_not(opened, told, sandbox):
    body = told[-1].body + b" " * (webhook.LONGEST - len(told[-1].body))
    assert post(body + b" ", sandbox.bank.sign(body + b" ")) == 413
    assert state(opened) == AttemptState.PENDING
    assert post(body, sandbox.bank.sign(body)) == 200
    assert state(opened) == AttemptState.PAID


def test_bytes_are_counted_whatever_the_header_said(sandbox, clock):
    body = b" " * (webhook.LONGEST + 1)
    assert webhook.receive(body, sandbox.bank.sign(body)) is webhook.Answer.TOO_LONG
    assert asked(sandbox) == 0


class Untouched(io.RawIOBase):
    def readable(self):
        return True

    def readinto(self, buffer):
        raise AssertionError("it was read")


def test_message_of_ten_megabytes_is_refused_unread(sandbox, clock):
    given = {"wsgi.input": Untouched(), "CONTENT_LENGTH": str(10 * 1024 * 1024)}
    assert post(b"", "x", **given) == 413


@pytest.mark.parametrize("length", ["", "x", "-1", "1e3", "0x10", "1" * 5000, "3", "60000"])
def test_length_that_lies_or_is_nonsense_breaks_nothing(told, length):
    given = {"wsgi.input": io.BytesIO(told[-1].body), "CONTENT_LENGTH": length}
    before = rows()
    answer = post(b"", told[-1].signature, **given)
    assert answer == (200 if length == "60000" else 403)  # there is no more, and it is whole
    assert (rows() == before) is (answer == 403)


def test_without_a_key_the_bank_is_asked_to_come_again(opened, told, sandbox, clock):
    sandbox.fault("monobank", "pubkey_down")
    before = rows()
    assert post_all(told) == [503, 503]
    assert rows() == before
    clock.shift(30 * SECOND)
    assert post_all(told) == [200, 200]
    assert (state(opened), asked(sandbox, "pubkey")) == (AttemptState.PAID, 2)


def test_new_key_is_fetched_once(opened, told, sandbox, clock):
    post_all(told)
    sandbox.bank.rotate_key()
    sandbox.bank.refund(opened.invoice_id, 100)
    sandbox.bank.refund(opened.invoice_id, 200)
    clock.shift(30 * SECOND)
    assert post_all(sandbox.bank.deliveries[2:]) == [200, 200]
    assert PaymentAttempt.objects.get().final_amount == 24600
    assert asked(sandbox, "pubkey") == 2


def test_message_of_the_old_key_is_forged_once_it_was_replaced(told, sandbox, clock):
    post_all(told)
    sandbox.bank.rotate_key()
    clock.shift(30 * SECOND)
    post_signed(sandbox, {})
    assert post_all(told) == [403, 403]


def test_key_that_is_none_does_not_replace_a_good_one(told, sandbox, clock):
    post_all(told[:1])
    kept = BankKey.objects.get().pem
    sandbox.fault("monobank", "pubkey_nonsense", times=0)
    clock.shift(30 * SECOND)
    assert post(b"{}", Key().sign(b"{}")) == 503
    assert BankKey.objects.get().pem == kept
    assert post_all(told[1:]) == [200]


def test_flood_of_forgeries_asks_for_the_key_every_30_seconds_at_most(sandbox, clock):
    forged = b'{"invoiceId":"x"}', Key().sign(b'{"invoiceId":"x"}')
    for fetched in (1, 2, 3):
        assert {post(*forged) for _ in range(20)} == {403}
        assert asked(sandbox, "pubkey") == fetched
        clock.shift(29 * SECOND)
        assert post(*forged) == 403
        assert asked(sandbox, "pubkey") == fetched
        clock.shift(SECOND)


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "PATCH", "DELETE"])
def test_only_post_is_answered(method):
    assert Client().generic(method, HOOK).status_code == 405


def test_bank_that_is_off_is_asked_to_come_again(told, settings):
    settings.MONOBANK_TOKEN = ""
    assert post_all(told) == [503, 503]


def test_foreign_invoice_with_our_reference_binds_nothing(opened, sandbox):
    PaymentAttempt.objects.update(invoice_id=None)
    hook = "http://localhost" + HOOK
    foreign = sandbox.bank.foreign_invoice(str(opened.reference), hook, opened.amount)
    before = rows()
    assert post(foreign.body, foreign.signature) == 200
    after = rows()
    (alert,) = after.pop("Alert")
    assert (alert["subject"], alert["source_id"]) == ("unknown_invoice", foreign.invoice_id)
    assert after == {name: found for name, found in before.items() if name != "Alert"}


def test_foreign_invoice_is_not_even_asked_for_once_ours_is_known(opened, sandbox):
    hook = "http://localhost" + HOOK
    foreign = sandbox.bank.foreign_invoice(str(opened.reference), hook, opened.amount)
    assert post(foreign.body, foreign.signature) == 200
    assert (state(opened), asked(sandbox, "invoice/status")) == (AttemptState.PENDING, 0)


def forget_reply(attempt):
    """As if the answer of the bank that opened the page had not arrived yet."""
    PaymentAttempt.objects.filter(pk=attempt.pk).update(
        invoice_id=None, page_url="", state=AttemptState.SENDING
    )


def test_message_before_the_reply_is_confirmed_with_the_bank(opened, told, sandbox):
    forget_reply(opened)
    assert post(told[0].body, told[0].signature) == 200
    attempt = PaymentAttempt.objects.get()
    assert (attempt.invoice_id, attempt.state) == (opened.invoice_id, AttemptState.PAID)
    assert asked(sandbox, "invoice/status") == 1
    assert post(told[1].body, told[1].signature) == 200
    assert asked(sandbox, "invoice/status") == 1


@pytest.mark.parametrize("fault", ["server_error", "rate_limited", "cut_before", "nonsense"])
def test_message_that_can_not_be_confirmed_has_to_come_again(opened, told, sandbox, fault):
    forget_reply(opened)
    sandbox.fault("monobank", fault, on="invoice/status")
    before = rows()
    assert post_all(told[1:]) == [503]
    assert rows() == before
    assert post_all(told[1:]) == [200]
    assert state(opened) == AttemptState.PAID


@pytest.mark.parametrize("other", [{"amount": 24800, "finalAmount": 24800}, {"ccy": 840}])
def test_another_amount_or_currency_grants_nothing(opened, told, sandbox, other):
    assert post_signed(sandbox, json.loads(told[-1].body) | other) == 200
    assert state(opened) == AttemptState.REVIEW
    assert not PaidPeriod.objects.exists()
    assert Alert.objects.get().subject == Alert.Subject.MISMATCH


def test_nobody_is_asked_while_the_key_is_kept(opened, told, alice, sandbox):
    post(b"", "")  # the key is fetched
    before = sandbox.requests()
    assert post_all(told) == [200, 200]
    sandbox.bank.refund(opened.invoice_id)
    assert post_all(told[2:]) == [200]
    assert state(opened) == AttemptState.REFUNDED
    assert sandbox.requests() == before


def test_message_takes_few_queries(told):
    taken = []
    for message in [*told, *told]:
        with CaptureQueriesContext(connection) as queries:
            assert post(message.body, message.signature) == 200
        taken.append(sum("SAVEPOINT" not in query["sql"] for query in queries))
    _, paying, _, known = taken
    assert paying <= MOST_QUERIES
    assert known <= MOST_QUERIES_OF_KNOWN
