"""When a person deletes the account: nothing is charged any more, the bank forgets the cards, and
money that still comes goes back. No row that is left names them."""

import datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from billing import checkout
from billing.models import (
    AttemptKind,
    AttemptState,
    Card,
    ForgottenCard,
    OrphanPayment,
    PaymentAttempt,
    Refund,
    Subscription,
)
from billing.refunds import ON_ITS_WAY

if TYPE_CHECKING:
    from accounts.models import User

SURPRISES_FOR = datetime.timedelta(days=31)  # how long after its begin an attempt may still succeed
State = OrphanPayment.State


def prepare(user: "User") -> None:
    """Outside of any transaction, before the rows go: no charge begins, and open pages of the bank
    are closed where it answers. It stops nobody from leaving."""
    for subscription in Subscription.objects.filter(user=user):
        subscription.stop_renewing(timezone.now())
        for attempt in subscription.attempts.open().exclude(kind=AttemptKind.RENEWAL):
            _close(attempt)


def leave(user: "User") -> None:
    """Inside the transaction that deletes the person: keep what must be watched, without them."""
    for subscription in Subscription.objects.select_for_update().filter(user=user):
        attempts = subscription.attempts.exclude(kind=AttemptKind.VERIFICATION)
        refunds = Refund.objects.filter(attempt__subscription=subscription)
        list(refunds.select_for_update(of=("self",)))  # none is sent between a look and the end
        OrphanPayment.objects.bulk_create(
            _orphan(attempt)
            for attempt in attempts.select_related("price__plan").prefetch_related("refunds")
            if _may_surprise(attempt)
        )
        cards = subscription.cards.exclude(state=Card.State.DELETED)
        now = timezone.now()
        ForgottenCard.objects.bulk_create(
            ForgottenCard(token=card.token, due_at=now) for card in cards
        )


def _close(attempt: PaymentAttempt) -> None:
    try:
        checkout.give_up(attempt)
    except checkout.PaymentUnderWay:
        return  # an orphan will watch it


def _may_surprise(attempt: PaymentAttempt) -> bool:
    is_recent = attempt.created_at > timezone.now() - SURPRISES_FOR
    return is_recent or attempt.state == AttemptState.UNKNOWN or bool(_on_their_way(attempt))


def _on_their_way(attempt: PaymentAttempt) -> list[Refund]:
    return [one for one in attempt.refunds.all() if one.state in ON_ITS_WAY]


def _orphan(attempt: PaymentAttempt) -> OrphanPayment:
    """With all that was decided to go back; what was sent already is looked for before anything is
    asked for anew."""
    now = timezone.now()
    refunds = _on_their_way(attempt)
    sent = [one for one in refunds if one.state != Refund.State.WAITING]
    is_over = attempt.state in (AttemptState.PAID, AttemptState.REFUNDED) and not refunds
    gone = attempt.amount - attempt.final_amount
    to_refund = min(attempt.amount, gone + sum(one.amount for one in refunds)) if refunds else 0
    return OrphanPayment(
        reference=attempt.reference,
        invoice_id=attempt.invoice_id,
        amount=attempt.amount,
        state=State.SETTLED if is_over else State.REFUNDING if sent else State.WATCHED,
        to_refund=to_refund,
        code=attempt.price.code if attempt.price else "",
        left_at=now,
        refunding_at=min((one.created_at for one in refunds), default=None),
        asked_at=max((one.sent_at or now for one in sent), default=None),
        due_at=None if is_over else now,
    )
