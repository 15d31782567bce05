"""Writes down the time that is paid, as billing/timeline.py lays it out."""

import datetime

from django.db.models import Exists, Q, QuerySet

from billing import alerts, books, cards, refunds, telling
from billing.models import (
    Alert,
    AttemptKind,
    AttemptState,
    Card,
    PaidPeriod,
    PaymentAttempt,
    Refund,
    Subscription,
)
from billing.models import Extension as Given
from billing.timeline import Purchase, Slot, lay_out

Source = PaymentAttempt | Given


def rewrite(subscription: Subscription, now: datetime.datetime) -> None:
    """Bring the periods up to date. The subscription has to be locked."""
    sources = _sources(subscription)
    slots, duplicates = lay_out(purchase for purchase, _ in sources.values())
    standing = {_key(period): period for period in subscription.periods.all()}
    wanted = [_period(subscription, slot, sources[slot.purchase.key][1]) for slot in slots]
    changed = [period for period in wanted if not _is_same(period, standing.get(_key(period)))]
    kept = {_key(period) for period in wanted} - {_key(period) for period in changed}
    gone = [period.pk for key, period in standing.items() if key not in kept]
    PaidPeriod.objects.filter(pk__in=gone).delete()
    PaidPeriod.objects.bulk_create(changed)
    for period in changed:
        _act_on(period, standing.get(_key(period)), now)
    for purchase in duplicates:
        _give_back(sources[purchase.key][1])


def _sources(
    subscription: Subscription,
) -> dict[str, tuple[Purchase, Source]]:
    paid = subscription.attempts.filter(state__in=[AttemptState.PAID, AttemptState.REFUNDED])
    bought = paid.exclude(kind=AttemptKind.VERIFICATION).select_related("price__plan")
    found: dict[str, tuple[Purchase, Source]] = {}
    for attempt in bought:
        purchase = _purchase(attempt)
        found[purchase.key] = purchase, attempt
    for given in subscription.extensions.select_related("plan"):
        key = f"given {given.pk:012}"  # after what was paid in the same second: g follows 0-9a-f
        found[key] = Purchase(key, given.months, given.created_at), given
    return found


def _purchase(attempt: PaymentAttempt) -> Purchase:
    is_void = attempt.state == AttemptState.REFUNDED
    return Purchase(
        key=str(attempt.reference),
        months=attempt.price.months if attempt.price else 0,
        bought_at=attempt.bank_created or attempt.created_at,
        period_start=attempt.period_start,
        voided_at=books.emptied_at(attempt) if is_void else None,
    )


def _period(subscription: Subscription, slot: Slot, source: Source) -> PaidPeriod:
    period = PaidPeriod(
        subscription=subscription,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        anchor_at=slot.anchor_at,
        voided_at=slot.purchase.voided_at,
    )
    if isinstance(source, Given):
        period.extension, period.plan = source, source.plan
    elif source.price is not None:
        period.attempt, period.plan = source, source.price.plan
    return period


def _key(period: PaidPeriod) -> tuple[int | None, int | None]:
    return period.attempt_id, period.extension_id


def _is_same(one: PaidPeriod, other: PaidPeriod | None) -> bool:
    fields = ("plan_id", "starts_at", "ends_at", "anchor_at", "voided_at")
    return other is not None and all(getattr(one, f) == getattr(other, f) for f in fields)


def _act_on(period: PaidPeriod, before: PaidPeriod | None, now: datetime.datetime) -> None:
    """What follows from buying, once; a refund in full ends the renewals."""
    subscription, attempt = period.subscription, period.attempt
    if period.voided_at:
        if before is None or before.voided_at is None:
            _end(subscription, period, now)
        return
    if before is not None or attempt is None:
        return
    row = Subscription.objects.filter(pk=subscription.pk)
    row.update(next_price=None)
    if attempt.kind == AttemptKind.CHECKOUT and not attempt.saves_card:
        # Who saves no card was told that nothing renews: as if cancelled just before this purchase.
        just_before = attempt.created_at - datetime.timedelta.resolution
        _not_cancelled_since(attempt).update(renews=False, cancelled_at=just_before)


def _end(subscription: Subscription, period: PaidPeriod, now: datetime.datetime) -> None:
    """The money of a period went back: nothing renews and, where no time is left, it is over."""
    subscription.stop_renewing(now)
    counting = subscription.periods.counting()
    if not counting.filter(ends_at__gt=now).exists():
        cards.let_all_go(subscription)
        counting.filter(closed_at=None).update(closed_at=now)
        telling.ended(subscription, period, period.voided_at or now)


def renew_as_agreed(attempt: PaymentAttempt) -> None:
    """Once a purchase is paid and its card is saved it renews, unless that was cancelled since. The
    card may come later than the money, or never."""
    if attempt.kind == AttemptKind.CHECKOUT and attempt.saves_card:
        _not_cancelled_since(attempt).filter(
            Exists(Card.objects.filter(attempt=attempt, state=Card.State.ACTIVE)),
            Exists(PaidPeriod.objects.counting().filter(attempt=attempt)),
        ).update(renews=True)


def _not_cancelled_since(attempt: PaymentAttempt) -> "QuerySet[Subscription]":
    row = Subscription.objects.filter(pk=attempt.subscription_id)
    return row.filter(Q(cancelled_at=None) | Q(cancelled_at__lt=attempt.created_at))


def _give_back(source: Source) -> None:
    """Paid a second time for one period: nobody has to ask for that money."""
    if isinstance(source, PaymentAttempt):
        reference = str(source.reference)
        amount = refunds.refundable(source)  # the rest may be on its way back already
        reason = Refund.Reason.DUPLICATE
        if amount and refunds.add(source, amount, reason, ext_ref=f"dup-{reference}"):
            alerts.sound(Alert.Subject.DUPLICATE, reference)
