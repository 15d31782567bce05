"""Renews what is due and, when a charge fails, tries again: when the time is up, then a day, three
and six days later. Access lasts a week."""

import datetime
import hashlib

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from billing import alerts, charge, cycle, declines, standing
from billing.models import AttemptKind, AttemptState, Card, PaidPeriod, PaymentAttempt, Subscription
from billing.standing import Status
from billing.timeline import GRACE
from trackr import sweeping

DAY, HOUR = datetime.timedelta(days=1), datetime.timedelta(hours=1)
SCHEDULE = (0 * DAY, 1 * DAY, 3 * DAY, 6 * DAY)  # after the end of the paid time
MOST_TRIES = len(SCHEDULE)
APART = 20 * HOUR  # between two tries of one period
DAYTIME = range(9, 20)  # hours of Kyiv in which cards are charged
JITTER = datetime.timedelta(minutes=30)


def sweep(now: datetime.datetime, until: datetime.datetime) -> int:
    """Begin each renewal that is due, and send it."""
    if alerts.charging_is_stopped():
        return 0
    return sweeping.each(_due(now), until, renew, locks=False)


def _due(now: datetime.datetime) -> "QuerySet[Subscription]":
    """Those whose paid time has ended within the week; which of them are to be charged now is
    decided row by row."""
    running = PaidPeriod.objects.counting().filter(ends_at__gt=now).values("subscription")
    ended = PaidPeriod.objects.counting().filter(ends_at__lte=now, ends_at__gt=now - GRACE)
    waiting = Subscription.objects.filter(renews=True, pk__in=ended.values("subscription"))
    open_ones = PaymentAttempt.objects.open().filter(kind=AttemptKind.RENEWAL)
    waiting = waiting.exclude(pk__in=running).filter(cards__state=Card.State.ACTIVE)
    return waiting.exclude(pk__in=open_ones.values("subscription")).distinct()


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
    tries = list(_tries(subscription, where.paid_through))
    is_fresh = not any(one.card_id == card.pk for one in tries) and bool(tries)
    if not (by_person or is_fresh) and due_at(subscription, where.paid_through, tries) > now:
        return None
    return charge.open_attempt(
        subscription, price, card, where.paid_through, by_person=by_person or is_fresh
    )


def due_at(
    subscription: Subscription, ended_at: datetime.datetime, tries: list[PaymentAttempt]
) -> datetime.datetime:
    """When the next charge for the period after `ended_at` is due; never, after the last."""
    counted = [one for one in tries if _counts(one)]
    if len(counted) >= MOST_TRIES:
        return datetime.datetime.max.replace(tzinfo=datetime.UTC)
    due = daytime(ended_at + SCHEDULE[len(counted)], _jitter(subscription))
    last = max((one.created_at for one in tries), default=None)
    return due if last is None else max(due, last + APART)


def daytime(moment: datetime.datetime, jitter: datetime.timedelta) -> datetime.datetime:
    """The moment or, when it is night in Kyiv, the next morning; a little later each."""
    local = moment.astimezone(cycle.ZONE)
    if local.hour not in DAYTIME:
        day = local.date() + DAY if local.hour >= DAYTIME.stop else local.date()
        local = datetime.datetime.combine(day, datetime.time(DAYTIME.start), cycle.ZONE)
    return local.astimezone(datetime.UTC) + jitter


def _jitter(subscription: Subscription) -> datetime.timedelta:
    """Spreads what ends in one second; the same for one subscription each time."""
    digest = hashlib.sha256(str(subscription.wallet_id).encode()).digest()
    return JITTER * (digest[0] / 256)


def _tries(subscription: Subscription, ended_at: datetime.datetime) -> "QuerySet[PaymentAttempt]":
    renewals = subscription.attempts.filter(kind=AttemptKind.RENEWAL)
    return renewals.of_period(ended_at).order_by("created_at")


def _counts(attempt: PaymentAttempt) -> bool:
    """Against the payer's four: what the bank has declined, not what never came there, nor what
    failed for a reason of ours, nor what the person asked for."""
    is_declined = attempt.state == AttemptState.FAILED
    is_ours = declines.kind_of(attempt.err_code) is declines.Kind.OURS
    return is_declined and not is_ours and not attempt.by_person
