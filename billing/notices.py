"""What subscribers are told beforehand: a charge of a yearly plan, a card that the bank no longer
lists, a new price, and that time paid by hand runs out."""

import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from billing import cards, monobank, standing, telling
from billing.models import Card, Interval, PaidPeriod, Price, PriceNotice, Subscription
from billing.standing import NOTICE
from trackr import crypto, sweeping

DAY = datetime.timedelta(days=1)
YEARLY_AHEAD = 14 * DAY  # card schemes ask for 7 to 30 days before a charge of over half a year
BY_HAND_AHEAD = 7 * DAY
CARD_AHEAD = 3 * DAY


def sweep(now: datetime.datetime, until: datetime.datetime) -> int:
    soon = sweeping.each(_ending(now, YEARLY_AHEAD), until, _tell_of_end, locks=False)
    listed = sweeping.each(_ending(now, CARD_AHEAD), until, _look_at_card, locks=False)
    return soon + listed + sweeping.each(_untold(now), until, _tell_of_price, locks=False)


def _ending(now: datetime.datetime, ahead: datetime.timedelta) -> "QuerySet[PaidPeriod]":
    """The last period of each subscription that ends soon."""
    later = PaidPeriod.objects.counting().filter(ends_at__gt=now + ahead).values("subscription")
    ending = PaidPeriod.objects.counting().filter(ends_at__gt=now, ends_at__lte=now + ahead)
    return ending.exclude(subscription__in=later).select_related(
        "subscription__user", "plan", "attempt"
    )


def _tell_of_end(period: PaidPeriod) -> None:
    subscription = period.subscription
    price = standing.renewal_price(subscription, period.ends_at)
    if price is None:
        return
    if subscription.renews and subscription.current_card() is not None:
        if price.interval == Interval.YEAR:
            telling.renewal_notice(subscription, price, period.ends_at, is_manual=False)
        return
    is_near = period.ends_at - timezone.now() <= BY_HAND_AHEAD
    if is_near and _is_paid_by_hand(subscription, period):
        telling.renewal_notice(subscription, price, period.ends_at, is_manual=True)


def _is_paid_by_hand(subscription: Subscription, period: PaidPeriod) -> bool:
    """No card was saved (the bank may save none at all), and nobody has said: no more."""
    attempt = period.attempt
    if attempt is None:
        return False
    cancelled_at = subscription.cancelled_at
    return cancelled_at is None or cancelled_at < attempt.created_at


def _look_at_card(period: PaidPeriod) -> None:
    """Before a charge: a card that the bank lists no longer (it has expired, say) will not do."""
    subscription = period.subscription
    card = subscription.current_card() if subscription.renews else None
    if card is None or card.checked_at is not None and card.checked_at > timezone.now() - DAY:
        return
    Card.objects.filter(pk=card.pk).update(checked_at=timezone.now())
    try:
        listed = monobank.wallet(str(subscription.wallet_id))
    except monobank.BankError:
        return
    if crypto.decrypt(card.token) not in {one.token for one in listed}:
        with transaction.atomic():
            if cards.bury(card.pk):
                telling.card_expiring(subscription, card.pk)


def _untold(now: datetime.datetime) -> "QuerySet[Subscription]":
    """Subscribers whose plan has a price that is newer than theirs, and who were not told of it."""
    newer = Price.objects.filter(
        plan=OuterRef("periods__attempt__price__plan"),
        interval=OuterRef("periods__attempt__price__interval"),
        valid_from__gt=OuterRef("periods__attempt__price__valid_from"),
    )
    told = PriceNotice.objects.filter(subscription=OuterRef(OuterRef("pk"))).values("price")
    running = Subscription.objects.filter(renews=True, periods__ends_at__gt=now)
    return running.filter(Exists(newer.exclude(pk__in=told))).select_related("user").distinct()


def _tell_of_price(subscription: Subscription) -> None:
    old = subscription.next_price or standing.agreed_price(subscription)
    if old is None:
        return
    newer = Price.objects.filter(
        plan=old.plan_id, interval=old.interval, valid_from__gt=old.valid_from
    )
    for new in newer.exclude(pk__in=subscription.price_notices.values("price")):
        now = timezone.now()
        with transaction.atomic():
            PriceNotice.objects.get_or_create(
                subscription=subscription, price=new, defaults={"told_at": now}
            )
            telling.price_change(subscription, old, new, max(now + NOTICE, new.valid_from))
