"""Back from the bank: our own state is what counts."""

import json

import pytest
from django.urls import reverse

from billing import checkout, renew
from billing.models import PaymentAttempt, Subscription
from tests.billing.bank import buy, deliver, price
from tests.billing.pages import RENEWAL_IS_DUE, fail_to_renew, in_ukrainian, text_of
from tests.conftest import signed_in

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.django_db]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def attempt(alice, sandbox):
    """A page of the bank that is open, nothing paid."""
    return checkout.pay(alice, price(), saves_card=True)


def back(attempt, look=None):
    address = reverse("billing:return", args=[attempt.reference])
    return address if look is None else f"{address}?look={look}"


def asked(sandbox):
    return [one for one in sandbox.requests("monobank") if "invoice/status" in one.path]


def test_waiting_page_looks_again_by_itself(alices, attempt):
    response = alices.get(back(attempt))
    page = response.content.decode()
    assert "Confirming with the bank" in text_of(response)
    assert f'hx-get="{back(attempt, 1)}" hx-trigger="load delay:2s"' in page
    assert f'<noscript><p><a class="button" href="{back(attempt)}">Check again' in page
    assert f'href="{attempt.page_url}"' in page


def test_after_a_minute_it_waits_for_the_person(alices, attempt):
    part = alices.get(back(attempt, 29), headers=HTMX)
    assert f'hx-get="{back(attempt, 30)}"' in part.content.decode()
    assert "<main" not in part.content.decode()
    assert "HX-Trigger" not in part
    last = alices.get(back(attempt, 30), headers=HTMX).content.decode()
    assert "hx-get" not in last
    assert "You can close this page: once it is paid, a receipt comes by mail." in last
    assert f'href="{back(attempt)}"' in last


@pytest.mark.parametrize("look", ["x", "-1", "9" * 30])
def test_number_of_looks_is_not_believed(look, alices, attempt):
    assert f'hx-get="{back(attempt, 1)}"' in alices.get(back(attempt, look)).content.decode()


def test_bank_is_asked_once_in_ten_seconds(alices, attempt, sandbox, clock):
    for _ in range(4):
        alices.get(back(attempt))
    assert len(asked(sandbox)) == 1
    clock.shift(10)
    alices.get(back(attempt))
    assert len(asked(sandbox)) == 2


def test_payment_is_seen_without_any_message_of_the_bank(alices, attempt, sandbox):
    sandbox.bank.pay(attempt.invoice_id)
    part = alices.get(back(attempt, 1), headers=HTMX)
    text = text_of(part)
    assert "Paid. Thank you" in text
    assert "Until 18 December 2026" in text
    assert "Next charge 249 UAH, 18 December 2026" in text
    assert "hx-get" not in part.content.decode()
    assert json.loads(part["HX-Trigger"]) == {"announce": {"text": "Paid. Thank you"}}
    assert f'href="{reverse("coaching:list")}"' in part.content.decode()
    attempt.refresh_from_db()
    assert attempt.state == "paid"


def test_without_a_saved_card_no_charge_is_planned(alice, alices, sandbox):
    attempt = buy(alice, sandbox, saves_card=False)
    assert "Next charge none" in text_of(alices.get(back(attempt)))


def test_declined_payment_may_be_tried_with_another_card(alices, attempt, sandbox, clock):
    sandbox.bank.pay(attempt.invoice_id, outcome="59")
    deliver(sandbox)
    page = alices.get(back(attempt))
    text = text_of(page)
    assert "The bank declined the payment" in text
    assert "There was not enough money on the card. Nothing was charged." in text
    assert "Try another card" in text
    assert f'href="{attempt.page_url}"' in page.content.decode()
    clock.shift(checkout.VALID_FOR)
    assert "Try another card" not in text_of(alices.get(back(attempt)))


def test_page_of_the_bank_that_was_left_can_be_had_anew(alices, attempt):
    PaymentAttempt.objects.update(state="expired")
    text = text_of(alices.get(back(attempt)))
    assert "The payment was not finished" in text
    assert "Nothing was charged." in text
    assert "Pay on the bank's page" in text


def test_refunded_payment_says_so(alice, alices, sandbox):
    attempt = buy(alice, sandbox)
    sandbox.bank.refund(attempt.invoice_id)
    deliver(sandbox)
    assert "The money went back" in text_of(alices.get(back(attempt)))


def test_sum_that_does_not_match_is_not_called_a_failure(alices, attempt):
    PaymentAttempt.objects.update(state="review")
    text = text_of(alices.get(back(attempt)))
    assert "Somebody has to look at this payment" in text
    assert "Nothing was charged" not in text


def test_new_card_is_saved(alice, alices, sandbox):
    buy(alice, sandbox)
    card = checkout.replace_card(alice)
    assert "Confirming with the bank" in text_of(alices.get(back(card)))
    sandbox.bank.pay(card.invoice_id)
    deliver(sandbox)
    text = text_of(alices.get(back(card)))
    assert "Your new card is saved" in text
    assert "0 UAH" not in text


def test_card_that_the_bank_has_looked_at_is_waited_for(alice, alices, sandbox, clock):
    buy(alice, sandbox)
    sandbox.bank.late_cards = True
    card = checkout.replace_card(alice)
    sandbox.bank.pay(card.invoice_id)
    deliver(sandbox)
    text = text_of(alices.get(back(card)))
    assert "Confirming with the bank This takes a few seconds." in text
    assert "pay again" not in text
    assert "Plan and billing shows which card is saved" in text_of(alices.get(back(card, 30)))
    sandbox.bank.tokenise(card.invoice_id)  # its message is lost, and the page asks
    clock.shift(10)
    assert "Your new card is saved" in text_of(alices.get(back(card)))


@pytest.mark.parametrize("has_card, told", [(True, "The earlier one stays"), (False, "No card is")])
def test_card_that_the_bank_did_not_save_is_not_called_saved(
    alice, alices, sandbox, clock, has_card, told
):
    buy(alice, sandbox, saves_card=has_card)
    card = checkout.replace_card(alice)
    sandbox.bank.pay(card.invoice_id, save_card=False)
    deliver(sandbox)
    clock.shift(5 * 60)
    text = text_of(alices.get(back(card)))
    assert "The bank did not save this card" in text
    assert told in text
    assert "Your new card is saved" not in text
    assert "hx-get" not in alices.get(back(card), headers=HTMX).content.decode()


def test_card_that_another_has_replaced_is_not_in_use(alice, alices, sandbox, clock):
    buy(alice, sandbox)
    cards = []
    for _ in range(2):
        clock.shift(60)
        cards.append(checkout.replace_card(alice))
        sandbox.bank.pay(cards[-1].invoice_id)
        deliver(sandbox)
    assert "This card is not in use any more" in text_of(alices.get(back(cards[0])))
    assert "Your new card is saved" in text_of(alices.get(back(cards[1])))


def test_card_that_was_declined_is_not_saved(alice, alices, sandbox):
    card = checkout.replace_card(alice)
    sandbox.bank.pay(card.invoice_id, outcome="51")
    deliver(sandbox)
    text = text_of(alices.get(back(card)))
    assert "The bank declined the card" in text
    assert "The card has expired." in text


def test_renewal_at_the_own_wish_that_fails_says_why(alice, sandbox, clock):
    client = fail_to_renew(alice, sandbox, clock)
    response = client.post(reverse("billing:retry"), follow=True)
    text = text_of(response)
    assert "The payment failed" in text
    assert "There was not enough money on the card. Nothing was charged." in text
    assert "Pay on the bank's page" in text


def test_bank_that_was_not_reached_is_no_decline(alice, sandbox, clock, settings):
    buy(alice, sandbox)
    clock.move_to(RENEWAL_IS_DUE)
    settings.MONOBANK_URL = "http://127.0.0.1:9"
    attempt = renew.renew(Subscription.objects.get(), by_person=True)
    text = text_of(signed_in(alice).get(back(attempt)))
    assert "The bank could not be reached. Nothing was charged." in text
    assert "declined" not in text


def test_words_are_ukrainian_for_ukrainians(alice, attempt, sandbox, clock):
    client = in_ukrainian(alice)
    assert "Чекаємо на підтвердження банку" in text_of(client.get(back(attempt)))
    sandbox.bank.pay(attempt.invoice_id)
    clock.shift(10)
    part = client.get(back(attempt, 1), headers=HTMX)
    assert json.loads(part["HX-Trigger"]) == {"announce": {"text": "Оплачено. Дякуємо"}}
