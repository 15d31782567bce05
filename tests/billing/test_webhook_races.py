"""The same messages a hundred times, in any order, at once, and after the person is gone."""

import datetime
import random

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction

from billing import checkout, departure, orphans, webhook
from billing.models import (
    AttemptState,
    LedgerEntry,
    OrphanPayment,
    PaidPeriod,
    PaymentAttempt,
    Refund,
    Snapshot,
    Subscription,
)
from tests.billing.bank import asked, in_threads, post, post_all, price, rows, sweep
from tests.factories import make_user
from trackr.mail.models import Letter

SECOND = datetime.timedelta(seconds=1)


def story(user, sandbox, clock):
    """Paid after a decline, a card saved late, a part given back by a person at the bank."""
    sandbox.bank.late_cards = True
    attempt = checkout.pay(user, price(), saves_card=True)
    for deed in (
        lambda: sandbox.bank.pay(attempt.invoice_id, "59"),
        lambda: sandbox.bank.pay(attempt.invoice_id),
        lambda: sandbox.bank.tokenise(attempt.invoice_id),
        lambda: sandbox.bank.refund(attempt.invoice_id, 900),
    ):
        deed()
        clock.shift(SECOND)
    return attempt


def facts():
    """What does not tell when we heard of it."""
    return {
        "attempts": list(PaymentAttempt.objects.values("state", "final_amount", "err_code")),
        "periods": list(PaidPeriod.objects.values("starts_at", "ends_at", "anchor_at")),
        "book": sorted(LedgerEntry.objects.values_list("kind", "amount", "happened_at")),
        "renews": list(Subscription.objects.values_list("renews", flat=True)),
        "cards": list(Subscription.objects.values_list("cards__state", flat=True)),
    }


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(6))
def test_messages_in_any_order_lead_to_the_same(seed, alice, sandbox, clock):
    story(alice, sandbox, clock)
    messages = sandbox.bank.deliveries
    with transaction.atomic():
        post_all(messages)
        expected = facts()
        letters = set(Letter.objects.values_list("kind", flat=True))
        transaction.set_rollback(True)
    shuffled = [*messages, *messages]
    random.Random(seed).shuffle(shuffled)
    assert set(post_all(shuffled)) == {200}
    assert facts() == expected
    assert set(Letter.objects.values_list("kind", flat=True)) == letters
    assert expected["book"][0][:2] == ("charge", 24900)
    assert expected["cards"] == ["active"]


@pytest.mark.django_db
def test_message_that_comes_a_hundred_times_is_kept_once(alice, sandbox, clock):
    story(alice, sandbox, clock)
    messages = sandbox.bank.deliveries
    post_all(messages)
    before, letters = rows(), Letter.objects.count()
    last = messages[-1]
    answers = {webhook.receive(last.body, last.signature) for _ in range(100)}
    assert answers == {webhook.Answer.TAKEN}
    assert rows() == before
    assert Letter.objects.count() == letters


def test_eight_at_once_grant_once(committed_db, sandbox, clock):
    anna = make_user("anna@example.com")
    attempt = checkout.pay(anna, price(), saves_card=True)
    sandbox.bank.pay(attempt.invoice_id)
    working, made = sandbox.bank.deliveries
    post(b"", "")  # the key is fetched
    deeds = [
        lambda one=one: post(one.body, one.signature) for one in [made, made, made, working] * 2
    ]
    assert in_threads(deeds) == [200] * 8
    assert PaidPeriod.objects.get().attempt_id == attempt.pk
    assert Snapshot.objects.count() == 2
    assert list(Letter.objects.filter(kind="receipt").values_list("dedupe_key", flat=True)) == [
        f"billing:receipt:{attempt.reference}"
    ]
    assert LedgerEntry.objects.filter(kind="charge").count() == 1
    assert asked(sandbox, "pubkey") == 1


def test_eight_at_once_before_the_reply_bind_one_invoice(committed_db, sandbox, clock):
    anna = make_user("anna@example.com")
    attempt = checkout.pay(anna, price(), saves_card=True)
    PaymentAttempt.objects.update(invoice_id=None, state=AttemptState.SENDING)
    sandbox.bank.pay(attempt.invoice_id)
    made = sandbox.bank.deliveries[-1]
    post(b"", "")  # the key is fetched
    clock.shift(SECOND)
    assert in_threads([lambda: post(made.body, made.signature)] * 8) == [200] * 8
    found = PaymentAttempt.objects.get()
    assert (found.invoice_id, found.state) == (attempt.invoice_id, AttemptState.PAID)
    assert PaidPeriod.objects.count() == 1


def leave(user):
    departure.prepare(user)
    with transaction.atomic():
        departure.leave(user)
        get_user_model().objects.filter(pk=user.pk).delete()


@pytest.mark.django_db
def test_message_after_the_account_was_deleted_brings_nothing_back(alice, sandbox, clock):
    attempt = checkout.pay(alice, price(), saves_card=True)
    sandbox.bank.pay(attempt.invoice_id, "processing")
    leave(alice)
    sandbox.bank.settle(attempt.invoice_id)
    assert set(post_all(sandbox.bank.deliveries)) == {200}
    assert not get_user_model().objects.filter(email="alice@example.com").exists()
    left = {name for name, found in rows().items() if found}
    assert left & {"Subscription", "PaymentAttempt", "PaidPeriod", "Card", "Snapshot"} == set()
    assert not Letter.objects.exists()
    for _ in range(3):
        sweep(orphans.sweep)
        clock.shift(datetime.timedelta(hours=2))
    assert sandbox.bank.kept() == 0
    assert OrphanPayment.objects.get().state == OrphanPayment.State.REFUNDED
    assert not Refund.objects.exists()
