"""Payments of people who have left: their money goes back, once, or somebody of ours is told."""

import json

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from billing import checkout, deeds, departure, monobank, orphans, repay
from billing.models import Alert, OrphanPayment, PaymentAttempt, Refund
from tests.billing.bank import (
    DAY,
    HOUR,
    MINUTE,
    alerts,
    asked,
    in_threads,
    pass_time,
    price,
    sweep,
)
from tests.factories import make_user

pytestmark = pytest.mark.django_db
State = OrphanPayment.State


@pytest.fixture
def paid(anna):
    return PaymentAttempt.objects.get()


def leave(user):
    departure.prepare(user)
    with transaction.atomic():
        departure.leave(user)
        get_user_model().objects.filter(pk=user.pk).delete()


def pay_after_leaving(user, sandbox):
    """The bank was still at work when the account was deleted."""
    attempt = checkout.pay(user, price(), saves_card=True)
    sandbox.bank.pay(attempt.invoice_id, "processing")
    leave(user)
    sandbox.bank.settle(attempt.invoice_id)
    return attempt


def give_back(attempt, amount, staff):
    return deeds.repay(attempt, amount, "She asked.", staff, seen=attempt.refunds.count())


def state():
    return OrphanPayment.objects.get().state


def sums(sandbox):
    sent = [one for one in sandbox.requests("monobank") if one.path.endswith("invoice/cancel")]
    return [json.loads(one.body)["amount"] for one in sent]


def test_money_that_comes_after_all_goes_back_once(alice, sandbox, clock):
    pay_after_leaving(alice, sandbox)
    pass_time(clock, 2 * DAY, step=2 * HOUR)
    assert (state(), sandbox.bank.kept(), sums(sandbox)) == (State.REFUNDED, 0, [24900])


def test_two_refunds_that_were_decided_on_before_both_go_back(anna, paid, sandbox, clock, staff):
    give_back(paid, 900, staff)
    deeds.withdraw(anna)
    leave(anna)
    pass_time(clock, 2 * DAY, step=2 * HOUR)
    assert (state(), sandbox.bank.kept(), sums(sandbox)) == (State.REFUNDED, 0, [24900])


def test_what_the_person_did_not_get_back_is_kept(anna, paid, sandbox, clock, staff):
    give_back(paid, 900, staff)
    sweep(repay.sweep)
    give_back(paid, 100, staff)
    give_back(paid, 200, staff)
    leave(anna)
    pass_time(clock, 2 * DAY, step=2 * HOUR)
    assert (state(), sandbox.bank.kept(), sums(sandbox)) == (State.REFUNDED, 23700, [900, 300])


def test_refund_that_the_bank_works_on_is_not_sent_again_and_the_other_is(
    anna, paid, sandbox, clock, staff
):
    sandbox.bank.next_cancels = ["processing"]
    give_back(paid, 900, staff)
    sweep(repay.sweep)
    deeds.withdraw(anna)
    leave(anna)
    pass_time(clock, 2 * DAY, step=2 * HOUR)
    assert (state(), sums(sandbox)) == (State.REFUNDING, [900, 24000])
    sandbox.bank.settle_cancel(paid.invoice_id)
    pass_time(clock, 2 * DAY, step=2 * HOUR)
    assert (state(), sandbox.bank.kept(), sums(sandbox)) == (State.REFUNDED, 0, [900, 24000])


@pytest.mark.parametrize("fault, sent", [("cut_after", [900]), ("cut_before", [900, 900])])
def test_refund_whose_answer_was_lost_is_looked_for_an_hour_long(
    anna, paid, sandbox, clock, staff, fault, sent
):
    give_back(paid, 900, staff)
    sandbox.fault("monobank", fault, on="invoice/cancel")
    sweep(repay.sweep)
    assert Refund.objects.get().state == Refund.State.UNKNOWN
    leave(anna)
    for _ in range(5):  # messages of the bank do not hurry it
        clock.shift(10 * MINUTE)
        OrphanPayment.objects.filter(state=State.REFUNDING).update(due_at=timezone.now())
        sweep(orphans.sweep)
    assert len(sums(sandbox)) == 1
    pass_time(clock, 2 * DAY, step=2 * HOUR)
    assert (state(), sandbox.bank.kept(), sums(sandbox)) == (State.REFUNDED, 24000, sent)


@pytest.mark.parametrize("how", ["never", "failure", "failure, not listed"])
def test_refund_that_the_bank_refuses_is_told_to_us_once_and_not_asked_for_again(
    alice, sandbox, clock, how
):
    attempt = pay_after_leaving(alice, sandbox)
    if how == "never":
        sandbox.fault("monobank", "cancel_not_available", times=0)
    sandbox.bank.next_cancels = ["failure"]
    sweep(orphans.sweep)
    if how == "failure, not listed":
        sandbox.bank._invoices[attempt.invoice_id].cancels.clear()
    pass_time(clock, 5 * DAY, step=4 * HOUR)
    assert (state(), asked(sandbox, "invoice/cancel")) == (State.REFUSED, 1)
    assert alerts() == ["refund_refused"]
    assert str(attempt.reference) in Alert.objects.get().source_id
    clock.shift(50 * DAY)
    sweep(orphans.sweep)
    assert state() == State.REFUSED  # the money is still theirs


def test_refused_refund_that_was_made_by_hand_is_done(alice, sandbox, clock):
    attempt = pay_after_leaving(alice, sandbox)
    sandbox.fault("monobank", "cancel_not_available", times=1)
    sweep(orphans.sweep)
    assert state() == State.REFUSED
    sandbox.bank.refund(attempt.invoice_id)
    orphans.is_told(monobank.invoice(attempt.invoice_id))
    sweep(orphans.sweep)
    assert (state(), asked(sandbox, "invoice/cancel")) == (State.REFUNDED, 1)


def test_refund_that_is_not_done_after_three_days_is_told_to_us(alice, sandbox, clock):
    pay_after_leaving(alice, sandbox)
    sandbox.bank.next_cancels = ["processing"]
    sweep(orphans.sweep)
    pass_time(clock, 3 * DAY - HOUR, step=HOUR)
    assert (state(), alerts()) == (State.REFUNDING, [])
    pass_time(clock, 2 * DAY, step=2 * HOUR)
    assert (state(), alerts()) == (State.REFUNDING, ["refund_stuck"])
    assert asked(sandbox, "invoice/cancel") == 1


def test_eight_at_once_ask_for_the_money_once(committed_db, sandbox, clock):
    pay_after_leaving(make_user("anna@example.com"), sandbox)
    in_threads([lambda: sweep(orphans.sweep)] * 8)
    assert sums(sandbox) == [24900]


def test_bought_and_kept_is_settled(anna, paid, sandbox, clock):
    leave(anna)
    pass_time(clock, 2 * DAY, step=2 * HOUR)
    assert (state(), sandbox.bank.kept(), sums(sandbox)) == (State.SETTLED, 24900, [])
