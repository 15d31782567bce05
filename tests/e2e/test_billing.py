"""Money in a browser: to the bank's page and back, and what becomes of a plan as time goes by."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from billing import checkout, lapse, renew, repay
from billing.models import Card, PaymentAttempt
from tests.billing.bank import buy, deliver, price
from tests.billing.pages import MINUTE, RENEWAL_IS_DUE, sweep_renewals
from tests.e2e.test_accessible import LOOKS, Inspection
from trackr.mail import outbox
from trackr.mail.models import Letter

pytestmark = pytest.mark.e2e
PAGE, TODAY = reverse("billing:page"), reverse("applications:today")
PRO = reverse("billing:choose", args=["pro", "month"])


@pytest.fixture
def bank(clock, live_server, settings, mailbox, sandbox):
    """The sandbox's bank, which leads back to the server under test; time stands still."""
    settings.SITE_URL = live_server.url
    return sandbox.bank


@pytest.fixture
def leave(guard, sandbox):
    """Called when a page may lead to the bank: before that, nothing has spoken with strangers."""

    def allow():
        assert guard.complaints() == []
        guard.allow(f"stranger: {sandbox.url}/")

    return allow


def sweep(*rooms):
    for room in rooms:
        now = timezone.now()
        room.sweep(now, now + MINUTE)


def order(page, address, *, saves_card=True):
    page.goto(address)
    page.get_by_label("I agree to the terms.").check()
    if saves_card:
        page.get_by_label("Monobank keeps my card").check()
    page.get_by_role("button", name="at Monobank").click()
    page.wait_for_url("**/monobank/pay/**")


def pay(page, button="Pay"):
    page.get_by_role("button", name=button, exact=True).click()
    page.wait_for_url("**/billing/return/**")


def heading(page, words):
    return expect(page.get_by_role("heading", name=words, level=1))


def letters(user):
    return sorted(Letter.objects.filter(user=user).values_list("kind", flat=True))


def test_free_becomes_pro_on_the_banks_page(new_visitor, alice, bank, leave):
    page = new_visitor(alice)
    page.goto(PAGE)
    expect(page.get_by_text("0 of 3 used")).to_be_visible()
    page.get_by_role("link", name="Plans and prices").first.click()
    plan = page.get_by_role("region", name="Pro")
    plan.get_by_role("link", name="Choose monthly").click()
    leave()
    page.get_by_label("I agree to the terms.").check()
    page.get_by_label("Monobank keeps my card").check()
    page.get_by_role("button", name="Pay 249 UAH at Monobank").click()
    page.wait_for_url("**/monobank/pay/**")
    expect(page.get_by_role("heading", name="249.00 UAH")).to_be_visible()

    page.go_back()
    heading(page, "Trackr Pro").to_be_visible()
    page.go_forward()
    page.wait_for_url("**/monobank/pay/**")

    pay(page)
    heading(page, "Paid. Thank you").to_be_visible()
    page.get_by_role("link", name="Plan and billing").last.click()
    expect(page.get_by_text("0 of 30 used")).to_be_visible()
    expect(page.get_by_text("18 December 2026").first).to_be_visible()
    expect(page.locator("code")).to_have_text(bank.cards[0].masked_pan)
    sweep(outbox)
    assert letters(alice) == ["receipt", "subscription_started"]


def test_page_waits_until_the_bank_has_decided(new_visitor, alice, bank, leave, sandbox):
    page = new_visitor(alice)
    leave()
    order(page, PRO)
    pay(page, "Pay, the bank takes its time")
    heading(page, "Confirming with the bank").to_be_visible()
    (invoice,) = bank.invoices
    bank.settle(invoice)
    deliver(sandbox)
    heading(page, "Paid. Thank you").to_be_visible()
    expect(page.locator("[data-live-region]")).to_have_text("Paid. Thank you")
    expect(page).to_have_title("Paid. Thank you · Trackr")


def test_declined_card_gives_way_to_another(new_visitor, alice, bank, leave):
    page = new_visitor(alice)
    leave()
    order(page, PRO)
    pay(page, "Try to pay, be declined")
    heading(page, "The bank declined the payment").to_be_visible()
    page.get_by_role("link", name="Try another card").click()
    page.wait_for_url("**/monobank/pay/**")
    bank_page = page.url
    pay(page)
    assert PaymentAttempt.objects.get().page_url == bank_page


def test_whole_way_works_without_scripts(new_visitor, alice, bank, leave, sandbox):
    page = new_visitor(alice, java_script_enabled=False)
    leave()
    order(page, PRO, saves_card=False)
    pay(page, "Pay, the bank takes its time")
    heading(page, "Confirming with the bank").to_be_visible()
    bank.settle(next(iter(bank.invoices)))
    deliver(sandbox)
    page.get_by_role("link", name="Check again").click()
    heading(page, "Paid. Thank you").to_be_visible()
    page.get_by_role("link", name="Plan and billing").last.click()
    expect(page.get_by_text("Nothing is charged by itself.")).to_be_visible()


def test_plan_through_its_life(new_visitor, alice, bank, leave, sandbox, clock):
    """Renewed, declined, paid with another card, cancelled, over."""
    buy(alice, sandbox)
    clock.move_to(RENEWAL_IS_DUE)
    sweep_renewals(sandbox)
    page = new_visitor(alice)
    page.goto(PAGE)
    expect(page.get_by_text("18 January 2027").first).to_be_visible()
    assert letters(alice).count("receipt") == 2

    bank.cards[0].outcome = "59"
    clock.move_to(RENEWAL_IS_DUE + datetime.timedelta(days=31))
    sweep_renewals(sandbox)
    page = new_visitor(alice)
    page.goto(TODAY)
    expect(page.get_by_text("Your plan could not be renewed.")).to_be_visible()
    page.locator(".notice").get_by_role("link").click()
    leave()
    page.get_by_role("button", name="Replace the card").click()
    page.wait_for_url("**/monobank/pay/**")
    pay(page)
    heading(page, "Your new card is saved").to_be_visible()
    assert Card.objects.filter(state="active").count() == 1
    sweep_renewals(sandbox)
    page.goto(TODAY)
    expect(page.get_by_text("Your plan could not be renewed.")).to_be_hidden()
    page.goto(PAGE)
    expect(page.get_by_text("18 February 2027").first).to_be_visible()

    page.get_by_role("button", name="Cancel the renewal").click()
    expect(page.get_by_text("Does not renew")).to_be_visible()
    clock.move_to(datetime.datetime(2027, 2, 18, 12, tzinfo=datetime.UTC))
    kept = bank.kept()
    sweep(renew, lapse, outbox)
    page = new_visitor(alice)
    page.goto(PAGE)
    expect(page.get_by_role("heading", name="Free")).to_be_visible()
    assert letters(alice).count("subscription_ended") == 1
    assert bank.kept() == kept


def test_whoever_withdraws_gets_all_the_money_back(new_visitor, bob, bank, sandbox):
    buy(bob, sandbox, interval="year")
    page = new_visitor(bob)
    page.goto(PAGE)
    page.get_by_role("link", name="Withdraw from contract").click()
    expect(page.get_by_text("2,490 UAH")).to_be_visible()
    page.get_by_role("button", name="Confirm withdrawal").click()
    expect(page.get_by_text("2,490 UAH on the way back")).to_be_visible()
    since = len(bank.deliveries)
    sweep(repay, outbox)
    deliver(sandbox, since)
    assert bank.kept() == 0
    page.reload()
    expect(page.get_by_role("heading", name="Free")).to_be_visible()
    expect(page.get_by_role("cell", name="refunded")).to_be_visible()
    assert {"withdrawal_acknowledged", "refund_made"} <= set(letters(bob))


@pytest.mark.parametrize("look", LOOKS, ids="-".join)
def test_pages_are_accessible_in_each_state(look, new_visitor, alice, bank, sandbox, clock):
    alice.theme, alice.language = look
    alice.save()
    view = Inspection(new_visitor(alice))
    view.visit("choose", PRO)
    page = view.page
    page.locator("main form").evaluate("form => { form.noValidate = true; }")
    page.locator("main form [type=submit]").click()
    page.locator(".field__error").wait_for()
    view.look("choose, refused")
    attempt = checkout.pay(alice, price(), saves_card=True)
    back = reverse("billing:return", args=[attempt.reference])
    view.visit("waiting", back)
    PaymentAttempt.objects.update(err_code="59")
    view.visit("declined", back)
    bank.pay(attempt.invoice_id, later="59")
    deliver(sandbox)
    view.visit("paid", back)
    for name in ("page", "change", "cancel", "withdraw", "card"):
        view.visit(name, reverse(f"billing:{name}"))
    view.visit("choose more", PRO)
    clock.move_to(RENEWAL_IS_DUE)
    sweep_renewals(sandbox)
    later = Inspection(new_visitor(alice))
    later.visit("grace", PAGE)
    later.visit("today", TODAY)
    assert (view.found, later.found) == ({}, {})
