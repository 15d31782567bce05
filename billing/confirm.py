"""After the bank's page: waits for our own state, and asks the bank now and then."""

import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from billing import monobank, overview, reconcile, standing, trouble
from billing.models import OPEN, AttemptKind, AttemptState, Card, PaidPeriod, PaymentAttempt

ASK_EVERY = datetime.timedelta(seconds=10)  # per invoice, by however many pages
CARD_WITHIN = datetime.timedelta(minutes=5)  # after the bank's word that it was looked at
MOST_LOOKS = 30  # of a page that looks every two seconds
PAID, WAITING = "paid", "waiting"
HEADLINES: dict[str, Promise] = {
    WAITING: _("Confirming with the bank"),
    PAID: _("Paid. Thank you"),
    "declined": _("The bank declined the payment"),
    "left": _("The payment was not finished"),
    "failed": _("The payment failed"),
    "refunded": _("The money went back"),
    "review": _("Somebody has to look at this payment"),
}
CARD_HEADLINES = HEADLINES | {
    PAID: _("Your new card is saved"),
    "declined": _("The bank declined the card"),
    "left": _("The card was not saved"),
    "failed": _("The card was not saved"),
    "unsaved": _("The bank did not save this card"),
    "replaced": _("This card is not in use any more"),
}


def ask_now_and_then(attempt: PaymentAttempt) -> None:
    """Ask the bank if nobody did in the last ten seconds; the attempt is then as it is now."""
    now = timezone.now()
    is_waited_for = attempt.state in OPEN or _outcome(attempt, now) == WAITING
    if not is_waited_for or not attempt.invoice_id or not monobank.is_on():
        return
    turn = PaymentAttempt.objects.filter(
        Q(asked_at=None) | Q(asked_at__lte=now - ASK_EVERY), pk=attempt.pk
    )
    if turn.update(asked_at=now):
        reconcile.refresh(attempt)
        attempt.refresh_from_db()


def shown(attempt: PaymentAttempt, now: datetime.datetime, looks: int = 0) -> dict[str, Any]:
    """What the page says; `looks`: how often it has asked already."""
    period = PaidPeriod.objects.counting().filter(attempt=attempt).select_related("plan").first()
    outcome = _outcome(attempt, now)
    is_card = attempt.kind == AttemptKind.VERIFICATION
    context = {
        "attempt": attempt,
        "period": period,
        "outcome": outcome,
        "headline": (CARD_HEADLINES if is_card else HEADLINES)[outcome],
        "reason": trouble.why(attempt.state, attempt.err_code),
        "is_card": is_card,
        "has_card": attempt.subscription.current_card() is not None,
        "may_pay_yet": _may_pay_yet(attempt, now),
        "next_look": looks + 1 if looks < MOST_LOOKS else None,
    }
    return {**context, **_what_comes(attempt, now)} if outcome == PAID else context


def _what_comes(attempt: PaymentAttempt, now: datetime.datetime) -> dict[str, Any]:
    subscription = attempt.subscription
    where = standing.of(subscription.user, now)
    return {"where": where, "next_price": overview.next_price(subscription, where)}


def _outcome(attempt: PaymentAttempt, now: datetime.datetime) -> str:
    match attempt.state:
        case AttemptState.PAID if attempt.kind == AttemptKind.VERIFICATION:
            return _of_card(attempt, now)
        case AttemptState.PAID:
            return PAID
        case AttemptState.REFUNDED:
            return "refunded"
        case AttemptState.PENDING if attempt.err_code:
            return "declined"
        case AttemptState.PENDING | AttemptState.SENDING | AttemptState.UNKNOWN:
            return WAITING
        case AttemptState.EXPIRED:
            return "left"
        case AttemptState.REVIEW:
            return "review"
        case _:
            return "failed"


def _of_card(attempt: PaymentAttempt, now: datetime.datetime) -> str:
    """The bank's word that it has looked at a card says nothing of saving it, and the card may come
    later."""
    card = Card.objects.filter(attempt=attempt).first()
    if card is not None:
        return PAID if card.state == Card.State.ACTIVE else "replaced"
    since = attempt.bank_modified or attempt.created_at
    return WAITING if now < since + CARD_WITHIN else "unsaved"


def _may_pay_yet(attempt: PaymentAttempt, now: datetime.datetime) -> bool:
    """The bank's page is still open."""
    is_open = attempt.valid_until is not None and now < attempt.valid_until
    return attempt.state == AttemptState.PENDING and bool(attempt.page_url) and is_open
