"""Everything that the billing page says of a person's plan and payments."""

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Sum
from django.utils.functional import Promise

from billing import allowance, deeds, dunning, standing, trouble
from billing.models import (
    AttemptKind,
    AttemptState,
    Card,
    Feature,
    PaymentAttempt,
    Price,
    Refund,
    Subscription,
)
from billing.refunds import ON_ITS_WAY
from billing.standing import Standing, Status
from billing.telling import WITHDRAW_WITHIN

if TYPE_CHECKING:
    from accounts.models import User

SHOWN = 24  # payments on the page, the newest first
TOLD = (AttemptState.PAID, AttemptState.REFUNDED, AttemptState.FAILED, AttemptState.REVIEW)


@dataclass(frozen=True)
class Payment:
    """A row of the page; money in kopiykas."""

    attempt: PaymentAttempt
    paid_at: datetime.datetime
    returned: int
    returning: int  # on its way back
    reason: Promise | str  # why it failed


def of(user: "User", now: datetime.datetime) -> dict[str, Any]:
    """Of the billing page."""
    context = briefly(user, now)
    subscription, where = context["subscription"], context["where"]
    left = allowance.left_of_each(user)
    return {
        **context,
        "next_try": _next_try(subscription, where) if context["card"] else None,
        "payments": _payments(subscription),
        "withdraw_until": _withdraw_until(user, now),
        "is_refund_refused": _is_refund_refused(subscription),
        "left": left,
        "resets_on": left[Feature.CV_ANALYSIS].resets_on,
    }


def briefly(user: "User", now: datetime.datetime) -> dict[str, Any]:
    """Where the person stands and what comes next."""
    subscription = subscription_of(user)
    where = standing.of(user, now)
    return {
        "where": where,
        "subscription": subscription,
        "card": subscription.current_card() if subscription else None,
        "next_price": next_price(subscription, where),
        "agreed_price": standing.agreed_price(subscription) if subscription else None,
    }


def is_cancellable(subscription: Subscription | None, where: Standing) -> bool:
    """A charge is planned, be it by a card that the bank has yet to save."""
    if subscription is None or subscription.renews:
        return subscription is not None
    attempt = where.last.attempt if where.is_paid and where.last else None
    return attempt is not None and standing.will_renew(subscription, attempt)


def subscription_of(user: "User") -> Subscription | None:
    return Subscription.objects.filter(user=user).select_related("next_price__plan").first()


def card_of(user: "User") -> Card | None:
    subscription = subscription_of(user)
    return subscription.current_card() if subscription else None


def next_price(subscription: Subscription | None, where: Standing) -> Price | None:
    """What the next charge is; None where none will be made."""
    if subscription is None or not subscription.renews or where.paid_through is None:
        return None
    return standing.renewal_price(subscription, where.paid_through)


def kept_price(subscription: Subscription | None, where: Standing) -> Price | None:
    """What the next charge is for whoever stays with the plan and interval that they have."""
    agreed = standing.agreed_price(subscription) if subscription else None
    if subscription is None or agreed is None or where.paid_through is None:
        return None
    return standing.binding_price(subscription, agreed, where.paid_through)


def _withdraw_until(user: "User", now: datetime.datetime) -> datetime.datetime | None:
    first = deeds.withdrawable(user, now)
    return first.bank_created + WITHDRAW_WITHIN if first and first.bank_created else None


def _is_refund_refused(subscription: Subscription | None) -> bool:
    """Somebody has withdrawn, and the bank did not send the money; nobody has made it good yet."""
    if subscription is None:
        return False
    refused = Refund.objects.filter(reason=Refund.Reason.WITHDRAWAL, state=Refund.State.REFUSED)
    kept = refused.filter(attempt__subscription=subscription, attempt__state=AttemptState.PAID)
    return kept.exists()


def _next_try(subscription: Subscription | None, where: Standing) -> datetime.datetime | None:
    if subscription is None or where.status is not Status.GRACE or where.paid_through is None:
        return None
    return dunning.next_due(subscription, where.paid_through)


def _payments(subscription: Subscription | None) -> list[Payment]:
    if subscription is None:
        return []
    told = subscription.attempts.filter(state__in=TOLD).exclude(kind=AttemptKind.VERIFICATION)
    rows = told.select_related("price__plan").order_by("-created_at")[:SHOWN]
    refunds = Refund.objects.filter(attempt__subscription=subscription, state__in=ON_ITS_WAY)
    returning = dict(refunds.values_list("attempt").annotate(Sum("amount")))
    return [_payment(one, returning.get(one.pk, 0)) for one in rows]


def _payment(attempt: PaymentAttempt, returning: int) -> Payment:
    keeps = attempt.state in (AttemptState.PAID, AttemptState.REFUNDED)
    return Payment(
        attempt=attempt,
        paid_at=attempt.bank_created or attempt.created_at,
        returned=attempt.amount - attempt.final_amount if keeps else 0,
        returning=returning,
        reason=trouble.why(attempt.state, attempt.err_code),
    )
