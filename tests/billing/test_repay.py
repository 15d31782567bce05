"""Refunds: each sent once, whatever the bank answers, and what they do to the paid time."""

import datetime
import json

import pytest
from django.utils import timezone

from billing import deeds, refunds, repay, standing
from billing.models import LedgerEntry, PaidPeriod, PaymentAttempt, Refund, Subscription
from billing.standing import Status
from tests.billing.bank import (
    DAY,
    HOUR,
    MINUTE,
    alerts,
    asked,
    buy,
    charges,
    deliver,
    in_threads,
    letters,
    pass_time,
    sweep,
)
from tests.factories import make_user

pytestmark = pytest.mark.django_db
State = Refund.State


@pytest.fixture
def paid(anna):
    return PaymentAttempt.objects.get()


def give_back(attempt, amount, note="She asked for it."):
    staff = make_user(f"staff{amount}@example.com")
    return deeds.repay(attempt, amount, note, staff, seen=attempt.refunds.count())


def state():
    return Refund.objects.get().state


def kept(attempt):
    entries = attempt.entries.exclude(kind="fee").values_list("amount", flat=True)
    return sum(entries)


def test_part_that_is_given_back_changes_no_time(anna, paid, sandbox):
    ends_at = standing.of(anna, timezone.now()).paid_through
    give_back(paid, 900)
    sweep(repay.sweep)
    paid.refresh_from_db()
    assert (state(), paid.state, paid.final_amount) == (State.DONE, "paid", 24000)
    assert (sandbox.bank.kept(), kept(paid)) == (24000, 24000)
    assert standing.of(anna, timezone.now()).paid_through == ends_at
    assert Subscription.objects.get().renews
    assert letters(anna).count("refund_made") == 1


@pytest.mark.parametrize("word", ["success", "reversed"])
def test_word_of_a_part_that_is_given_back_does_not_matter(anna, paid, sandbox, word):
    sandbox.bank.partial_refund_status = word
    give_back(paid, 900)
    sweep(repay.sweep)
    paid.refresh_from_db()
    assert (paid.state, paid.final_amount) == ("paid", 24000)
    assert standing.of(anna, timezone.now()).status is Status.ACTIVE


def test_all_that_is_given_back_ends_its_own_period_and_the_renewals(anna, paid, clock):
    give_back(paid, 24900)
    sweep(repay.sweep)
    paid.refresh_from_db()
    assert (paid.state, paid.final_amount, kept(paid)) == ("refunded", 0, 0)
    assert PaidPeriod.objects.get().voided_at
    assert standing.of(anna, timezone.now()).status is Status.FREE
    assert not Subscription.objects.get().renews
    pass_time(clock, 40 * DAY, step=2 * DAY)
    assert charges(anna) == []


def test_refund_of_the_first_month_leaves_the_second(anna, paid, sandbox, clock):
    clock.move_to(datetime.datetime(2026, 12, 18, 10, 5, tzinfo=datetime.UTC))
    pass_time(clock, HOUR)
    second = PaidPeriod.objects.last()
    sandbox.bank.refund(paid.invoice_id)
    deliver(sandbox)
    assert [bool(one.voided_at) for one in PaidPeriod.objects.all()] == [True, False]
    last = PaidPeriod.objects.last()
    assert (last.starts_at, last.ends_at) == (second.starts_at, second.ends_at)
    assert standing.of(anna, timezone.now()).plan.key == "pro"


def test_refund_made_at_the_bank_is_taken_in_and_told(anna, paid, sandbox, clock):
    for amount in (100, 200):
        clock.shift(MINUTE)
        sandbox.bank.refund(paid.invoice_id, amount)
    deliver(sandbox)
    paid.refresh_from_db()
    assert (paid.final_amount, kept(paid), Refund.objects.count()) == (24600, 24600, 0)
    assert letters(anna).count("refund_made") == 2


def test_refund_names_itself_and_its_goods(paid, sandbox):
    refund = give_back(paid, 900)
    sweep(repay.sweep)
    sent = next(r for r in sandbox.requests("monobank") if r.path.endswith("invoice/cancel"))
    body = json.loads(sent.body)
    assert (body["extRef"], body["amount"]) == (refund.ext_ref, 900)
    assert (body["items"][0]["code"], body["items"][0]["sum"]) == ("pro-month", 900)


@pytest.mark.parametrize("fault", ["cut_after", "error_after", "nonsense", "empty"])
def test_refund_whose_answer_was_lost_is_found_and_not_sent_again(paid, sandbox, clock, fault):
    give_back(paid, 900)
    sandbox.fault("monobank", fault, on="invoice/cancel")
    sweep(repay.sweep)
    assert state() == State.UNKNOWN
    clock.shift(MINUTE)
    sweep(repay.sweep)
    assert state() == State.DONE
    pass_time(clock, DAY, step=2 * HOUR)
    assert (asked(sandbox, "invoice/cancel"), sandbox.bank.kept()) == (1, 24000)


@pytest.mark.parametrize("fault", ["cut_before", "server_error", "rate_limited", "html_502"])
def test_refund_that_never_arrived_is_sent_again_after_an_hour_and_not_before(
    paid, sandbox, clock, fault
):
    give_back(paid, 900)
    sandbox.fault("monobank", fault, on="invoice/cancel")
    sweep(repay.sweep)
    pass_time(clock, 59 * MINUTE, step=MINUTE)
    assert (asked(sandbox, "invoice/cancel"), state()) == (1, State.UNKNOWN)
    pass_time(clock, 3 * HOUR, step=10 * MINUTE)
    assert (asked(sandbox, "invoice/cancel"), state()) == (2, State.DONE)
    assert sandbox.bank.kept() == 24000


def test_process_that_died_while_it_sent_a_refund_looks_first(paid, sandbox, clock):
    refund = give_back(paid, 900)
    past = timezone.now()
    Refund.objects.update(state=State.SENDING, sent_at=past, due_at=past + 2 * MINUTE)
    sandbox.bank.cancel(sandbox.bank.invoices[paid.invoice_id], 900, refund.ext_ref)
    clock.shift(2 * MINUTE)
    sweep(repay.sweep)
    assert (state(), asked(sandbox, "invoice/cancel")) == (State.DONE, 0)


def test_connection_that_was_refused_sent_nothing(paid, sandbox, clock, settings):
    give_back(paid, 900)
    url, settings.MONOBANK_URL = settings.MONOBANK_URL, "http://127.0.0.1:1"
    sweep(repay.sweep)
    assert state() == State.WAITING
    settings.MONOBANK_URL = url
    clock.shift(MINUTE)
    sweep(repay.sweep)
    assert (state(), asked(sandbox, "invoice/cancel")) == (State.DONE, 1)


def test_bank_that_is_off_keeps_refunds_waiting(paid, clock, settings):
    give_back(paid, 900)
    token, settings.MONOBANK_TOKEN = settings.MONOBANK_TOKEN, ""
    sweep(repay.sweep)
    assert state() == State.WAITING
    settings.MONOBANK_TOKEN = token
    pass_time(clock, 10 * MINUTE, step=MINUTE)
    assert state() == State.DONE


def test_refund_that_the_bank_works_on_is_done_in_the_end(anna, paid, sandbox, clock):
    sandbox.bank.next_cancels = ["processing"]
    give_back(paid, 24900)
    sweep(repay.sweep)
    assert state() == State.PROCESSING
    assert standing.of(anna, timezone.now()).status is Status.ACTIVE
    sandbox.bank.settle_cancel(paid.invoice_id)
    pass_time(clock, HOUR, step=10 * MINUTE)
    assert (state(), asked(sandbox, "invoice/cancel")) == (State.DONE, 1)
    assert standing.of(anna, timezone.now()).status is Status.FREE


def test_refund_that_fails_at_the_bank_is_told_to_us(anna, paid, sandbox, clock):
    sandbox.bank.next_cancels = ["failure"]
    give_back(paid, 900)
    sweep(repay.sweep)
    assert (state(), alerts()) == (State.REFUSED, ["refund_refused"])
    assert refunds.refundable(paid) == 24900
    pass_time(clock, DAY, step=4 * HOUR)
    assert asked(sandbox, "invoice/cancel") == 1
    assert "refund_made" not in letters(anna)


def test_refund_that_failed_and_is_not_listed_is_told_to_us(paid, sandbox, clock):
    sandbox.bank.next_cancels = ["failure"]
    give_back(paid, 900)
    sandbox.fault("monobank", "server_error", on="invoice/status")
    sweep(repay.sweep)
    sandbox.bank._invoices[paid.invoice_id].cancels.clear()
    pass_time(clock, DAY, step=4 * HOUR)
    assert (state(), alerts()) == (State.REFUSED, ["refund_refused"])
    assert asked(sandbox, "invoice/cancel") == 1


def test_refund_that_is_not_done_after_three_days_is_told_to_us(paid, sandbox, clock):
    sandbox.bank.next_cancels = ["processing"]
    give_back(paid, 900)
    sweep(repay.sweep)
    pass_time(clock, 3 * DAY - HOUR, step=4 * HOUR)
    assert (state(), alerts()) == (State.PROCESSING, [])
    pass_time(clock, 2 * DAY, step=4 * HOUR)
    assert (state(), alerts()) == (State.PROCESSING, ["refund_stuck"])


def test_refund_that_can_not_be_made_is_left_to_a_person(paid, sandbox, clock):
    give_back(paid, 900)
    sandbox.fault("monobank", "cancel_not_available", times=0)
    sweep(repay.sweep)
    assert (state(), alerts()) == (State.REFUSED, ["refund_refused"])
    pass_time(clock, DAY, step=4 * HOUR)
    assert asked(sandbox, "invoice/cancel") == 1


def test_wrong_sum_is_refused_when_somebody_gave_it_back_by_hand(paid, sandbox, clock):
    give_back(paid, 24900)
    sandbox.bank.refund(paid.invoice_id)
    sweep(repay.sweep)
    paid.refresh_from_db()
    assert (paid.state, state()) == ("refunded", State.REFUSED)
    pass_time(clock, 2 * HOUR, step=10 * MINUTE)
    assert asked(sandbox, "invoice/cancel") == 1


@pytest.mark.parametrize("amount", [0, -1, 24901])
def test_more_than_was_paid_is_not_given_back(paid, amount):
    with pytest.raises(refunds.TooMuch):
        give_back(paid, amount)
    assert not Refund.objects.exists()


def test_refund_that_was_decided_on_with_the_same_eyes_is_one(paid, staff):
    assert deeds.repay(paid, 900, "She asked.", staff, seen=0)
    assert deeds.repay(paid, 900, "She asked.", staff, seen=0) is None
    assert Refund.objects.get().ext_ref == f"support-{paid.reference}-1"


def test_parts_together_are_never_more_than_the_whole(paid, clock):
    give_back(paid, 20000)
    with pytest.raises(refunds.TooMuch):
        give_back(paid, 4901)
    give_back(paid, 4900)
    sweep(repay.sweep)
    assert sum(LedgerEntry.objects.exclude(kind="fee").values_list("amount", flat=True)) == 0


def test_withdrawal_gives_all_back_once(anna, paid, sandbox, clock):
    clock.shift(14 * DAY - MINUTE)
    assert deeds.withdraw(anna).amount == 24900
    assert deeds.withdraw(anna) is None
    assert letters(anna).count("withdrawal_acknowledged") == 1
    sweep(repay.sweep)
    sweep(repay.sweep)
    assert (sandbox.bank.kept(), asked(sandbox, "invoice/cancel")) == (0, 1)
    assert standing.of(anna, timezone.now()).status is Status.FREE
    assert deeds.withdraw(anna) is None


def test_withdrawal_that_the_bank_refused_is_not_offered_again(anna, paid, sandbox, clock):
    sandbox.fault("monobank", "cancel_not_available", times=0)
    deeds.withdraw(anna)
    sweep(repay.sweep)
    assert (state(), refunds.refundable(paid)) == (State.REFUSED, 24900)
    assert deeds.withdrawable(anna, timezone.now()) is None
    assert deeds.withdraw(anna) is None
    assert letters(anna).count("withdrawal_acknowledged") == 1


def test_withdrawal_after_14_days_is_none(anna, paid, clock):
    clock.shift(14 * DAY)
    assert deeds.withdrawable(anna, timezone.now()) is None
    assert deeds.withdraw(anna) is None


def test_withdrawal_after_a_part_was_given_back_is_of_the_rest(anna, paid, sandbox):
    give_back(paid, 900)
    sweep(repay.sweep)
    assert deeds.withdraw(anna).amount == 24000


def test_eight_at_once_send_a_refund_once(committed_db, sandbox, clock):
    attempt = buy(make_user("anna@example.com"), sandbox)
    give_back(attempt, 900)
    in_threads([lambda: sweep(repay.sweep)] * 8)
    assert (state(), asked(sandbox, "invoice/cancel")) == (State.DONE, 1)
