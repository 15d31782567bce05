"""Webhooks that wait for the test: their bodies, their signatures, late cards, foreign invoices."""

import json

from tests.sandbox.merchant import (
    SHOP,
    ask,
    cancel,
    charge,
    create,
    is_signed,
    order,
    paid,
    saved_card,
    status,
)

SAVING = {"saveCard": True, "walletId": "w-1"}


def told(sandbox):
    """The statuses of the webhooks so far."""
    return [json.loads(delivery.body)["status"] for delivery in sandbox.bank.deliveries]


def test_each_change_is_told_by_a_signed_body(sandbox):
    invoice_id = paid(sandbox)
    cancel(sandbox, invoice_id)

    assert told(sandbox) == ["processing", "success", "reversed"]
    for delivery in sandbox.bank.deliveries:
        assert (delivery.url, delivery.invoice_id) == (f"{SHOP}/hook", invoice_id)
        assert is_signed(sandbox, delivery)


def test_body_is_the_status_in_compact_utf8(sandbox):
    invoice_id = paid(sandbox)

    body = sandbox.bank.deliveries[-1].body

    assert json.loads(body) == status(sandbox, invoice_id).json()
    assert "Trackr Pro, місяць".encode() in body
    assert b'","' in body
    assert b'": ' not in body


def test_altered_body_is_not_signed(sandbox):
    paid(sandbox)
    delivery = sandbox.bank.deliveries[-1]

    forged = type(delivery)(
        delivery.url, delivery.body.replace(b"20200", b"20201"), delivery.signature, ""
    )

    assert not is_signed(sandbox, forged)


def test_rotated_key_signs_what_comes_after(sandbox):
    paid(sandbox)
    old = sandbox.bank.deliveries[-1]

    sandbox.bank.rotate_key()
    paid(sandbox)

    assert not is_signed(sandbox, old)
    assert is_signed(sandbox, sandbox.bank.deliveries[-1])


def test_own_bytes_can_be_signed(sandbox):
    paid(sandbox)
    body = b'{"invoiceId": "x"}'
    delivery = type(sandbox.bank.deliveries[0])("", body, sandbox.bank.sign(body), "x")

    assert is_signed(sandbox, delivery)


def test_merchants_share_the_key(sandbox):
    keys = {ask(sandbox, "GET", "pubkey", token).text for token in ("sandbox-a", "sandbox-b")}

    assert len(keys) == 1


def test_declined_payer_may_try_again(sandbox):
    invoice_id = create(sandbox, saveCardData=SAVING)
    sandbox.bank.pay(invoice_id, "59")
    declined = status(sandbox, invoice_id).json()

    sandbox.bank.pay(invoice_id)

    assert (declined["status"], declined["errCode"]) == ("failure", "59")
    assert "walletData" not in declined
    assert told(sandbox) == ["processing", "failure", "processing", "success"]
    assert "errCode" not in status(sandbox, invoice_id).json()
    assert sandbox.bank.kept() == 20200


def test_processing_payment_is_settled_later(sandbox):
    invoice_id = create(sandbox)

    sandbox.bank.pay(invoice_id, "processing")
    assert told(sandbox) == ["processing"]
    sandbox.bank.settle(invoice_id, "success")

    assert told(sandbox) == ["processing", "success"]


def test_charge_is_told_as_well(sandbox):
    card = saved_card(sandbox)
    before = len(sandbox.bank.deliveries)

    charged = charge(sandbox, card.token).json()

    (delivery,) = sandbox.bank.deliveries[before:]
    assert delivery.invoice_id == charged["invoiceId"]
    assert json.loads(delivery.body)["status"] == "success"


def test_no_address_no_webhook(sandbox):
    asked = order()
    asked.pop("webHookUrl")
    asked["webhookUrl"] = f"{SHOP}/misspelt"
    created = ask(sandbox, "POST", "invoice/create", json=asked).json()

    sandbox.bank.pay(created["invoiceId"])

    assert sandbox.bank.deliveries == []


def test_saved_card_comes_with_the_success(sandbox):
    invoice_id = create(sandbox, saveCardData=SAVING)
    before = status(sandbox, invoice_id).json()

    sandbox.bank.pay(invoice_id)

    data = json.loads(sandbox.bank.deliveries[-1].body)["walletData"]
    card = sandbox.bank.card_of("w-1")
    assert "walletData" not in before
    assert data == {"cardToken": card.token, "walletId": "w-1", "status": "created"}


def test_late_card_comes_by_its_own_webhook_at_an_unchanged_date(sandbox, clock):
    sandbox.bank.late_cards = True
    invoice_id = create(sandbox, saveCardData=SAVING)
    sandbox.bank.pay(invoice_id)
    success = json.loads(sandbox.bank.deliveries[-1].body)
    assert success["walletData"] == {"cardToken": "", "walletId": "w-1", "status": "new"}
    assert sandbox.bank.card_of("w-1") is None
    clock.shift(60)

    sandbox.bank.tokenise(invoice_id)

    late = json.loads(sandbox.bank.deliveries[-1].body)
    card = sandbox.bank.card_of("w-1")
    assert late["walletData"]["cardToken"] == card.token
    assert late | {"walletData": None} == success | {"walletData": None}
    sandbox.bank.tokenise(invoice_id)
    assert told(sandbox) == ["processing", "success", "success"]


def test_card_may_fail_to_be_saved(sandbox):
    sandbox.bank.late_cards = True
    invoice_id = create(sandbox, saveCardData=SAVING)
    sandbox.bank.pay(invoice_id)

    sandbox.bank.tokenise(invoice_id, "failed")

    assert status(sandbox, invoice_id).json()["walletData"]["status"] == "failed"
    assert sandbox.bank.card_of("w-1") is None


def test_card_that_the_payer_did_not_leave_is_not_saved(sandbox):
    invoice_id = create(sandbox, saveCardData=SAVING)

    sandbox.bank.pay(invoice_id, save_card=False)

    told_data = status(sandbox, invoice_id).json()["walletData"]
    assert (told_data["status"], told_data["cardToken"]) == ("failed", "")
    assert sandbox.bank.card_of("w-1") is None


def test_without_tokenisation_nothing_is_said_of_cards(sandbox):
    sandbox.bank.tokenisation = False
    invoice_id = create(sandbox, saveCardData=SAVING)

    sandbox.bank.pay(invoice_id)

    assert "walletData" not in status(sandbox, invoice_id).json()
    assert sandbox.bank.card_of("w-1") is None


def test_foreign_invoice_is_well_signed_and_not_ours(sandbox):
    paid(sandbox)

    delivery = sandbox.bank.foreign_invoice("ref-1", f"{SHOP}/hook", 20200)

    body = json.loads(delivery.body)
    assert is_signed(sandbox, delivery)
    assert (body["reference"], body["status"], body["amount"]) == ("ref-1", "success", 20200)
    assert status(sandbox, body["invoiceId"]).status_code == 404
    assert sandbox.bank.kept() == 20200
