"""What the bank says, parsed: https://monobank.ua/api-docs/acquiring. Money is in kopiykas.

The parsers raise KeyError, TypeError, ValueError, AttributeError or RecursionError for what they
can't read or our database could not keep, and ignore keys that they do not know.
"""

import datetime
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

# What tells a card or its holder, or opens one: never stored, never logged.
CARD_DATA = frozenset({"cardToken", "maskedPan", "rrn", "approvalCode", "tranId", "walletId"})
MOST = 2**31 - 1  # of any whole number
YEARS = range(2000, 2200)
ID_LENGTH, STATUS_LENGTH, CODE_LENGTH = 64, 12, 20


@dataclass(frozen=True)
class Cancellation:
    """An entry of cancelList."""

    ext_ref: str
    status: str  # processing, success, failure
    amount: int  # kopiykas
    created: datetime.datetime
    modified: datetime.datetime


@dataclass(frozen=True)
class SavedCard:
    token: str = field(repr=False)
    wallet_id: str
    status: str  # new, created, failed


@dataclass(frozen=True)
class Invoice:
    """What the bank says of an invoice: body of a status, of a webhook, and most of a charge."""

    invoice_id: str
    status: str
    amount: int  # kopiykas, as asked
    ccy: int  # ISO 4217
    final_amount: int  # kopiykas, after refunds
    created: datetime.datetime
    modified: datetime.datetime
    reference: str = ""
    err_code: str = ""
    fee: int = 0  # kopiykas
    tds_url: str = ""
    card: SavedCard | None = None
    cancels: tuple[Cancellation, ...] = ()
    body: Mapping[str, Any] = field(default_factory=dict)  # without card data


@dataclass(frozen=True)
class Page:
    """A page of the bank where an invoice is paid."""

    invoice_id: str
    url: str


@dataclass(frozen=True)
class WalletCard:
    token: str = field(repr=False)
    mask: str = field(repr=False)  # as the bank writes it; shown, never kept


@dataclass(frozen=True)
class Row:
    """A line of the statement."""

    invoice_id: str
    status: str
    amount: int  # kopiykas
    ccy: int
    reference: str
    at: datetime.datetime
    cancelled: int = 0  # kopiykas


def parse_invoice(data: Mapping[str, Any]) -> Invoice:
    status, amount = _name(data["status"], STATUS_LENGTH), _whole(data["amount"])
    left = data.get("finalAmount")  # null is as good as absent
    final_amount = _whole(left) if left is not None else 0 if status == "reversed" else amount
    if final_amount > amount:
        raise ValueError("more is left than was asked")
    wallet_data = data.get("walletData")
    return Invoice(
        invoice_id=_name(data["invoiceId"], ID_LENGTH),
        status=status,
        amount=amount,
        ccy=_whole(data["ccy"]),
        final_amount=final_amount,
        created=_moment(data["createdDate"]),
        modified=_moment(data["modifiedDate"]),
        reference=str(data.get("reference") or ""),
        err_code=str(data.get("errCode") or "")[:CODE_LENGTH],
        fee=_whole((data.get("paymentInfo") or {}).get("fee") or 0),
        tds_url=str(data.get("tdsUrl") or ""),
        card=_saved_card(wallet_data) if wallet_data else None,
        cancels=tuple(_cancellation(row) for row in data.get("cancelList") or ()),
        body=without_card_data(data),
    )


def without_card_data(data: Any) -> Any:
    """The same JSON without anything of a card, at any depth. ValueError for what JSON allows, or
    Python takes for JSON, and PostgreSQL does not keep."""
    if isinstance(data, Mapping):
        return {_text(key): without_card_data(data[key]) for key in data if key not in CARD_DATA}
    if isinstance(data, list):
        return [without_card_data(item) for item in data]
    if isinstance(data, float) and not math.isfinite(data):
        raise ValueError("not a number")
    return _text(data) if isinstance(data, str) else data


def parse_page(data: Mapping[str, Any]) -> Page:
    return Page(_name(data["invoiceId"], ID_LENGTH), _text(data["pageUrl"]))


def parse_wallet(data: Mapping[str, Any]) -> list[WalletCard]:
    return [WalletCard(str(row["cardToken"]), str(row["maskedPan"])) for row in data["wallet"]]


def parse_statement(data: Mapping[str, Any]) -> list[Row]:
    return [_row(row) for row in data["list"]]


def _saved_card(data: Mapping[str, Any]) -> SavedCard:
    return SavedCard(
        token=str(data.get("cardToken") or ""),
        wallet_id=str(data.get("walletId") or ""),
        status=str(data.get("status") or ""),
    )


def _cancellation(data: Mapping[str, Any]) -> Cancellation:
    created = _moment(data["createdDate"])
    return Cancellation(
        ext_ref=str(data.get("extRef") or ""),
        status=str(data["status"]),
        amount=_whole(data.get("amount") or 0),
        created=created,
        modified=_moment(data.get("modifiedDate") or data["createdDate"]),
    )


def _row(data: Mapping[str, Any]) -> Row:
    cancels: Sequence[Mapping[str, Any]] = data.get("cancelList") or ()
    return Row(
        invoice_id=_name(data["invoiceId"], ID_LENGTH),
        status=str(data["status"]),
        amount=_whole(data["amount"]),
        ccy=_whole(data["ccy"]),
        reference=str(data.get("reference") or ""),
        at=_moment(data["date"]),
        cancelled=sum(_whole(row["amount"]) for row in cancels),
    )


def _whole(value: Any) -> int:
    """Money and codes are whole numbers; a float or a bool among them is nonsense."""
    if type(value) is not int:
        raise TypeError("not a whole number")
    if not 0 <= value <= MOST:
        raise ValueError("not a number of this world")
    return value


def _name(value: Any, longest: int) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= longest:
        raise ValueError("not a name")
    return _text(value)


def _text(value: str) -> str:
    value.encode()  # ValueError for half a character
    if "\0" in value:
        raise ValueError("a NUL in a text")
    return value


def _moment(value: Any) -> datetime.datetime:
    moment = datetime.datetime.fromisoformat(str(value))
    if moment.tzinfo is None or moment.year not in YEARS:
        raise ValueError("a time without a zone, or out of it")
    return moment
