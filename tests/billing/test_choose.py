"""Ordering a plan: what is said before, what is agreed to, and the way to the bank."""

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertRedirects

from billing.models import PaymentAttempt, Price, Subscription
from tests.billing.bank import buy, price
from tests.billing.pages import fail_to_renew, in_ukrainian, text_of
from tests.conftest import signed_in

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.django_db]
PRO = reverse("billing:choose", args=["pro", "month"])
ULTRA = reverse("billing:choose", args=["ultra", "year"])


def leave_page(attempt):
    return reverse("billing:leave", args=[attempt.reference])


def test_terms_of_the_renewal_stand_at_the_button(alices, sandbox):
    text = text_of(alices.get(PRO))
    assert "Trackr Pro One month for 249 UAH" in text
    assert "Pro renews by itself: 249 UAH every month, until I cancel." in text
    assert "You cancel with one click in Plan and billing" in text
    assert "Trackr never sees its number." in text
    assert "Pay 249 UAH at Monobank" in text
    assert "Ultra renews by itself: 5,990 UAH every year" in text_of(alices.get(ULTRA))


def test_neither_consent_is_given_beforehand(alices, sandbox):
    page = alices.get(PRO).content.decode()
    assert 'name="terms"' in page
    assert 'name="save_card"' in page
    assert "checked" not in page
    assert f'href="{reverse("pages:terms")}"' in page


def test_nothing_is_ordered_without_the_terms(alices, sandbox):
    text = text_of(alices.post(PRO, {"save_card": "on"}))
    assert "Please agree to the terms to go on." in text
    assert not PaymentAttempt.objects.exists()
    assert not sandbox.requests("monobank")


@pytest.mark.parametrize("saves", [True, False])
def test_order_goes_to_the_bank_with_what_was_agreed(saves, alices, alice, sandbox):
    form = {"terms": "on"} | ({"save_card": "on"} if saves else {})
    response = alices.post(PRO, form)
    attempt = PaymentAttempt.objects.get()
    assertRedirects(response, leave_page(attempt))
    assert (attempt.amount, attempt.saves_card, attempt.state) == (24900, saves, "pending")
    subscription = Subscription.objects.get(user=alice)
    assert subscription.terms_accepted_at is not None
    assert (subscription.card_consent_at is not None) == saves
    (asked,) = sandbox.bank.by_reference(str(attempt.reference))
    assert bool(asked.order.wallet_id) == saves


def test_page_of_leaving_moves_on_by_itself_and_has_a_link(alices, sandbox):
    alices.post(PRO, {"terms": "on"})
    attempt = PaymentAttempt.objects.get()
    url = f"{attempt.page_url}?a=1&b='\""
    PaymentAttempt.objects.update(page_url=url)
    page = alices.get(leave_page(attempt)).content.decode()
    escaped = f"{attempt.page_url}?a=1&amp;b=&#x27;&quot;"
    assert f'<meta http-equiv="refresh" content="0;url={escaped}">' in page
    assert f'href="{escaped}"' in page
    assert "Taking you to Monobank" in page
    assert 'name="robots" content="noindex"' in page


def test_page_of_leaving_leads_back_when_the_payment_is_over(alices, alice, sandbox):
    attempt = buy(alice, sandbox)
    response = alices.get(leave_page(attempt))
    assertRedirects(response, reverse("billing:return", args=[attempt.reference]))


def test_second_order_of_the_same_leads_to_the_same_page(alices, sandbox):
    for _ in range(2):
        alices.post(PRO, {"terms": "on"})
    assert PaymentAttempt.objects.count() == 1


def test_what_runs_already_is_said_before_the_next_is_bought(alices, alice, sandbox):
    buy(alice, sandbox)
    text = text_of(alices.get(ULTRA))
    assert "Pro is paid until 18 December 2026. What you buy now begins after it" in text
    assert "Begins 18 December 2026" in text
    assert "change the plan instead" in text


def test_what_renews_already_is_not_said_to_end(alices, alice, sandbox):
    assert "Without it nothing renews" in text_of(alices.get(PRO))
    buy(alice, sandbox)
    text = text_of(alices.get(PRO))
    assert "Without it nothing renews" not in text
    assert "Your plan renews already, by the card that is saved." in text


def test_in_grace_it_says_which_time_is_paid(alice, sandbox, clock):
    client = fail_to_renew(alice, sandbox, clock)
    assert "This pays for the time since 18 December 2026" in text_of(client.get(PRO))


def test_in_grace_the_price_is_the_one_that_the_renewal_has(alice, bob, sandbox, clock):
    client = fail_to_renew(alice, sandbox, clock)
    pro = price().plan
    Price.objects.create(plan=pro, interval="month", amount=29900, valid_from=timezone.now())
    text = text_of(client.get(PRO))
    assert "One month for 249 UAH" in text
    client.post(PRO, {"terms": "on"})
    paid_by_hand = PaymentAttempt.objects.get(kind="checkout", state="pending")
    assert paid_by_hand.amount == 24900
    assert "One month for 299 UAH" in text_of(signed_in(bob).get(PRO))
    assert "One year for 5,990 UAH" in text_of(client.get(ULTRA))


def test_without_a_bank_nothing_is_sold(alices, settings):
    settings.MONOBANK_TOKEN = ""
    page = alices.get(PRO).content.decode()
    assert "Payments are not set up on this server" in page
    assert 'name="terms"' not in page


def test_bank_that_is_down_is_said(alices, sandbox):
    sandbox.fault("monobank", "server_error")
    text = alices.post(PRO, {"terms": "on"}).content.decode()
    assert "The bank does not answer. Nothing was charged." in text
    assert PaymentAttempt.objects.get().state == "not_sent"


@pytest.mark.parametrize("address", ["/billing/choose/free/month/", "/billing/choose/pro/week/"])
def test_what_is_not_sold_is_not_found(address, alices):
    assert alices.get(address).status_code == 404


def test_words_are_ukrainian_for_ukrainians(alice, sandbox):
    text = text_of(in_ukrainian(alice).get(PRO))
    assert "Сплатити 249 грн у monobank" in text
    assert "необов’язково" in text
