"""What subscribers are told beforehand, each once."""

import datetime

import pytest
from django.utils import timezone

from billing import checkout, deeds, lapse, notices, renew
from billing.models import Card, Price, PriceNotice, Subscription
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
from tests.factories import make_user

pytestmark = pytest.mark.django_db
END = datetime.datetime(2026, 12, 18, 9, 30, tzinfo=datetime.UTC)
END_OF_YEAR = datetime.datetime(2027, 11, 18, 9, 30, tzinfo=datetime.UTC)


def days_told(clock, user, kind, end, days):
    """On which days before the end a letter of that kind was written, with a sweep each day."""
    told = []
    for day in range(days, -1, -1):
        clock.move_to(end - day * DAY - HOUR)
        before = letters(user).count(kind)
        sweep(notices.sweep)
        told += [day] * (letters(user).count(kind) - before)
    return told


def test_year_that_will_renew_is_told_14_days_before(sandbox, clock):
    vira = make_user("vira@example.com")
    buy(vira, sandbox, interval="year")
    assert days_told(clock, vira, "renewal_notice", END_OF_YEAR, 40) == [13]
    clock.move_to(END_OF_YEAR - 14 * DAY)
    assert letters(vira).count("renewal_notice") == 1


def test_month_that_will_renew_is_not_told(anna, clock):
    assert days_told(clock, anna, "renewal_notice", END, 29) == []


@pytest.mark.parametrize("interval, end", [("month", END), ("year", END_OF_YEAR)])
def test_time_that_was_paid_by_hand_is_told_a_week_before(sandbox, clock, interval, end):
    vira = make_user("vira@example.com")
    buy(vira, sandbox, interval=interval, saves_card=False)
    assert days_told(clock, vira, "renewal_notice", end, 29) == [6]


def test_bank_that_saves_no_card_leaves_payment_by_hand(sandbox, clock):
    sandbox.bank.tokenisation = False
    vira = make_user("vira@example.com")
    buy(vira, sandbox)
    assert days_told(clock, vira, "renewal_notice", END, 29) == [6]


def test_who_has_cancelled_is_not_reminded(sandbox, clock):
    vira = make_user("vira@example.com")
    buy(vira, sandbox, interval="year")
    deeds.cancel(vira)
    assert days_told(clock, vira, "renewal_notice", END_OF_YEAR, 40) == []


def test_card_that_the_bank_does_not_list_is_told_before_the_charge(anna, sandbox, clock):
    card(sandbox, anna).state = "deleted"
    assert days_told(clock, anna, "card_expiring", END, 20) == [2]
    assert Card.objects.get().state == Card.State.DEAD
    pass_time(clock, 2 * DAY, step=12 * HOUR)
    assert charges(anna) == []


def test_card_that_the_bank_lists_is_asked_for_once_a_day(anna, sandbox, clock):
    clock.move_to(END - 2 * DAY)
    for _ in range(3):
        sweep(notices.sweep)
    assert asked(sandbox, "wallet") == 1
    assert "card_expiring" not in letters(anna)


def test_bank_that_does_not_answer_kills_no_card(anna, sandbox, clock):
    sandbox.fault("monobank", "server_error", on="wallet")
    clock.move_to(END - 2 * DAY)
    sweep(notices.sweep)
    assert Card.objects.get().state == Card.State.ACTIVE
    assert "card_expiring" not in letters(anna)


def test_new_price_is_told_to_its_subscribers_only(anna, sandbox, clock):
    vira, boris = make_user("vira@example.com"), make_user("boris@example.com")
    buy(vira, sandbox, plan="ultra")
    buy(boris, sandbox, saves_card=False)
    clock.shift(DAY)
    Price.objects.create(
        plan=price().plan, interval="month", amount=29900, valid_from=END + 60 * DAY
    )
    sweep(notices.sweep)
    sweep(notices.sweep)
    assert letters(anna).count("price_change") == 1
    assert "price_change" not in letters(vira) + letters(boris)
    assert PriceNotice.objects.count() == 1


def due(rows):
    return list(rows(timezone.now()))


def test_who_is_charged_for_a_month_is_never_in_the_way_of_who_is_told(anna, sandbox, clock):
    vira = make_user("vira@example.com")
    buy(vira, sandbox, interval="year")
    clock.move_to(END - DAY)
    assert (due(notices._yearly), due(notices._by_hand)) == ([], [])
    assert [one.subscription.user for one in due(notices._unlisted)] == [anna]
    sweep(notices.sweep)
    assert due(notices._unlisted) == []
    clock.move_to(END_OF_YEAR - DAY)
    assert [one.subscription.user for one in due(notices._yearly)] == [vira]
    sweep(notices.sweep)
    assert due(notices._yearly) == due(notices._unlisted) == []


def test_who_changes_to_a_year_is_told_of_its_charge(anna, clock):
    deeds.change(anna, price(interval="year"))
    assert days_told(clock, anna, "renewal_notice", END, 29) == [13]


def test_who_pays_by_hand_is_out_of_the_way_once_told(sandbox, clock):
    vira = make_user("vira@example.com")
    buy(vira, sandbox, saves_card=False)
    clock.move_to(END - 6 * DAY)
    assert len(due(notices._by_hand)) == 1
    sweep(notices.sweep)
    assert due(notices._by_hand) == []


def test_year_of_which_support_gave_the_end_is_told(sandbox, clock, staff):
    vira = make_user("vira@example.com")
    buy(vira, sandbox, interval="year")
    deeds.extend(vira, price().plan, 1, "sorry", staff)
    end = END_OF_YEAR + 30 * DAY
    assert days_told(clock, vira, "renewal_notice", end, 40) == [13]


def test_who_was_told_of_a_price_or_agreed_to_it_is_out_of_the_way(anna, sandbox, clock):
    vira = make_user("vira@example.com")
    buy(vira, sandbox)
    clock.shift(DAY)
    prices = {"plan": price().plan, "interval": "month", "valid_from": timezone.now()}
    new = Price.objects.create(**prices, amount=29900)
    assert [one.user for one in due(notices._untold)] == [anna, vira]
    page = checkout.pay(vira, new, saves_card=True)
    sandbox.bank.pay(page.invoice_id)
    deliver(sandbox)
    assert [one.user for one in due(notices._untold)] == [anna]
    sweep(notices.sweep)
    assert due(notices._untold) == []


# The end.


def test_end_is_told_once_and_the_card_goes(anna, sandbox, clock):
    deeds.cancel(anna)
    clock.move_to(END - MINUTE)
    assert sweep(lapse.sweep) == 0
    clock.move_to(END)
    sweep(lapse.sweep)
    sweep(lapse.sweep)
    assert letters(anna).count("subscription_ended") == 1
    assert Card.objects.get().state == Card.State.LEAVING


def test_end_after_a_decline_is_told_a_week_later(anna, sandbox, clock):
    card(sandbox, anna).outcome = "51"
    clock.move_to(END + 31 * MINUTE)
    sweep(renew.sweep)
    clock.move_to(END + 7 * DAY - MINUTE)
    sweep(lapse.sweep)
    assert "subscription_ended" not in letters(anna)
    assert Subscription.objects.get().renews
    clock.shift(2 * MINUTE)
    sweep(lapse.sweep)
    assert letters(anna).count("subscription_ended") == 1
    assert not Subscription.objects.get().renews


def test_plan_that_was_bought_again_after_the_end_ends_again(anna, sandbox, clock):
    deeds.cancel(anna)
    clock.move_to(END + DAY)
    sweep(lapse.sweep)
    buy(anna, sandbox)
    sweep(lapse.sweep)
    assert Subscription.objects.get().renews
    assert letters(anna).count("subscription_ended") == 1
    deeds.cancel(anna)
    clock.shift(32 * DAY)
    sweep(lapse.sweep)
    assert letters(anna).count("subscription_ended") == 2
    assert letters(anna).count("subscription_started") == 2


def test_plan_that_renewed_has_not_ended(anna, clock):
    clock.move_to(END + 31 * MINUTE)
    sweep(renew.sweep)
    pass_time(clock, 8 * DAY, step=DAY)
    assert "subscription_ended" not in letters(anna)
