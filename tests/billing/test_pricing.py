"""The plans side by side, for everybody."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertNumQueries

from billing.models import PlanAllowance, Price
from tests.billing.bank import buy
from tests.billing.pages import in_ukrainian, text_of

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.django_db]
PRICING = reverse("billing:pricing")


def test_visitor_sees_three_plans_with_prices_and_allowances():
    text = text_of(Client().get(PRICING))
    assert "Free 0 UAH No card needed." in text
    assert "Pro 249 UAH a month or 2,490 UAH a year: 498 UAH less" in text
    assert "Ultra 599 UAH a month or 5,990 UAH a year: 1,198 UAH less" in text
    assert "CV analyses 3 Tailored CVs 2 Drafts 5 Coach messages 20" in text
    assert "Coach messages 2,000 Interview sets and mock turns 200" in text
    assert "Tracking, agenda, import, export, offline score: unlimited on every plan." in text
    assert "within 14 days" in text
    assert "The time you paid for stays yours" in text


def test_what_is_shown_are_the_rows():
    PlanAllowance.objects.filter(plan__key="pro", feature="draft").update(per_cycle=61)
    Price.objects.filter(plan__key="pro", interval="month").update(amount=25950)
    text = text_of(Client().get(PRICING))
    assert "259.50 UAH a month" in text
    assert "Drafts 61" in text


def test_price_to_come_is_not_offered_yet(clock):
    pro = Price.objects.get(plan__key="pro", interval="month")
    later = pro.valid_from.replace(year=2027)
    Price.objects.create(plan=pro.plan, interval="month", amount=29900, valid_from=later)
    assert "299 UAH" not in text_of(Client().get(PRICING))
    clock.move_to(later)
    text = text_of(Client().get(PRICING))
    assert "299 UAH a month" in text
    assert "249 UAH" not in text


def test_visitor_chooses_by_signing_up_and_may_be_found():
    page = Client().get(PRICING).content.decode()
    assert f"{reverse('account_signup')}?next=/billing/choose/pro/month/" in page
    assert 'name="robots"' not in page
    assert 'name="description"' in page


def test_person_chooses_at_once_and_sees_the_own_plan(alices, alice, sandbox):
    page = alices.get(PRICING).content.decode()
    assert 'href="/billing/choose/ultra/year/"' in page
    assert "?next=" not in page
    assert re.search(r"Free</h2><span[^>]*>Your plan", page)
    buy(alice, sandbox)
    assert re.search(r"Pro</h2><span[^>]*>Your plan", alices.get(PRICING).content.decode())


def test_words_are_ukrainian_for_ukrainians(alice):
    text = text_of(in_ukrainian(alice).get(PRICING))
    assert "249 грн" in text
    assert "Choose" not in text
    assert "Тарифи" in text


def test_visitors_page_takes_three_queries():
    with assertNumQueries(3):  # prices, plans, allowances
        Client().get(PRICING)


@pytest.mark.parametrize("address", [reverse("pages:landing"), reverse("pages:terms")])
def test_pricing_is_linked_from_public_pages(address):
    assert Client().get(address).content.decode().count(f'href="{PRICING}"') >= 2


def test_billing_is_linked_from_settings_and_menu(alices):
    page = alices.get(reverse("accounts:settings")).content.decode()
    assert page.count(f'href="{reverse("billing:page")}"') == 2
