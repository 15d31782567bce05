"""Begins the renewals that are due, and sends them."""

import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from billing import alerts, charge, dunning, standing, trouble
from billing.models import AttemptKind, Card, PaidPeriod, PaymentAttempt, Subscription
from billing.standing import Status
from billing.timeline import GRACE
from trackr import sweeping


class ChargingStopped(Exception):
    """The bank refuses us: nobody is charged until the alert in admin is resolved."""

    def __init__(self) -> None:
        super().__init__("all charging is stopped: see the alerts of billing")


class Hindrance(TextChoices):
    """Why a person can't have the card charged, in their words."""

    NOTHING_DUE = "nothing_due", _("There is nothing to pay at the moment.")
    STOPPED = (
        "stopped",
        _("Payments do not work at the moment, for a reason on our side. We are on it."),
    )
    UNDER_WAY = "under_way", _("A payment is being confirmed already.")
    NO_CARD = "no_card", trouble.NO_CARD
    TOO_OFTEN = "too_often", _(
        "You have tried three times within a day. Please try again tomorrow, use another card or"
        " pay on the bank's page."
    )  # fmt: skip


def sweep(now: datetime.datetime, until: datetime.datetime) -> int:
    """Begin each renewal that is due, and send it. Raises ChargingStopped: the health page shows a
    sweep that broke, until somebody has looked."""
    if alerts.charging_is_stopped():
        raise ChargingStopped
    return sweeping.each(_due(now), until, renew, locks=False)


def _due(now: datetime.datetime) -> "QuerySet[Subscription]":
    """Those whose paid time has ended within the week, and whose card has rested since it was tried
    last; which of them are to be charged now is decided row by row."""
    running = PaidPeriod.objects.counting().filter(ends_at__gt=now).values("subscription")
    ended = PaidPeriod.objects.counting().filter(ends_at__lte=now, ends_at__gt=now - GRACE)
    waiting = Subscription.objects.filter(renews=True, pk__in=ended.values("subscription"))
    open_ones = PaymentAttempt.objects.open().filter(kind=AttemptKind.RENEWAL)
    tried = PaymentAttempt.objects.filter(
        kind=AttemptKind.RENEWAL, card=OuterRef("pk"), created_at__gt=now - dunning.APART
    )
    active = Card.objects.filter(subscription=OuterRef("pk"), state=Card.State.ACTIVE)
    waiting = waiting.exclude(pk__in=running).filter(Exists(active.exclude(Exists(tried))))
    return waiting.exclude(pk__in=open_ones.values("subscription"))


def renew(subscription: Subscription, *, by_person: bool = False) -> PaymentAttempt | None:
    """Charge for the next period if that is due now. None: it is not."""
    with transaction.atomic():
        attempt = _begin(subscription, by_person=by_person)
    if attempt is not None:
        charge.send(attempt)
    return attempt


def _begin(subscription: Subscription, *, by_person: bool) -> PaymentAttempt | None:
    now = timezone.now()
    row = Subscription.objects.select_for_update(of=("self",)).select_related("user")
    subscription = row.get(pk=subscription.pk)
    where = standing.of(subscription.user, now)
    card = subscription.current_card()
    if where.status is not Status.GRACE or where.paid_through is None or card is None:
        return None
    price = standing.renewal_price(subscription, where.paid_through)
    if price is None or price.plan.key == standing.FREE_PLAN:
        return None
    is_wanted = dunning.may_try_again if by_person else _is_time
    if not is_wanted(subscription, where.paid_through, now):
        return None
    return charge.open_attempt(subscription, price, card, where.paid_through, by_person=by_person)


def _is_time(
    subscription: Subscription, ended_at: datetime.datetime, now: datetime.datetime
) -> bool:
    card = subscription.current_card()
    if card is not None and dunning.is_fresh(card, subscription, ended_at):
        return True
    due_at = dunning.next_due(subscription, ended_at)
    return due_at is not None and due_at <= now and dunning.is_day(now)


def hindrance(subscription: Subscription) -> Hindrance:
    """Why nothing was charged at the person's wish just now."""
    now = timezone.now()
    where = standing.of(subscription.user, now)
    if where.status is not Status.GRACE or where.paid_through is None:
        return Hindrance.NOTHING_DUE
    of_period = Q(kind=AttemptKind.RENEWAL) | Q(period_start=where.paid_through)
    if subscription.attempts.open().filter(of_period).exists():
        return Hindrance.UNDER_WAY
    if alerts.charging_is_stopped():
        return Hindrance.STOPPED
    if subscription.current_card() is None:
        return Hindrance.NO_CARD
    if not dunning.may_try_again(subscription, where.paid_through, now):
        return Hindrance.TOO_OFTEN
    return Hindrance.NOTHING_DUE
