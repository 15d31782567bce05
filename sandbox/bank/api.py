"""The acquiring API of Monobank: https://monobank.ua/api-docs/acquiring"""

import base64
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from sandbox.bank import faults, orders, wire
from sandbox.bank.hooks import NAME
from sandbox.bank.ledger import Bank, bank_of
from sandbox.bank.refusals import NotNow, Refusal, bad_request
from sandbox.exchange import Reply, json_reply
from sandbox.world import Call

STATEMENT_MOST = timedelta(days=31)
PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj
trailer<</Root 1 0 R>>
%%EOF
"""
Answer = dict[str, Any]


def answer(call: Call) -> Reply:
    """Faults come first, as on a real network; a deed that is refused changes nothing."""
    endpoint = call.rest.removeprefix("/api/merchant/")
    fault = call.world.take_fault(NAME, lambda waiting: faults.strikes(waiting, endpoint))
    if fault is None:
        return _done(call, endpoint)
    return faults.faulty(call, fault, lambda: _done(call, endpoint))


def _done(call: Call, endpoint: str) -> Reply:
    try:
        method, deed = _deed(call, endpoint)
        if call.request.method != method:
            raise Refusal(405, "METHOD_NOT_ALLOWED", "method not allowed")
        token = call.request.headers.get("x-token", "")
        if not token.startswith("sandbox-"):
            raise Refusal(403, "FORBIDDEN", "forbidden")
        return json_reply(deed(bank_of(call.world), token, call))
    except Refusal as refusal:
        return faults.refused(refusal)


def _deed(call: Call, endpoint: str) -> tuple[str, Callable[[Bank, str, Call], Answer]]:
    if endpoint == call.rest or endpoint not in ENDPOINTS:
        raise Refusal(404, "NOT_FOUND", "not found")
    return ENDPOINTS[endpoint]


def _create(bank: Bank, merchant: str, call: Call) -> Answer:
    invoice = bank.create(merchant, orders.invoice_order(call.request.body))
    return {"invoiceId": invoice.id, "pageUrl": f"{call.base_url}/{NAME}/pay/{invoice.id}"}


def _status(bank: Bank, merchant: str, call: Call) -> Answer:
    return bank.told(merchant, _asked(call, "invoiceId"))


def _cancel(bank: Bank, merchant: str, call: Call) -> Answer:
    order = orders.cancel_order(call.request.body)
    cancel = bank.cancel(bank.find(merchant, order.invoice_id), order.amount, order.ext_ref)
    return {
        "status": cancel.status,
        "createdDate": wire.moment(cancel.created),
        "modifiedDate": wire.moment(cancel.modified),
    }


def _remove(bank: Bank, merchant: str, call: Call) -> Answer:
    invoice_id = orders.text(orders.json_object(call.request.body), "invoiceId")
    try:
        bank.remove(bank.find(merchant, invoice_id))
    except NotNow as problem:
        raise bad_request(str(problem)) from problem
    return {}


def _receipt(bank: Bank, merchant: str, call: Call) -> Answer:
    if bank.find(merchant, _asked(call, "invoiceId")).status not in {"success", "reversed"}:
        raise bad_request("the invoice is not paid")
    return {"file": base64.b64encode(PDF).decode()}


def _fiscal_checks(bank: Bank, merchant: str, call: Call) -> Answer:
    invoice = bank.find(merchant, _asked(call, "invoiceId"))
    paid = invoice.status in {"success", "reversed"}
    return {"checks": wire.fiscal_checks(invoice) if paid else []}


def _wallet(bank: Bank, merchant: str, call: Call) -> Answer:
    cards = bank.wallet(merchant, _asked(call, "walletId"))
    return {"wallet": [wire.card_body(card) for card in cards]}


def _forget_card(bank: Bank, merchant: str, call: Call) -> Answer:
    bank.forget_card(merchant, _asked(call, "cardToken"))
    return {}


def _charge(bank: Bank, merchant: str, call: Call) -> Answer:
    invoice = bank.charge(merchant, orders.charge_order(call.request.body))
    return wire.charge_body(invoice, f"{call.base_url}/{NAME}/3ds/{invoice.id}")


def _statement(bank: Bank, merchant: str, call: Call) -> Answer:
    since = _second(call, "from")
    until = _second(call, "to") if call.request.query.get("to") else bank.now()
    if not timedelta() <= until - since <= STATEMENT_MOST:
        raise bad_request("from and to: at most 31 days")
    rows = bank.statement(merchant, since, until)
    return {"list": [wire.statement_row(invoice) for invoice in rows]}


def _details(bank: Bank, merchant: str, call: Call) -> Answer:
    return {"merchantId": merchant, "merchantName": "Trackr (sandbox)", "edrpou": "1234567890"}


def _pubkey(bank: Bank, merchant: str, call: Call) -> Answer:
    return {"key": bank.public_key()}


def _asked(call: Call, name: str) -> str:
    """A parameter of the query; a body is not looked at."""
    value = call.request.query.get(name, "")
    if not value:
        raise bad_request(f"{name} is missing")
    return value


def _second(call: Call, name: str) -> datetime:
    try:
        return datetime.fromtimestamp(int(_asked(call, name)), UTC)
    except (ValueError, OverflowError, OSError) as problem:
        raise bad_request(f"{name}: seconds of unix time") from problem


ENDPOINTS: dict[str, tuple[str, Callable[[Bank, str, Call], Answer]]] = {
    "invoice/create": ("POST", _create),
    "invoice/status": ("GET", _status),
    "invoice/cancel": ("POST", _cancel),
    "invoice/remove": ("POST", _remove),
    "invoice/receipt": ("GET", _receipt),
    "invoice/fiscal-checks": ("GET", _fiscal_checks),
    "wallet": ("GET", _wallet),
    "wallet/card": ("DELETE", _forget_card),
    "wallet/payment": ("POST", _charge),
    "statement": ("GET", _statement),
    "details": ("GET", _details),
    "pubkey": ("GET", _pubkey),
}
