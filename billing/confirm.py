"""After the bank's page: waits for our own state, and asks the bank now and then."""

import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from billing import declines, monobank, reconcile
from billing.models import OPEN, AttemptKind, AttemptState, PaidPeriod, PaymentAttempt

ASK_EVERY = datetime.timedelta(seconds=10)  # per invoice, by however many pages
WAIT_FOR = datetime.timedelta(seconds=60)


def ask_now_and_then(attempt: PaymentAttempt) -> None:
    """Ask the bank if nobody did in the last ten seconds; the attempt is then as it is now."""
    if attempt.state not in OPEN or not attempt.invoice_id or not monobank.is_on():
        return
    now = timezone.now()
    turn = PaymentAttempt.objects.filter(
        Q(asked_at=None) | Q(asked_at__lte=now - ASK_EVERY), pk=attempt.pk
    )
    if turn.update(asked_at=now):
        reconcile.refresh(attempt)
        attempt.refresh_from_db()


def shown(attempt: PaymentAttempt, now: datetime.datetime) -> dict[str, Any]:
    """What the page says: `outcome` is paid, waiting, declined, left, failed or refunded."""
    period = PaidPeriod.objects.counting().filter(attempt=attempt).select_related("plan").first()
    return {
        "attempt": attempt,
        "period": period,
        "outcome": _outcome(attempt),
        "reason": declines.sentence(attempt.err_code) if attempt.err_code else "",
        "is_card": attempt.kind == AttemptKind.VERIFICATION,
        "may_pay_yet": _may_pay_yet(attempt, now),
    }


def _outcome(attempt: PaymentAttempt) -> str:
    match attempt.state:
        case AttemptState.PAID:
            return "paid"
        case AttemptState.REFUNDED:
            return "refunded"
        case AttemptState.PENDING if attempt.err_code:
            return "declined"
        case AttemptState.PENDING | AttemptState.SENDING | AttemptState.UNKNOWN:
            return "waiting"
        case AttemptState.EXPIRED:
            return "left"
        case _:
            return "failed"


def _may_pay_yet(attempt: PaymentAttempt, now: datetime.datetime) -> bool:
    """The bank's page is still open."""
    is_open = attempt.valid_until is not None and now < attempt.valid_until
    return attempt.state == AttemptState.PENDING and bool(attempt.page_url) and is_open
