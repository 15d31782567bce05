"""The merchant's API: shapes, checks, refunds, cards, the statement."""

import base64
import datetime

import pytest

from tests.sandbox.merchant import (
    ask,
    cancel,
    charge,
    create,
    line,
    order,
    paid,
    saved_card,
    status,
)

SAVING = {"saveCard": True, "walletId": "w-1"}


def code(answer):
    return answer.status_code, answer.json()["errCode"]


@pytest.mark.parametrize("token", [None, "", "token", "u-sandbox-"])
def test_token_is_checked(sandbox, token):
    assert code(ask(sandbox, "GET", "details", token)) == (403, "FORBIDDEN")


def test_unknown_path_and_wrong_method(sandbox):
    assert code(ask(sandbox, "GET", "invoice/nope")) == (404, "NOT_FOUND")
    assert code(ask(sandbox, "GET", "invoice/create")) == (405, "METHOD_NOT_ALLOWED")
    assert code(ask(sandbox, "POST", "wallet/card")) == (405, "METHOD_NOT_ALLOWED")


def test_details_name_the_merchant(sandbox):
    told = ask(sandbox, "GET", "details").json()

    assert set(told) == {"merchantId", "merchantName", "edrpou"}


def test_created_invoice_has_a_page_and_a_status(sandbox, clock):
    answer = ask(sandbox, "POST", "invoice/create", json=order()).json()

    assert answer["pageUrl"] == f"{sandbox.url}/monobank/pay/{answer['invoiceId']}"
    assert status(sandbox, answer["invoiceId"]).json() == {
        "invoiceId": answer["invoiceId"],
        "status": "created",
        "amount": 20200,
        "ccy": 980,
        "createdDate": "2026-11-18T09:30:00Z",
        "modifiedDate": "2026-11-18T09:30:00Z",
        "reference": "ref-1",
        "destination": "Trackr Pro, місяць",
    }
    assert sandbox.bank.deliveries == []


def test_paid_invoice_is_shaped_as_in_the_wild(sandbox, clock):
    invoice_id = create(sandbox)
    clock.shift(90)

    sandbox.bank.pay(invoice_id)

    told = status(sandbox, invoice_id).json()
    info = told["paymentInfo"]
    assert (told["status"], told["finalAmount"], told["payMethod"]) == ("success", 20200, "pan")
    assert (told["createdDate"], told["modifiedDate"]) == (
        "2026-11-18T09:30:00Z",
        "2026-11-18T09:31:30Z",
    )
    assert (info["fee"], info["paymentMethod"], info["country"]) == (263, "pan", "804")
    assert len(info["maskedPan"]) == 16
    assert info["maskedPan"][8:14] == "******"
    assert "walletData" not in told
    assert "errCode" not in told


@pytest.mark.parametrize(
    "change",
    [
        {"amount": None},
        {"amount": -1},
        {"amount": "100"},
        {"amount": 10.5},
        {"amount": True},
        {"amount": 0},
        {"amount": 0, "paymentType": "verification"},
        {"amount": 100, "paymentType": "verification", "saveCardData": SAVING},
        {"paymentType": "hold"},
        {"ccy": 826},
        {"validity": 0},
        {"validity": "day"},
        {"redirectUrl": "javascript:alert(1)"},
        {"webHookUrl": "ftp://x"},
        {"saveCardData": {"walletId": "w"}},
    ],
)
def test_bad_order_is_refused(sandbox, change):
    answer = ask(sandbox, "POST", "invoice/create", json=order(**change))

    assert code(answer) == (400, "BAD_REQUEST")
    assert sandbox.bank.invoices == {}


@pytest.mark.parametrize(
    "info",
    [
        [],
        {"reference": 5},
        {"metadata": {"n": 5}},
        {"basketOrder": [line(20100)]},
        {"basketOrder": [line(20200, total=20100)]},
        {"basketOrder": [line(20200, code="")]},
        {"basketOrder": [line(20200, qty=0)]},
        {"basketOrder": ["pro"]},
        {"basketOrder": {"name": "Pro"}},
    ],
)
def test_bad_paym_info_is_refused(sandbox, info):
    answer = ask(sandbox, "POST", "invoice/create", json=order(merchantPaymInfo=info))

    assert code(answer) == (400, "INVALID_MERCHANT_PAYM_INFO")


def test_body_must_be_a_json_object(sandbox):
    for body in (b"", b"amount=5", b"[]"):
        answer = ask(sandbox, "POST", "invoice/create", data=body)
        assert code(answer) == (400, "BAD_REQUEST")


def test_basket_of_several_lines_makes_the_amount(sandbox):
    basket = [line(20000), {"name": "Fee", "qty": 2, "sum": 100, "code": "fee"}]

    create(sandbox, merchantPaymInfo={"reference": "r", "basketOrder": basket})

    assert len(sandbox.bank.by_reference("r")) == 1


def test_invoice_of_another_merchant_is_not_found(sandbox):
    theirs = create(sandbox, token="sandbox-b")

    assert code(status(sandbox, theirs)) == (404, "NOT_FOUND")
    assert code(cancel(sandbox, theirs)) == (404, "NOT_FOUND")
    assert status(sandbox, theirs, token="sandbox-b").json()["invoiceId"] == theirs
    assert code(ask(sandbox, "GET", "invoice/status")) == (400, "BAD_REQUEST")


def test_validity_ends_only_for_who_looks(sandbox, clock):
    invoice_id = create(sandbox, validity=60)
    clock.shift(59)
    assert status(sandbox, invoice_id).json()["status"] == "created"

    clock.shift(1)

    told = status(sandbox, invoice_id).json()
    assert (told["status"], told["modifiedDate"]) == ("expired", "2026-11-18T09:31:00Z")
    assert sandbox.bank.deliveries == []
    with pytest.raises(ValueError, match="expired"):
        sandbox.bank.pay(invoice_id)


def test_overlong_validity_is_cut(sandbox, clock):
    invoice_id = create(sandbox, validity=90 * 86400)

    invoice = sandbox.bank.invoices[invoice_id]
    assert invoice.valid_until - invoice.created == datetime.timedelta(days=30)


def test_clock_skew_moves_the_banks_times(sandbox, clock):
    sandbox.bank.clock_skew = datetime.timedelta(minutes=-5)

    told = status(sandbox, create(sandbox)).json()

    assert told["createdDate"] == "2026-11-18T09:25:00Z"


def test_removed_invoice_can_be_paid_no_more(sandbox):
    invoice_id = create(sandbox)

    answer = ask(sandbox, "POST", "invoice/remove", json={"invoiceId": invoice_id})

    assert (answer.status_code, answer.json()) == (200, {})
    assert status(sandbox, invoice_id).json()["status"] == "expired"


def test_paid_invoice_can_not_be_removed(sandbox):
    invoice_id = paid(sandbox)

    answer = ask(sandbox, "POST", "invoice/remove", json={"invoiceId": invoice_id})

    assert code(answer) == (400, "BAD_REQUEST")
    assert status(sandbox, invoice_id).json()["status"] == "success"


def test_receipt_is_a_pdf_once_paid(sandbox):
    invoice_id = create(sandbox)
    before = ask(sandbox, "GET", "invoice/receipt", params={"invoiceId": invoice_id})
    sandbox.bank.pay(invoice_id)

    after = ask(sandbox, "GET", "invoice/receipt", params={"invoiceId": invoice_id})

    assert code(before) == (400, "BAD_REQUEST")
    assert base64.b64decode(after.json()["file"]).startswith(b"%PDF")


def test_fiscal_checks_are_of_sales_with_a_basket(sandbox):
    info = {"reference": "r", "basketOrder": [line(20200)]}
    invoice_id = paid(sandbox, merchantPaymInfo=info)
    sandbox.bank.refund(invoice_id, 100)

    checks = ask(sandbox, "GET", "invoice/fiscal-checks", params={"invoiceId": invoice_id})

    assert [one["type"] for one in checks.json()["checks"]] == ["sale", "return"]


def test_partial_refund_lowers_the_final_amount(sandbox, clock):
    invoice_id = paid(sandbox)
    clock.shift(3600)

    answer = cancel(sandbox, invoice_id, amount=200, extRef="back-1")

    assert answer.json() == {
        "status": "success",
        "createdDate": "2026-11-18T10:30:00Z",
        "modifiedDate": "2026-11-18T10:30:00Z",
    }
    told = status(sandbox, invoice_id).json()
    (row,) = told["cancelList"]
    assert (told["status"], told["finalAmount"], told["amount"]) == ("success", 20000, 20200)
    assert (row["extRef"], row["status"], row["amount"]) == ("back-1", "success", 200)
    assert {"createdDate", "modifiedDate", "approvalCode", "rrn"} <= set(row)


def test_partial_refund_may_show_as_reversed(sandbox):
    sandbox.bank.partial_refund_status = "reversed"
    invoice_id = paid(sandbox)

    cancel(sandbox, invoice_id, amount=200)

    told = status(sandbox, invoice_id).json()
    assert (told["status"], told["finalAmount"]) == ("reversed", 20000)


def test_refund_of_all_reverses(sandbox):
    invoice_id = paid(sandbox)
    cancel(sandbox, invoice_id, amount=200)

    cancel(sandbox, invoice_id)

    told = status(sandbox, invoice_id).json()
    assert (told["status"], told["finalAmount"]) == ("reversed", 0)
    assert [row["amount"] for row in told["cancelList"]] == [200, 20000]
    assert sandbox.bank.kept() == 0


def test_same_ext_ref_is_carried_out_again(sandbox):
    invoice_id = paid(sandbox)

    answers = [cancel(sandbox, invoice_id, amount=9000, extRef="r") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 400]
    assert code(answers[2]) == (400, "WRONG_CANCEL_AMOUNT")
    assert sandbox.bank.kept() == 2200


@pytest.mark.parametrize("amount", [0, 20201])
def test_refund_of_a_wrong_sum_is_refused(sandbox, amount):
    assert code(cancel(sandbox, paid(sandbox), amount=amount)) == (400, "WRONG_CANCEL_AMOUNT")


def test_unpaid_invoice_is_not_refunded(sandbox):
    assert code(cancel(sandbox, create(sandbox))) == (400, "WRONG_CANCEL_AMOUNT")


def test_refund_may_take_its_time_and_fail(sandbox):
    invoice_id = paid(sandbox)
    sandbox.bank.next_cancels = ["processing", "processing"]
    first = cancel(sandbox, invoice_id, amount=20000)
    too_much = cancel(sandbox, invoice_id, amount=201)
    cancel(sandbox, invoice_id, amount=200)

    sandbox.bank.settle_cancel(invoice_id, "failure")
    sandbox.bank.settle_cancel(invoice_id)

    told = status(sandbox, invoice_id).json()
    assert first.json()["status"] == "processing"
    assert code(too_much) == (400, "WRONG_CANCEL_AMOUNT")
    assert [row["status"] for row in told["cancelList"]] == ["failure", "success"]
    assert told["finalAmount"] == 20000


def test_refund_in_the_cabinet_has_no_ext_ref(sandbox):
    invoice_id = paid(sandbox)

    sandbox.bank.refund(invoice_id, None)

    (row,) = status(sandbox, invoice_id).json()["cancelList"]
    assert "extRef" not in row


def test_card_is_saved_charged_and_forgotten(sandbox):
    card = saved_card(sandbox)
    wallet = ask(sandbox, "GET", "wallet", params={"walletId": "w-1"}).json()["wallet"]

    charged = charge(sandbox, card.token).json()
    in_body = ask(sandbox, "DELETE", "wallet/card", json={"cardToken": card.token})
    deleted = ask(sandbox, "DELETE", "wallet/card", params={"cardToken": card.token})
    again = ask(sandbox, "DELETE", "wallet/card", params={"cardToken": card.token})

    assert wallet == [{"cardToken": card.token, "maskedPan": card.masked_pan, "country": "804"}]
    assert set(charged) == {
        "invoiceId", "status", "amount", "ccy", "createdDate", "modifiedDate",
    }  # fmt: skip
    assert charged["status"] == "success"
    assert status(sandbox, charged["invoiceId"]).json()["paymentInfo"]["paymentMethod"] == "wallet"
    assert code(in_body) == (400, "BAD_REQUEST")
    assert (deleted.status_code, again.status_code) == (200, 400)
    assert code(charge(sandbox, card.token)) == (400, "TOKEN_NOT_FOUND")
    assert ask(sandbox, "GET", "wallet", params={"walletId": "w-1"}).json() == {"wallet": []}


def test_card_of_another_merchant_can_not_be_charged(sandbox):
    sandbox.bank.pay(create(sandbox, token="sandbox-b", saveCardData=SAVING))

    theirs = sandbox.bank.card_of("w-1")

    assert code(charge(sandbox, theirs.token)) == (400, "TOKEN_NOT_FOUND")
    assert ask(sandbox, "GET", "wallet", params={"walletId": "w-1"}).json() == {"wallet": []}


@pytest.mark.parametrize(
    "change",
    [{"ccy": None}, {"initiationKind": None}, {"amount": 0}, {"cardToken": ""}, {"cardToken": 5}],
)
def test_bad_charge_is_refused(sandbox, change):
    card = saved_card(sandbox)
    known = set(sandbox.bank.invoices)

    answer = charge(sandbox, card.token, **change)

    assert code(answer) == (400, "BAD_REQUEST")
    assert set(sandbox.bank.invoices) == known


def test_declined_charge_tells_its_code_in_the_status_only(sandbox):
    card = saved_card(sandbox, later="59")

    answer = charge(sandbox, card.token).json()

    told = status(sandbox, answer["invoiceId"]).json()
    assert answer["status"] == "failure"
    assert answer["failureReason"] == told["failureReason"]
    assert "errCode" not in answer
    assert (told["errCode"], "finalAmount" in told) == ("59", False)


def test_next_charges_come_before_the_usual_outcome(sandbox):
    card = saved_card(sandbox)
    card.next_charges = ["processing", "51", "3ds", "dead"]

    answers = [charge(sandbox, card.token) for _ in range(5)]

    assert [one.json().get("status") for one in answers] == [
        "processing", "failure", "processing", None, "success",
    ]  # fmt: skip
    assert code(answers[3]) == (400, "TOKEN_NOT_FOUND")
    asked_to_confirm = answers[2].json()
    assert asked_to_confirm["tdsUrl"].endswith(f"/monobank/3ds/{asked_to_confirm['invoiceId']}")
    assert "tdsUrl" not in answers[0].json()


def test_processing_charge_settles_either_way(sandbox):
    card = saved_card(sandbox, later="processing")
    good, bad = (charge(sandbox, card.token).json()["invoiceId"] for _ in range(2))

    sandbox.bank.settle(good, "success")
    sandbox.bank.settle(bad, "61")

    assert status(sandbox, good).json()["status"] == "success"
    assert status(sandbox, bad).json()["errCode"] == "61"


def test_misspelt_outcome_is_told_at_once(sandbox):
    with pytest.raises(ValueError, match="sucess"):
        sandbox.bank.pay(create(sandbox), "sucess")


def test_verification_saves_a_card_without_money(sandbox):
    invoice_id = create(
        sandbox, amount=0, paymentType="verification", saveCardData={**SAVING, "walletId": "w-9"}
    )

    sandbox.bank.pay(invoice_id)

    told = status(sandbox, invoice_id).json()
    assert (told["status"], told["finalAmount"]) == ("success", 0)
    assert told["walletData"]["cardToken"] == sandbox.bank.card_of("w-9").token
    assert sandbox.bank.kept() == 0


def rows(sandbox, since, until=None):
    window = {"from": int(since.timestamp())} | ({"to": int(until.timestamp())} if until else {})
    return ask(sandbox, "GET", "statement", params=window)


def test_statement_is_newest_first_within_its_window(sandbox, clock):
    now = datetime.datetime.now(datetime.UTC)
    hour = datetime.timedelta(hours=1)
    early = paid(sandbox)
    clock.shift(hour)
    first, second = paid(sandbox), paid(sandbox)
    create(sandbox)
    clock.shift(hour)
    late = paid(sandbox)

    def ids(answer):
        return [row["invoiceId"] for row in answer.json()["list"]]

    assert ids(rows(sandbox, now)) == [late, second, first, early]
    assert ids(rows(sandbox, now + hour, now + hour)) == [second, first]
    assert ids(rows(sandbox, now + 3 * hour, now + 4 * hour)) == []


def test_statement_row_tells_the_money(sandbox, clock):
    info = {"reference": "r", "destination": "D", "metadata": {"plan": "pro"}}
    invoice_id = paid(sandbox, merchantPaymInfo=info)
    sandbox.bank.refund(invoice_id, None)

    (row,) = rows(sandbox, datetime.datetime.now(datetime.UTC)).json()["list"]

    assert (row["status"], row["amount"], row["profitAmount"]) == ("success", 20200, 19937)
    assert (row["date"], row["paymentScheme"]) == ("2026-11-18T09:30:00Z", "full")
    assert (row["reference"], row["metadata"]) == ("r", {"plan": "pro"})
    assert row["cancelList"][0]["amount"] == 20200


def test_statement_of_more_than_a_month_is_refused(sandbox, clock):
    now = datetime.datetime.now(datetime.UTC)
    month = datetime.timedelta(days=31)

    assert rows(sandbox, now - month, now).status_code == 200
    assert code(rows(sandbox, now - month, now + datetime.timedelta(seconds=1))) == (
        400, "BAD_REQUEST",
    )  # fmt: skip
    assert code(rows(sandbox, now, now - month)) == (400, "BAD_REQUEST")
    assert code(ask(sandbox, "GET", "statement", params={"from": "x"})) == (400, "BAD_REQUEST")
    assert code(ask(sandbox, "GET", "statement")) == (400, "BAD_REQUEST")
