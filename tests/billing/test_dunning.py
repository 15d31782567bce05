"""What follows a declined renewal: when it is tried again, what is told, and how it ends."""

import datetime
import json
from itertools import pairwise

import pytest
from django.utils import timezone

from billing import checkout, declines, deeds, dunning, renew, standing
from billing.models import AttemptState, Card, PaidPeriod, PaymentAttempt
from billing.standing import Status
from tests.billing.bank import (
    DAY,
    HOUR,
    MINUTE,
    alerts,
    asked,
    card,
    charges,
    deliver,
    letters,
    pass_time,
    sweep,
)

pytestmark = pytest.mark.django_db
END = datetime.datetime(2026, 12, 18, 9, 30, tzinfo=datetime.UTC)
DUE = END + 31 * MINUTE
FAILED, PAID = AttemptState.FAILED, (AttemptState.PAID, "")


@pytest.fixture
def declined(anna, sandbox, clock):
    """Makes the bank decline, until something else is said, from the first renewal on."""

    def decline(code):
        card(sandbox, anna).outcome = code
        clock.move_to(DUE)
        sweep(renew.sweep)

    return decline


def new_card(user, sandbox, later="success"):
    attempt = checkout.replace_card(user)
    since = len(sandbox.bank.deliveries)
    sandbox.bank.pay(attempt.invoice_id, later=later)
    deliver(sandbox, since)


def kyiv(text):
    return datetime.datetime.fromisoformat(text).replace(tzinfo=dunning.cycle.ZONE)


def moments_of_tries():
    tried = PaymentAttempt.objects.filter(kind="renewal").order_by("created_at")
    return list(tried.values_list("created_at", flat=True))


@pytest.mark.parametrize("code", ["59", "424242"])
def test_soft_decline_is_tried_four_times_and_then_the_plan_ends(anna, clock, declined, code):
    declined(code)
    pass_time(clock, 8 * DAY, step=4 * HOUR)
    tries = moments_of_tries()
    assert charges(anna) == [(FAILED, code)] * 4
    assert [round((at - END) / DAY) for at in tries] == [0, 1, 3, 6]
    assert min(later - before for before, later in pairwise(tries)) >= 20 * HOUR
    told = letters(anna)
    assert (told.count("payment_failed"), told.count("subscription_ended")) == (4, 1)
    assert standing.of(anna, timezone.now()).status is Status.FREE


def test_access_lasts_a_week_and_ends_to_the_second(anna, clock, declined):
    declined("59")
    clock.move_to(END + 7 * DAY - datetime.timedelta(seconds=1))
    assert standing.of(anna, timezone.now()).plan.key == "pro"
    clock.move_to(END + 7 * DAY)
    assert standing.of(anna, timezone.now()).plan.key == "free"


def test_second_try_that_is_paid_follows_the_old_end(anna, sandbox, clock, declined):
    declined("59")
    card(sandbox, anna).outcome = "success"
    pass_time(clock, 2 * DAY)
    assert charges(anna) == [(FAILED, "59"), PAID]
    last = PaidPeriod.objects.last()
    assert (last.starts_at, last.ends_at) == (
        END, datetime.datetime(2027, 1, 18, 9, 30, tzinfo=datetime.UTC)
    )  # fmt: skip
    assert letters(anna).count("payment_failed") == 1


def test_late_success_of_a_declined_charge_stops_the_tries(anna, sandbox, clock, declined):
    declined("processing")
    attempt = PaymentAttempt.objects.get(kind="renewal")
    sandbox.bank.settle(attempt.invoice_id, "59")
    pass_time(clock, HOUR, step=10 * MINUTE)
    assert charges(anna) == [(FAILED, "59")]
    invoice = sandbox.bank._invoices[attempt.invoice_id]
    invoice.status = "processing"  # the bank thinks better of it
    clock.shift(MINUTE)
    sandbox.bank.settle(attempt.invoice_id)
    deliver(sandbox)
    pass_time(clock, 3 * DAY, step=12 * HOUR)
    assert charges(anna) == [PAID]


@pytest.mark.parametrize("code", ["51", "1014"])
def test_hard_decline_is_never_tried_again(anna, sandbox, clock, declined, code):
    declined(code)
    assert Card.objects.get().state == Card.State.DEAD
    pass_time(clock, 8 * DAY, step=12 * HOUR)
    assert charges(anna) == [(FAILED, code)]
    told = letters(anna)
    assert (told.count("payment_failed"), told.count("subscription_ended")) == (1, 1)
    assert asked(sandbox, "wallet/payment") == 1


def test_card_that_the_bank_has_forgotten_is_never_tried_again(anna, sandbox, clock, declined):
    declined("dead")
    assert charges(anna) == [(AttemptState.REJECTED, "TOKEN_NOT_FOUND")]
    assert Card.objects.get().state == Card.State.DEAD
    pass_time(clock, 5 * DAY, step=12 * HOUR)
    assert asked(sandbox, "wallet/payment") == 1


def test_person_hears_of_a_card_that_the_bank_has_forgotten(anna, declined):
    declined("dead")
    assert letters(anna)[-1] == "payment_failed"


def test_decline_whose_reason_can_not_be_asked_for_waits_for_it(anna, sandbox, clock, declined):
    sandbox.fault("monobank", "server_error", on="invoice/status")
    declined("51")
    assert charges(anna) == [(AttemptState.PENDING, "")]
    assert "payment_failed" not in letters(anna)
    pass_time(clock, 10 * MINUTE, step=MINUTE)
    assert charges(anna) == [(FAILED, "51")]
    assert Card.objects.get().state == Card.State.DEAD


@pytest.mark.parametrize("code", ["51", "59", "dead"])
def test_new_card_is_tried_at_once_and_once(anna, sandbox, clock, declined, code):
    declined(code)
    clock.shift(2 * HOUR)
    new_card(anna, sandbox, later="59")
    sweep(renew.sweep)
    assert len(charges(anna)) == 2
    pass_time(clock, 12 * HOUR)
    assert len(charges(anna)) == 2


def test_new_card_heals_what_the_old_one_broke(anna, sandbox, clock, declined):
    declined("51")
    new_card(anna, sandbox)
    sweep(renew.sweep)
    assert charges(anna) == [(FAILED, "51"), PAID]
    assert PaidPeriod.objects.last().starts_at == END


@pytest.mark.parametrize("code", ["67", "8005"])
def test_reason_of_ours_takes_no_try_and_tells_us_and_not_the_payer(
    anna, sandbox, clock, declined, code
):
    declined(code)
    pass_time(clock, 4 * DAY, step=4 * HOUR)
    assert "our_side" in alerts()
    assert "payment_failed" not in letters(anna)
    assert len(charges(anna)) > 2
    card(sandbox, anna).outcome = "59"
    pass_time(clock, 5 * DAY, step=4 * HOUR)
    tries = moments_of_tries()
    assert min(later - before for before, later in pairwise(tries)) >= 20 * HOUR
    assert "payment_failed" in letters(anna)


def test_3d_secure_asks_the_payer_once_a_charge(anna, sandbox, clock, declined):
    declined("3ds")
    assert charges(anna) == [(FAILED, "3ds")]
    assert letters(anna)[-1] == "payment_needed"
    deliver(sandbox)
    pass_time(clock, 12 * HOUR)
    assert letters(anna).count("payment_needed") == 1
    assert "payment_failed" not in letters(anna)


def test_3d_secure_that_was_left_is_told_no_second_time(anna, sandbox, clock, declined):
    declined("3ds")
    attempt = PaymentAttempt.objects.get(kind="renewal")
    clock.shift(20 * MINUTE)
    sandbox.bank.settle(attempt.invoice_id, "8001")
    deliver(sandbox)
    assert letters(anna).count("payment_needed") + letters(anna).count("payment_failed") == 1


def test_3d_secure_that_was_confirmed_is_paid(anna, sandbox, clock, declined):
    declined("3ds")
    attempt = PaymentAttempt.objects.get(kind="renewal")
    sandbox.bank.settle(attempt.invoice_id)
    deliver(sandbox)
    pass_time(clock, 3 * DAY, step=12 * HOUR)
    assert [state for state, _ in charges(anna)] == [AttemptState.PAID]


def test_cancelled_in_grace_it_ends_at_once(anna, sandbox, clock, declined):
    declined("59")
    assert deeds.cancel(anna)
    assert standing.of(anna, timezone.now()).status is Status.FREE
    pass_time(clock, 8 * DAY, step=12 * HOUR)
    assert charges(anna) == [(FAILED, "59")]
    assert letters(anna).count("subscription_ended") == 1


def test_person_may_try_without_spending_the_four(anna, sandbox, clock, declined):
    declined("59")
    assert renew.renew(anna.subscription, by_person=True).by_person
    pass_time(clock, 8 * DAY, step=4 * HOUR)
    by_us = PaymentAttempt.objects.filter(kind="renewal", by_person=False)
    assert (by_us.count(), len(charges(anna))) == (4, 5)


def test_person_may_try_three_times_a_day(anna, sandbox, clock, declined):
    declined("59")
    tried = []
    for _ in range(6):
        clock.shift(HOUR)
        tried.append(renew.renew(anna.subscription, by_person=True) is not None)
    assert tried == [True] * 3 + [False] * 3
    clock.shift(19 * HOUR - MINUTE)
    assert renew.renew(anna.subscription, by_person=True) is None
    clock.shift(MINUTE)  # a day after the first
    assert renew.renew(anna.subscription, by_person=True)
    assert renew.renew(anna.subscription, by_person=True) is None
    assert asked(sandbox, "wallet/payment") == 5


def test_tries_by_the_person_of_another_period_do_not_count(anna, sandbox, clock, declined):
    declined("59")
    for _ in range(3):
        renew.renew(anna.subscription, by_person=True)
    PaymentAttempt.objects.filter(by_person=True).update(period_start=END - 31 * DAY)
    assert renew.renew(anna.subscription, by_person=True)


def test_fresh_card_is_charged_by_the_merchant(anna, sandbox, clock, declined):
    declined("51")
    new_card(anna, sandbox, later="59")
    sweep(renew.sweep)
    assert not PaymentAttempt.objects.filter(kind="renewal", by_person=True).exists()
    renew.renew(anna.subscription, by_person=True)
    sent = [json.loads(one.body) for one in sandbox.requests("monobank")
            if one.path.endswith("wallet/payment")]  # fmt: skip
    assert [one["initiationKind"] for one in sent] == ["merchant", "merchant", "client"]


def test_fresh_card_spends_none_of_the_four(anna, sandbox, clock, declined):
    declined("59")
    clock.shift(2 * HOUR)
    new_card(anna, sandbox, later="59")
    pass_time(clock, 8 * DAY, step=HOUR)
    tries = moments_of_tries()
    assert charges(anna) == [(FAILED, "59")] * 5
    assert [round((at - END) / DAY) for at in tries] == [0, 0, 1, 3, 6]
    assert min(later - before for before, later in pairwise(tries[1:])) >= 20 * HOUR


def test_fresh_card_is_tried_after_the_four_are_spent(anna, sandbox, clock, declined):
    declined("59")
    pass_time(clock, 6 * DAY + 6 * HOUR, step=HOUR)
    assert len(charges(anna)) == 4
    new_card(anna, sandbox)
    sweep(renew.sweep)
    assert charges(anna)[4:] == [PAID]


def test_connection_that_is_refused_takes_no_try(anna, sandbox, clock, settings):
    clock.move_to(DUE)
    url, settings.MONOBANK_URL = settings.MONOBANK_URL, "http://127.0.0.1:1"
    sweep(renew.sweep)
    assert charges(anna) == [(AttemptState.NOT_SENT, "no_connection")]
    settings.MONOBANK_URL = url
    pass_time(clock, 22 * HOUR)  # the 20 hours end before the day begins
    assert charges(anna)[-1] == PAID
    assert "payment_failed" not in letters(anna)


@pytest.mark.parametrize(
    "moment, charged",
    [
        ("2026-12-18 08:59", "2026-12-18 09:00"),
        ("2026-12-18 09:00", "2026-12-18 09:00"),
        ("2026-12-18 19:59", "2026-12-18 19:59"),
        ("2026-12-18 20:00", "2026-12-19 09:00"),
        ("2026-12-31 23:30", "2027-01-01 09:00"),
        ("2027-03-28 02:30", "2027-03-28 09:00"),  # an hour is left out in this night
        ("2026-10-25 03:30", "2026-10-25 09:00"),  # an hour comes twice
    ],
)
def test_cards_are_charged_by_day_in_kyiv(moment, charged):
    assert dunning.daytime(kyiv(moment), 0 * MINUTE) == kyiv(charged)


@pytest.mark.parametrize(
    "moment, charged",
    [
        ("2026-12-18 08:54", "2026-12-18 09:05"),
        ("2026-12-18 08:55", "2026-12-18 09:00"),
        ("2026-12-18 09:00", "2026-12-18 09:05"),
        ("2026-12-18 19:54", "2026-12-18 19:59"),
        ("2026-12-18 19:55", "2026-12-19 09:05"),
        ("2026-12-18 23:57", "2026-12-19 09:05"),
    ],
)
def test_a_little_later_is_still_by_day(moment, charged):
    assert dunning.daytime(kyiv(moment), 5 * MINUTE) == kyiv(charged)


def test_try_that_has_to_wait_for_20_hours_waits_for_the_morning(anna, clock, declined):
    """The last try was at ten past ten: twenty hours later it is night."""
    declined("59")
    ended_at = kyiv("2026-12-18 11:30")
    PaymentAttempt.objects.filter(kind="renewal").update(created_at=kyiv("2026-12-19 10:10"))
    due_at = dunning.next_due(anna.subscription, ended_at).astimezone(dunning.cycle.ZONE)
    assert (due_at.date(), due_at.hour) == (datetime.date(2026, 12, 20), 9)


def test_cron_that_was_late_charges_nobody_at_night(anna, clock):
    clock.move_to(kyiv("2026-12-18 20:00"))
    sweep(renew.sweep)
    clock.move_to(kyiv("2026-12-19 08:59"))
    sweep(renew.sweep)
    assert charges(anna) == []
    clock.move_to(kyiv("2026-12-19 09:00"))
    sweep(renew.sweep)
    assert charges(anna) == [PAID]


def test_person_may_try_at_night(anna, clock):
    clock.move_to(kyiv("2026-12-18 20:00"))
    assert renew.renew(anna.subscription, by_person=True)


def test_no_code_is_of_two_kinds():
    groups = [declines.HARD, declines.PAYER, declines.OURS, declines.LEFT]
    assert sum(len(group) for group in groups) == len(frozenset().union(*groups))
    assert {declines.kind_of(code) for code in ("59", "", "no such code")} == {declines.Kind.SOFT}
