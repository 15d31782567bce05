"""Finds out what no message told: asks for what is open, and compares our book with the bank's
statement. https://monobank.ua/api-docs/acquiring (invoice/status, statement)"""

import datetime
import uuid

from django.utils import timezone

from billing import alerts, ingest, monobank, orphans, polling
from billing.invoices import Row
from billing.models import Alert, AttemptKind, AttemptState, PaymentAttempt, Snapshot
from trackr import sweeping

DAY, HOUR = datetime.timedelta(days=1), datetime.timedelta(hours=1)
SURE_AFTER = DAY  # a payment that no statement shows by then was never made
SHORT, LONG = 3 * DAY, 31 * DAY
SETTLED = (AttemptState.PAID, AttemptState.REFUNDED)


def poll(now: datetime.datetime, until: datetime.datetime) -> int:
    """Ask for each payment that is due to be asked for."""
    due = PaymentAttempt.objects.filter(due_at__lte=now)
    return sweeping.each(due, until, ask, locks=False)


def ask(attempt: PaymentAttempt) -> None:
    """Find out what became of one attempt, if nobody else is at it."""
    now = timezone.now()
    turn = PaymentAttempt.objects.filter(pk=attempt.pk, state=attempt.state, due_at=attempt.due_at)
    if not turn.update(due_at=polling.step(attempt, now), polls=attempt.polls + 1):
        return
    if attempt.state == AttemptState.SENDING:
        _give_up_sending(attempt, now)
    elif attempt.invoice_id:
        refresh(attempt)
    else:
        _search(attempt, now)


def refresh(attempt: PaymentAttempt) -> None:
    """Ask for the invoice, and take the answer in. Nothing is raised: it is asked again."""
    try:
        invoice = monobank.invoice(str(attempt.invoice_id))
    except monobank.BankClosed as error:
        alerts.sound(Alert.Subject.MISSING_AT_BANK, str(attempt.reference), error.code)
        _close_page(attempt)
    except monobank.BankError:
        return
    else:
        ingest.take_in(attempt, invoice, Snapshot.Source.POLL)
        if attempt.state == AttemptState.EXPIRED:  # this was the last look at its page
            PaymentAttempt.objects.filter(pk=attempt.pk).update(due_at=None)


def _close_page(attempt: PaymentAttempt) -> None:
    """The bank does not know it, and its page is closed for an hour: it is kept open no longer."""
    closed = PaymentAttempt.objects.filter(
        pk=attempt.pk, state=AttemptState.PENDING, valid_until__lt=timezone.now() - HOUR
    )
    closed.exclude(kind=AttemptKind.RENEWAL).update(state=AttemptState.EXPIRED, due_at=None)


def daily(now: datetime.datetime, until: datetime.datetime) -> int:
    for attempt in PaymentAttempt.objects.open().filter(created_at__lt=now - SHORT):
        alerts.sound(Alert.Subject.ANOMALY, str(attempt.reference), "open for three days")
    return compare(now - SHORT, now, until)


def weekly(now: datetime.datetime, until: datetime.datetime) -> int:
    return compare(now - LONG, now, until)


def compare(since: datetime.datetime, now: datetime.datetime, until: datetime.datetime) -> int:
    """Hold the bank's statement against our book; how many lines there were. Raises a BankError."""
    if not monobank.is_on():
        return 0
    rows = monobank.statement(since, now)
    news: dict[int, Row] = {}
    for row in rows:
        attempt = _attempt_of(row)
        if attempt is not None and _is_news(attempt, row):
            news[attempt.pk] = row
        elif attempt is None and not orphans.is_listed(row):
            alerts.sound(Alert.Subject.UNKNOWN_INVOICE, row.invoice_id)
    told = PaymentAttempt.objects.filter(pk__in=news)
    sweeping.each(told, until, lambda one: _bind(one, news[one.pk]), locks=False)
    listed = {row.invoice_id for row in rows}
    ours = PaymentAttempt.objects.filter(
        state=AttemptState.PAID, amount__gt=0, bank_created__range=(since + DAY, now - DAY)
    )
    for attempt in ours.exclude(invoice_id__in=listed):
        alerts.sound(Alert.Subject.MISSING_AT_BANK, str(attempt.reference))
    return len(rows)


def _is_news(attempt: PaymentAttempt, row: Row) -> bool:
    """The line says something that we do not know."""
    is_paid = row.status == "success"
    expected = row.amount - row.cancelled if is_paid else 0
    is_known = attempt.state in SETTLED if is_paid else attempt.state not in SETTLED
    differs = attempt.state in SETTLED and attempt.final_amount != expected
    return not is_known or differs or attempt.invoice_id is None


def _bind(attempt: PaymentAttempt, row: Row) -> None:
    """The line names our reference, and the statement is our own: now its invoice counts."""
    try:
        invoice = monobank.invoice(row.invoice_id)
    except monobank.BankError:
        return
    ingest.take_in(attempt, invoice, Snapshot.Source.STATEMENT)


def _attempt_of(row: Row) -> PaymentAttempt | None:
    attempts = PaymentAttempt.objects.all()
    known = attempts.filter(invoice_id=row.invoice_id).first()
    if known is not None:
        return known
    try:
        return attempts.filter(reference=uuid.UUID(row.reference), invoice_id=None).first()
    except ValueError:
        return None


def _give_up_sending(attempt: PaymentAttempt, now: datetime.datetime) -> None:
    """The process died while it sent. A page that nobody was shown can't be paid; a charge may have
    arrived."""
    sending = PaymentAttempt.objects.filter(pk=attempt.pk, state=AttemptState.SENDING)
    if attempt.kind != AttemptKind.RENEWAL:
        sending.update(state=AttemptState.NOT_SENT, due_at=None)
        return
    attempt.state = AttemptState.UNKNOWN
    sending.update(state=AttemptState.UNKNOWN, due_at=polling.step(attempt, now))


def _search(attempt: PaymentAttempt, now: datetime.datetime) -> None:
    """Look for a charge whose answer was lost; the statement knows it by our reference."""
    sent_at = attempt.sent_at or attempt.created_at
    try:
        rows = monobank.statement(max(sent_at - HOUR, now - LONG), now)
    except monobank.BankError:
        return
    found = next((row for row in rows if row.reference == str(attempt.reference)), None)
    if found is not None:
        _bind(attempt, found)
    elif now - sent_at >= SURE_AFTER:
        unknown = PaymentAttempt.objects.filter(pk=attempt.pk, state=AttemptState.UNKNOWN)
        unknown.update(state=AttemptState.NOT_SENT, due_at=None)
