"""The banner of a failed renewal: to whom it speaks, and what it advises."""

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertNumQueries

from billing import trouble
from billing.models import Card, PaymentAttempt, Subscription
from billing.timeline import GRACE
from billing.trouble import Remedy
from tests.billing.bank import buy
from tests.billing.pages import DAY, RENEWAL_IS_DUE, fail_to_renew, in_ukrainian, text_of
from tests.conftest import signed_in

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.django_db]
TODAY = reverse("applications:today")


def of(user):
    return trouble.of(user, timezone.now())


def test_today_tells_of_a_failed_renewal(alice, sandbox, clock):
    text = text_of(fail_to_renew(alice, sandbox, clock).get(TODAY))
    assert "Your plan could not be renewed. There was not enough money on the card." in text
    assert "You keep it until 25 December 2026." in text


def test_it_leads_to_the_billing_page_but_not_from_there(alice, sandbox, clock):
    client = fail_to_renew(alice, sandbox, clock)
    link = f'href="{reverse("billing:page")}#mend"'
    assert link in client.get(TODAY).content.decode()
    assert link not in client.get(reverse("billing:page")).content.decode()


def test_nobody_else_hears_of_it(alice, bob, sandbox, clock):
    fail_to_renew(alice, sandbox, clock)
    assert "could not be renewed" not in text_of(signed_in(bob).get(TODAY))


@pytest.mark.parametrize(
    ("code", "remedy"),
    [("59", Remedy.WAIT), ("41", Remedy.CARD), ("84", Remedy.PAYER), ("1001", Remedy.WAIT)],
)
def test_advice_follows_from_the_reason(code, remedy, alice, sandbox, clock):
    fail_to_renew(alice, sandbox, clock, code=code)
    assert of(alice).remedy is remedy


def test_without_a_card_another_is_needed(alice, sandbox, clock):
    buy(alice, sandbox)
    Card.objects.update(state=Card.State.DEAD)
    clock.move_to(RENEWAL_IS_DUE)
    assert (of(alice).reason, of(alice).remedy) == (trouble.NO_CARD, Remedy.CARD)


@pytest.mark.parametrize(
    ("state", "code", "words"),
    [
        ("not_sent", "no_connection", "The bank could not be reached."),
        ("rejected", "1001", "for a reason on our side"),
        ("rejected", "TOKEN_NOT_FOUND", "The bank does not accept this card."),
        ("failed", "", "The bank declined the payment."),
    ],
)
def test_reason_blames_nobody_wrongly(state, code, words):
    assert words in str(trouble.why(state, code))


def test_there_is_no_trouble_before_the_first_try_or_during_another(alice, sandbox, clock):
    buy(alice, sandbox)
    assert of(alice) is None
    clock.move_to(RENEWAL_IS_DUE)
    assert of(alice) is None
    fail_again = {"kind": "renewal", "amount": 24900, "created_at": timezone.now()}
    attempt = PaymentAttempt.objects.create(
        subscription=Subscription.objects.get(),
        period_start=RENEWAL_IS_DUE.replace(hour=9, minute=30),
        state="failed",
        **fail_again,
    )
    assert of(alice) is not None
    PaymentAttempt.objects.filter(pk=attempt.pk).update(state="unknown")
    assert of(alice) is None


def test_trouble_ends_with_access_with_cancelling_and_with_payment(alice, sandbox, clock):
    fail_to_renew(alice, sandbox, clock)
    assert of(alice) is not None
    Subscription.objects.update(renews=False)
    assert of(alice) is None
    Subscription.objects.update(renews=True)
    clock.move_to(RENEWAL_IS_DUE + GRACE - DAY)
    assert of(alice) is not None
    clock.move_to(RENEWAL_IS_DUE + GRACE)
    assert of(alice) is None


def test_paying_by_hand_ends_it(alice, sandbox, clock):
    fail_to_renew(alice, sandbox, clock)
    buy(alice, sandbox)
    assert of(alice) is None


def test_it_is_one_query(alice, bob, sandbox, clock):
    fail_to_renew(alice, sandbox, clock)
    for user in (alice, bob):
        with assertNumQueries(1):
            of(user)


def test_words_are_ukrainian_for_ukrainians(alice, sandbox, clock):
    fail_to_renew(alice, sandbox, clock)
    text = text_of(in_ukrainian(alice).get(TODAY))
    assert "Тариф не вдалося поновити. На картці не вистачило грошей." in text
