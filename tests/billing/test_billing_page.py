"""Plan and billing: what it says in each state, and that nothing of the card is kept."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertNumQueries

from billing import allowance, checkout, deeds, repay
from billing.models import AllowanceUse, Card, PaymentAttempt, Plan, Price, Subscription
from tests.billing.bank import buy, deliver, price
from tests.billing.pages import (
    DAY,
    RENEWAL_IS_DUE,
    fail_to_renew,
    in_ukrainian,
    sweep_renewals,
    text_of,
)
from tests.conftest import signed_in

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.django_db]
PAGE, CARD = reverse("billing:page"), reverse("billing:card")


def test_free_shows_its_allowance_and_leads_to_the_prices(alices):
    page = alices.get(PAGE)
    text = text_of(page)
    assert "Plan and billing Free" in text
    assert "CV analyses 0 of 3 used" in text
    assert "None yet. Each payment stands here with its receipt." in text
    assert f'href="{reverse("billing:pricing")}">Plans and prices' in page.content.decode()
    assert "Cancel the renewal" not in text


def test_active_plan_says_what_comes_next(alice, alices, sandbox):
    buy(alice, sandbox)
    AllowanceUse.objects.create(
        user=alice,
        plan=Plan.objects.get(key="pro"),
        feature=allowance.Feature.DRAFT,
        cycle_start=datetime.date(2026, 11, 18),
        used=7,
    )
    page = alices.get(PAGE)
    text = text_of(page)
    assert "Pro Active Paid until 18 December 2026 Next charge 249 UAH , 18 December 2026" in text
    assert "This cycle Full again on 18 December 2026" in text
    assert "Drafts 7 of 60 used" in text
    assert "Change plan or interval Replace the card Cancel the renewal" in text
    assert "Pro, monthly 249 UAH paid Receipt" in text
    assert f'hx-get="{CARD}"' in page.content.decode()
    assert f'<a href="{CARD}">Show card</a>' in page.content.decode()


def test_yearly_plan_is_full_again_each_month(alice, alices, sandbox):
    buy(alice, sandbox, interval="year")
    text = text_of(alices.get(PAGE))
    assert "Paid until 18 November 2027" in text
    assert "Full again on 18 December 2026" in text


def test_other_plan_that_follows_is_named(alice, alices, sandbox, clock):
    buy(alice, sandbox)
    clock.shift(60)
    buy(alice, sandbox, plan="ultra")
    text = text_of(alices.get(PAGE))
    assert "Paid until 18 January 2027 (at the end: Ultra)" in text
    assert "Next charge 599 UAH , 18 January 2027" in text


def test_cancelled_plan_can_be_resumed(alice, alices, sandbox):
    buy(alice, sandbox)
    deeds.cancel(alice)
    text = text_of(alices.get(PAGE))
    assert "Pro Does not renew" in text
    assert "Next charge none" in text
    assert "You have cancelled. What you paid for stays yours until then." in text
    assert "Resume" in text
    assert "Cancel the renewal" not in text


def test_plan_without_a_card_is_paid_for_by_hand(alice, alices, sandbox):
    buy(alice, sandbox, saves_card=False)
    page = alices.get(PAGE)
    text = text_of(page)
    assert "Card none is saved" in text
    assert "Nothing is charged by itself. A letter reminds you a week before the end." in text
    assert "Pay for more time" in text
    assert "Resume" not in text
    assert 'href="/billing/choose/pro/month/"' in page.content.decode()
    assert CARD not in page.content.decode()


def test_failed_renewal_says_why_and_what_helps(alice, sandbox, clock):
    client = fail_to_renew(alice, sandbox, clock)
    text = text_of(client.get(PAGE))
    assert "Your plan could not be renewed. There was not enough money on the card." in text
    assert "You keep it until 25 December 2026. We try again by ourselves" in text
    assert "Pro Waiting for payment" in text
    assert "Access until 25 December 2026" in text
    assert "Next charge 249 UAH , 19 December 2026" in text
    assert "Try again now Replace the card Pay on the bank's page Cancel and end now" in text
    assert "Pro, monthly 249 UAH failed There was not enough money on the card." in text


def test_card_that_is_dead_can_only_be_replaced(alice, sandbox, clock):
    client = fail_to_renew(alice, sandbox, clock, code="41")
    Card.objects.update(state=Card.State.DEAD)
    text = text_of(client.get(PAGE))
    assert "The bank says that the card was lost." in text
    assert "Please give another card; it is charged at once." in text
    assert "Try again now" not in text
    assert "not by itself any more" in text


def test_renewal_that_is_only_due_is_no_failure(alice, sandbox, clock):
    buy(alice, sandbox)
    clock.move_to(RENEWAL_IS_DUE)
    text = text_of(signed_in(alice).get(PAGE))
    assert "Waiting for payment" in text
    assert "could not be renewed" not in text


def test_renewed_plan_lists_both_payments_the_newest_first(alice, sandbox, clock):
    buy(alice, sandbox)
    clock.move_to(RENEWAL_IS_DUE)
    sweep_renewals(sandbox)
    text = text_of(signed_in(alice).get(PAGE))
    assert "Paid until 18 January 2027" in text
    assert text.index("18 Dec 2026 Pro, monthly") < text.index("18 Nov 2026 Pro, monthly")


def test_refunds_are_shown_on_their_way_and_after(alice, alices, sandbox, staff):
    attempt = buy(alice, sandbox)
    deeds.repay(attempt, 10050, "Said sorry", staff, seen=0)
    assert "paid 100.50 UAH on the way back" in text_of(alices.get(PAGE))
    since = len(sandbox.bank.deliveries)
    repay.sweep(timezone.now(), timezone.now() + DAY)
    deliver(sandbox, since)
    assert "paid, 100.50 UAH returned" in text_of(alices.get(PAGE))
    assert "on the way back" not in text_of(alices.get(PAGE))


def test_other_plan_of_the_next_period_is_shown_with_the_next_charge(alice, alices, sandbox):
    buy(alice, sandbox)
    Subscription.objects.update(next_price=price("ultra", "year"))
    text = text_of(alices.get(PAGE))
    assert "Next charge 5,990 UAH , 18 December 2026 (Ultra, yearly)" in text


def test_time_that_support_gave_has_no_price(alice, alices, staff):
    deeds.extend(alice, Plan.objects.get(key="pro"), 2, "Said sorry", staff)
    text = text_of(alices.get(PAGE))
    assert "Pro Does not renew Paid until 18 January 2027" in text
    assert "Pay for more time" not in text
    assert "Plans and prices" in text


def test_withdrawing_is_offered_for_fourteen_days(alice, alices, sandbox, clock):
    buy(alice, sandbox)
    assert "Until 2 December 2026, 11:30 you can return" in text_of(alices.get(PAGE))
    clock.shift(14 * DAY)
    assert "Withdraw from contract" not in text_of(signed_in(alice).get(PAGE))


def test_withdrawal_that_the_bank_refused_is_said_until_it_is_made_good(alice, alices, sandbox):
    attempt = buy(alice, sandbox)
    sandbox.bank.next_cancels = ["failure"]
    deeds.withdraw(alice)
    told = "The bank has refused the refund; support is on it"
    assert told not in text_of(alices.get(PAGE))
    repay.sweep(timezone.now(), timezone.now() + DAY)
    text = text_of(alices.get(PAGE))
    assert told in text
    assert "Changed your mind?" not in text
    sandbox.bank.refund(attempt.invoice_id)
    deliver(sandbox)
    assert told not in text_of(alices.get(PAGE))


def test_mask_is_asked_of_the_bank_and_kept_nowhere(alice, alices, sandbox):
    buy(alice, sandbox)
    (mask,) = {card.masked_pan for card in sandbox.bank.cards}
    part = alices.get(CARD, headers={"HX-Request": "true"})
    assert part.content.decode() == f'<code class="nowrap">{mask}</code>'
    whole = text_of(alices.get(CARD))
    assert f"Your card Asked of the bank just now, and not kept here. {mask}" in whole
    assert mask not in alices.get(PAGE).content.decode()


def test_bank_that_is_slow_or_down_keeps_nobody_from_the_page(alice, alices, sandbox):
    buy(alice, sandbox)
    asked = len(sandbox.requests("monobank"))
    alices.get(PAGE)
    assert len(sandbox.requests("monobank")) == asked
    sandbox.fault("monobank", "server_error", on="wallet")
    assert "The bank does not answer at the moment." in text_of(alices.get(CARD))


def test_card_of_nobody_is_said(alices, sandbox):
    assert "The bank knows no card of yours any more." in text_of(alices.get(CARD))
    assert sandbox.requests("monobank") == []


def test_receipt_comes_from_the_bank(alice, alices, bobs, sandbox):
    attempt = buy(alice, sandbox)
    address = reverse("billing:receipt", args=[attempt.reference])
    assert f'href="{address}"' in alices.get(PAGE).content.decode()
    response = alices.get(address)
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")
    assert bobs.get(address).status_code == 404


def test_nobody_sees_what_another_has_paid(alice, bobs, sandbox):
    buy(alice, sandbox)
    text = text_of(bobs.get(PAGE))
    assert "Free" in text
    assert "249 UAH" not in text


def test_verification_of_a_card_is_no_payment(alice, alices, sandbox):
    buy(alice, sandbox)
    card = checkout.replace_card(alice)
    sandbox.bank.pay(card.invoice_id)
    deliver(sandbox)
    assert PaymentAttempt.objects.get(pk=card.pk).state == "paid"
    assert text_of(alices.get(PAGE)).count("UAH paid") == 1


def test_words_are_ukrainian_for_ukrainians(alice, sandbox):
    buy(alice, sandbox)
    text = text_of(in_ukrainian(alice).get(PAGE))
    assert "Тариф і оплата Pro Діє" in text
    assert "249 грн" in text
    assert "Відмовитися від договору" in text


@pytest.mark.parametrize("count", [1, 20])
def test_page_takes_as_many_queries_for_one_payment_as_for_many(count, alice, alices, sandbox):
    first = buy(alice, sandbox)
    for _ in range(count - 1):
        PaymentAttempt.objects.create(
            kind="checkout",
            subscription=first.subscription,
            price=Price.objects.get(pk=first.price_id),
            amount=24900,
            state="failed",
            created_at=first.created_at,
        )
    with assertNumQueries(18):
        alices.get(PAGE)


def test_page_of_nobody_who_ever_paid_takes_few_queries(bobs):
    with assertNumQueries(11):
        bobs.get(PAGE)
