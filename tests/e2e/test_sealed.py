"""Nothing gets out, nothing stays behind, and nobody's words become code."""

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from tests.e2e.pages import (
    PUBLIC,
    Life,
    Words,
    analysis_address,
    open_page,
    show_captured,
    show_checked_cv,
)
from tests.e2e.test_board import card as find_card
from tests.e2e.test_board import expect_in

pytestmark = pytest.mark.e2e

HOSTILE = '"><img src=x onerror="window.__pwned=1"><script>window.__pwned=1</script>{{7*7}}'
COOKIES = {
    settings.SESSION_COOKIE_NAME,
    settings.CSRF_COOKIE_NAME,
    settings.PREFERENCES_COOKIE_NAME,
}
STORED = "() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]"
ALL_TEXT = """() => document.body.textContent
    + [...document.querySelectorAll("input, textarea")].map((field) => field.value).join(" ")"""
# Pages of a person that show none of their words, or none to the letter.
WORDLESS = {
    "e-mail", "password", "second factor", "sign-ins", "AI", "AI calls", "earlier step", "posting",
    "month", "import columns", "insights", "new story", "remarks delete", "offers preview",
    "billing", "cancel", "change of plan", "withdraw", "card",
}  # fmt: skip
# Pages about names that are shorter than the hostile one.
SHORTENED = {"tags": 40, "saved views": 60, "criteria": 60, "criterion delete": 60}


def leftovers(page):
    cookies = {cookie["name"] for cookie in page.context.cookies()} - COOKIES
    return [*cookies, *page.evaluate(STORED)]


def test_strangers_browser_keeps_nothing(page):
    for name, view in PUBLIC.items():
        open_page(page, reverse(view))
        assert leftovers(page) == [], name
    page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert leftovers(page) == []


def test_persons_browser_keeps_nothing(alices_page, alice, sandbox):
    life = Life(alice, Words())
    analysis = {"analysis": analysis_address(life.finished_analysis())}
    for name, address in (life.addresses() | analysis).items():
        open_page(alices_page, address)
        assert leftovers(alices_page) == [], name


def test_search_as_you_type_keeps_nothing(alices_page, alice):
    Life(alice, Words())
    alices_page.goto(reverse("applications:table"))
    alices_page.get_by_role("searchbox").press_sequentially("nothing of the kind")
    expect(alices_page.get_by_role("heading", name="Nothing matches")).to_be_visible()
    assert leftovers(alices_page) == []


def assert_harmless(page, name):
    assert page.evaluate("() => window.__pwned") is None, name
    assert page.locator("img[src=x]").count() == 0, name


def test_hostile_words_are_shown_as_text(alices_page, alice, sandbox):
    life = Life(alice, Words.all_of(HOSTILE))
    for name, address in life.addresses().items():
        open_page(alices_page, address)
        assert_harmless(alices_page, name)
        if name not in WORDLESS:
            words = HOSTILE[: SHORTENED.get(name)]
            assert words in alices_page.evaluate(ALL_TEXT), name


def test_hostile_words_move_across_the_board_as_text(alices_page, alice):
    application = Life(alice, Words.all_of(HOSTILE)).applications[0]
    alices_page.goto(reverse("applications:board"))
    card = find_card(alices_page, application)
    card.locator("a").first.focus()
    alices_page.keyboard.press("Shift+ArrowRight")
    expect_in(alices_page, application, "applied")
    expect(alices_page.locator("[data-toast]")).to_contain_text(HOSTILE)
    expect(alices_page.locator("[data-live-region]")).to_contain_text(HOSTILE)

    card.locator("[data-move]").click()
    expect(alices_page.get_by_role("dialog")).to_contain_text(HOSTILE)
    assert_harmless(alices_page, "board")


def test_hostile_posting_and_cv_are_proposed_as_text(alices_page):
    show_captured(alices_page, f"Engineer\n\n{HOSTILE}\n\nRequirements\n- {HOSTILE}")
    assert "{{7*7}}" in alices_page.locator("[name=posting_text]").input_value()
    assert_harmless(alices_page, "captured")
    show_checked_cv(alices_page, f"Olha Ivanenko\n\nExperience\n- {HOSTILE}")
    assert "<script>" in alices_page.locator("[name=markdown]").input_value()
    assert_harmless(alices_page, "checked CV")


def test_hostile_answer_of_the_ai_is_shown_as_text(alices_page, alice, sandbox):
    life = Life(alice, Words())
    sandbox.fault("anthropic", "hostile")
    analysis = life.finished_analysis()
    assert "<script>" in str(analysis.result)
    alices_page.goto(analysis_address(analysis))
    expect(alices_page.locator("[data-ai-generated]")).to_contain_text("<script>")
    assert alices_page.title() != "owned"
    assert (
        alices_page.locator("[data-ai-generated] :is(img, script, a[href*='tracker'])").count() == 0
    )
