"""Payments of deleted accounts: watched for 40 days, and given back should they succeed."""

import datetime
import uuid

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from billing import alerts, monobank
from billing.invoices import Invoice, Row
from billing.models import HRYVNIA, Alert, OrphanPayment
from billing.monobank import Order
from billing.reducer import PAID
from billing.refunds import LATE, SURE_AFTER
from trackr import sweeping

State = OrphanPayment.State
KEPT_FOR = datetime.timedelta(days=40)  # longer than the monthly statement looks back
MINUTE, HOUR = datetime.timedelta(minutes=1), datetime.timedelta(hours=1)
PAUSES = (10 * MINUTE, HOUR, 6 * HOUR, 24 * HOUR)
OWED = (State.REFUNDING, State.REFUSED)  # kept for longer: the money is still theirs


def is_told(invoice: Invoice) -> bool:
    """Whether a message is about one of them; it is looked at by the next sweep."""
    return _wake(invoice.invoice_id, invoice.reference)


def is_listed(row: Row) -> bool:
    """The same for a line of the statement."""
    return _wake(row.invoice_id, row.reference)


def sweep(now: datetime.datetime, until: datetime.datetime) -> int:
    OrphanPayment.objects.filter(left_at__lt=now - KEPT_FOR).exclude(state__in=OWED).delete()
    return sweeping.each(OrphanPayment.objects.due(now), until, _look_after, locks=False)


def _wake(invoice_id: str, reference: str) -> bool:
    try:
        named = Q(reference=uuid.UUID(reference))
    except ValueError:
        named = Q(pk=None)
    found = OrphanPayment.objects.filter(named | Q(invoice_id=invoice_id)).first()
    if found is None:
        return False
    waiting = OrphanPayment.objects.filter(pk=found.pk, state__in=[State.WATCHED, *OWED])
    if found.invoice_id in (None, invoice_id):
        waiting.update(invoice_id=invoice_id, due_at=timezone.now())
    return True


def _look_after(orphan: OrphanPayment) -> None:
    now = timezone.now()
    pause = PAUSES[min(orphan.polls, len(PAUSES) - 1)]
    due = OrphanPayment.objects.filter(pk=orphan.pk, due_at=orphan.due_at)
    if not due.update(due_at=now + pause, polls=orphan.polls + 1):
        return
    if orphan.invoice_id:  # without an invoice the statement has to find it first
        _look_up(orphan, orphan.invoice_id)
    late = OrphanPayment.objects.filter(pk=orphan.pk, state=State.REFUNDING)
    if late.filter(refunding_at__lt=now - LATE).exists():
        alerts.sound(Alert.Subject.REFUND_STUCK, _ext_ref(orphan))


def _look_up(orphan: OrphanPayment, invoice_id: str) -> None:
    try:
        invoice = monobank.invoice(invoice_id)
    except monobank.BankClosed:
        _forget_foreign(orphan)
    except monobank.BankError:
        return  # it is due again later
    else:
        if invoice.reference == str(orphan.reference) and invoice.status in PAID:
            _give_back(orphan, invoice)


def _forget_foreign(orphan: OrphanPayment) -> None:
    """An invoice that our token does not know was never ours."""
    OrphanPayment.objects.filter(pk=orphan.pk).update(invoice_id=None)


def _give_back(orphan: OrphanPayment, invoice: Invoice) -> None:
    """Once: what the bank has sent or works on is not asked for again, whoever asked for it."""
    row = OrphanPayment.objects.filter(pk=orphan.pk)
    if invoice.final_amount <= _keeps(orphan):
        row.update(state=State.REFUNDED, due_at=None)
    elif orphan.state == State.REFUSED:
        row.update(due_at=None)  # a person has been told, and makes it by hand
    elif _has_failed(orphan, invoice):
        _refuse(orphan, "failure")
    elif _missing(orphan, invoice) > 0 and _claim(orphan):
        _ask(orphan, invoice)


def _claim(orphan: OrphanPayment) -> bool:
    """The turn to ask the bank; an hour long nobody has it after another, whose request may still
    arrive."""
    now = timezone.now()
    asked_at = orphan.asked_at or (orphan.left_at if orphan.state == State.REFUNDING else None)
    if asked_at is not None and now - asked_at < SURE_AFTER:
        return False
    free = OrphanPayment.objects.filter(pk=orphan.pk, asked_at=orphan.asked_at)
    changes = {"refunding_at": orphan.refunding_at or now, "ext_ref": _ext_ref(orphan)}
    return bool(free.update(state=State.REFUNDING, asked_at=now, **changes))


def _ask(orphan: OrphanPayment, invoice: Invoice) -> None:
    missing = _missing(orphan, invoice)
    order = Order(str(orphan.reference), missing, HRYVNIA, "Trackr", orphan.code)
    try:
        status = monobank.cancel(order, invoice.invoice_id, ext_ref=_ext_ref(orphan))
    except (monobank.BankRefused, monobank.BankClosed) as error:
        _refuse_unless_done(orphan, invoice.invoice_id, error.code)
    except monobank.BankError as error:
        if error.code == "CANCEL_NOT_AVAILABLE":
            _refuse(orphan, error.code)
        # Any other is looked up at the next turn.
    else:
        if status == "failure":
            _refuse(orphan, status)


def _refuse_unless_done(orphan: OrphanPayment, invoice_id: str, code: str) -> None:
    """WRONG_CANCEL_AMOUNT may mean that the money is gone already."""
    try:
        invoice = monobank.invoice(invoice_id)
    except monobank.BankError:
        return  # looked up at the next turn
    if _missing(orphan, invoice) > 0:
        _refuse(orphan, code)


def _refuse(orphan: OrphanPayment, code: str) -> None:
    with transaction.atomic():
        row = OrphanPayment.objects.filter(pk=orphan.pk, state__in=[State.WATCHED, State.REFUNDING])
        if row.update(state=State.REFUSED, due_at=None):
            alerts.sound(Alert.Subject.REFUND_REFUSED, _ext_ref(orphan), code)


def _ext_ref(orphan: OrphanPayment) -> str:
    return f"orphan-{orphan.reference}"


def _has_failed(orphan: OrphanPayment, invoice: Invoice) -> bool:
    ours = [one for one in invoice.cancels if one.ext_ref == _ext_ref(orphan)]
    return bool(ours) and all(one.status == "failure" for one in ours)


def _keeps(orphan: OrphanPayment) -> int:
    """Kopiykas that stay ours."""
    return orphan.amount - (orphan.to_refund or orphan.amount)


def _missing(orphan: OrphanPayment, invoice: Invoice) -> int:
    """Kopiykas that have to go back, and neither have nor are about to."""
    under_way = sum(one.amount for one in invoice.cancels if one.status == "processing")
    return invoice.final_amount - under_way - _keeps(orphan)
