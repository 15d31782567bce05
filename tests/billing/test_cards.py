"""Which card is in use, and that the bank forgets the others."""

import datetime

import pytest

from billing import cards, checkout, deeds, monobank
from billing.models import AttemptState, Card, PaymentAttempt, Subscription
from tests.billing.bank import (
    DAY,
    HOUR,
    MINUTE,
    asked,
    buy,
    card,
    charges,
    deliver,
    letters,
    pass_time,
    post_all,
    price,
    sweep,
)
from trackr import crypto

pytestmark = pytest.mark.django_db
State = Card.State


def replace(user, sandbox):
    attempt = checkout.replace_card(user)
    since = len(sandbox.bank.deliveries)
    sandbox.bank.pay(attempt.invoice_id)
    deliver(sandbox, since)
    return attempt


def states():
    return list(Card.objects.order_by("pk").values_list("state", flat=True))


def test_card_is_kept_encrypted_and_its_digits_are_not(anna, sandbox):
    kept = Card.objects.get()
    at_bank = card(sandbox, anna)
    assert at_bank.token not in kept.token
    assert crypto.decrypt(kept.token) == at_bank.token
    assert cards.mask(kept) == at_bank.masked_pan


def test_mask_of_a_card_that_the_bank_does_not_list_is_empty(anna, sandbox):
    card(sandbox, anna).state = "deleted"
    assert cards.mask(Card.objects.get()) == ""


def test_new_card_takes_the_place_and_the_old_one_is_deleted_at_the_bank(anna, sandbox, clock):
    clock.shift(HOUR)
    attempt = replace(anna, sandbox)
    assert PaymentAttempt.objects.get(pk=attempt.pk).state == AttemptState.PAID
    assert states() == [State.LEAVING, State.ACTIVE]
    sweep(cards.sweep)
    assert states() == [State.DELETED, State.ACTIVE]
    assert [one.state for one in sandbox.bank.cards] == ["deleted", "created"]
    assert Card.objects.order_by("pk")[0].token == ""
    assert letters(anna).count("receipt") == 1  # nothing was paid


def test_new_card_of_somebody_who_cancelled_renews_nothing(anna, sandbox, clock):
    deeds.cancel(anna)
    clock.shift(HOUR)
    replace(anna, sandbox)
    assert not Subscription.objects.get().renews


def test_same_token_that_was_saved_twice_is_not_deleted_under_the_newer_row(anna, sandbox, clock):
    clock.shift(HOUR)
    attempt = checkout.replace_card(anna)
    sandbox.bank.pay(attempt.invoice_id, "processing")
    sandbox.bank._invoices[attempt.invoice_id].card.token = card(sandbox, anna).token
    sandbox.bank.settle(attempt.invoice_id)
    deliver(sandbox)
    sweep(cards.sweep)
    assert states() == [State.DELETED, State.ACTIVE]
    assert asked(sandbox, "wallet/card") == 0
    assert card(sandbox, anna).state == "created"


def test_card_that_comes_after_the_payment_is_kept_all_the_same(alice, sandbox, clock):
    sandbox.bank.late_cards = True
    attempt = buy(alice, sandbox)
    assert (attempt.state, Card.objects.count()) == (AttemptState.PAID, 0)
    sandbox.bank.tokenise(attempt.invoice_id)  # of the same second
    assert post_all(sandbox.bank.deliveries[-1:]) == [200]
    assert states() == [State.ACTIVE]


def test_late_message_of_an_older_card_does_not_bring_it_back(alice, sandbox, clock):
    sandbox.bank.late_cards = True
    first = buy(alice, sandbox)
    clock.shift(HOUR)
    sandbox.bank.late_cards = False
    second = replace(alice, sandbox)
    sandbox.bank.tokenise(first.invoice_id)
    deliver(sandbox)
    current = Subscription.objects.get().current_card()
    assert current.attempt_id == second.pk
    assert Card.objects.get(attempt=first).state == State.LEAVING


def test_card_that_could_not_be_saved_is_none(alice, sandbox, clock):
    attempt = checkout.pay(alice, price(), saves_card=True)
    sandbox.bank.pay(attempt.invoice_id, save_card=False)
    deliver(sandbox)
    assert not Card.objects.exists()


def test_card_that_nobody_agreed_to_save_is_not_kept(alice, sandbox, clock):
    attempt = checkout.pay(alice, price(), saves_card=True)
    PaymentAttempt.objects.update(saves_card=False)
    sandbox.bank.pay(attempt.invoice_id)
    deliver(sandbox)
    assert not Card.objects.exists()


@pytest.mark.parametrize("fault", ["server_error", "cut_before", "rate_limited", "forbidden"])
def test_deletion_that_fails_is_tried_again_each_hour(anna, sandbox, clock, fault):
    clock.shift(HOUR)
    replace(anna, sandbox)
    sandbox.fault("monobank", fault, on="wallet/card")
    sweep(cards.sweep)
    sweep(cards.sweep)
    assert (states()[0], asked(sandbox, "wallet/card")) == (State.LEAVING, 1)
    clock.shift(HOUR)
    sweep(cards.sweep)
    assert states()[0] == State.DELETED


def test_card_on_its_way_out_is_never_charged(anna, sandbox, clock):
    Card.objects.update(state=State.LEAVING, due_at=None)
    pass_time(clock, 40 * DAY, step=2 * DAY)
    assert charges(anna) == []


def test_card_of_an_ended_plan_is_forgotten(anna, sandbox, clock):
    deeds.cancel(anna)
    clock.shift(31 * DAY)
    pass_time(clock, 2 * MINUTE, step=MINUTE)
    assert [one.state for one in sandbox.bank.cards] == ["deleted"]
    assert letters(anna).count("subscription_ended") == 1
    assert monobank.wallet(str(anna.subscription.wallet_id)) == []


def test_card_is_tried_from_the_moment_that_it_was_given(anna, clock):
    assert Card.objects.get().given_at == datetime.datetime(
        2026, 11, 18, 9, 30, tzinfo=datetime.UTC
    )
