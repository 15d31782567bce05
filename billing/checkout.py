"""Pays on the bank's page: a plan, or the first look at a new card (for nothing)."""

import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from billing import alerts, ingest, monobank, polling, standing
from billing.charge import LOST_AFTER, return_url, webhook_url
from billing.models import (
    Alert,
    AttemptKind,
    AttemptState,
    PaymentAttempt,
    Price,
    Snapshot,
    Subscription,
)
from billing.orders import order_of
from billing.standing import Status

if TYPE_CHECKING:
    from accounts.models import User

VALID_FOR = datetime.timedelta(hours=1)  # the bank's page
STILL_GOOD = datetime.timedelta(minutes=10)  # left of an open page, to send somebody there again
TERMS_VERSION = "2026-11"
CLOSED = (monobank.BankRefused, monobank.BankClosed, monobank.BankOff)  # no use to try again


class CheckoutFailed(Exception):
    """No page to pay on; `is_ours`: it won't help to try again."""

    def __init__(self, *, is_ours: bool) -> None:
        super().__init__("ours" if is_ours else "later")
        self.is_ours = is_ours


class PaymentUnderWay(Exception):
    """Another payment of this person may still succeed."""


def subscription_of(user: "User") -> Subscription:
    return Subscription.objects.get_or_create(user=user)[0]


def pay(user: "User", price: Price, *, saves_card: bool) -> PaymentAttempt:
    """A page to pay for one period of `price` on; the terms were accepted at the button just now.

    Raises CheckoutFailed or PaymentUnderWay; then nothing can be paid by it.
    """
    now = timezone.now()
    subscription = subscription_of(user)
    where = standing.of(user, now)
    consents = {"terms_version": TERMS_VERSION, "terms_accepted_at": now}
    if saves_card:
        consents["card_consent_at"] = now
    Subscription.objects.filter(pk=subscription.pk).update(**consents)
    return _begin(
        subscription,
        AttemptKind.CHECKOUT,
        price=price,
        amount=price.amount,
        saves_card=saves_card,
        period_start=where.paid_through if where.status is Status.GRACE else None,
    )


def replace_card(user: "User") -> PaymentAttempt:
    """A page that saves a new card and charges nothing. Raises like `pay`."""
    return _begin(
        subscription_of(user),
        AttemptKind.VERIFICATION,
        price=None,
        amount=0,
        saves_card=True,
        period_start=None,
    )


def _begin(
    subscription: Subscription,
    kind: AttemptKind,
    *,
    price: Price | None,
    amount: int,
    saves_card: bool,
    period_start: datetime.datetime | None,
) -> PaymentAttempt:
    now = timezone.now()
    earlier = subscription.attempts.open().filter(kind=kind).first()
    if earlier is not None:
        if _fits(earlier, price, saves_card, now):
            return earlier
        give_up(earlier)
        if earlier.state == AttemptState.PAID:
            return earlier  # it was paid after all: nobody wants to pay a second time
    try:
        with transaction.atomic():
            Subscription.objects.select_for_update().get(pk=subscription.pk)
            attempt = PaymentAttempt.objects.create(
                kind=kind,
                subscription=subscription,
                price=price,
                amount=amount,
                saves_card=saves_card,
                period_start=period_start,
                by_person=True,
                created_at=now,
                sent_at=now,
                due_at=now + LOST_AFTER,
                valid_until=now + VALID_FOR,
            )
    except IntegrityError:  # one_open_attempt_per_period, one_open_attempt_of_a_kind
        raise PaymentUnderWay from None
    _open_page(attempt)
    return attempt


def _fits(
    attempt: PaymentAttempt, price: Price | None, saves_card: bool, now: datetime.datetime
) -> bool:
    """The page that is open already is the one that is wanted."""
    is_good = attempt.valid_until is not None and attempt.valid_until - now > STILL_GOOD
    is_same = attempt.price_id == (price.pk if price else None)
    return bool(attempt.page_url) and is_good and is_same and attempt.saves_card == saves_card


def give_up(attempt: PaymentAttempt) -> None:
    """Make an open page unpayable, so that another may take its place; the attempt is then as it
    is now. Raises PaymentUnderWay when that can't be made sure of."""
    if attempt.invoice_id is None:
        raise PaymentUnderWay
    try:
        monobank.remove_invoice(attempt.invoice_id)
    except (monobank.BankRefused, monobank.BankClosed):
        _make_sure(attempt)  # paid meanwhile, or expired
    except monobank.BankError:
        raise PaymentUnderWay from None
    with transaction.atomic():
        now = timezone.now()
        ingest.lock(attempt)
        PaymentAttempt.objects.filter(pk=attempt.pk, state=AttemptState.PENDING).update(
            state=AttemptState.EXPIRED, due_at=now + VALID_FOR, valid_until=now
        )
    attempt.refresh_from_db()


def _make_sure(attempt: PaymentAttempt) -> None:
    """The bank would not close the page: only one that is over already is no danger."""
    try:
        invoice = monobank.invoice(str(attempt.invoice_id))
    except monobank.BankError:
        raise PaymentUnderWay from None
    ingest.take_in(attempt, invoice, Snapshot.Source.POLL)
    attempt.refresh_from_db()
    if attempt.state == AttemptState.PENDING:
        raise PaymentUnderWay


def _open_page(attempt: PaymentAttempt) -> None:
    subscription = attempt.subscription
    try:
        page = monobank.create_invoice(
            order_of(attempt),
            redirect_url=return_url(attempt),
            webhook_url=webhook_url(),
            valid_for=VALID_FOR,
            wallet_id=str(subscription.wallet_id) if attempt.saves_card else "",
        )
        if not _is_the_banks(page.url):
            raise monobank.NoAnswer("strange_page")
    except monobank.BankError as error:
        _no_page(attempt, error)
        raise CheckoutFailed(is_ours=isinstance(error, CLOSED)) from None
    attempt.invoice_id, attempt.page_url = page.invoice_id, page.url
    attempt.due_at = timezone.now() + polling.PENDING[0]
    # A webhook may have come first, and known more.
    PaymentAttempt.objects.filter(pk=attempt.pk).update(
        invoice_id=page.invoice_id, page_url=page.url
    )
    sending = PaymentAttempt.objects.filter(pk=attempt.pk, state=AttemptState.SENDING)
    if sending.update(state=AttemptState.PENDING, due_at=attempt.due_at):
        attempt.state = AttemptState.PENDING


def _no_page(attempt: PaymentAttempt, error: monobank.BankError) -> None:
    """Nobody knows the page, be it there or not: it can't be paid, and another may begin."""
    is_refused = isinstance(error, CLOSED)
    state = AttemptState.REJECTED if is_refused else AttemptState.NOT_SENT
    sending = PaymentAttempt.objects.filter(pk=attempt.pk, state=AttemptState.SENDING)
    sending.update(state=state, err_code=error.code, due_at=None)
    if is_refused:
        alerts.sound(Alert.Subject.REJECTED, str(attempt.reference), error.code)


def _is_the_banks(url: str) -> bool:
    """Payers are sent to https only; in development the sandbox has none."""
    own_scheme = urlsplit(settings.MONOBANK_URL).scheme
    return urlsplit(url).scheme in {"https", own_scheme} and bool(urlsplit(url).hostname)
