"""What subscribers are told beforehand: a charge of a yearly plan, a card that the bank no longer
lists, a new price, and that time paid by hand runs out."""

import datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from billing import cards, monobank, standing, telling
from billing.models import Card, Interval, PaidPeriod, Price, PriceNotice, Subscription
from billing.standing import NOTICE
from trackr import crypto, sweeping
from trackr.mail.models import Letter

DAY = datetime.timedelta(days=1)
YEARLY_AHEAD = 14 * DAY  # card schemes ask for 7 to 30 days before a charge of over half a year
BY_HAND_AHEAD = 7 * DAY
CARD_AHEAD = 3 * DAY


def sweep(now: datetime.datetime, until: datetime.datetime) -> int:
    """What has the nearest date goes first."""
    listed = sweeping.each(_unlisted(now), until, _look_at_card, locks=False)
    ending = sweeping.each(_by_hand(now), until, _tell_of_end, locks=False)
    charged = sweeping.each(_yearly(now), until, _tell_of_charge, locks=False)
    dearer = sweeping.each(_untold(now), until, _tell_of_price, locks=False)
    return listed + ending + charged + dearer


def _ending(now: datetime.datetime, ahead: datetime.timedelta) -> "QuerySet[PaidPeriod]":
    """The last period of each subscription that ends soon."""
    later = PaidPeriod.objects.counting().filter(ends_at__gt=now + ahead).values("subscription")
    ending = PaidPeriod.objects.counting().filter(ends_at__gt=now, ends_at__lte=now + ahead)
    return ending.exclude(subscription__in=later).select_related(
        "subscription__user", "plan", "attempt"
    )


def _with_card(*conditions: Q) -> Exists:
    active = Card.objects.filter(subscription=OuterRef("subscription"), state=Card.State.ACTIVE)
    return Exists(active.filter(*conditions))


def _unannounced(
    periods: "QuerySet[PaidPeriod]", since: datetime.datetime
) -> "QuerySet[PaidPeriod]":
    letters = Letter.objects.filter(
        user=OuterRef("subscription__user"), kind="renewal_notice", created_at__gt=since
    )
    return periods.exclude(Exists(letters))


def _yearly(now: datetime.datetime) -> "QuerySet[PaidPeriod]":
    """Before a charge for a year; where support gave the time, the row itself tells."""
    interval = Coalesce("subscription__next_price__interval", "attempt__price__interval")
    ending = _ending(now, YEARLY_AHEAD).alias(interval=interval)
    renewing = ending.filter(_with_card(), subscription__renews=True)
    yearly = renewing.filter(Q(interval=Interval.YEAR) | Q(interval=None))
    return _unannounced(yearly, now - YEARLY_AHEAD)


def _by_hand(now: datetime.datetime) -> "QuerySet[PaidPeriod]":
    """No card was saved (the bank may save none at all), and nobody has said: no more."""
    ending = _ending(now, BY_HAND_AHEAD).exclude(_with_card(), subscription__renews=True)
    went_on = Q(subscription__cancelled_at=None) | Q(
        subscription__cancelled_at__lt=F("attempt__created_at")
    )
    return _unannounced(ending.filter(went_on, attempt__isnull=False), now - BY_HAND_AHEAD)


def _unlisted(now: datetime.datetime) -> "QuerySet[PaidPeriod]":
    """Before a charge of a card that the bank was not seen to list today."""
    unchecked = Q(checked_at=None) | Q(checked_at__lte=now - DAY)
    return _ending(now, CARD_AHEAD).filter(_with_card(unchecked), subscription__renews=True)


def _tell_of_charge(period: PaidPeriod) -> None:
    price = standing.renewal_price(period.subscription, period.ends_at)
    if price is not None and price.interval == Interval.YEAR:
        telling.renewal_notice(period.subscription, price, period.ends_at, is_manual=False)


def _tell_of_end(period: PaidPeriod) -> None:
    price = standing.renewal_price(period.subscription, period.ends_at)
    if price is not None:
        telling.renewal_notice(period.subscription, price, period.ends_at, is_manual=True)


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
    paid = PaidPeriod.objects.counting().filter(subscription=OuterRef("pk"))
    last = paid.exclude(attempt=None).order_by("-ends_at").values("attempt__price")[:1]
    agreed = Price.objects.filter(
        pk=OuterRef(OuterRef("agreed")),
        plan=OuterRef("plan"),
        interval=OuterRef("interval"),
        valid_from__lt=OuterRef("valid_from"),
    )
    told = PriceNotice.objects.filter(subscription=OuterRef(OuterRef("pk")), price=OuterRef("pk"))
    running = Subscription.objects.filter(Exists(paid.filter(ends_at__gt=now)), renews=True)
    running = running.alias(agreed=Coalesce("next_price", Subquery(last)))
    newer = Price.objects.filter(Exists(agreed), ~Exists(told))
    return running.filter(Exists(newer)).select_related("user")


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
