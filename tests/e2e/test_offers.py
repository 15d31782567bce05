"""Offers held side by side in a browser: from the first criterion to Claude's remarks."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from coaching.models import Offer
from tests.factories import make_application

pytestmark = pytest.mark.e2e


@pytest.fixture
def plain(new_visitor, alice):
    """A page without scripts."""
    return new_visitor(alice, java_script_enabled=False)


def fill_in(page, name, gross, *points):
    page.get_by_role("link", name=name).first.click()
    page.get_by_label("Gross pay").fill(gross)
    page.get_by_label("Currency").fill("EUR")
    for place, one in enumerate(points):
        page.get_by_label("Points").nth(place).fill(one)
    page.get_by_role("button", name="Save", exact=True).click()


def compare(page, alice):
    make_application(alice, company="Rozum", role="Developer", stage="offer")
    make_application(alice, company="Kvitka", role="Engineer", stage="interview")
    page.goto(reverse("coaching:offers"))
    page.get_by_role("button", name="Begin with these six").click()
    page.get_by_role("link", name="Choose applications").click()
    expect(page.get_by_label("Developer, Rozum")).to_be_checked()
    page.get_by_label("Engineer, Kvitka").check()
    page.get_by_role("button", name="Compare these").click()
    fill_in(page, "Developer", "4200", "8", "7")
    fill_in(page, "Engineer", "3900", "3", "3")
    expect(
        page.get_by_text("Developer, Rozum” is ahead of “Engineer, Kvitka” by 45")
    ).to_be_visible()


def test_two_offers_are_compared_and_commented(alices_page, alice, sandbox):
    page = alices_page
    compare(page, alice)
    page.get_by_role("link", name="See what would be sent").click()
    expect(page.locator(".payload").nth(1)).to_contain_text("- gross: 4200 EUR a month")
    assert sandbox.requests("anthropic") == []
    page.get_by_role("button", name="Send and get a comment").click()
    expect(page.locator(".remarks").first).to_contain_text("Developer, Rozum has a score of 75")
    page.get_by_role("link", name="Offers side by side").click()
    expect(page.get_by_text("Of the comparison as it stands.")).to_be_visible()


def test_two_offers_are_compared_and_commented_without_scripts(plain, alice, sandbox):
    compare(plain, alice)
    plain.get_by_role("link", name="See what would be sent").click()
    plain.get_by_role("button", name="Send and get a comment").click()
    plain.get_by_role("button", name="Run it now").click()
    expect(plain.locator(".remarks").first).to_contain_text("Developer, Rozum has a score of 75")


def test_comparison_fits_a_phone_and_its_table_is_reached_by_keyboard(alices_page, alice):
    page = alices_page
    compare(page, alice)
    Offer.objects.update(answer_by=timezone.localdate() + datetime.timedelta(days=3))
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(reverse("coaching:offers"))
    wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wider) == 0
    frame = page.get_by_role("region", name="Figure by figure")
    assert frame.evaluate("frame => frame.scrollWidth > frame.clientWidth")
    frame.focus()
    expect(frame).to_be_focused()
