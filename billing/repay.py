"""Sends refunds. The bank is asked once; after an answer that was lost the refund is looked up
there, by our reference, before the bank is asked again."""

import datetime

from django.db import transaction
from django.utils import timezone

from billing import alerts, ingest, monobank
from billing.models import Alert, Refund, Snapshot
from billing.orders import order_of
from billing.refunds import LATE, ON_ITS_WAY, SURE_AFTER, State
from trackr import sweeping

MINUTE, HOUR = datetime.timedelta(minutes=1), datetime.timedelta(hours=1)
PAUSES = (MINUTE, 10 * MINUTE, HOUR, 6 * HOUR, 24 * HOUR)


def sweep(now: datetime.datetime, until: datetime.datetime) -> int:
    due = Refund.objects.filter(due_at__lte=now, state__in=ON_ITS_WAY)
    return sweeping.each(due.select_related("attempt"), until, send, locks=False)


def send(refund: Refund) -> None:
    """Take the next step with a refund that is due: ask the bank for it, or what became of it."""
    was = _claim(refund)
    if was is None:
        return
    if was in (State.SENDING, State.UNKNOWN, State.PROCESSING):
        _look_up(refund, was)
    else:
        _ask(refund)
    open_ones = Refund.objects.filter(pk=refund.pk, state__in=ON_ITS_WAY)
    if open_ones.filter(created_at__lt=timezone.now() - LATE).exists():
        alerts.sound(Alert.Subject.REFUND_STUCK, refund.ext_ref)


def _claim(refund: Refund) -> str | None:
    """The state that it was in, or None when another has it."""
    now = timezone.now()
    pause = PAUSES[min(refund.tries, len(PAUSES) - 1)]
    due = Refund.objects.filter(pk=refund.pk, state=refund.state, due_at=refund.due_at)
    changes: dict[str, object] = {"due_at": now + pause, "tries": refund.tries + 1}
    if refund.state == State.WAITING:
        changes |= {"state": State.SENDING, "sent_at": now, "due_at": now + 2 * MINUTE}
    return refund.state if due.update(**changes) else None


def _ask(refund: Refund) -> None:
    attempt = refund.attempt
    try:
        status = monobank.cancel(
            order_of(attempt, refund.amount), str(attempt.invoice_id), ext_ref=refund.ext_ref
        )
    except (monobank.NotReached, monobank.BankOff):
        _become(refund, State.WAITING, PAUSES[min(refund.tries, len(PAUSES) - 1)])
    except (monobank.BankRefused, monobank.BankClosed) as error:
        # WRONG_CANCEL_AMOUNT may mean that it is done already.
        _become(refund, State.UNKNOWN, MINUTE)
        _look_up(refund, State.UNKNOWN, refused=error.code)
    except monobank.NoAnswer as error:
        if error.code == "CANCEL_NOT_AVAILABLE":
            _refuse(refund, error.code)
        else:
            _become(refund, State.UNKNOWN, MINUTE)
    else:
        _take_answer(refund, status)


def _take_answer(refund: Refund, status: str) -> None:
    """The list of the invoice has the last word, but it may never show what has failed."""
    if status == "failure":
        _refuse(refund, status)
    else:
        _become(refund, State.PROCESSING, MINUTE)
    if status != "processing":
        _look_up(refund, State.PROCESSING)


def _look_up(refund: Refund, was: str, refused: str = "") -> None:
    """Ask for the invoice; its list of refunds tells what became of ours."""
    try:
        invoice = monobank.invoice(str(refund.attempt.invoice_id))
    except monobank.BankError:
        return  # it is due again later
    ingest.take_in(refund.attempt, invoice, Snapshot.Source.POLL)
    refund.refresh_from_db()
    is_listed = any(cancel.ext_ref == refund.ext_ref for cancel in invoice.cancels)
    if is_listed or refund.state not in ON_ITS_WAY:
        return
    if refused:
        _refuse(refund, refused)
    elif was in (State.SENDING, State.UNKNOWN):
        is_sure = refund.sent_at is None or timezone.now() - refund.sent_at >= SURE_AFTER
        _become(refund, State.WAITING if is_sure else State.UNKNOWN, MINUTE if is_sure else HOUR)


def _become(refund: Refund, state: State, pause: datetime.timedelta) -> None:
    due_at = timezone.now() + pause
    rows = Refund.objects.filter(pk=refund.pk, state__in=ON_ITS_WAY)
    rows.update(state=state, due_at=due_at)


def _refuse(refund: Refund, code: str) -> None:
    with transaction.atomic():
        rows = Refund.objects.filter(pk=refund.pk, state__in=ON_ITS_WAY)
        if rows.update(state=State.REFUSED, due_at=None):
            alerts.sound(Alert.Subject.REFUND_REFUSED, refund.ext_ref, code)
