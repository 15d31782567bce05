"""The way to the bank's page, and the first payment."""

import datetime
import json

import pytest
from django.utils import timezone

from billing import allowance, checkout, confirm, standing
from billing.checkout import CheckoutFailed, PaymentUnderWay
from billing.models import AttemptState, LedgerEntry, PaidPeriod, PaymentAttempt, Subscription
from billing.standing import Status
from tests.billing.bank import (
    HOUR,
    MINUTE,
    alerts,
    asked,
    buy,
    deliver,
    in_threads,
    letters,
    pass_time,
    price,
)
from tests.factories import make_user

pytestmark = pytest.mark.django_db
SECOND = datetime.timedelta(seconds=1)


def pay(user, plan="pro", *, saves_card=True):
    return checkout.pay(user, price(plan), saves_card=saves_card)


def test_first_payment_begins_a_month_of_pro(sandbox, clock):
    anna = make_user("anna@example.com")
    attempt = buy(anna, sandbox)
    assert attempt.state == AttemptState.PAID
    period = PaidPeriod.objects.get()
    assert (period.starts_at, period.ends_at) == (
        datetime.datetime(2026, 11, 18, 9, 30, tzinfo=datetime.UTC),
        datetime.datetime(2026, 12, 18, 9, 30, tzinfo=datetime.UTC),
    )
    assert standing.of(anna, timezone.now()).status is Status.ACTIVE
    assert allowance.left(anna, allowance.Feature.CV_ANALYSIS).granted == 30
    assert dict(LedgerEntry.objects.values_list("kind", "amount")) == {"charge": 24900, "fee": -324}
    assert sorted(letters(anna)) == ["receipt", "subscription_started"]


def test_terms_and_the_saved_card_are_agreed_to_apart(alice, bob, sandbox, clock):
    pay(alice)
    pay(bob, saves_card=False)
    with_card, without = Subscription.objects.order_by("pk")
    assert with_card.card_consent_at == with_card.terms_accepted_at == timezone.now()
    assert (without.card_consent_at, without.terms_accepted_at) == (None, timezone.now())
    assert with_card.wallet_id != without.wallet_id
    first, second = (json.loads(one.body) for one in sandbox.requests("monobank"))
    assert first["saveCardData"]["walletId"] == str(with_card.wallet_id)
    assert "saveCardData" not in second


def test_open_page_is_shown_again_and_another_wish_replaces_it(alice, sandbox, clock):
    first = pay(alice)
    assert pay(alice).pk == first.pk
    second = pay(alice, "ultra")
    assert second.pk != first.pk
    assert sandbox.bank.invoices[first.invoice_id].status == "expired"
    clock.shift(51 * MINUTE)  # hardly any time is left of it
    assert pay(alice, "ultra").pk != second.pk
    assert asked(sandbox, "invoice/create") == 3


def test_page_that_is_being_paid_is_waited_for(alice, sandbox, clock):
    first = pay(alice)
    sandbox.bank.pay(first.invoice_id, "processing")
    with pytest.raises(PaymentUnderWay):
        pay(alice, "ultra")
    assert asked(sandbox, "invoice/create") == 1


@pytest.mark.parametrize("fault", ["server_error", "cut_before", "rate_limited"])
def test_page_that_can_not_be_closed_is_waited_for(alice, sandbox, clock, fault):
    pay(alice)
    sandbox.fault("monobank", fault, on="invoice/remove")
    with pytest.raises(PaymentUnderWay):
        pay(alice, "ultra")


def test_page_that_was_given_up_and_paid_all_the_same_counts(alice, sandbox, clock):
    first = pay(alice)
    second = pay(alice, "ultra")
    invoice = sandbox.bank._invoices[first.invoice_id]
    invoice.status, invoice.valid_until = "created", timezone.now() + HOUR  # the bank was late
    sandbox.bank.pay(first.invoice_id)
    pass_time(clock, 2 * HOUR, step=10 * MINUTE)
    states = dict(PaymentAttempt.objects.values_list("pk", "state"))
    assert states == {first.pk: AttemptState.PAID, second.pk: AttemptState.EXPIRED}


@pytest.mark.parametrize(
    "fault, is_ours, state",
    [
        ("server_error", False, "not_sent"),
        ("cut_after", False, "not_sent"),
        ("nonsense", False, "not_sent"),
        ("html_502", False, "not_sent"),
        ("forbidden", True, "rejected"),
    ],
)
def test_page_that_could_not_be_had_is_told_and_may_be_tried_anew(
    alice, sandbox, clock, fault, is_ours, state
):
    sandbox.fault("monobank", fault, on="invoice/create")
    with pytest.raises(CheckoutFailed) as failed:
        pay(alice)
    assert failed.value.is_ours is is_ours
    assert PaymentAttempt.objects.get().state == state
    assert alerts() == (["rejected"] if is_ours else [])
    assert pay(alice).state == AttemptState.PENDING


def test_bank_that_is_off_sells_nothing(alice, settings):
    settings.MONOBANK_TOKEN = ""
    with pytest.raises(CheckoutFailed):
        pay(alice)


def test_page_of_another_scheme_is_not_gone_to(alice, sandbox, settings, clock):
    assert checkout._is_the_banks("https://pay.mbnk.biz/x")
    settings.MONOBANK_URL = settings.MONOBANK_URL.replace("http:", "https:")
    for url in ("http://pay.mbnk.biz/x", "javascript:alert(1)", "//evil.example", "https:///x", ""):
        assert not checkout._is_the_banks(url)


def test_new_card_costs_nothing_and_grants_nothing(alice, sandbox, clock):
    attempt = checkout.replace_card(alice)
    sandbox.bank.pay(attempt.invoice_id)
    deliver(sandbox)
    attempt.refresh_from_db()
    assert (attempt.state, attempt.amount) == (AttemptState.PAID, 0)
    assert not PaidPeriod.objects.exists()
    assert not LedgerEntry.objects.exists()
    assert letters(alice) == []


def test_way_back_asks_the_bank_every_ten_seconds_at_most(alice, sandbox, clock):
    attempt = pay(alice)
    for second in range(21):
        confirm.ask_now_and_then(attempt)
        assert asked(sandbox, "invoice/status") == 1 + second // 10
        clock.shift(SECOND)
    sandbox.bank.pay(attempt.invoice_id)
    clock.shift(9 * SECOND)
    confirm.ask_now_and_then(attempt)
    assert confirm.shown(attempt, timezone.now())["outcome"] == "paid"
    confirm.ask_now_and_then(attempt)
    assert asked(sandbox, "invoice/status") == 4


@pytest.mark.parametrize(
    "outcome, shown",
    [("success", "paid"), ("59", "declined"), ("processing", "waiting"), (None, "waiting")],
)
def test_way_back_shows_our_own_state(alice, sandbox, clock, outcome, shown):
    attempt = pay(alice)
    if outcome:
        sandbox.bank.pay(attempt.invoice_id, outcome)
        deliver(sandbox)
    attempt.refresh_from_db()
    found = confirm.shown(attempt, timezone.now())
    assert (found["outcome"], found["may_pay_yet"]) == (
        shown,
        outcome in (None, "59", "processing"),
    )


def test_eight_at_once_open_one_page(committed_db, sandbox, clock):
    anna = make_user("anna@example.com")

    def begin():
        try:
            return pay(anna).pk
        except PaymentUnderWay:
            return None

    assert len(set(in_threads([begin] * 8)) - {None}) == 1
    assert asked(sandbox, "invoice/create") == 1
