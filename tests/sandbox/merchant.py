"""A merchant at the sandbox's bank, and how a receiver of webhooks checks a signature."""

import base64

import requests
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.sandbox.web import TIMEOUT

TOKEN = "sandbox-token"
SHOP = "http://127.0.0.1:1/shop"


def ask(sandbox, method, endpoint, token=TOKEN, **options):
    address = f"{sandbox.url}/monobank/api/merchant/{endpoint}"
    headers = {"X-Token": token} if token is not None else {}
    return requests.request(method, address, headers=headers, timeout=TIMEOUT, **options)


def order(**over):
    info = {"reference": "ref-1", "destination": "Trackr Pro, місяць"}
    return {
        "amount": 20200,
        "merchantPaymInfo": info,
        "redirectUrl": f"{SHOP}/back",
        "webHookUrl": f"{SHOP}/hook",
    } | over


def line(price, **over):
    return {"name": "Pro", "qty": 1, "sum": price, "total": price, "code": "pro-month"} | over


def create(sandbox, token=TOKEN, **over):
    answer = ask(sandbox, "POST", "invoice/create", token, json=order(**over))
    assert answer.status_code == 200, answer.text
    return answer.json()["invoiceId"]


def status(sandbox, invoice_id, **options):
    return ask(sandbox, "GET", "invoice/status", params={"invoiceId": invoice_id}, **options)


def paid(sandbox, **over):
    invoice_id = create(sandbox, **over)
    sandbox.bank.pay(invoice_id)
    return invoice_id


def saved_card(sandbox, wallet_id="w-1", later="success"):
    """A wallet's card, as saving it at the first payment leaves it."""
    saving = {"saveCard": True, "walletId": wallet_id}
    sandbox.bank.pay(create(sandbox, saveCardData=saving), later=later)
    return sandbox.bank.card_of(wallet_id)


def charge(sandbox, card_token, **over):
    asked = order(cardToken=card_token, ccy=980, initiationKind="merchant") | over
    return ask(sandbox, "POST", "wallet/payment", json=asked)


def cancel(sandbox, invoice_id, **over):
    return ask(sandbox, "POST", "invoice/cancel", json={"invoiceId": invoice_id} | over)


def is_signed(sandbox, delivery):
    told = ask(sandbox, "GET", "pubkey").json()["key"]
    key = serialization.load_pem_public_key(base64.b64decode(told))
    try:
        key.verify(base64.b64decode(delivery.signature), delivery.body, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    return True
