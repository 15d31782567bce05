"""Takes in what the bank says of a payment, wherever it comes from, as often as it comes.

Everything that follows (state, periods, books, letters, refunds of what was paid twice) is derived
anew from all messages under the lock of the subscription, so that a message more changes nothing.
"""

import datetime
import hashlib
import json
from collections.abc import Iterable

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from billing import alerts, books, cards, declines, periods, polling, reducer, refunds, telling
from billing.invoices import Invoice
from billing.models import (
    OPEN,
    Alert,
    AttemptKind,
    AttemptState,
    PaymentAttempt,
    Snapshot,
    Subscription,
)
from billing.reducer import Asked, Seen


def take_in(attempt: PaymentAttempt, invoice: Invoice, source: Snapshot.Source) -> bool:
    """Record one message of an invoice that is known to be this attempt's, and what follows from
    it. False when it was known already."""
    with transaction.atomic():
        try:
            attempt = lock(attempt)
        except ObjectDoesNotExist:  # the account was deleted meanwhile; orphans watches it
            return False
        if attempt.invoice_id not in (None, invoice.invoice_id):
            alerts.sound(Alert.Subject.DUPLICATE, str(attempt.reference), "two invoices")
            return False
        is_bound, attempt.invoice_id = attempt.invoice_id is not None, invoice.invoice_id
        is_new = _record(attempt, invoice, source)
        if is_new:
            cards.take_in(attempt, invoice.card)
            refunds.take_in(attempt, invoice.cancels)
        elif is_bound and source == Snapshot.Source.WEBHOOK:
            return False  # what follows from it was written in the transaction that recorded it
        follow(attempt)
        return is_new


def lock(attempt: PaymentAttempt) -> PaymentAttempt:
    """The attempt as it is now, with its subscription locked against all others."""
    Subscription.objects.select_for_update().get(pk=attempt.subscription_id)
    rows = PaymentAttempt.objects.select_related("subscription__user", "price__plan")
    return rows.get(pk=attempt.pk)


def follow(attempt: PaymentAttempt) -> None:
    """Derive everything of an attempt from its messages. The subscription has to be locked."""
    now = timezone.now()
    seen = [_seen(snapshot) for snapshot in attempt.snapshots.all()]
    believed = reducer.best(seen)
    if believed is None:
        return
    before = attempt.state
    _believe(attempt, believed, now)
    if before not in OPEN and attempt.state in OPEN and _has_rival(attempt):
        attempt.state = before  # a page that was given up; should it be paid, that counts
    polling.schedule(attempt, now, is_new=attempt.state != before)
    attempt.save(
        update_fields=[
            "invoice_id", "state", "err_code", "final_amount", "bank_created", "bank_modified",
            "due_at", "polls",
        ]
    )  # fmt: skip
    _look(attempt, seen, believed)
    if attempt.state in (AttemptState.PAID, AttemptState.REFUNDED):
        books.write(attempt, attempt.snapshots.all())
    periods.rewrite(attempt.subscription, now)
    periods.renew_as_agreed(attempt)
    telling.of_attempt(attempt)


def _has_rival(attempt: PaymentAttempt) -> bool:
    """Another payment has taken the place of this one meanwhile."""
    same = Q(kind=attempt.kind) | Q(period_start=attempt.period_start, period_start__isnull=False)
    return attempt.subscription.attempts.open().filter(same).exclude(pk=attempt.pk).exists()


def _record(attempt: PaymentAttempt, invoice: Invoice, source: Snapshot.Source) -> bool:
    snapshot, is_new = Snapshot.objects.get_or_create(
        attempt=attempt,
        invoice_id=invoice.invoice_id,
        body_sha256=_digest(invoice),
        defaults={
            "status": invoice.status,
            "amount": invoice.amount,
            "ccy": invoice.ccy,
            "final_amount": invoice.final_amount,
            "bank_created": invoice.created,
            "bank_modified": invoice.modified,
            "err_code": invoice.err_code,
            "source": source,
            "body": invoice.body,
            "received_at": timezone.now(),
        },
    )
    return is_new


def _digest(invoice: Invoice) -> str:
    """Of what it says without card data, but for whether a card came along."""
    said = [invoice.body, bool(invoice.card and invoice.card.token)]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _seen(snapshot: Snapshot) -> Seen:
    return Seen(
        status=snapshot.status,
        amount=snapshot.amount,
        ccy=snapshot.ccy,
        final_amount=snapshot.final_amount,
        created=snapshot.bank_created,
        modified=snapshot.bank_modified,
        err_code=snapshot.err_code,
    )


def _believe(attempt: PaymentAttempt, believed: Seen, now: datetime.datetime) -> None:
    asked = Asked(
        amount=attempt.amount,
        ccy=attempt.ccy,
        pays_until=attempt.valid_until if attempt.is_hosted else None,
        needs_payer=attempt.needs_payer,
    )
    attempt.state = reducer.state(believed, asked, now)
    is_known = attempt.state in (AttemptState.PAID, AttemptState.REFUNDED)
    attempt.final_amount = believed.final_amount if is_known else 0
    wants_payer = attempt.needs_payer and attempt.state == AttemptState.FAILED
    attempt.err_code = believed.err_code or ("3ds" if wants_payer else "")
    attempt.bank_created, attempt.bank_modified = believed.created, believed.modified


def _look(attempt: PaymentAttempt, seen: Iterable[Seen], believed: Seen) -> None:
    """Alarms, and a card that never will pay."""
    reference = str(attempt.reference)
    if attempt.state == AttemptState.REVIEW:
        alerts.sound(Alert.Subject.MISMATCH, reference, f"{believed.amount} of {believed.ccy}")
    if reducer.goes_back(seen, believed):
        alerts.sound(Alert.Subject.ANOMALY, reference)
    if attempt.kind == AttemptKind.RENEWAL and attempt.state == AttemptState.FAILED:
        kind = declines.kind_of(attempt.err_code)
        if kind is declines.Kind.HARD:
            cards.bury(attempt.card_id)
        elif kind is declines.Kind.OURS:
            alerts.sound(Alert.Subject.OUR_SIDE, reference, attempt.err_code)
