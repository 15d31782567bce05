"""Where a person stands: which plan, until when, and what comes next. Derived, never stored."""

import datetime
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from billing import cycle
from billing.models import (
    AttemptKind,
    AttemptState,
    PaidPeriod,
    PaymentAttempt,
    Plan,
    Price,
    Subscription,
)
from billing.timeline import GRACE

if TYPE_CHECKING:
    from accounts.models import User

FREE_PLAN = "free"
NOTICE = datetime.timedelta(days=30)  # before a new price binds a subscriber


class Status(StrEnum):
    FREE = "free"
    ACTIVE = "active"
    CANCELLING = "cancelling"  # paid, and it will not renew
    GRACE = "grace"  # the renewal is due or has failed; access lasts a week


@dataclass(frozen=True)
class Standing:
    status: Status
    plan: Plan
    anchor_at: datetime.datetime  # cycles of the allowance are counted from here
    paid_through: datetime.datetime | None = None
    last: PaidPeriod | None = None  # the period that ends last

    @property
    def is_paid(self) -> bool:
        return self.status is not Status.FREE

    @property
    def access_until(self) -> datetime.datetime | None:
        if self.status is Status.GRACE and self.paid_through:
            return self.paid_through + GRACE
        return self.paid_through


def of(user: "User", now: datetime.datetime) -> Standing:
    periods = _counting(user, now)
    current = next((one for one in periods if one.starts_at <= now < one.ends_at), None)
    last = max(periods, key=lambda one: one.ends_at, default=None)
    subscription = last.subscription if last else None
    if current is not None and last is not None and subscription is not None:
        status = Status.ACTIVE if subscription.renews else Status.CANCELLING
        return Standing(status, current.plan, current.anchor_at, last.ends_at, last)
    if last is not None and subscription is not None and subscription.renews and _lasts(last, now):
        return Standing(Status.GRACE, last.plan, last.anchor_at, last.ends_at, last)
    paid_through = last.ends_at if last and last.ends_at > now else None  # after a gap
    return Standing(Status.FREE, _free(), _sign_up(user), paid_through, last)


def renewal_price(subscription: Subscription, starts_at: datetime.datetime) -> Price | None:
    """What a renewal that begins at `starts_at` costs: the price agreed to, or a newer one of the
    same plan and interval that the person was told of 30 days before."""
    base = subscription.next_price or agreed_price(subscription)
    return binding_price(subscription, base, starts_at) if base else None


def binding_price(subscription: Subscription, base: Price, starts_at: datetime.datetime) -> Price:
    """What the plan and interval of `base` cost this person in a period that begins then."""
    told = subscription.price_notices.filter(
        told_at__lte=starts_at - NOTICE,
        price__plan=base.plan_id,
        price__interval=base.interval,
        price__valid_from__lte=starts_at,
        price__valid_from__gt=base.valid_from,
    )
    newer = told.select_related("price__plan").order_by("-price__valid_from").first()
    return newer.price if newer else base


def first_purchase(user: "User") -> PaymentAttempt | None:
    """The first that was ever paid on the bank's page, by the bank's date; 14 days to withdraw."""
    bought = PaymentAttempt.objects.filter(
        subscription__user=user,
        state__in=[AttemptState.PAID, AttemptState.REFUNDED],
        kind=AttemptKind.CHECKOUT,
    )
    in_order = bought.order_by("bank_created", "reference")
    return in_order.select_related("subscription__user", "price__plan").first()


def will_renew(subscription: Subscription, attempt: PaymentAttempt) -> bool:
    """As was agreed at the button of this purchase, also while the bank has yet to say that the
    card is saved."""
    if subscription.renews or not attempt.saves_card:
        return subscription.renews
    cancelled_at = subscription.cancelled_at
    if cancelled_at is not None and cancelled_at >= attempt.created_at:
        return False
    return any("walletData" in message.body for message in attempt.snapshots.all())


def agreed_price(subscription: Subscription) -> Price | None:
    """The price that was paid last; time that support gave has none."""
    paid = subscription.periods.counting().exclude(attempt=None)
    last = paid.select_related("attempt__price__plan").order_by("-ends_at").first()
    return last.attempt.price if last and last.attempt else None


def _counting(user: "User", now: datetime.datetime) -> list[PaidPeriod]:
    recent = PaidPeriod.objects.counting().filter(subscription__user=user, ends_at__gt=now - GRACE)
    return list(recent.select_related("plan", "subscription"))


def _lasts(last: PaidPeriod, now: datetime.datetime) -> bool:
    return last.ends_at <= now < last.ends_at + GRACE


def _free() -> Plan:
    return Plan.objects.get(key=FREE_PLAN)


def _sign_up(user: "User") -> datetime.datetime:
    return cycle.day_begins(cycle.local_date(user.date_joined))
