"""The only way from an id in an address to a row: the owner's, or 404."""

import uuid
from typing import TYPE_CHECKING

from django.http import Http404
from django.utils import timezone

from billing.models import PaymentAttempt, Price

if TYPE_CHECKING:
    from accounts.models import User


def attempt_of(user: "User", reference: uuid.UUID) -> PaymentAttempt:
    rows = PaymentAttempt.objects.filter(subscription__user=user, reference=reference)
    found = rows.select_related("subscription__user", "price__plan").first()
    if found is None:
        raise Http404
    return found


def offered_price(plan: str, interval: str) -> Price:
    """The price in effect now; of nobody's, so anybody may see it."""
    offered = Price.objects.offered(timezone.now())
    found = offered.filter(plan__key=plan, interval=interval).first()
    if found is None:
        raise Http404
    return found
