"""Letters about payments, each once: its key names the payment or the period that it is about."""

import datetime
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format

from billing import declines, dunning, money, standing
from billing.models import (
    AttemptKind,
    AttemptState,
    EntryKind,
    LedgerEntry,
    PaidPeriod,
    PaymentAttempt,
    Price,
    Refund,
    Subscription,
)
from billing.timeline import GRACE
from trackr.mail import outbox
from trackr.preferences import Preferences

if TYPE_CHECKING:
    from accounts.models import User

WITHDRAW_WITHIN = datetime.timedelta(days=14)
Context = Mapping[str, object]


def of_attempt(attempt: PaymentAttempt) -> None:
    """What its state calls for. In the transaction of the change; nothing is sent twice."""
    for entry in attempt.entries.filter(kind=EntryKind.REFUND, amount__lt=0):
        _refund_made(attempt, entry)
    period = PaidPeriod.objects.filter(attempt=attempt).select_related("plan").first()
    if attempt.state == AttemptState.PAID and period is not None:
        _receipt(attempt, period)
        if attempt.kind == AttemptKind.CHECKOUT:
            _started(attempt, period)
    if attempt.kind == AttemptKind.RENEWAL and attempt.state == AttemptState.FAILED:
        payment_failed(attempt)


def withdrawal_acknowledged(refund: Refund) -> None:
    attempt = refund.attempt
    with _locale(attempt.subscription.user):
        context = {
            "plan": _plan(attempt),
            "amount": money.shown(refund.amount),
            "received_at": date_format(timezone.localtime(refund.created_at), "DATETIME_FORMAT"),
        }
    _post(attempt.subscription, "withdrawal_acknowledged", refund.ext_ref, context)


def renewal_notice(
    subscription: Subscription, price: Price, ends_at: datetime.datetime, *, is_manual: bool
) -> bool:
    """That a charge comes or, where no card is saved, that the time runs out."""
    with _locale(subscription.user):
        context = {
            "plan": price.plan.name,
            "amount": money.shown(price.amount),
            "charge_on": _day(ends_at),
            "is_manual": is_manual,
        }
    return _post(subscription, "renewal_notice", f"{subscription.pk}:{ends_at:%F}", context)


def card_expiring(subscription: Subscription, card_id: int) -> None:
    _post(subscription, "card_expiring", str(card_id), {})


def ended(subscription: Subscription, period: PaidPeriod, at: datetime.datetime) -> None:
    with _locale(subscription.user):
        context = {"plan": period.plan.name, "ended_on": _day(at)}
    _post(subscription, "subscription_ended", f"{subscription.pk}:{period.ends_at:%F}", context)


def price_change(
    subscription: Subscription, old: Price, new: Price, from_on: datetime.datetime
) -> None:
    with _locale(subscription.user):
        context = {
            "plan": new.plan.name,
            "old_amount": money.shown(old.amount),
            "new_amount": money.shown(new.amount),
            "from_on": _day(from_on),
        }
    _post(subscription, "price_change", f"{subscription.pk}:{new.pk}", context)


def _receipt(attempt: PaymentAttempt, period: PaidPeriod) -> None:
    subscription = Subscription.objects.select_related("user").get(pk=attempt.subscription_id)
    with _locale(subscription.user):
        context = {
            "plan": _plan(attempt),
            "amount": money.shown(attempt.amount),
            "period_start": _day(period.starts_at),
            "period_end": _day(period.ends_at),
            "invoice": attempt.invoice_id,
            "paid_on": _day(attempt.bank_created or attempt.created_at),
            "renews": standing.will_renew(subscription, attempt),
            "next_charge_on": _day(period.ends_at),
        }
    _post(subscription, "receipt", str(attempt.reference), context)


def _started(attempt: PaymentAttempt, period: PaidPeriod) -> None:
    subscription = Subscription.objects.select_related("user").get(pk=attempt.subscription_id)
    is_first = standing.first_purchase(subscription.user) == attempt
    paid_at = attempt.bank_created or attempt.created_at
    with _locale(subscription.user):
        context = {
            "plan": _plan(attempt),
            "interval": attempt.price.get_interval_display() if attempt.price else "",
            "amount": money.shown(attempt.amount),
            "period_end": _day(period.ends_at),
            "renews": standing.will_renew(subscription, attempt),
            "withdraw_until": _day(paid_at + WITHDRAW_WITHIN) if is_first else "",
        }
    _post(subscription, "subscription_started", str(attempt.reference), context)


def payment_failed(attempt: PaymentAttempt) -> None:
    """What the payer can do about a renewal that came to nothing. Of reasons of ours, nothing; and
    nothing to who has cancelled meanwhile."""
    kind = declines.kind_of(attempt.err_code)
    subscription = attempt.subscription
    if kind is declines.Kind.OURS or attempt.period_start is None or not subscription.renews:
        return
    access_until = attempt.period_start + GRACE
    following = dunning.next_due(subscription, attempt.period_start)
    is_retried = kind is not declines.Kind.HARD and following is not None
    with _locale(subscription.user):
        context = {
            "plan": _plan(attempt),
            "amount": money.shown(attempt.amount),
            "access_until": _day(access_until),
            "reason": str(declines.sentence(attempt.err_code)),
            "what_to_do": _what_to_do(kind, is_retried=is_retried),
            "next_try_on": _day(following) if following and is_retried else "",
        }
    # A payer who was asked to confirm and did not is told no second time.
    is_needed = kind is declines.Kind.PAYER or attempt.needs_payer
    letter = "payment_needed" if is_needed else "payment_failed"
    _post(subscription, letter, str(attempt.reference), context)


def _what_to_do(kind: declines.Kind, *, is_retried: bool) -> str:
    if kind is declines.Kind.HARD:
        return "card"
    return "retry" if is_retried else "pay"


def _refund_made(attempt: PaymentAttempt, entry: LedgerEntry) -> None:
    with _locale(attempt.subscription.user):
        context = {
            "amount": money.shown(-entry.amount),
            "plan": _plan(attempt),
            "is_full": -entry.amount == attempt.amount,
            "refunded_on": _day(entry.happened_at),
        }
    _post(attempt.subscription, "refund_made", entry.source_id, context)


def _post(subscription: Subscription, letter: str, source_id: str, context: Context) -> bool:
    links = {
        "billing_url": "billing:page",
        "cancel_url": "billing:cancel",
        "pay_url": "billing:page",
        "pricing_url": "billing:pricing",
        "terms_url": "pages:terms",
    }
    addresses = {name: settings.SITE_URL + reverse(url) for name, url in links.items()}
    return outbox.post(
        subscription.user,
        letter,
        f"billing:{letter}:{source_id}",
        letter,
        {**addresses, **context},
        at_once=False,  # what happens may be a message of the bank's, which is answered at once
    )


def _plan(attempt: PaymentAttempt) -> str:
    return attempt.price.plan.name if attempt.price else ""


def _day(moment: datetime.datetime) -> str:
    return date_format(timezone.localtime(moment), "DATE_FORMAT")


@contextmanager
def _locale(user: "User") -> Iterator[None]:
    """The person's language and time zone, for words and days."""
    zone = Preferences.of_user(user).zone
    with translation.override(user.language), timezone.override(zone):
        yield
