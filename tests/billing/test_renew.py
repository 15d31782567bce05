"""The charge for the next period: when it begins, of which price, and when there is none."""

import datetime
import json

import pytest
from django.urls import reverse
from django.utils import timezone

from billing import alerts, checkout, deeds, dunning, lapse, notices, renew, standing
from billing.models import (
    Alert,
    AttemptState,
    Card,
    PaidPeriod,
    PaymentAttempt,
    Price,
    Subscription,
)
from billing.standing import Status
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
    price,
    sweep,
)
from tests.conftest import signed_in
from tests.factories import make_user
from trackr import cron
from trackr.models import SweepRun

pytestmark = pytest.mark.django_db
BOUGHT = datetime.datetime(2026, 11, 18, 9, 30, tzinfo=datetime.UTC)
END = datetime.datetime(2026, 12, 18, 9, 30, tzinfo=datetime.UTC)
DUE = END + 31 * MINUTE  # each a little later than the end, by half an hour at most
PAID = (AttemptState.PAID, "")


def status(user):
    return standing.of(user, timezone.now()).status


def test_renewal_is_charged_once_when_the_paid_time_is_up(anna, sandbox, clock):
    clock.move_to(END - MINUTE)
    assert sweep(renew.sweep) == 0
    clock.move_to(DUE)
    assert [sweep(renew.sweep), sweep(renew.sweep)] == [1, 0]
    assert charges(anna) == [PAID]
    assert asked(sandbox, "wallet/payment") == 1
    assert [(one.starts_at, one.ends_at) for one in PaidPeriod.objects.all()] == [
        (BOUGHT, END),
        (END, datetime.datetime(2027, 1, 18, 9, 30, tzinfo=datetime.UTC)),
    ]
    assert (status(anna), letters(anna).count("receipt")) == (Status.ACTIVE, 2)


def test_message_of_a_renewal_that_was_answered_changes_nothing(anna, sandbox, clock):
    clock.move_to(DUE)
    since = len(sandbox.bank.deliveries)
    sweep(renew.sweep)
    deliver(sandbox, since)
    deliver(sandbox, since)
    assert (charges(anna), letters(anna).count("receipt")) == ([PAID], 2)


def test_renewal_that_is_worked_on_waits_and_is_no_failure(anna, sandbox, clock):
    card(sandbox, anna).next_charges = ["processing"]
    clock.move_to(DUE)
    sweep(renew.sweep)
    pass_time(clock, 3 * HOUR, step=10 * MINUTE)
    attempt = PaymentAttempt.objects.get(kind="renewal")
    assert charges(anna) == [(AttemptState.PENDING, "")]
    assert (status(anna), "payment_failed" in letters(anna)) == (Status.GRACE, False)
    sandbox.bank.settle(attempt.invoice_id)
    pass_time(clock, 7 * HOUR)
    assert charges(anna) == [PAID]
    assert asked(sandbox, "wallet/payment") == 1


def test_nobody_is_charged_at_night(sandbox, clock):
    clock.move_to(datetime.datetime(2026, 11, 18, 20, 0, tzinfo=datetime.UTC))  # 22:00 in Kyiv
    anna = make_user("anna@example.com")
    buy(anna, sandbox)
    clock.move_to(datetime.datetime(2026, 12, 19, 6, 59, tzinfo=datetime.UTC))
    assert (sweep(renew.sweep), charges(anna)) == (1, [])
    assert standing.of(anna, timezone.now()).is_paid
    clock.move_to(datetime.datetime(2026, 12, 19, 7, 31, tzinfo=datetime.UTC))
    sweep(renew.sweep)
    assert charges(anna) == [PAID]
    assert PaidPeriod.objects.last().starts_at.hour == 20  # the days of grace are not free


def test_cancelled_before_the_end_nothing_is_charged(anna, sandbox, clock):
    assert deeds.cancel(anna)
    assert status(anna) is Status.CANCELLING
    clock.move_to(END - MINUTE)
    assert standing.of(anna, timezone.now()).is_paid
    clock.move_to(END)
    assert status(anna) is Status.FREE
    pass_time(clock, 9 * DAY, step=12 * HOUR)
    assert (charges(anna), asked(sandbox, "wallet/payment")) == ([], 0)


def test_cancelled_and_resumed_it_renews(anna, clock):
    deeds.cancel(anna)
    deeds.resume(anna)
    clock.move_to(DUE)
    sweep(renew.sweep)
    assert charges(anna) == [PAID]


def test_bought_without_saving_the_card_nothing_renews(sandbox, clock):
    boris = make_user("boris@example.com")
    buy(boris, sandbox, saves_card=False)
    assert status(boris) is Status.CANCELLING
    clock.move_to(DUE)
    assert (sweep(renew.sweep), charges(boris)) == (0, [])


def test_bank_that_saves_no_cards_leads_to_payment_by_hand(sandbox, clock):
    sandbox.bank.tokenisation = False
    boris = make_user("boris@example.com")
    attempt = buy(boris, sandbox)
    assert (attempt.state, Card.objects.count()) == (AttemptState.PAID, 0)
    clock.move_to(DUE)
    pass_time(clock, 8 * DAY, step=12 * HOUR)
    assert charges(boris) == []
    assert "payment_failed" not in letters(boris)


def test_change_binds_from_the_next_period_on(anna, sandbox, clock):
    assert deeds.change(anna, price("ultra", "year"))
    assert standing.of(anna, timezone.now()).plan.key == "pro"
    clock.move_to(DUE)
    sweep(renew.sweep)
    attempt = PaymentAttempt.objects.get(kind="renewal")
    assert (attempt.amount, attempt.price.code) == (599000, "ultra-year")
    last = PaidPeriod.objects.last()
    assert (last.starts_at, last.ends_at.year, last.plan.key) == (END, 2027, "ultra")
    assert Subscription.objects.get().next_price is None


def test_change_to_what_is_agreed_anyway_takes_it_back(anna):
    assert deeds.change(anna, price("ultra"))
    assert not deeds.change(anna, price("ultra"))
    assert deeds.change(anna, price("pro"))
    assert Subscription.objects.get().next_price is None


@pytest.mark.parametrize("told_days_before, amount", [(31, 29900), (30, 29900), (29, 24900)])
def test_new_price_binds_30_days_after_it_was_told(anna, sandbox, clock, told_days_before, amount):
    clock.move_to(END - told_days_before * DAY)
    old = price()
    Price.objects.create(plan=old.plan, interval="month", amount=29900, valid_from=timezone.now())
    sweep(notices.sweep)
    sweep(notices.sweep)
    assert letters(anna).count("price_change") == 1
    clock.move_to(DUE)
    sweep(renew.sweep)
    assert PaymentAttempt.objects.get(kind="renewal").amount == amount


def test_new_price_that_nobody_was_told_of_does_not_bind(anna, clock):
    Price.objects.create(
        plan=price().plan, interval="month", amount=29900, valid_from=BOUGHT + MINUTE
    )
    clock.move_to(DUE)
    sweep(renew.sweep)
    assert PaymentAttempt.objects.get(kind="renewal").amount == 24900


def test_charge_says_what_it_is_for(anna, sandbox, clock):
    clock.move_to(DUE)
    sweep(renew.sweep)
    sent = next(r for r in sandbox.requests("monobank") if r.path.endswith("wallet/payment"))
    body = json.loads(sent.body)
    attempt = PaymentAttempt.objects.get(kind="renewal")
    assert body["merchantPaymInfo"]["reference"] == str(attempt.reference)
    assert body["webHookUrl"] == "http://localhost/webhooks/monobank/"
    assert body["initiationKind"] == "merchant"
    assert body["merchantPaymInfo"]["basketOrder"][0]["code"] == "pro-month"


def test_bank_that_refuses_us_stops_all_charging(anna, sandbox, clock):
    boris = make_user("boris@example.com")
    buy(boris, sandbox)
    sandbox.fault("monobank", "forbidden", on="wallet/payment")
    clock.move_to(DUE)
    sweep(renew.sweep)
    assert alerts.charging_is_stopped()
    pass_time(clock, 2 * DAY, step=6 * HOUR)
    assert renew.renew(boris.subscription, by_person=True) is None
    assert asked(sandbox, "wallet/payment") == 1
    assert "payment_failed" not in letters(anna) + letters(boris)
    Alert.objects.update(resolved_at=timezone.now())
    clock.move_to(END + 3 * DAY + HOUR)
    sweep(renew.sweep)
    assert charges(anna)[-1] == charges(boris)[-1] == PAID


def test_every_third_person_may_be_broken_and_the_others_renew(anna, sandbox, clock):
    others = [make_user(f"{number}@example.com") for number in range(3)]
    for user in others:
        buy(user, sandbox)
    Card.objects.filter(subscription__user=others[0]).update(token="not encrypted by us")
    clock.move_to(DUE)
    sweep(renew.sweep)
    assert [charges(user) for user in (anna, *others[1:])] == [[PAID]] * 3


def test_paid_by_hand_in_grace_is_the_period_that_failed(anna, sandbox, clock):
    card(sandbox, anna).outcome = "59"
    clock.move_to(DUE)
    sweep(renew.sweep)
    attempt = buy(anna, sandbox)
    assert (attempt.kind, attempt.period_start) == ("checkout", END)
    assert PaidPeriod.objects.last().starts_at == END
    pass_time(clock, 8 * DAY, step=6 * HOUR)
    assert len(charges(anna)) == 1


def test_page_that_is_open_in_grace_keeps_a_charge_from_beginning(anna, sandbox, clock):
    clock.move_to(END + MINUTE)
    attempt = checkout.pay(anna, price(), saves_card=True)
    clock.move_to(DUE)
    sweep(renew.sweep)
    assert charges(anna) == []
    sandbox.bank.pay(attempt.invoice_id)
    deliver(sandbox)
    assert PaidPeriod.objects.count() == 2
    assert asked(sandbox, "wallet/payment") == 0


def test_charge_under_way_keeps_a_page_from_opening(anna, sandbox, clock):
    card(sandbox, anna).outcome = "processing"
    clock.move_to(DUE)
    sweep(renew.sweep)
    with pytest.raises(checkout.PaymentUnderWay):
        checkout.pay(anna, price(), saves_card=True)
    assert asked(sandbox, "invoice/create") == 1


def test_who_waits_for_the_next_try_is_out_of_the_way(anna, sandbox, clock):
    boris = make_user("boris@example.com")
    buy(boris, sandbox)
    card(sandbox, anna).outcome = "59"
    clock.move_to(DUE)
    assert (sweep(renew.sweep), sweep(renew.sweep)) == (2, 0)
    assert (len(charges(anna)), charges(boris)) == (1, [PAID])
    clock.shift(dunning.APART)
    assert [one.user for one in renew._due(timezone.now())] == [anna]


@pytest.fixture
def stopped(anna, sandbox, clock):
    """The bank has refused us at the first renewal of all."""
    sandbox.fault("monobank", "forbidden", on="wallet/payment")
    clock.move_to(DUE)
    sweep(renew.sweep)
    assert alerts.charging_is_stopped()


def test_sweep_that_may_charge_nobody_shows_as_broken_and_stops_no_other(stopped, caplog):
    assert cron.run(["renewals", "lapses"]) == {"renewals": None, "lapses": 0}
    assert "all charging is stopped" in caplog.text
    assert SweepRun.objects.get(name="renewals").last_failure_at is not None


def test_nobody_who_renews_ends_while_charging_is_stopped(anna, stopped, sandbox, clock):
    boris = make_user("boris@example.com")
    buy(boris, sandbox, saves_card=False)
    clock.shift(32 * DAY)
    assert sweep(lapse.sweep) == 1
    assert "subscription_ended" in letters(boris)
    assert "subscription_ended" not in letters(anna)
    assert Card.objects.get().state == Card.State.ACTIVE
    assert Subscription.objects.get(user=anna).renews
    Alert.objects.update(resolved_at=timezone.now())
    sweep(lapse.sweep)
    assert "subscription_ended" in letters(anna)


def test_retry_while_charging_is_stopped_says_whose_fault_it_is(anna, stopped):
    page = signed_in(anna).post(reverse("billing:retry"), follow=True).content.decode()
    assert "Payments do not work at the moment, for a reason on our side." in page
    assert "There is nothing to pay" not in page
