"""Charges whose answer was lost: nobody is charged twice, and nothing that was charged is lost."""

import datetime

import pytest

from billing import charge, monobank, reconcile, renew, standing
from billing.models import AttemptState, Card, PaidPeriod, PaymentAttempt, Refund, Subscription
from tests.billing.bank import (
    DAY,
    HOUR,
    MINUTE,
    alerts,
    asked,
    buy,
    card,
    charges,
    deliver,
    in_threads,
    letters,
    pass_time,
    post_all,
    price,
    rows,
    sweep,
)
from tests.factories import make_user

END = datetime.datetime(2026, 12, 18, 9, 30, tzinfo=datetime.UTC)
DUE = END + 31 * MINUTE
PAID = (AttemptState.PAID, "")
DONE = {"error_after": "INTERNAL_ERROR", "cut_after": "connection_lost", "nonsense": "nonsense",
        "empty": "nonsense"}  # fmt: skip
NOT_DONE = {"server_error": "INTERNAL_ERROR", "cut_before": "connection_lost",
            "rate_limited": "TMR", "html_502": "http_502"}  # fmt: skip


@pytest.fixture
def lost(anna, sandbox, clock):
    """Charges anna with a fault of the bank; the attempt."""

    def lose(fault):
        sandbox.fault("monobank", fault, on="wallet/payment")
        clock.move_to(DUE)
        sweep(renew.sweep)
        return PaymentAttempt.objects.get(kind="renewal")

    return lose


pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("fault, code", [*DONE.items(), *NOT_DONE.items()])
def test_answer_that_was_lost_leaves_the_charge_unknown(lost, sandbox, fault, code):
    attempt = lost(fault)
    assert (attempt.state, attempt.err_code) == (AttemptState.UNKNOWN, code)
    assert attempt.due_at == DUE + 5 * MINUTE
    assert asked(sandbox, "wallet/payment") == 1


def test_charge_that_was_made_is_found_in_the_statement(anna, lost, sandbox, clock):
    lost("cut_after")
    pass_time(clock, 10 * MINUTE, step=MINUTE)
    assert charges(anna) == [PAID]
    assert PaidPeriod.objects.last().starts_at == END
    pass_time(clock, 2 * DAY, step=6 * HOUR)
    assert (asked(sandbox, "wallet/payment"), sandbox.bank.kept()) == (1, 2 * 24900)
    assert letters(anna).count("receipt") == 2


def test_charge_that_was_declined_is_found_in_the_statement(anna, lost, sandbox, clock):
    card(sandbox, anna).next_charges = ["51"]
    lost("cut_after")
    pass_time(clock, 10 * MINUTE, step=MINUTE)
    assert charges(anna) == [(AttemptState.FAILED, "51")]
    assert Card.objects.get().state == Card.State.DEAD


def test_charge_that_was_made_is_told_by_a_message_and_confirmed(anna, lost, sandbox, clock):
    attempt = lost("cut_after")
    before = asked(sandbox, "invoice/status")
    assert post_all(sandbox.bank.deliveries[-1:]) == [200]
    attempt.refresh_from_db()
    assert attempt.state == AttemptState.PAID
    assert asked(sandbox, "invoice/status") == before + 1


def test_foreign_message_does_not_make_an_unknown_charge_known(lost, sandbox):
    attempt = lost("cut_before")
    hook = "http://localhost/webhooks/monobank/"
    sandbox.bank.foreign_invoice(str(attempt.reference), hook, attempt.amount)
    assert post_all(sandbox.bank.deliveries[-1:]) == [200]
    attempt.refresh_from_db()
    assert (attempt.state, attempt.invoice_id) == (AttemptState.UNKNOWN, None)
    assert alerts() == ["unknown_invoice"]


def test_charge_that_never_arrived_is_given_up_after_a_day_and_not_before(
    anna, lost, sandbox, clock
):
    attempt = lost("cut_before")
    pass_time(clock, DAY - HOUR)
    attempt.refresh_from_db()
    assert attempt.state == AttemptState.UNKNOWN
    assert asked(sandbox, "wallet/payment") == 1
    clock.move_to(DUE + DAY)
    sweep(reconcile.poll)
    attempt.refresh_from_db()
    assert (attempt.state, attempt.due_at) == (AttemptState.NOT_SENT, None)
    sweep(renew.sweep)
    assert [state for state, _ in charges(anna)] == [AttemptState.NOT_SENT, AttemptState.PAID]
    assert sandbox.bank.kept() == 2 * 24900


def test_it_is_asked_for_after_5_minutes_and_1_6_and_24_hours(lost, sandbox, clock):
    lost("cut_before")
    asked_at = []
    for minute in range(0, 25 * 60, 5):
        clock.move_to(DUE + minute * MINUTE)
        before = asked(sandbox, "statement")
        sweep(reconcile.poll)
        asked_at += [minute] if asked(sandbox, "statement") > before else []
    assert asked_at == [5, 60, 6 * 60, 24 * 60]


def test_statement_that_can_not_be_had_gives_nothing_up(lost, sandbox, clock):
    attempt = lost("cut_before")
    sandbox.fault("monobank", "server_error", on="statement", times=0)
    clock.move_to(DUE + DAY)
    sweep(reconcile.poll)
    attempt.refresh_from_db()
    assert attempt.state == AttemptState.UNKNOWN
    assert attempt.due_at > DUE + DAY


def test_charge_that_is_given_up_and_arrives_after_all_is_given_back(anna, lost, sandbox, clock):
    """The bank was more than a day late: the period was paid by the next charge meanwhile."""
    attempt = lost("cut_before")
    clock.move_to(DUE + DAY)
    sweep(reconcile.poll)
    sweep(renew.sweep)
    clock.shift(MINUTE)
    monobank.charge(
        charge.order_of(attempt),
        token=card(sandbox, anna).token,
        initiator="merchant",
        redirect_url="http://localhost/",
        webhook_url="http://localhost/webhooks/monobank/",
    )
    assert post_all(sandbox.bank.deliveries[-1:]) == [200]
    assert PaidPeriod.objects.count() == 2
    refund = Refund.objects.get()
    assert (refund.reason, refund.ext_ref) == ("duplicate", f"dup-{attempt.reference}")
    pass_time(clock, HOUR, step=10 * MINUTE)
    assert sandbox.bank.kept() == 2 * 24900
    assert PaidPeriod.objects.counting().count() == 2
    assert Subscription.objects.get().renews
    assert "duplicate" in alerts()


def test_process_that_died_while_it_charged_is_noticed_after_two_minutes(anna, sandbox, clock):
    clock.move_to(DUE)
    subscription = anna.subscription
    attempt = charge.open_attempt(subscription, price(), subscription.current_card(), END)
    clock.shift(2 * MINUTE - datetime.timedelta(seconds=1))
    pass_time(clock, datetime.timedelta(0))
    sweep(renew.sweep)
    assert charges(anna) == [(AttemptState.SENDING, "")]
    clock.shift(datetime.timedelta(seconds=1))
    sweep(reconcile.poll)
    attempt.refresh_from_db()
    assert (attempt.state, attempt.due_at) == (AttemptState.UNKNOWN, DUE + 5 * MINUTE)
    pass_time(clock, 25 * HOUR)
    assert [state for state, _ in charges(anna)] == [AttemptState.NOT_SENT, AttemptState.PAID]


def test_place_of_a_period_is_taken_once(anna, clock):
    clock.move_to(DUE)
    subscription = anna.subscription
    taken = [
        charge.open_attempt(subscription, price(), subscription.current_card(), END)
        for _ in range(2)
    ]
    assert (taken[0].period_start, taken[1]) == (END, None)


def test_eight_renewals_at_once_charge_once(committed_db, sandbox, clock):
    anna = make_user("anna@example.com")
    buy(anna, sandbox)
    clock.move_to(DUE)
    in_threads([lambda: sweep(renew.sweep)] * 4 + [lambda: renew.renew(anna.subscription)] * 4)
    assert charges(anna) == [PAID]
    assert asked(sandbox, "wallet/payment") == 1


def test_person_and_schedule_at_once_charge_once(committed_db, sandbox, clock):
    anna = make_user("anna@example.com")
    buy(anna, sandbox)
    clock.move_to(DUE)
    by_hand = [lambda: renew.renew(anna.subscription, by_person=True)] * 4
    in_threads([*by_hand, *([lambda: sweep(renew.sweep)] * 4)])
    assert charges(anna) == [PAID]


def test_message_of_a_charge_finds_it_while_the_answer_is_on_its_way(anna, sandbox, clock):
    clock.move_to(DUE)
    subscription = anna.subscription
    attempt = charge.open_attempt(subscription, price(), subscription.current_card(), END)
    monobank.charge(
        charge.order_of(attempt),
        token=card(sandbox, anna).token,
        initiator="merchant",
        redirect_url="http://localhost/",
        webhook_url="http://localhost/webhooks/monobank/",
    )
    deliver(sandbox)
    assert charges(anna) == [PAID]
    before = rows()["PaidPeriod"]
    charge.failed(attempt, monobank.NoAnswer("timeout"))  # and then the answer is lost
    assert (charges(anna), rows()["PaidPeriod"]) == ([PAID], before)
    assert standing.of(anna, DUE).is_paid
