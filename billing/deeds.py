"""What a person decides about their subscription: cancel, resume, change, withdraw; and what
support decides for them. No bank is asked here."""

import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from billing import periods, refunds, standing, telling
from billing.models import (
    AttemptKind,
    Extension,
    PaymentAttempt,
    Plan,
    Price,
    Refund,
    Subscription,
)
from billing.standing import Status
from billing.telling import WITHDRAW_WITHIN

if TYPE_CHECKING:
    from accounts.models import User


class CannotResume(Exception):
    """There is nothing to renew, or no card to charge."""


def cancel(user: "User") -> bool:
    """No charge begins after this, by a card that is still to come neither; paid time stays. False
    where there is no paid plan."""
    with transaction.atomic():
        subscription = _locked(user)
        now = timezone.now()
        did_renew = subscription is not None and subscription.stop_renewing(now)
        return did_renew or standing.of(user, now).is_paid


def is_charge_under_way(user: "User") -> bool:
    """A renewal has begun, and the bank has not said what became of it."""
    begun = PaymentAttempt.objects.open().filter(kind=AttemptKind.RENEWAL)
    return begun.filter(subscription__user=user).exists()


def resume(user: "User") -> None:
    """Renew again, by the card that is saved. Raises CannotResume."""
    with transaction.atomic():
        subscription = _locked(user)
        where = standing.of(user, timezone.now())
        if subscription is None or where.status is not Status.CANCELLING:
            raise CannotResume
        if subscription.current_card() is None:
            raise CannotResume
        Subscription.objects.filter(pk=subscription.pk).update(renews=True)


def change(user: "User", price: Price) -> bool:
    """The next period is of another plan or interval. False: it would have been anyway."""
    with transaction.atomic():
        subscription = _locked(user)
        if subscription is None or not subscription.renews:
            return False
        agreed = standing.agreed_price(subscription)
        is_same = agreed and (agreed.plan_id, agreed.interval) == (price.plan_id, price.interval)
        wanted = None if is_same else price  # who stays keeps the price that was agreed to
        if subscription.next_price_id == (wanted.pk if wanted else None):
            return False
        Subscription.objects.filter(pk=subscription.pk).update(next_price=wanted)
        return True


def withdrawable(user: "User", now: datetime.datetime) -> PaymentAttempt | None:
    """The first purchase ever, within 14 days of it, as long as money of it is kept and nobody has
    withdrawn from it: once is enough, even where the bank refused to send the money."""
    first = standing.first_purchase(user)
    if first is None or first.bank_created is None:
        return None
    if now >= first.bank_created + WITHDRAW_WITHIN or refunds.refundable(first) == 0:
        return None
    is_withdrawn = first.refunds.filter(reason=Refund.Reason.WITHDRAWAL).exists()
    return None if is_withdrawn else first


def withdraw(user: "User") -> Refund | None:
    """Withdraw from the contract: all money of the first purchase goes back, and nothing renews.
    None: there is nothing to withdraw from."""
    with transaction.atomic():
        subscription = _locked(user)
        attempt = withdrawable(user, timezone.now())
        if subscription is None or attempt is None:
            return None
        subscription.stop_renewing(timezone.now())
        refund = refunds.add(
            attempt,
            refunds.refundable(attempt),
            Refund.Reason.WITHDRAWAL,
            ext_ref=f"withdrawal-{attempt.reference}",
        )
        if refund is not None:
            telling.withdrawal_acknowledged(refund)
        return refund


def extend(user: "User", plan: Plan, months: int, reason: str, by: "User") -> Extension:
    """Support gives whole months of a plan, after what is paid already."""
    with transaction.atomic():
        Subscription.objects.get_or_create(user=user)
        subscription = _locked(user)
        assert subscription is not None  # noqa: S101 (it was made above, in this transaction)
        now = timezone.now()
        given = Extension.objects.create(
            subscription=subscription, plan=plan, months=months, reason=reason, given_by=by,
            created_at=now,
        )  # fmt: skip
        periods.rewrite(subscription, now)
        return given


def repay(
    attempt: PaymentAttempt, amount: int, note: str, by: "User", *, seen: int
) -> Refund | None:
    """Support, having `seen` so many refunds of a payment, gives `amount` kopiykas of it back.

    Raises refunds.TooMuch. None: another was begun meanwhile, maybe by a second press.
    """
    with transaction.atomic():
        _locked(attempt.subscription.user)
        attempt.refresh_from_db()
        if attempt.refunds.count() != seen:
            return None
        return refunds.add(
            attempt,
            amount,
            Refund.Reason.SUPPORT,
            ext_ref=f"support-{attempt.reference}-{seen + 1}",
            by=by,
            note=note,
        )


def _locked(user: "User") -> Subscription | None:
    return Subscription.objects.select_for_update().filter(user=user).first()
