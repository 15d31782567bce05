"""What a merchant may ask for, checked as the bank checks it."""

import json
import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from sandbox.bank.refusals import bad_request, invalid_paym_info

DAY = 24 * 60 * 60
VALIDITY = DAY
VALIDITY_MOST = 30 * DAY
CURRENCIES = {980, 840, 978}
HRYVNIA = 980


@dataclass(frozen=True)
class Order:
    """invoice/create or wallet/payment; `wallet_id` only if a card is to be saved."""

    amount: int
    ccy: int
    paym_info: dict[str, Any]
    redirect_url: str
    webhook_url: str
    validity: int = VALIDITY
    payment_type: str = "debit"
    wallet_id: str = ""
    card_token: str = ""
    initiation: str = ""


@dataclass(frozen=True)
class CancelOrder:
    invoice_id: str
    amount: int | None
    ext_ref: str


def invoice_order(body: bytes) -> Order:
    asked = json_object(body)
    payment_type = asked.get("paymentType", "debit")
    if payment_type not in {"debit", "verification"}:
        raise bad_request("paymentType: debit or verification")
    wallet_id = _wallet_id(asked.get("saveCardData"))
    amount = _whole(asked, "amount")
    if (amount == 0) is not (payment_type == "verification") or (amount == 0 and not wallet_id):
        raise bad_request("amount: 0 only for a verification that saves the card")
    return Order(
        amount=amount,
        ccy=_currency(asked.get("ccy", HRYVNIA)),
        paym_info=_paym_info(asked.get("merchantPaymInfo"), amount),
        redirect_url=_address(asked, "redirectUrl"),
        webhook_url=_address(asked, "webHookUrl"),
        validity=_validity(asked.get("validity", VALIDITY)),
        payment_type=payment_type,
        wallet_id=wallet_id,
    )


def charge_order(body: bytes) -> Order:
    asked = json_object(body)
    amount = _whole(asked, "amount")
    if amount == 0 or asked.get("paymentType", "debit") != "debit":
        raise bad_request("a charge is a debit above 0")
    if asked.get("initiationKind") not in {"merchant", "client"}:
        raise bad_request("initiationKind: merchant or client")
    return Order(
        amount=amount,
        ccy=_currency(asked.get("ccy")),
        paym_info=_paym_info(asked.get("merchantPaymInfo"), amount),
        redirect_url=_address(asked, "redirectUrl"),
        webhook_url=_address(asked, "webHookUrl"),
        card_token=text(asked, "cardToken"),
        initiation=asked["initiationKind"],
    )


def cancel_order(body: bytes) -> CancelOrder:
    asked = json_object(body)
    amount = _whole(asked, "amount") if "amount" in asked else None
    ext_ref = asked.get("extRef", "")
    if not isinstance(ext_ref, str):
        raise bad_request("extRef: a string")
    return CancelOrder(text(asked, "invoiceId"), amount, ext_ref)


def json_object(body: bytes) -> dict[str, Any]:
    try:
        asked = json.loads(body)
    except ValueError as problem:
        raise bad_request("the body is not JSON") from problem
    if not isinstance(asked, dict):
        raise bad_request("the body is not an object")
    return asked


def text(asked: dict[str, Any], name: str) -> str:
    value = asked.get(name)
    if not isinstance(value, str) or not value:
        raise bad_request(f"{name}: a string that is not empty")
    return value


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _whole(asked: dict[str, Any], name: str) -> int:
    value = asked.get(name)
    if not _is_whole(value):
        raise bad_request(f"{name}: a whole number of kopecks, not negative")
    return int(value or 0)


def _currency(value: Any) -> int:
    if value not in CURRENCIES:
        raise bad_request("ccy: 980, 840 or 978")
    return int(value)


def _validity(value: Any) -> int:
    if not _is_whole(value) or value == 0:
        raise bad_request("validity: seconds")
    return min(int(value), VALIDITY_MOST)


def _address(asked: dict[str, Any], name: str) -> str:
    value = asked.get(name, "")
    if not isinstance(value, str) or (value and urlsplit(value).scheme not in {"http", "https"}):
        raise bad_request(f"{name}: an address")
    return value


def _wallet_id(save_card: Any) -> str:
    """The wallet for the card; one of the bank's own making if the merchant names none."""
    if save_card is None:
        return ""
    if not isinstance(save_card, dict) or not isinstance(save_card.get("saveCard"), bool):
        raise bad_request("saveCardData: saveCard is missing")
    if not save_card["saveCard"]:
        return ""
    return str(save_card.get("walletId") or secrets.token_hex(16))


def _paym_info(info: Any, amount: int) -> dict[str, Any]:
    if info is None:
        return {}
    if not isinstance(info, dict):
        raise invalid_paym_info("merchantPaymInfo: an object")
    for name in ("reference", "destination", "comment"):
        if not isinstance(info.get(name, ""), str):
            raise invalid_paym_info(f"{name}: a string")
    metadata = info.get("metadata") or {}
    if not isinstance(metadata, dict) or not all(isinstance(one, str) for one in metadata.values()):
        raise invalid_paym_info("metadata: strings only")
    basket = info.get("basketOrder") or []
    if not isinstance(basket, list):
        raise invalid_paym_info("basketOrder: a list")
    if basket and sum(_line_total(line) for line in basket) != amount:
        raise invalid_paym_info("basketOrder: the totals don't make the amount")
    return info


def _line_total(line: Any) -> int:
    if not isinstance(line, dict) or not all(
        isinstance(line.get(name), str) and line[name] for name in ("name", "code")
    ):
        raise invalid_paym_info("basketOrder: name and code are needed")
    quantity, price = line.get("qty"), line.get("sum")
    if isinstance(quantity, bool) or not isinstance(quantity, int | float) or quantity <= 0:
        raise invalid_paym_info("basketOrder: qty is a number above 0")
    if not _is_whole(price):
        raise invalid_paym_info("basketOrder: sum is kopecks")
    total = round(quantity * int(price or 0))
    if line.get("total", total) != total:
        raise invalid_paym_info("basketOrder: total is qty times sum")
    return total
