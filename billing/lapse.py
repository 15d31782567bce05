"""The end of paid time: said once; the card is forgotten where nothing can be charged any more."""

import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from billing import alerts, cards, telling
from billing.models import PaidPeriod, PaymentAttempt, Subscription
from billing.timeline import GRACE
from trackr import sweeping

LOOKS_BACK = datetime.timedelta(days=60)


def sweep(now: datetime.datetime, until: datetime.datetime) -> int:
    over = _over(now)
    if alerts.charging_is_stopped():  # nobody loses a plan that we could not even try to renew
        over = over.exclude(subscription__renews=True)
    return sweeping.each(over, until, _end, locks=False)


def _over(now: datetime.datetime) -> "QuerySet[PaidPeriod]":
    """The last period of each subscription that gives no access any more and was not closed."""
    lasting = PaidPeriod.objects.counting().filter(ends_at__gt=now - GRACE)
    renewing = Subscription.objects.filter(renews=True)
    running = PaidPeriod.objects.counting().filter(ends_at__gt=now)
    over = PaidPeriod.objects.counting().filter(
        ends_at__gt=now - LOOKS_BACK, ends_at__lte=now, closed_at=None
    )
    over = over.exclude(subscription__in=running.values("subscription"))
    # A charge that is under way decides first, however long the bank takes.
    open_ones = PaymentAttempt.objects.open().exclude(period_start=None)
    over = over.exclude(subscription__in=open_ones.values("subscription"))
    still = lasting.filter(subscription__in=renewing).values("subscription")
    return over.exclude(subscription__in=still).select_related("subscription__user", "plan")


def _end(period: PaidPeriod) -> None:
    with transaction.atomic():
        subscription = Subscription.objects.select_for_update().get(pk=period.subscription_id)
        now = timezone.now()
        later = subscription.periods.counting().filter(ends_at__gt=period.ends_at)
        closed = PaidPeriod.objects.filter(pk=period.pk, closed_at=None)
        if not closed.update(closed_at=now) or later.exists():
            return
        subscription.stop_renewing(period.ends_at)  # what was bought since is not meant
        cards.let_all_go(subscription)
        telling.ended(period.subscription, period, period.ends_at)
