"""The client, against the sandbox's bank: what is sent, what is read, what every fault becomes."""

import dataclasses
import datetime
import json
import socket
import threading
import traceback

import pytest
from django.utils import timezone

from billing import invoices, monobank
from billing.monobank import (
    BankClosed,
    BankError,
    BankOff,
    BankRefused,
    NoAnswer,
    NotReached,
    Order,
)
from tests.billing.bank import asked

HOUR = datetime.timedelta(hours=1)
ORDER = Order("ref-1", 24900, 980, "Trackr Pro", "pro-month")
URLS = {"redirect_url": "http://localhost/back/", "webhook_url": "http://localhost/hook/"}
WALLET = "9d5e0a3c-8f3b-4d7e-9b1f-2f6a4c1d0e11"
TOKEN = "sandbox-token"


def page(wallet_id=WALLET):
    return monobank.create_invoice(ORDER, **URLS, valid_for=HOUR, wallet_id=wallet_id)


def saved_card(sandbox, later="success"):
    """The token of a card that paid once."""
    sandbox.bank.pay(page().invoice_id, later=later)
    return sandbox.bank.card_of(WALLET).token


def charge(token):
    return monobank.charge(ORDER, token=token, initiator="merchant", **URLS)


def last(sandbox):
    return sandbox.requests("monobank")[-1]


def test_page_is_asked_for_with_everything_that_a_renewal_will_need(sandbox):
    found = page()
    sent = last(sandbox)
    assert json.loads(sent.body) == {
        "amount": 24900,
        "ccy": 980,
        "merchantPaymInfo": {
            "reference": "ref-1",
            "destination": "Trackr Pro",
            "basketOrder": [
                {"name": "Trackr Pro", "qty": 1, "sum": 24900, "total": 24900,
                 "code": "pro-month", "unit": "шт."}
            ],
        },
        "redirectUrl": "http://localhost/back/",
        "webHookUrl": "http://localhost/hook/",
        "validity": 3600,
        "paymentType": "debit",
        "saveCardData": {"saveCard": True, "walletId": WALLET},
    }  # fmt: skip
    assert sent.headers["x-token"] == TOKEN
    assert found.url.endswith(f"/pay/{found.invoice_id}")


def test_card_is_saved_for_nothing_and_only_when_asked(sandbox):
    free = dataclasses.replace(ORDER, amount=0)
    monobank.create_invoice(free, **URLS, valid_for=HOUR, wallet_id=WALLET)
    body = json.loads(last(sandbox).body)
    assert (body["amount"], body["paymentType"]) == (0, "verification")
    assert "basketOrder" not in body["merchantPaymInfo"]
    page(wallet_id="")
    assert "saveCardData" not in json.loads(last(sandbox).body)


def test_charge_names_its_currency_its_reference_and_where_to_tell(sandbox):
    token = saved_card(sandbox)
    invoice = charge(token)
    body = json.loads(last(sandbox).body)
    assert body["merchantPaymInfo"]["reference"] == "ref-1"
    assert (body["ccy"], body["initiationKind"]) == (980, "merchant")
    assert (body["webHookUrl"], body["cardToken"]) == ("http://localhost/hook/", token)
    assert (invoice.status, invoice.amount, invoice.err_code) == ("success", 24900, "")


def test_declined_charge_says_why_when_it_is_asked_for(sandbox):
    invoice = charge(saved_card(sandbox, later="59"))
    assert (invoice.status, invoice.err_code) == ("failure", "")
    assert monobank.invoice(invoice.invoice_id).err_code == "59"


def test_card_is_deleted_by_a_parameter_of_the_address(sandbox):
    token = saved_card(sandbox)
    monobank.delete_card(token)
    sent = last(sandbox)
    assert (sent.method, sent.query, sent.body) == ("DELETE", {"cardToken": token}, b"")
    assert monobank.wallet(WALLET) == []
    with pytest.raises(BankRefused, match="TOKEN_NOT_FOUND"):
        monobank.delete_card(token)


def test_refund_names_its_sum_its_goods_and_our_reference(sandbox):
    paid = page()
    sandbox.bank.pay(paid.invoice_id)
    part = dataclasses.replace(ORDER, amount=900)
    assert monobank.cancel(part, paid.invoice_id, ext_ref="r-1") == "success"
    body = json.loads(last(sandbox).body)
    assert (body["amount"], body["extRef"]) == (900, "r-1")
    assert body["items"][0]["sum"] == 900
    invoice = monobank.invoice(paid.invoice_id)
    assert invoice.final_amount == 24000
    assert [(one.ext_ref, one.status, one.amount) for one in invoice.cancels] == [
        ("r-1", "success", 900)
    ]


def test_statement_lists_what_was_paid_and_given_back(sandbox, clock):
    paid = page()
    sandbox.bank.pay(paid.invoice_id)
    sandbox.bank.refund(paid.invoice_id, 900)
    now = timezone.now()
    (row,) = monobank.statement(now - HOUR, now)
    assert (row.invoice_id, row.amount, row.cancelled) == (paid.invoice_id, 24900, 900)
    assert monobank.statement(now - 3 * HOUR, now - 2 * HOUR) == []


def test_statement_of_more_than_a_month_is_not_asked_for(sandbox):
    now = timezone.now()
    with pytest.raises(ValueError, match="31 days"):
        monobank.statement(now - datetime.timedelta(days=31, seconds=1), now)
    assert asked(sandbox) == 0


# What goes wrong.

FAULTS = {
    "server_error": (NoAnswer, "INTERNAL_ERROR"),
    "error_after": (NoAnswer, "INTERNAL_ERROR"),
    "rate_limited": (NoAnswer, "TMR"),
    "forbidden": (BankClosed, "FORBIDDEN"),
    "cut_before": (NoAnswer, "connection_lost"),
    "cut_after": (NoAnswer, "connection_lost"),
    "nonsense": (NoAnswer, "nonsense"),
    "empty": (NoAnswer, "nonsense"),
    "html_502": (NoAnswer, "http_502"),
}
CALLS = {
    "charge": lambda sandbox: charge("t"),
    "create": lambda sandbox: page(),
    "status": lambda sandbox: monobank.invoice("x"),
    "cancel": lambda sandbox: monobank.cancel(ORDER, "x", ext_ref="r"),
    "statement": lambda sandbox: monobank.statement(timezone.now() - HOUR, timezone.now()),
    "wallet": lambda sandbox: monobank.wallet(WALLET),
    "pubkey": lambda sandbox: monobank.public_key(),
    "receipt": lambda sandbox: monobank.receipt("x"),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
@pytest.mark.parametrize("fault, expected", FAULTS.items(), ids=FAULTS)
def test_fault_is_told_apart_and_nothing_is_sent_twice(sandbox, call, fault, expected):
    sandbox.fault("monobank", fault, times=0, done=False)
    with pytest.raises(BankError) as raised:
        call(sandbox)
    assert (type(raised.value), raised.value.code) == expected
    assert len(sandbox.requests("monobank")) == 1


def test_charge_whose_connection_dies_is_made_once_and_not_known_to_us(sandbox):
    token = saved_card(sandbox)
    sandbox.fault("monobank", "cut_after", on="wallet/payment")
    with pytest.raises(NoAnswer):
        charge(token)
    assert asked(sandbox, "wallet/payment") == 1
    assert sandbox.bank.kept() == 2 * 24900


def test_bank_that_refuses_connections_got_nothing(sandbox, settings):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.MONOBANK_URL = f"http://127.0.0.1:{free.getsockname()[1]}"
        with pytest.raises(NotReached, match="no_connection"):
            charge("t")


def test_bank_without_a_name_got_nothing(sandbox, settings):
    settings.MONOBANK_URL = "http://bank.invalid"
    with pytest.raises(NotReached, match="no_connection"):
        charge("t")


def test_bank_that_is_slow_may_have_charged(sandbox, monkeypatch):
    token = saved_card(sandbox)
    monkeypatch.setattr(monobank, "READ_SECONDS", 0.1)
    sandbox.fault("monobank", "slow", on="wallet/payment", seconds=1)
    with pytest.raises(NoAnswer, match="timeout"):
        charge(token)
    assert asked(sandbox, "wallet/payment") == 1


def test_bank_that_is_off_is_not_asked(sandbox, settings):
    settings.MONOBANK_TOKEN = ""
    assert not monobank.is_on()
    with pytest.raises(BankOff):
        charge("t")
    assert asked(sandbox) == 0


@pytest.fixture
def one_answer(settings):
    """A bank that gives one answer of the test's own making."""
    listener = socket.create_server(("127.0.0.1", 0))
    settings.MONOBANK_TOKEN = TOKEN
    settings.MONOBANK_URL = f"http://127.0.0.1:{listener.getsockname()[1]}"
    threads = []

    def give(status, body, length=None):
        def serve():
            connection, _ = listener.accept()
            with connection:
                connection.recv(64 * 1024)
                head = f"HTTP/1.1 {status} x\r\ncontent-length: {length or len(body)}\r\n\r\n"
                connection.sendall(head.encode() + body)

        threads.append(threading.Thread(target=serve))
        threads[-1].start()

    yield give
    for thread in threads:
        thread.join()
    listener.close()


@pytest.mark.parametrize(
    "status, body, expected",
    [
        (200, b"[" * 100_000, "nonsense"),
        (200, b'{"a":' * 50_000, "nonsense"),
        (200, b"\xff", "nonsense"),
        (200, b"17", "nonsense"),
        (200, b"[]", "nonsense"),
        (200, b"NaN", "nonsense"),
        (200, b'{"invoiceId": "x"}', "nonsense"),
        (201, b"{}", "http_201"),
        (302, b"", "http_302"),
        (500, b"[1]", "http_500"),
        (500, b'{"errCode": {"a": 1}}', "http_500"),
        (400, b"", "bad_request"),
        (400, b'{"errCode": "INVALID_MERCHANT_PAYM_INFO"}', "INVALID_MERCHANT_PAY"),
        (404, b"<html>", "http_404"),
        (405, b'{"errCode": null}', "http_405"),
    ],
)
def test_odd_answer_is_read_as_far_as_it_can_be(one_answer, status, body, expected):
    one_answer(status, body)
    with pytest.raises(BankError) as raised:
        monobank.invoice("x")
    assert raised.value.code == expected


def test_answer_that_is_cut_is_none(one_answer):
    one_answer(200, b'{"invoiceId":', length=1000)
    with pytest.raises(NoAnswer, match="connection_lost"):
        monobank.invoice("x")


def test_answer_that_does_not_end_is_not_kept(one_answer, monkeypatch):
    monkeypatch.setattr(monobank, "ANSWER_LIMIT", 1000)
    one_answer(200, b" " * 2000)
    with pytest.raises(NoAnswer, match="too_long"):
        monobank.invoice("x")


# What nobody may read.


def test_tokens_are_in_no_error_no_log_and_no_word_about_an_object(sandbox, settings, caplog):
    caplog.set_level("INFO")
    card = saved_card(sandbox)
    settings.MONOBANK_TOKEN = "sandbox-canary-of-the-merchant"
    told = [caplog.text]
    for url in (settings.MONOBANK_URL, "http://127.0.0.1:1", "http://bank.invalid"):
        settings.MONOBANK_URL = url
        for deed in (lambda: charge(card), lambda: monobank.delete_card(card)):
            sandbox.fault("monobank", "cut_before")
            with pytest.raises(BankError) as raised:
                deed()
            error = raised.value
            told += traceback.format_exception(error)
            assert (error.__cause__, error.__context__) == (None, None)
    told.append(caplog.text)
    body = json.loads(sandbox.bank.deliveries[-1].body)
    told.append(repr(invoices.parse_invoice(body)))
    told.append(repr(invoices.SavedCard(card, WALLET, "created")))
    told.append(repr(invoices.WalletCard(card, "44440311******39")))
    assert not [text for text in told if card in text or "canary" in text or "44440311" in text]
    assert card in str(body)  # it was there to be told
