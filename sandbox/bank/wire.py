"""The shapes that cross the wire: https://monobank.ua/api-docs/acquiring"""

from datetime import datetime
from typing import Any

from sandbox.bank.cards import Card
from sandbox.bank.invoice import Cancel, Invoice

COUNTRY = "804"
BANK = "Універсал Банк"
TERMINAL = "SB000001"


def moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def status_body(invoice: Invoice) -> dict[str, Any]:
    """The answer of invoice/status and the body of a webhook: absent is what doesn't apply."""
    body: dict[str, Any] = {"invoiceId": invoice.id, "status": invoice.status}
    if invoice.payment is not None:
        body["payMethod"] = invoice.payment.method
    body |= {"amount": invoice.amount, "ccy": invoice.order.ccy}
    if invoice.status in {"success", "reversed"}:
        body["finalAmount"] = invoice.final_amount
    body["createdDate"] = moment(invoice.created)
    body["modifiedDate"] = moment(invoice.modified)
    said = {
        "reference": invoice.reference,
        "destination": invoice.destination,
        "failureReason": invoice.failure_reason,
        "errCode": invoice.err_code,
    }
    body |= {name: value for name, value in said.items() if value}
    if invoice.cancels:
        body["cancelList"] = [cancel_body(one, invoice.order.ccy) for one in invoice.cancels]
    if invoice.payment is not None:
        body["paymentInfo"] = _payment_info(invoice)
    if invoice.card is not None:
        body["walletData"] = _wallet_data(invoice.card)
    return body


def cancel_body(cancel: Cancel, ccy: int) -> dict[str, Any]:
    body = {
        "status": cancel.status,
        "amount": cancel.amount,
        "ccy": ccy,
        "createdDate": moment(cancel.created),
        "modifiedDate": moment(cancel.modified),
        "approvalCode": cancel.approval_code,
        "rrn": cancel.rrn,
    }
    return body | ({"extRef": cancel.ext_ref} if cancel.ext_ref else {})


def _payment_info(invoice: Invoice) -> dict[str, Any]:
    payment = invoice.payment
    if payment is None:
        return {}
    return {
        "rrn": payment.rrn,
        "approvalCode": payment.approval_code,
        "tranId": payment.tran_id,
        "terminal": TERMINAL,
        "bank": BANK,
        "paymentSystem": payment.system,
        "country": COUNTRY,
        "fee": payment.fee,
        "paymentMethod": payment.method,
        "maskedPan": payment.masked_pan,
    }


def _wallet_data(card: Card) -> dict[str, Any]:
    """The token comes with the status `created`, not before."""
    if card.state in {"new", "failed"}:
        return {"cardToken": "", "walletId": card.wallet_id, "status": card.state}
    return {"cardToken": card.token, "walletId": card.wallet_id, "status": "created"}


def charge_body(invoice: Invoice, tds_url: str) -> dict[str, Any]:
    """The answer of wallet/payment, which has no errCode."""
    body = {
        "invoiceId": invoice.id,
        "status": invoice.status,
        "amount": invoice.amount,
        "ccy": invoice.order.ccy,
        "createdDate": moment(invoice.created),
        "modifiedDate": moment(invoice.modified),
    }
    if invoice.failure_reason:
        body["failureReason"] = invoice.failure_reason
    return body | ({"tdsUrl": tds_url} if invoice.wants_3ds else {})


def card_body(card: Card) -> dict[str, str]:
    return {"cardToken": card.token, "maskedPan": card.masked_pan, "country": COUNTRY}


def statement_row(invoice: Invoice) -> dict[str, Any]:
    payment = invoice.payment
    if payment is None:
        return {}
    status = "success" if invoice.status == "reversed" else invoice.status
    row: dict[str, Any] = {
        "invoiceId": invoice.id,
        "status": status,
        "maskedPan": payment.masked_pan,
        "date": moment(payment.at),
        "paymentScheme": "full",
        "amount": invoice.amount,
        "ccy": invoice.order.ccy,
        "profitAmount": invoice.amount - payment.fee if status == "success" else 0,
        "approvalCode": payment.approval_code,
        "rrn": payment.rrn,
        "reference": invoice.reference,
        "destination": invoice.destination,
    }
    if invoice.metadata:
        row["metadata"] = invoice.metadata
    returned = [one for one in invoice.cancels if one.status == "success"]
    if returned:
        row["cancelList"] = [
            _returned(one, invoice.order.ccy, payment.masked_pan) for one in returned
        ]
    return row


def _returned(cancel: Cancel, ccy: int, masked_pan: str) -> dict[str, Any]:
    return {
        "amount": cancel.amount,
        "ccy": ccy,
        "date": moment(cancel.modified),
        "approvalCode": cancel.approval_code,
        "rrn": cancel.rrn,
        "maskedPan": masked_pan,
    }


def fiscal_checks(invoice: Invoice) -> list[dict[str, str]]:
    """One receipt for the sale and one for each refund, for invoices that named their goods."""
    if not invoice.order.paym_info.get("basketOrder"):
        return []
    returned = sum(one.status == "success" for one in invoice.cancels)
    return [
        {
            "id": f"{invoice.id}-{number}",
            "type": "return" if number else "sale",
            "status": "done",
            "fiscalizationSource": "monopay",
        }
        for number in range(1 + returned)
    ]
