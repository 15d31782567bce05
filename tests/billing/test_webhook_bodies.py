"""Bodies that are signed well and still can't be read: the bank is thanked, somebody looks."""

import json

import pytest

from billing import checkout
from billing.invoices import parse_invoice
from billing.models import Alert, AttemptState, LedgerEntry, PaymentAttempt, Snapshot
from tests.billing.bank import post, post_signed, price

pytestmark = pytest.mark.django_db
MEANT = {
    "invoiceId": "p2_9",
    "status": "success",
    "amount": 24900,
    "ccy": 980,
    "finalAmount": 24900,
    "createdDate": "2026-11-18T09:30:00Z",
    "modifiedDate": "2026-11-18T09:30:00Z",
}


@pytest.fixture
def opened(alice, sandbox, clock):
    return checkout.pay(alice, price(), saves_card=True)


def is_thanked_and_looked_at(sandbox, body, times=1):
    assert {post_signed(sandbox, body) for _ in range(times)} == {200}
    assert not Snapshot.objects.exists()
    assert PaymentAttempt.objects.get().state == AttemptState.PENDING
    return list(Alert.objects.values_list("subject", "source_id")) == [("anomaly", "webhook")]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" ",
        b"nonsense",
        b'{"invoiceId":',
        b"null",
        b"17",
        b'"p2_9"',
        b"[]",
        b"[[1]]",
        b"{}",
        b"NaN",
        b"\xff\xfe{}",
        b'{"invoiceId": "\xd0"}',
        b"\xef\xbb\xbf{}",
        b"\0",
        b"[" * 60_000,
        b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
        b"9" * 60_000,
        b"<html></html>",
    ],
    ids=lambda body: body[:12].decode(errors="replace"),
)
def test_body_that_is_no_message(opened, sandbox, body):
    assert is_thanked_and_looked_at(sandbox, body, times=2)


def raw(opened, **over):
    """A message of this payment, in JSON, with whatever stands in `over` written as it is."""
    fields = {name: json.dumps(value) for name, value in MEANT.items()}
    fields |= {"invoiceId": json.dumps(opened.invoice_id)} | over
    written = ",".join(f'"{name}":{fields[name]}' for name in fields)
    return f"{{{written}}}".encode()


def test_message_that_the_cases_below_spoil_is_good(opened, sandbox):
    assert post_signed(sandbox, raw(opened)) == 200
    assert PaymentAttempt.objects.get().state == AttemptState.PAID


NONSENSE = ["null", "{}", "[]", "true", '""', "NaN", "-Infinity", '"\\u0000"', '"\\ud800"']
MAY_BE_NULL = ("finalAmount", "null")


@pytest.mark.parametrize(
    "field, value",
    [(field, value) for field in MEANT for value in NONSENSE if (field, value) != MAY_BE_NULL],
)
def test_field_that_is_nonsense(opened, sandbox, field, value):
    assert is_thanked_and_looked_at(sandbox, raw(opened, **{field: value}))


@pytest.mark.parametrize(
    "over",
    [
        {"amount": "249.0"},
        {"amount": '"24900"'},
        {"amount": "1e4"},
        {"amount": "-24900"},
        {"amount": "9" * 30},
        {"finalAmount": "-1"},
        {"finalAmount": "24901"},
        {"finalAmount": "9" * 30},
        {"ccy": "9" * 10},
        {"status": f'"{"s" * 13}"'},
        {"invoiceId": f'"{"p" * 65}"'},
        {"createdDate": '"2026-11-18T09:30:00"'},
        {"createdDate": '"yesterday"'},
        {"createdDate": "1795000000"},
        {"modifiedDate": '"0001-01-01T00:00:00+14:00"'},
        {"modifiedDate": '"9999-12-31T23:59:59-14:00"'},
        {"paymentInfo": '"none"'},
        {"paymentInfo": '{"fee": 3.24}'},
        {"paymentInfo": '{"fee": -1}'},
        {"paymentInfo": f'{{"fee": {"9" * 30}}}'},
        {"paymentInfo": '{"terminal": NaN}'},
        {"paymentInfo": '{"terminal": "a\\u0000b"}'},
        {"paymentInfo": '{"a\\u0000b": 1}'},
        {"paymentInfo": '{"terminal": "\\udfff"}'},
        {"cancelList": "1"},
        {"cancelList": '["x"]'},
        {"cancelList": "[{}]"},
        {"walletData": '"none"'},
        {"failureReason": "[" * 2_000 + "]" * 2_000},
    ],
    ids=lambda over: f"{next(iter(over))}={next(iter(over.values()))[:40]}",
)
def test_message_that_says_what_can_not_be(opened, sandbox, over):
    assert is_thanked_and_looked_at(sandbox, raw(opened, **over))


def test_key_that_is_not_known_is_no_matter(opened, sandbox):
    body = raw(opened, newField='{"deep": [1, 2.5, null]}', payMethod='"wallet"')
    assert post_signed(sandbox, body) == 200
    assert PaymentAttempt.objects.get().state == AttemptState.PAID


def test_refund_without_a_sum_is_booked_by_what_is_left(opened, sandbox):
    listed = '[{"status": "success", "createdDate": "2026-11-18T09:30:00Z"}]'
    body = raw(opened, finalAmount="24000", cancelList=listed, errCode=f'"{"1" * 21}"')
    assert post_signed(sandbox, body) == 200
    assert dict(LedgerEntry.objects.values_list("kind", "amount")) == {
        "charge": 24900,
        "refund": -900,
    }


def test_nonsense_that_nobody_signed_is_told_to_nobody(opened, sandbox):
    assert post(b"nonsense", "x") == 403
    assert not Alert.objects.exists()


@pytest.mark.parametrize("status, left", [("success", 24900), ("reversed", 0)])
def test_final_amount_of_null_is_as_good_as_absent(status, left):
    said = MEANT | {"status": status, "finalAmount": None}
    assert parse_invoice(said).final_amount == left
