"""When a renewal is tried: when the paid time is up, then a day, three and six days later; access
lasts a week. Ceilings of the card schemes are far above (Visa 15 in 30 days, Mastercard 35)."""

import datetime
import hashlib
from typing import TYPE_CHECKING

from billing import cycle, declines
from billing.models import AttemptKind, AttemptState, Card, PaymentAttempt, Subscription

if TYPE_CHECKING:
    from billing.models.payments import AttemptQuerySet

DAY, HOUR = datetime.timedelta(days=1), datetime.timedelta(hours=1)
SCHEDULE = (0 * DAY, 1 * DAY, 3 * DAY, 6 * DAY)  # after the end of the paid time
MOST_TRIES = len(SCHEDULE)
MOST_BY_PERSON = 3  # of one period within a day
APART = 20 * HOUR  # between two tries of one period
DAYTIME = range(9, 20)  # hours of Kyiv in which cards are charged
JITTER = datetime.timedelta(minutes=30)


def next_due(subscription: Subscription, ended_at: datetime.datetime) -> datetime.datetime | None:
    """When the next charge for the period after `ended_at` is due; None after the last."""
    tries = list(_tries(subscription, ended_at))
    counted = [one for one in _scheduled(tries) if _counts(one)]
    if len(counted) >= MOST_TRIES:
        return None
    due = ended_at + SCHEDULE[len(counted)]
    rested = [one.created_at + APART for one in tries]
    return daytime(max(due, *rested) if rested else due, _jitter(subscription))


def may_try_again(
    subscription: Subscription, ended_at: datetime.datetime, now: datetime.datetime
) -> bool:
    """Whether the person may have the card charged once more, besides the schedule."""
    today = _tries(subscription, ended_at).filter(by_person=True, created_at__gt=now - DAY)
    return today.count() < MOST_BY_PERSON


def is_fresh(card: Card, subscription: Subscription, ended_at: datetime.datetime) -> bool:
    """A card that was given after another had failed: it is tried at once, besides the schedule."""
    charged = [one.card_id for one in _tries(subscription, ended_at)]
    return bool(charged) and card.pk not in charged


def daytime(moment: datetime.datetime, jitter: datetime.timedelta) -> datetime.datetime:
    """The moment, a little later each, or when it is night in Kyiv then, the next morning."""
    later = moment.astimezone(datetime.UTC) + jitter
    local = later.astimezone(cycle.ZONE)
    if local.hour in DAYTIME:
        return later
    day = local.date() + DAY if local.hour >= DAYTIME.stop else local.date()
    morning = datetime.datetime.combine(day, datetime.time(DAYTIME.start), cycle.ZONE)
    return morning.astimezone(datetime.UTC) + jitter


def is_day(moment: datetime.datetime) -> bool:
    """Whether cards are charged now: a sweep may come late."""
    return moment.astimezone(cycle.ZONE).hour in DAYTIME


def _jitter(subscription: Subscription) -> datetime.timedelta:
    """Spreads what ends in one second; the same for one subscription each time."""
    digest = hashlib.sha256(str(subscription.wallet_id).encode()).digest()
    return JITTER * (digest[0] / 256)


def _tries(subscription: Subscription, ended_at: datetime.datetime) -> "AttemptQuerySet":
    renewals = subscription.attempts.filter(kind=AttemptKind.RENEWAL)
    return renewals.of_period(ended_at).order_by("created_at")


def _scheduled(tries: list[PaymentAttempt]) -> list[PaymentAttempt]:
    """Without the first of each further card."""
    cards = [one.card_id for one in tries]
    return [one for n, one in enumerate(tries) if n == 0 or one.card_id in cards[:n]]


def _counts(attempt: PaymentAttempt) -> bool:
    """Against the payer's four: what the bank has declined, not what never came there, nor what
    failed for a reason of ours, nor what the person asked for."""
    is_declined = attempt.state == AttemptState.FAILED
    is_ours = declines.kind_of(attempt.err_code) is declines.Kind.OURS
    return is_declined and not is_ours and not attempt.by_person
