"""The only way from an id in an address to a row: the owner's, or 404."""

import uuid
from typing import TYPE_CHECKING

from django.http import Http404
from django.utils import timezone

from billing import standing
from billing.models import PaymentAttempt, Price, Subscription
from billing.standing import Status

if TYPE_CHECKING:
    from accounts.models import User


def attempt_of(user: "User", reference: uuid.UUID) -> PaymentAttempt:
    rows = PaymentAttempt.objects.filter(subscription__user=user, reference=reference)
    found = rows.select_related("subscription__user", "price__plan").first()
    if found is None:
        raise Http404
    return found


def offered_price(user: "User", plan: str, interval: str) -> Price:
    """The price in effect now; for whoever pays by hand what was to renew, the price of that."""
    due = _due_price(user)
    if due is not None and (due.plan.key, due.interval) == (plan, interval):
        return due
    offered = Price.objects.offered(timezone.now())
    found = offered.filter(plan__key=plan, interval=interval).first()
    if found is None:
        raise Http404
    return found


def _due_price(user: "User") -> Price | None:
    where = standing.of(user, timezone.now())
    if where.status is not Status.GRACE or where.paid_through is None:
        return None
    subscription = Subscription.objects.select_related("next_price__plan").get(user=user)
    return standing.renewal_price(subscription, where.paid_through)
