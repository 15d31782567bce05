"""Cancel, resume, change, withdraw, another card, another try: each a form that works as it is."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertRedirects

from billing import deeds, renew, repay, standing
from billing.models import Card, PaymentAttempt, Price, Refund, Subscription
from billing.standing import Status
from tests.billing.bank import buy, deliver, price
from tests.billing.pages import DAY, MINUTE, fail_to_renew, in_ukrainian, text_of
from tests.conftest import signed_in
from trackr.mail.models import Letter

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.django_db]
PAGE, PRICING = reverse("billing:page"), reverse("billing:pricing")
CANCEL, RESUME = reverse("billing:cancel"), reverse("billing:resume")
CHANGE, WITHDRAW = reverse("billing:change"), reverse("billing:withdraw")
RETRY, REPLACE = reverse("billing:retry"), reverse("billing:replace_card")


def renews():
    return Subscription.objects.get().renews


def status(user):
    return standing.of(user, timezone.now()).status


def test_one_click_cancels_and_keeps_what_is_paid(alice, alices, sandbox):
    buy(alice, sandbox)
    text = text_of(alices.post(CANCEL, follow=True))
    assert "Does not renew" in text
    assert "Paid until 18 December 2026" in text
    assert not renews()
    assert status(alice) is Status.CANCELLING


def test_page_where_letters_lead_says_what_stays_and_cancels_nothing(alice, alices, sandbox):
    buy(alice, sandbox)
    text = text_of(alices.get(CANCEL))
    assert "Pro stays yours until 18 December 2026" in text
    assert renews()


def test_renewal_by_a_card_that_is_still_to_come_can_be_cancelled(alice, alices, sandbox):
    sandbox.bank.late_cards = True
    attempt = buy(alice, sandbox)
    assert not renews()
    assert "Nothing more is charged." in text_of(alices.get(CANCEL))

    alices.post(CANCEL)
    since = len(sandbox.bank.deliveries)
    sandbox.bank.tokenise(attempt.invoice_id)
    deliver(sandbox, since)
    assert not renews()
    assert "There is nothing to cancel" in text_of(alices.get(CANCEL))


def test_cancelling_in_grace_ends_at_once(alice, sandbox, clock):
    client = fail_to_renew(alice, sandbox, clock)
    assert "Pro ends at once" in text_of(client.get(CANCEL))
    client.post(CANCEL)
    assert status(alice) is Status.FREE


def test_nothing_to_cancel_is_said(alices):
    assert "There is nothing to cancel: no charge is planned." in text_of(alices.get(CANCEL))
    page = alices.post(CANCEL, follow=True).content.decode()
    assert "There is nothing to cancel: no charge is planned." in page


def test_resumed_plan_renews_again(alice, alices, sandbox):
    buy(alice, sandbox)
    deeds.cancel(alice)
    assert "Active" in text_of(alices.post(RESUME, follow=True))
    assert renews()


def test_without_a_card_a_plan_is_chosen_anew(alice, alices, sandbox):
    buy(alice, sandbox, saves_card=False)
    response = alices.post(RESUME)
    assertRedirects(response, PRICING)
    assert not renews()


def test_change_offers_all_prices_and_says_when(alice, alices, sandbox):
    buy(alice, sandbox)
    response = alices.get(CHANGE)
    text = text_of(response)
    assert "Takes effect on 18 December 2026, with the next charge. Nothing is charged now" in text
    assert "Pro, 249 UAH a month Now Pro, 2,490 UAH a year Ultra, 599 UAH a month" in text
    (chosen,) = re.findall(r"<input[^>]* checked[^>]*>", response.content.decode())
    assert f'value="{price().pk}"' in chosen


def test_new_price_that_binds_is_the_one_that_is_kept(alice, alices, sandbox, clock):
    attempt, pro = buy(alice, sandbox), price().plan
    binding, not_yet = (
        Price.objects.create(
            plan=pro,
            interval="month",
            amount=amount,
            valid_from=timezone.now() + days * DAY,
        )
        for amount, days in ((29900, 2), (39900, 5))
    )
    notices = alice.subscription.price_notices
    notices.create(price=binding, told_at=attempt.bank_created - MINUTE)
    clock.shift(10 * DAY)
    notices.create(price=not_yet, told_at=timezone.now())
    page = signed_in(alice).get(CHANGE)
    text = text_of(page)
    assert "Pro, 299 UAH a month Now" in text
    assert "249 UAH a month" not in text
    assert "399 UAH" not in text
    assert re.search(rf'<input[^>]*value="{binding.pk}"[^>]*checked', page.content.decode())
    Subscription.objects.update(next_price=price("ultra"))
    text = text_of(signed_in(alice).get(CHANGE))
    assert "Pro, 299 UAH a month Now" in text
    assert text.count("Now") == 1


def test_changed_plan_begins_with_the_next_charge(alice, alices, sandbox):
    buy(alice, sandbox)
    charged = sandbox.bank.kept()
    text = text_of(alices.post(CHANGE, {"price": price("ultra", "year").pk}, follow=True))
    assert "Next charge 5,990 UAH , 18 December 2026 (Ultra, yearly)" in text
    assert "Pro Active" in text
    assert sandbox.bank.kept() == charged
    alices.post(CHANGE, {"price": price().pk})
    assert Subscription.objects.get().next_price is None


def test_whoever_keeps_the_plan_keeps_its_price(alice, alices, sandbox, clock):
    old = price()
    buy(alice, sandbox)
    clock.shift(DAY)
    new = Price.objects.create(
        plan=old.plan, interval="month", amount=29900, valid_from=timezone.now()
    )
    text = text_of(alices.get(CHANGE))
    assert "Pro, 249 UAH a month Now" in text
    assert "299 UAH" not in text
    assert "Please choose one of the plans." in text_of(alices.post(CHANGE, {"price": new.pk}))
    assert Subscription.objects.get().next_price is None


@pytest.mark.parametrize("chosen", ["", "x", "999999"])
def test_change_to_what_is_not_offered_is_refused(chosen, alice, alices, sandbox):
    buy(alice, sandbox)
    assert "Please choose one of the plans." in text_of(alices.post(CHANGE, {"price": chosen}))
    assert Subscription.objects.get().next_price is None


def test_without_a_renewal_there_is_nothing_to_change(alice, alices, sandbox):
    assert "Your plan does not renew" in text_of(alices.get(CHANGE))
    buy(alice, sandbox, saves_card=False)
    alices.post(CHANGE, {"price": price("ultra").pk})
    assert Subscription.objects.get().next_price is None


def test_withdrawal_shows_what_comes_back_before_it_is_confirmed(alice, alices, sandbox):
    attempt = buy(alice, sandbox)
    text = text_of(alices.get(WITHDRAW))
    assert "Who Alice Kovalenko What Pro, monthly Bought on 18 November 2026, 11:30" in text
    assert str(attempt.reference) in text
    assert "Money back 249 UAH Confirmed to alice@example.com" in text
    assert "Confirm withdrawal" in text
    assert not Refund.objects.exists()


def test_confirmed_withdrawal_is_acknowledged_and_paid_back(alice, alices, sandbox):
    buy(alice, sandbox)
    response = alices.post(WITHDRAW, follow=True)
    assert "You have withdrawn. All of the money goes back" in response.content.decode()
    assert "249 UAH on the way back" in text_of(response)
    assert "Withdraw from contract" not in text_of(response)
    assert Letter.objects.filter(kind="withdrawal_acknowledged").count() == 1
    since = len(sandbox.bank.deliveries)
    repay.sweep(timezone.now(), timezone.now() + MINUTE)
    deliver(sandbox, since)
    assert sandbox.bank.kept() == 0
    text = text_of(alices.get(PAGE))
    assert "Plan and billing Free" in text
    assert "249 UAH refunded" in text


def test_after_a_partial_refund_only_the_rest_comes_back(alice, alices, sandbox, staff):
    attempt = buy(alice, sandbox)
    deeds.repay(attempt, 10000, "Said sorry", staff, seen=0)
    assert "Money back 149 UAH" in text_of(alices.get(WITHDRAW))


def test_withdrawing_twice_pays_back_once(alice, alices, sandbox):
    buy(alice, sandbox)
    alices.post(WITHDRAW)
    page = alices.post(WITHDRAW, follow=True).content.decode()
    assert "There is no purchase to withdraw from." in page
    assert Refund.objects.count() == 1


def test_there_is_nothing_to_withdraw_from_after_fourteen_days(alice, alices, sandbox, clock):
    buy(alice, sandbox)
    clock.shift(14 * DAY - datetime.timedelta(seconds=1))
    client = signed_in(alice)
    assert "Confirm withdrawal" in text_of(client.get(WITHDRAW))
    clock.shift(1)
    assert "There is no purchase to withdraw from" in text_of(client.get(WITHDRAW))
    client.post(WITHDRAW)
    assert not Refund.objects.exists()


def test_new_card_begins_at_the_bank_for_nothing(alice, alices, sandbox):
    buy(alice, sandbox)
    response = alices.post(REPLACE)
    attempt = PaymentAttempt.objects.get(kind="verification")
    assert attempt.amount == 0
    leave = reverse("billing:leave", args=[attempt.reference])
    assertRedirects(response, leave)
    assert "You enter the new card on the bank's page" in text_of(alices.get(leave))


def test_new_card_in_grace_is_charged_at_once(alice, sandbox, clock):
    client = fail_to_renew(alice, sandbox, clock, code="41")
    client.post(REPLACE)
    attempt = PaymentAttempt.objects.get(kind="verification")
    since = len(sandbox.bank.deliveries)
    sandbox.bank.pay(attempt.invoice_id)
    deliver(sandbox, since)
    assert Card.objects.filter(state="active").get().attempt == attempt
    renew.sweep(timezone.now(), timezone.now() + MINUTE)
    assert status(alice) is Status.ACTIVE
    assert "Paid until 18 January 2027" in text_of(client.get(PAGE))


def test_retry_charges_the_saved_card_at_once(alice, sandbox, clock):
    client = fail_to_renew(alice, sandbox, clock)
    sandbox.bank.cards[0].outcome = "success"
    text = text_of(client.post(RETRY, follow=True))
    assert "Paid. Thank you" in text
    assert "Until 18 January 2027" in text
    assert status(alice) is Status.ACTIVE


def test_retry_when_nothing_is_due_charges_nothing(alice, alices, sandbox):
    buy(alice, sandbox)
    page = alices.post(RETRY, follow=True).content.decode()
    assert "There is nothing to pay at the moment." in page
    assert PaymentAttempt.objects.count() == 1


def said(response):
    return response.content.decode()


def test_fourth_retry_within_a_day_is_refused_and_says_so(alice, sandbox, clock):
    client = fail_to_renew(alice, sandbox, clock)
    for _ in range(3):
        assert "The payment failed" in said(client.post(RETRY, follow=True))
    page = said(client.post(RETRY, follow=True))
    assert "You have tried three times within a day." in page
    assert "There is nothing to pay" not in page
    assert PaymentAttempt.objects.filter(by_person=True, kind="renewal").count() == 3


def test_retry_while_a_charge_is_open_says_so(alice, sandbox, clock):
    client = fail_to_renew(alice, sandbox, clock)
    sandbox.bank.cards[0].outcome = "processing"
    client.post(RETRY)
    assert "A payment is being confirmed already." in said(client.post(RETRY, follow=True))
    assert PaymentAttempt.objects.filter(kind="renewal").count() == 2


def test_retry_without_a_card_says_so(alice, sandbox, clock):
    client = fail_to_renew(alice, sandbox, clock, code="51")
    assert "There is no card that could be charged." in said(client.post(RETRY, follow=True))


def test_words_are_ukrainian_for_ukrainians(alice, sandbox):
    buy(alice, sandbox)
    client = in_ukrainian(alice)
    assert "Pro залишиться вашим до 18 грудня 2026" in text_of(client.get(CANCEL))
    assert "Pro, 2 490 грн на рік" in text_of(client.get(CHANGE))
    assert "Підтвердити відмову" in text_of(client.get(WITHDRAW))
