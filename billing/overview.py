"""Everything that the billing page says of a person's plan and payments."""

import datetime
from typing import TYPE_CHECKING, Any

from billing import allowance, deeds, dunning, standing
from billing.models import AttemptKind, AttemptState, Card, PaymentAttempt, Subscription
from billing.standing import Standing, Status
from billing.timeline import GRACE

if TYPE_CHECKING:
    from accounts.models import User

SHOWN = 24  # payments on the page, the newest first
TOLD = (AttemptState.PAID, AttemptState.REFUNDED, AttemptState.FAILED)


def of(user: "User", now: datetime.datetime) -> dict[str, Any]:
    subscription = subscription_of(user)
    where = standing.of(user, now)
    card = subscription.current_card() if subscription else None
    return {
        "where": where,
        "subscription": subscription,
        "card": card,
        "next_price": _next_price(subscription, where),
        "agreed_price": standing.agreed_price(subscription) if subscription else None,
        "trouble": _trouble(subscription, where),
        "next_try": _next_try(subscription, where) if card else None,
        "payments": _payments(subscription),
        "withdrawable": deeds.withdrawable(user, now),
        "left": allowance.left_of_each(user),
        "access_ends": where.paid_through + GRACE if where.paid_through else None,
    }


def subscription_of(user: "User") -> Subscription | None:
    return Subscription.objects.filter(user=user).select_related("next_price__plan").first()


def card_of(user: "User") -> Card | None:
    subscription = subscription_of(user)
    return subscription.current_card() if subscription else None


def _next_price(subscription: Subscription | None, where: Standing) -> Any:
    if subscription is None or not subscription.renews or where.paid_through is None:
        return None
    return standing.renewal_price(subscription, where.paid_through)


def _trouble(subscription: Subscription | None, where: Standing) -> PaymentAttempt | None:
    """The last renewal of this period that failed, while access still lasts."""
    if subscription is None or where.status is not Status.GRACE or where.paid_through is None:
        return None
    tries = subscription.attempts.filter(kind=AttemptKind.RENEWAL).of_period(where.paid_through)
    return tries.filter(state=AttemptState.FAILED).order_by("-created_at").first()


def _next_try(subscription: Subscription | None, where: Standing) -> datetime.datetime | None:
    if subscription is None or where.status is not Status.GRACE or where.paid_through is None:
        return None
    return dunning.next_due(subscription, where.paid_through)


def _payments(subscription: Subscription | None) -> list[PaymentAttempt]:
    if subscription is None:
        return []
    told = subscription.attempts.filter(state__in=TOLD).exclude(kind=AttemptKind.VERIFICATION)
    return list(told.select_related("price__plan", "period").order_by("-created_at")[:SHOWN])
