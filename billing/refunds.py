"""Refunds as rows: decided on once, never for more than is left. billing/repay.py sends them."""

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Sum
from django.utils import timezone

from billing import alerts
from billing.invoices import Cancellation
from billing.models import Alert, AttemptState, PaymentAttempt, Refund

if TYPE_CHECKING:
    from accounts.models import User

State = Refund.State
LATE = datetime.timedelta(days=3)  # when somebody has to look at one that is not done
LOOK_AGAIN = datetime.timedelta(minutes=10)  # at one that the bank is working on
# After it a request whose answer was lost has arrived at the bank, or never will.
SURE_AFTER = datetime.timedelta(hours=1)
ON_ITS_WAY = (State.WAITING, State.SENDING, State.UNKNOWN, State.PROCESSING)


class TooMuch(Exception):
    """More than is left of the payment."""


def add(
    attempt: PaymentAttempt,
    amount: int,
    reason: Refund.Reason,
    *,
    ext_ref: str,
    by: "User | None" = None,
    note: str = "",
) -> Refund | None:
    """Decide on a refund, once for each `ext_ref`; the sweep sends it. None: it stood already.

    Raises TooMuch. The subscription has to be locked.
    """
    if Refund.objects.filter(ext_ref=ext_ref).exists():
        return None
    if not 0 < amount <= refundable(attempt):
        raise TooMuch
    now = timezone.now()
    return Refund.objects.create(
        attempt=attempt, ext_ref=ext_ref, amount=amount, reason=reason, asked_by=by, note=note,
        created_at=now, due_at=now,
    )  # fmt: skip


def refundable(attempt: PaymentAttempt) -> int:
    """Kopiykas that may still be given back."""
    if attempt.state != AttemptState.PAID:
        return 0
    on_its_way = attempt.refunds.filter(state__in=ON_ITS_WAY).aggregate(sum=Sum("amount"))["sum"]
    return max(0, attempt.final_amount - (on_its_way or 0))


def take_in(attempt: PaymentAttempt, cancels: Iterable[Cancellation]) -> None:
    """What the bank says of refunds. Those made in its cabinet are not ours, and have no row."""
    outcomes = {"success": State.DONE, "failure": State.REFUSED, "processing": State.PROCESSING}
    for cancel in cancels:
        state = outcomes.get(cancel.status)
        ours = attempt.refunds.filter(ext_ref=cancel.ext_ref or "none").exclude(state=State.DONE)
        if state is not None and ours.exists():
            due_at = None if state != State.PROCESSING else timezone.now() + LOOK_AGAIN
            ours.update(state=state, due_at=due_at)
        if state == State.REFUSED:
            alerts.sound(Alert.Subject.REFUND_REFUSED, cancel.ext_ref)
