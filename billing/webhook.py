"""Messages of the bank. A good signature says that it is the bank's, not that it is about a payment
of ours: another merchant may name our reference. So a payment is known by its invoice, and one that
only names our reference is asked for under our own token first.
"""

import json
import uuid
from enum import Enum

from billing import alerts, ingest, monobank, orphans
from billing.invoices import Invoice, parse_invoice
from billing.keys import Verdict, judge
from billing.models import Alert, PaymentAttempt, Snapshot

LONGEST = 64 * 1024  # bytes


class Answer(Enum):
    """What the bank is told. Anything but 200 makes it send the message again."""

    TAKEN = 200
    FORGED = 403
    TOO_LONG = 413
    LATER = 503


def receive(body: bytes, signature: str) -> Answer:
    """Take in one message. Nothing is changed by one that is not genuine."""
    if not monobank.is_on():
        return Answer.LATER
    if len(body) > LONGEST:
        return Answer.TOO_LONG
    match judge(body, signature):
        case Verdict.FORGED:
            return Answer.FORGED
        case Verdict.UNSURE:
            return Answer.LATER
    try:
        invoice = parse_invoice(json.loads(body))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        alerts.sound(Alert.Subject.ANOMALY, "webhook", "a signed message that can't be read")
        return Answer.TAKEN
    return _apply(invoice)


def _apply(invoice: Invoice) -> Answer:
    attempt = PaymentAttempt.objects.filter(invoice_id=invoice.invoice_id).first()
    if attempt is not None:
        ingest.take_in(attempt, invoice, Snapshot.Source.WEBHOOK)
        return Answer.TAKEN
    if orphans.is_told(invoice):
        return Answer.TAKEN
    attempt = _referred(invoice)
    if attempt is None:
        alerts.sound(Alert.Subject.UNKNOWN_INVOICE, invoice.invoice_id)
        return Answer.TAKEN
    try:
        ours = monobank.invoice(invoice.invoice_id)
    except monobank.BankClosed:
        alerts.sound(Alert.Subject.UNKNOWN_INVOICE, invoice.invoice_id, "another merchant's")
        return Answer.TAKEN
    except monobank.BankError:
        return Answer.LATER
    if ours.reference == str(attempt.reference):
        ingest.take_in(attempt, ours, Snapshot.Source.POLL)
        ingest.take_in(attempt, invoice, Snapshot.Source.WEBHOOK)
    return Answer.TAKEN


def _referred(invoice: Invoice) -> PaymentAttempt | None:
    """The attempt that it names, if that has no invoice yet."""
    try:
        reference = uuid.UUID(invoice.reference)
    except ValueError:
        return None
    return PaymentAttempt.objects.filter(reference=reference, invoice_id=None).first()
