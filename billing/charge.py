"""Charges a saved card so that nobody is charged twice, with a bank that knows no repetition.

A row stands before the request leaves, at most one open for a period. After an answer that was lost
the attempt is unknown until the bank's statement tells, and no other begins before.
"""

import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from billing import alerts, cards, ingest, monobank, polling, reconcile, telling
from billing.invoices import Invoice
from billing.models import (
    Alert,
    AttemptKind,
    AttemptState,
    Card,
    PaymentAttempt,
    Price,
    Snapshot,
    Subscription,
)
from billing.orders import order_of
from trackr import crypto

LOST_AFTER = datetime.timedelta(minutes=2)  # a process that is still sending then is dead


def open_attempt(
    subscription: Subscription,
    price: Price,
    card: Card,
    period_start: datetime.datetime,
    *,
    by_person: bool = False,
) -> PaymentAttempt | None:
    """Take the period's place. None: another attempt for it is open, or the bank refuses us
    altogether. The subscription has to be locked, and the caller commits before `send`."""
    if alerts.charging_is_stopped():
        return None
    now = timezone.now()
    try:
        with transaction.atomic():
            return PaymentAttempt.objects.create(
                kind=AttemptKind.RENEWAL,
                subscription=subscription,
                price=price,
                card=card,
                period_start=period_start,
                amount=price.amount,
                ccy=price.ccy,
                by_person=by_person,
                created_at=now,
                sent_at=now,
                due_at=now + LOST_AFTER,
            )
    except IntegrityError:  # one_open_attempt_per_period
        return None


def send(attempt: PaymentAttempt) -> None:
    """Charge the card, once, outside of any transaction; takes up to 35 seconds."""
    token = crypto.decrypt(attempt.card.token) if attempt.card else ""
    try:
        invoice = monobank.charge(
            order_of(attempt),
            token=token,
            initiator="client" if attempt.by_person else "merchant",
            redirect_url=return_url(attempt),
            webhook_url=webhook_url(),
        )
    except monobank.BankError as error:
        failed(attempt, error)
        return
    if invoice.tds_url:
        PaymentAttempt.objects.filter(pk=attempt.pk).update(needs_payer=True)
    if invoice.status == "failure":
        _declined(attempt, invoice)
        return
    ingest.take_in(attempt, invoice, Snapshot.Source.RESPONSE)
    if invoice.status == "success":
        attempt.invoice_id = invoice.invoice_id
        reconcile.refresh(attempt)  # its fee, which the answer does not tell either


def _declined(attempt: PaymentAttempt, invoice: Invoice) -> None:
    """The answer does not say why, and all that follows hangs on that: the invoice does."""
    due_at = timezone.now() + polling.PENDING[0]
    sending = PaymentAttempt.objects.filter(pk=attempt.pk, state=AttemptState.SENDING)
    sending.update(state=AttemptState.PENDING, invoice_id=invoice.invoice_id, due_at=due_at)
    attempt.refresh_from_db()
    reconcile.refresh(attempt)


def failed(attempt: PaymentAttempt, error: monobank.BankError) -> None:
    """No answer that can be used: what that says of the attempt."""
    now = timezone.now()
    sending = PaymentAttempt.objects.filter(pk=attempt.pk, state=AttemptState.SENDING)
    match error:
        case monobank.NotReached() | monobank.BankOff():
            sending.update(state=AttemptState.NOT_SENT, err_code=error.code, due_at=None)
        case monobank.BankRefused():
            _reject(attempt, error.code)
        case monobank.BankClosed():
            _reject(attempt, error.code)
            alerts.sound(Alert.Subject.CHARGING_STOPPED, "bank", error.code)
        case _:
            attempt.state = AttemptState.UNKNOWN
            due_at = polling.step(attempt, now)
            sending.update(state=AttemptState.UNKNOWN, err_code=error.code, due_at=due_at)


def _reject(attempt: PaymentAttempt, code: str) -> None:
    with transaction.atomic():
        ingest.lock(attempt)
        sending = PaymentAttempt.objects.filter(pk=attempt.pk, state=AttemptState.SENDING)
        sending.update(state=AttemptState.REJECTED, err_code=code, due_at=None)
        if code == "TOKEN_NOT_FOUND":
            cards.bury(attempt.card_id)
            attempt.err_code = code
            telling.payment_failed(attempt)
        else:
            alerts.sound(Alert.Subject.REJECTED, str(attempt.reference), code)


def return_url(attempt: PaymentAttempt) -> str:
    return settings.SITE_URL + reverse("billing:return", args=[attempt.reference])


def webhook_url() -> str:
    return settings.SITE_URL + reverse("billing:webhook")
