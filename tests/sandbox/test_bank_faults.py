"""Every way in which the bank's API goes wrong, and whether it did what it was asked."""

import time

import pytest
import requests

from tests.sandbox.merchant import ask, cancel, charge, order, paid, saved_card


def create(sandbox):
    return ask(sandbox, "POST", "invoice/create", json=order())


@pytest.mark.parametrize(
    "fault, status, code, done",
    [
        ("server_error", 500, "INTERNAL_ERROR", 0),
        ("error_after", 500, "INTERNAL_ERROR", 1),
        ("rate_limited", 429, "TMR", 0),
        ("forbidden", 403, "FORBIDDEN", 0),
    ],
)
def test_fault_answers_an_error(sandbox, fault, status, code, done):
    sandbox.fault("monobank", fault)

    answer = create(sandbox)

    assert (answer.status_code, answer.json()["errCode"]) == (status, code)
    assert len(sandbox.bank.invoices) == done
    assert create(sandbox).status_code == 200


@pytest.mark.parametrize("fault, done", [("cut_before", 0), ("cut_after", 1)])
def test_connection_is_cut(sandbox, fault, done):
    sandbox.fault("monobank", fault)

    with pytest.raises(requests.ConnectionError):
        create(sandbox)

    assert len(sandbox.bank.invoices) == done


@pytest.mark.parametrize(
    "fault, status, done", [("nonsense", 200, 1), ("empty", 200, 1), ("html_502", 502, 0)]
)
def test_answer_is_no_json(sandbox, fault, status, done):
    sandbox.fault("monobank", fault)

    answer = create(sandbox)

    assert answer.status_code == status
    with pytest.raises(requests.exceptions.JSONDecodeError):
        answer.json()
    assert len(sandbox.bank.invoices) == done


def test_whether_it_is_done_can_be_said(sandbox):
    sandbox.fault("monobank", "nonsense", done=False)
    sandbox.fault("monobank", "html_502", done=True)

    create(sandbox)
    assert len(sandbox.bank.invoices) == 0
    create(sandbox)
    assert len(sandbox.bank.invoices) == 1


def test_slow_answer_comes_in_the_end(sandbox):
    sandbox.fault("monobank", "slow", seconds=0.2)
    began = time.perf_counter()

    answer = create(sandbox)

    assert time.perf_counter() - began >= 0.2
    assert list(sandbox.bank.invoices) == [answer.json()["invoiceId"]]


def test_client_that_gives_up_is_charged_all_the_same(sandbox):
    card = saved_card(sandbox)
    sandbox.fault("monobank", "slow", seconds=30, on="wallet/payment")

    with pytest.raises(requests.ReadTimeout):
        requests.post(
            f"{sandbox.url}/monobank/api/merchant/wallet/payment",
            json=order(cardToken=card.token, ccy=980, initiationKind="merchant"),
            headers={"X-Token": "sandbox-token"},
            timeout=0.3,
        )

    assert sandbox.bank.kept() == 2 * 20200


def test_fault_waits_for_its_endpoint(sandbox):
    card = saved_card(sandbox)
    sandbox.fault("monobank", "cut_after", on="wallet/payment")

    assert create(sandbox).status_code == 200
    with pytest.raises(requests.ConnectionError):
        charge(sandbox, card.token)
    assert charge(sandbox, card.token).status_code == 200


def test_waiting_fault_lets_later_ones_pass(sandbox):
    sandbox.fault("monobank", "server_error", on="wallet/payment")
    sandbox.fault("monobank", "rate_limited")

    assert create(sandbox).status_code == 429


def test_key_can_not_be_had(sandbox):
    sandbox.fault("monobank", "pubkey_down")
    sandbox.fault("monobank", "pubkey_nonsense")

    assert create(sandbox).status_code == 200
    down, nonsense, good = (ask(sandbox, "GET", "pubkey") for _ in range(3))

    assert down.status_code == 503
    assert nonsense.json() == {"key": '"not a key"'}
    assert good.json() == {"key": sandbox.bank.public_key()}


def test_refund_is_not_available(sandbox):
    invoice_id = paid(sandbox)
    sandbox.fault("monobank", "cancel_not_available")

    answer = cancel(sandbox, invoice_id)

    assert (answer.status_code, answer.json()["errCode"]) == (500, "CANCEL_NOT_AVAILABLE")
    assert sandbox.bank.kept() == 20200
    assert cancel(sandbox, invoice_id).status_code == 200


def test_webhook_fault_strikes_no_call(sandbox):
    sandbox.fault("monobank", "hook_lost")

    assert create(sandbox).status_code == 200
