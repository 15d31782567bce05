"""Payments of deleted accounts: watched for 40 days, and given back should they succeed."""

import datetime
import uuid

from django.db.models import Q
from django.utils import timezone

from billing import monobank
from billing.invoices import Invoice, Row
from billing.models import HRYVNIA, OrphanPayment
from billing.monobank import Order
from billing.reducer import PAID
from trackr import sweeping

State = OrphanPayment.State
KEPT_FOR = datetime.timedelta(days=40)  # longer than the monthly statement looks back
MINUTE, HOUR = datetime.timedelta(minutes=1), datetime.timedelta(hours=1)
PAUSES = (10 * MINUTE, HOUR, 6 * HOUR, 24 * HOUR)


def is_told(invoice: Invoice) -> bool:
    """Whether a message is about one of them; it is looked at by the next sweep."""
    return _wake(invoice.invoice_id, invoice.reference)


def is_listed(row: Row) -> bool:
    """The same for a line of the statement."""
    return _wake(row.invoice_id, row.reference)


def sweep(now: datetime.datetime, until: datetime.datetime) -> int:
    OrphanPayment.objects.filter(left_at__lt=now - KEPT_FOR).exclude(state=State.REFUNDING).delete()
    return sweeping.each(OrphanPayment.objects.due(now), until, _look_after, locks=False)


def _wake(invoice_id: str, reference: str) -> bool:
    try:
        named = Q(reference=uuid.UUID(reference))
    except ValueError:
        named = Q(pk=None)
    found = OrphanPayment.objects.filter(named | Q(invoice_id=invoice_id)).first()
    if found is None:
        return False
    waiting = OrphanPayment.objects.filter(pk=found.pk, state__in=[State.WATCHED, State.REFUNDING])
    if found.invoice_id in (None, invoice_id):
        waiting.update(invoice_id=invoice_id, due_at=timezone.now())
    return True


def _look_after(orphan: OrphanPayment) -> None:
    now = timezone.now()
    pause = PAUSES[min(orphan.polls, len(PAUSES) - 1)]
    due = OrphanPayment.objects.filter(pk=orphan.pk, due_at=orphan.due_at)
    if not due.update(due_at=now + pause, polls=orphan.polls + 1) or not orphan.invoice_id:
        return  # without an invoice the statement has to find it first
    try:
        invoice = monobank.invoice(orphan.invoice_id)
    except monobank.BankClosed:
        _forget_foreign(orphan)
        return
    except monobank.BankError:
        return
    if invoice.reference == str(orphan.reference) and invoice.status in PAID:
        _give_back(orphan, invoice)


def _forget_foreign(orphan: OrphanPayment) -> None:
    """An invoice that our token does not know was never ours."""
    OrphanPayment.objects.filter(pk=orphan.pk).update(invoice_id=None)


def _give_back(orphan: OrphanPayment, invoice: Invoice) -> None:
    """Once: what the bank lists under our reference is not asked for again."""
    ext_ref = orphan.ext_ref or f"orphan-{orphan.reference}"
    listed = [one for one in invoice.cancels if one.ext_ref == ext_ref]
    row = OrphanPayment.objects.filter(pk=orphan.pk)
    if invoice.final_amount == 0 or any(one.status == "success" for one in listed):
        row.update(state=State.REFUNDED, due_at=None)
        return
    if any(one.status == "processing" for one in listed):
        return
    # Asked for anew only when it was not listed at two turns, an hour and more after the first.
    is_first = row.filter(state=State.WATCHED).update(state=State.REFUNDING, ext_ref=ext_ref)
    if is_first or orphan.polls > 1:
        _ask(orphan, invoice, ext_ref)


def _ask(orphan: OrphanPayment, invoice: Invoice, ext_ref: str) -> None:
    amount = min(orphan.to_refund or invoice.final_amount, invoice.final_amount)
    order = Order(str(orphan.reference), amount, HRYVNIA, "Trackr", orphan.code)
    try:
        monobank.cancel(order, invoice.invoice_id, ext_ref=ext_ref)
    except monobank.BankError:
        return  # looked up at the next turn
