"""What a person decides about their plan, and what support decides for them."""

import pytest
from django.utils import timezone

from billing import allowance, checkout, deeds, renew, standing
from billing.models import Card, PaidPeriod, Plan, Subscription
from billing.standing import Status
from tests.billing.bank import DAY, MINUTE, buy, charges, deliver, price, sweep
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def where(user):
    return standing.of(user, timezone.now())


def test_cancelling_keeps_what_is_paid(anna):
    before = where(anna)
    assert deeds.cancel(anna)
    assert deeds.cancel(anna)  # as often as one likes
    assert where(anna).status is Status.CANCELLING
    assert (where(anna).plan, where(anna).paid_through) == (before.plan, before.paid_through)


def test_cancelling_without_a_plan_is_nothing(alice):
    assert not deeds.cancel(alice)
    assert not Subscription.objects.exists()


def test_resuming_needs_paid_time_and_a_card(anna, alice, clock):
    for user in (alice, anna):  # nothing bought; nothing cancelled
        with pytest.raises(deeds.CannotResume):
            deeds.resume(user)
    deeds.cancel(anna)
    Card.objects.update(state=Card.State.DEAD)
    with pytest.raises(deeds.CannotResume):
        deeds.resume(anna)
    Card.objects.update(state=Card.State.ACTIVE)
    deeds.resume(anna)
    assert where(anna).status is Status.ACTIVE
    deeds.cancel(anna)
    clock.shift(31 * DAY)
    with pytest.raises(deeds.CannotResume):
        deeds.resume(anna)


def test_late_message_of_the_purchase_does_not_undo_a_cancellation(anna, sandbox, clock):
    clock.shift(MINUTE)
    deeds.cancel(anna)
    deliver(sandbox)
    assert where(anna).status is Status.CANCELLING


def test_payment_that_began_before_a_cancellation_renews_nothing(anna, sandbox, clock):
    attempt = checkout.pay(anna, price(), saves_card=True)
    clock.shift(MINUTE)
    deeds.cancel(anna)
    clock.shift(MINUTE)
    sandbox.bank.pay(attempt.invoice_id)
    deliver(sandbox)
    assert PaidPeriod.objects.count() == 2
    assert where(anna).status is Status.CANCELLING


def test_plan_that_nobody_renews_is_not_changed(anna):
    deeds.cancel(anna)
    assert not deeds.change(anna, price("ultra"))


def test_months_that_support_gives_come_after_what_is_paid(anna, staff, clock):
    paid_through = where(anna).paid_through
    given = deeds.extend(anna, Plan.objects.get(key="pro"), 2, "An outage.", staff)
    assert given.period.starts_at == paid_through
    assert (where(anna).paid_through.month, where(anna).status) == (2, Status.ACTIVE)
    clock.move_to(paid_through + 31 * MINUTE)
    sweep(renew.sweep)
    assert charges(anna) == []
    clock.move_to(where(anna).paid_through + 31 * MINUTE)
    sweep(renew.sweep)
    assert charges(anna) == [("paid", "")]


def test_months_for_somebody_without_a_plan_begin_now_and_end(bob, staff, clock):
    deeds.extend(bob, Plan.objects.get(key="ultra"), 1, "A prize.", staff)
    assert (where(bob).plan.key, where(bob).status) == ("ultra", Status.CANCELLING)
    clock.shift(32 * DAY)
    sweep(renew.sweep)
    assert where(bob).status is Status.FREE


def test_year_bought_while_a_month_runs_is_laid_after_it(anna, sandbox, clock):
    month = where(anna).paid_through
    clock.shift(DAY)
    buy(anna, sandbox, interval="year")
    last = PaidPeriod.objects.last()
    assert (last.starts_at, last.ends_at.year - month.year) == (month, 1)


def test_allowance_of_the_plan_that_runs_counts(sandbox, clock):
    vira = make_user("vira@example.com")
    assert allowance.left(vira, allowance.Feature.CV_ANALYSIS).granted < 30
    buy(vira, sandbox)
    assert allowance.left(vira, allowance.Feature.CV_ANALYSIS).granted == 30
    clock.shift(MINUTE)
    buy(vira, sandbox, plan="ultra")
    assert where(vira).plan.key == "pro"  # until its month is over
