"""The table and the insights in the hand: by keys only, with scripts and without."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from applications.models import Application
from tests.e2e.test_board import expect_announced, stage_of
from tests.factories import make_application

pytestmark = pytest.mark.e2e


@pytest.fixture
def applications(alice):
    """Three in the order of the table: by the newest move."""
    companies = ["Zorya", "Kvitka", "Arka Labs"]
    rows = [make_application(alice, company=one, stage="interview") for one in companies]
    return rows[::-1]


@pytest.fixture
def table(alices_page, applications):
    alices_page.goto("/applications/")
    return alices_page


@pytest.fixture
def plain_table(new_visitor, alice, applications):
    page = new_visitor(alice, java_script_enabled=False)
    page.goto("/applications/")
    return page


def tick(page, application):
    return page.locator(f"input[name=ids][value='{application.public_id}']")


def companies(page):
    return page.locator("tbody td[data-label=Company]")


def stages():
    return set(Application.objects.values_list("stage", flat=True))


MOST_STOPS = 120  # of the Tab key on one page, once round


@pytest.fixture(params=[True, False], ids=["scripts", "plain"])
def by_keys(request, new_visitor, alice):
    """A page that no mouse is used on."""
    return new_visitor(alice, java_script_enabled=request.param)


def reach(page, locator):
    """By the Tab key alone; what it stops at can be seen."""
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if locator.evaluate("one => one === document.activeElement"):
            return expect(locator).to_be_visible()
    return pytest.fail(f"{locator} can't be reached by the Tab key")


def press_on(page, locator, key="Enter"):
    reach(page, locator)
    page.keyboard.press(key)


def test_enter_on_a_tick_moves_nothing(table, applications):
    """It leads to what can be done; pressed again and again it still does nothing by itself."""
    tick(table, applications[0]).focus()
    table.keyboard.press("Space")
    for _press in range(3):
        table.keyboard.press("Enter")

    expect(tick(table, applications[0])).to_be_checked()
    table.reload()
    assert stages() == {"interview"}


def test_enter_on_all_that_match_moves_nothing(table, applications):
    tick(table, applications[0]).check()
    table.get_by_label("All 3 that match").focus()
    table.keyboard.press("Space")
    table.keyboard.press("Enter")

    table.reload()
    assert stages() == {"interview"}


def test_enter_on_a_tick_moves_nothing_without_scripts(plain_table, applications):
    asked = []
    plain_table.on("request", lambda request: asked.append(request.method))
    tick(plain_table, applications[0]).focus()
    plain_table.keyboard.press("Space")
    plain_table.keyboard.press("Enter")

    expect(tick(plain_table, applications[0])).to_be_checked()
    plain_table.reload()
    assert "POST" not in asked
    assert stages() == {"interview"}


def test_table_is_searched_filtered_and_sorted_by_keys(by_keys, alice, guard):
    guard.allow("htmx:")  # a newer question takes the place of the one before it
    for company, stage in (("Zorya", "offer"), ("Kvitka", "interview"), ("Arka", "interview")):
        make_application(alice, company=company, stage=stage, source="Djinni")
    make_application(alice, company="Kvitka Plus", role="Gardener", stage="interview")
    by_keys.goto("/applications/")

    reach(by_keys, by_keys.get_by_role("searchbox"))
    by_keys.keyboard.type("djinni")
    by_keys.keyboard.press("Enter")
    expect(companies(by_keys)).to_have_text(["Arka", "Kvitka", "Zorya"])

    press_on(by_keys, by_keys.locator(".filters__panel > summary"))
    press_on(by_keys, by_keys.get_by_role("checkbox", name="Interview"), "Space")
    press_on(by_keys, by_keys.get_by_role("button", name="Show", exact=True))
    expect(companies(by_keys)).to_have_text(["Arka", "Kvitka"])
    expect(by_keys).to_have_url(re.compile("q=djinni&stage=interview"))

    heading = by_keys.get_by_role("columnheader", name="Company")
    for direction in ("ascending", "descending"):
        press_on(by_keys, heading.get_by_role("link"))
        expect(heading).to_have_attribute("aria-sort", direction)
        by_keys.wait_for_load_state()
    expect(companies(by_keys)).to_have_text(["Kvitka", "Arka"])

    press_on(by_keys, by_keys.get_by_role("link", name="Take away: Stage: Interview"))
    expect(companies(by_keys)).to_have_text(["Zorya", "Kvitka", "Arka"])


def test_rows_are_moved_together_and_back_by_keys(by_keys, applications):
    by_keys.goto("/applications/")
    press_on(by_keys, tick(by_keys, applications[0]), "Space")
    press_on(by_keys, tick(by_keys, applications[2]), "Space")
    press_on(by_keys, by_keys.locator(".bulk summary", has_text="Move"))
    reach(by_keys, by_keys.get_by_label("Move to"))
    by_keys.keyboard.type("Off")
    expect(by_keys.get_by_label("Move to")).to_have_value("offer")
    press_on(by_keys, by_keys.locator(".bulk").get_by_role("button", name="Move", exact=True))

    expect(by_keys.locator("[data-toast]")).to_contain_text("2 applications: Offer.")
    assert [stage_of(one) for one in applications] == ["offer", "interview", "offer"]
    press_on(by_keys, by_keys.locator("[data-toast]").get_by_role("button", name="Undo"))
    expect(by_keys.locator("[data-toast]")).to_contain_text("Undone for 2 applications.")
    assert stages() == {"interview"}


def test_arrows_go_from_tick_to_tick_and_enter_to_what_can_be_done(table, applications):
    ticks = [tick(table, one) for one in applications]
    press_on(table, ticks[0], "Space")
    table.keyboard.press("ArrowDown")
    table.keyboard.press("ArrowDown")
    expect(ticks[2]).to_be_focused()
    table.keyboard.press("Space")
    expect_announced(table, "Selected: 2. Press Enter to go on with them.")
    table.keyboard.press("Enter")
    expect(table.get_by_label("All 3 that match")).to_be_focused()

    ticks[1].focus()
    table.keyboard.press("Escape")
    for one in ticks:
        expect(one).not_to_be_checked()
    expect(table.locator(".bulk")).to_be_hidden()


def test_insights_are_read_by_keys(by_keys, alice):
    for company in ("Zorya", "Kvitka", "Arka", "Fjord", "Rozum", "Nova"):
        application = make_application(
            alice, company=company, stage="applied", on=timezone.localdate()
        )
        application.move("interview", application.since)
    by_keys.goto("/insights/")
    reach(by_keys, by_keys.get_by_role("link", name="180 days"))
    reach(by_keys, by_keys.locator(".sankey-frame"))  # a phone scrolls it sideways
    press_on(by_keys, by_keys.locator("summary", has_text="The same as a table"))
    table = by_keys.get_by_role("table", name="From the application to what became of it")
    expect(table.get_by_role("row", name="Applied Interview 6")).to_be_visible()
    reach(by_keys, by_keys.get_by_role("link", name="PNG"))
    reach(by_keys, by_keys.get_by_role("link", name="SVG"))

    press_on(by_keys, by_keys.get_by_role("link", name="30 days"))
    expect(by_keys).to_have_url(re.compile("period=30$"))
    expect(by_keys.get_by_role("link", name="30 days")).to_have_attribute("aria-current", "true")
