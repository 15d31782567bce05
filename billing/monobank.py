"""The one door to Monobank's acquiring: https://monobank.ua/api-docs/acquiring

Money is in kopiykas. Each call is sent once: a POST that is repeated could charge twice, so what to
do after a lost answer is decided in the modules that own the deed.
"""

import datetime
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import requests
from django.conf import settings
from urllib3.exceptions import MaxRetryError, NameResolutionError, NewConnectionError

from billing import invoices

CONNECT_SECONDS = 5
READ_SECONDS = 30
ANSWER_LIMIT = 8 * 1024 * 1024  # bytes; a statement of a month is the longest
LONGEST_STATEMENT = datetime.timedelta(days=31)
Initiator = Literal["merchant", "client"]


class BankError(Exception):
    """`code` is for our logs and decisions: the bank's errCode, or the name of what went wrong."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class BankOff(BankError):
    """No token is set: the feature is off."""


class NotReached(BankError):
    """Nothing was sent: no name, no connection."""


class NoAnswer(BankError):
    """It was sent, and what became of it is unknown: time over, connection lost, 429, 5xx, or an
    answer that can't be read."""


class BankRefused(BankError):
    """400: this request will never be taken as it is."""


class BankClosed(BankError):
    """403, 404, 405: our token, the address or the object is not known there."""


@dataclass(frozen=True)
class Order:
    """What is paid for; `code` is what the fiscal receipt knows it by."""

    reference: str
    amount: int  # kopiykas
    ccy: int
    title: str
    code: str

    def as_info(self) -> dict[str, Any]:
        info: dict[str, Any] = {"reference": self.reference, "destination": self.title}
        if self.amount:
            line = {"name": self.title, "qty": 1, "sum": self.amount, "total": self.amount}
            info["basketOrder"] = [{**line, "code": self.code, "unit": "шт."}]
        return info


def is_on() -> bool:
    """Whether payments are set up here: a token of the merchant's is set."""
    return bool(settings.MONOBANK_TOKEN)


def create_invoice(
    order: Order,
    *,
    redirect_url: str,
    webhook_url: str,
    valid_for: datetime.timedelta,
    wallet_id: str = "",
) -> invoices.Page:
    """A hosted page to pay `order` on; with `wallet_id` the card is saved. An amount of 0 saves a
    card and charges nothing.

    Raises a BankError; a page whose answer was lost is known to nobody and can't be paid.
    """
    body: dict[str, Any] = {
        "amount": order.amount,
        "ccy": order.ccy,
        "merchantPaymInfo": order.as_info(),
        "redirectUrl": redirect_url,
        "webHookUrl": webhook_url,
        "validity": int(valid_for.total_seconds()),
        "paymentType": "debit" if order.amount else "verification",
    }
    if wallet_id:
        body["saveCardData"] = {"saveCard": True, "walletId": wallet_id}
    return _read(_call("POST", "invoice/create", json=body), invoices.parse_page)


def invoice(invoice_id: str) -> invoices.Invoice:
    """The state of an invoice. Raises a BankError; BankClosed for one that is not ours."""
    answer = _call("GET", "invoice/status", params={"invoiceId": invoice_id})
    return _read(answer, invoices.parse_invoice)


def charge(
    order: Order, *, token: str, initiator: Initiator, redirect_url: str, webhook_url: str
) -> invoices.Invoice:
    """Charge a saved card, once. Raises a BankError: only after NotReached, BankRefused and
    BankClosed it is certain that nothing was charged."""
    body = {
        "cardToken": token,
        "amount": order.amount,
        "ccy": order.ccy,
        "initiationKind": initiator,
        "redirectUrl": redirect_url,
        "webHookUrl": webhook_url,
        "merchantPaymInfo": order.as_info(),
    }
    return _read(_call("POST", "wallet/payment", json=body), invoices.parse_invoice)


def cancel(order: Order, invoice_id: str, *, ext_ref: str) -> str:
    """Give `order.amount` of a paid invoice back; the status of that: processing, success, failure.

    The bank knows no repetition: the caller makes sure that each is sent once. Raises a BankError.
    """
    body = {
        "invoiceId": invoice_id,
        "amount": order.amount,
        "extRef": ext_ref,
        "items": order.as_info()["basketOrder"],
    }
    return _read(_call("POST", "invoice/cancel", json=body), lambda data: str(data["status"]))


def remove_invoice(invoice_id: str) -> None:
    """Make an unpaid invoice unpayable. Raises a BankError."""
    _call("POST", "invoice/remove", json={"invoiceId": invoice_id})


def wallet(wallet_id: str) -> list[invoices.WalletCard]:
    """The saved cards of a person, with masks. Raises a BankError."""
    answer = _call("GET", "wallet", params={"walletId": wallet_id})
    return _read(answer, invoices.parse_wallet)


def delete_card(token: str) -> None:
    """Have the bank forget a card. Raises a BankError; BankRefused and BankClosed: it is gone."""
    _call("DELETE", "wallet/card", params={"cardToken": token})


def statement(since: datetime.datetime, until: datetime.datetime) -> list[invoices.Row]:
    """What the bank booked, newest first; 31 days at most. Raises a BankError."""
    if until - since > LONGEST_STATEMENT:
        raise ValueError("a statement is of 31 days at most")
    end = int(until.timestamp()) + 1  # both ends belong to it
    longest = int(LONGEST_STATEMENT.total_seconds())
    span = {"from": max(int(since.timestamp()), end - longest), "to": end}
    answer = _call("GET", "statement", params=span)
    return _read(answer, invoices.parse_statement)


def public_key() -> str:
    """The key that webhooks are signed with: base64 of a PEM. Raises a BankError."""
    return _read(_call("GET", "pubkey"), lambda data: str(data["key"]))


def receipt(invoice_id: str) -> str:
    """The bank's receipt: base64 of a PDF. Raises a BankError."""
    answer = _call("GET", "invoice/receipt", params={"invoiceId": invoice_id})
    return _read(answer, lambda data: str(data["file"]))


def _call(method: str, path: str, **content: Any) -> Any:
    """One request, never repeated: JSON, or None for an empty 200."""
    if not settings.MONOBANK_TOKEN:
        raise BankOff("off")
    failure: BankError
    try:
        with requests.request(
            method,
            f"{settings.MONOBANK_URL}/api/merchant/{path}",
            headers={"X-Token": settings.MONOBANK_TOKEN},
            timeout=(CONNECT_SECONDS, READ_SECONDS),
            allow_redirects=False,
            stream=True,
            **content,
        ) as response:
            return _answer(response)
    except requests.RequestException as error:
        failure = _failure(error)
    # Outside the handler: the library's error names the address, tokens in it, and would be its
    # context.
    raise failure


def _failure(error: requests.RequestException) -> BankError:
    if isinstance(error, requests.ConnectTimeout):
        return NotReached("connect_timeout")
    cause = error.args[0] if error.args else None
    reason = cause.reason if isinstance(cause, MaxRetryError) else None
    if isinstance(reason, NewConnectionError | NameResolutionError):
        return NotReached("no_connection")
    return NoAnswer("timeout" if isinstance(error, requests.Timeout) else "connection_lost")


def _answer(response: requests.Response) -> Any:
    body = _body(response)
    if response.status_code == 200 and not body:
        return None
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        data = None
    code = _code(data)
    match response.status_code:
        case 200 if data is not None:
            return data
        case 400:
            raise BankRefused(code or "bad_request")
        case 403 | 404 | 405:
            raise BankClosed(code or f"http_{response.status_code}")
        case 200:
            raise NoAnswer("nonsense")
        case status:
            raise NoAnswer(code or f"http_{status}")


def _code(data: Any) -> str:
    """As long as our column; "INVALID_MERCHANT_PAYM_INFO" is longer."""
    code = data.get("errCode") if isinstance(data, dict) else None
    return code[: invoices.CODE_LENGTH] if isinstance(code, str) else ""


def _body(response: requests.Response) -> bytes:
    body = b""
    for piece in response.iter_content(64 * 1024):
        body += piece
        if len(body) > ANSWER_LIMIT:
            raise NoAnswer("too_long")
    return body


def _read[Read](data: Any, parse: Callable[[Any], Read]) -> Read:
    try:
        return parse(data)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        pass
    raise NoAnswer("nonsense")
