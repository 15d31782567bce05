"""An import before one's eyes: it goes on by itself, and after a step that failed."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.e2e


def begin_import(page, rows):
    page.goto("/applications/import/")
    page.locator("[name=pasted]").fill("Company,Role\n" + rows)
    page.locator("main form [type=submit]").first.click()
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Import 2 rows").click()


def test_import_goes_on_after_a_step_that_failed(alices_page, alice, guard):
    guard.allow("503")
    failures = iter(range(2))

    def answer(route):
        if next(failures, None) is None:
            route.continue_()
        else:
            route.fulfill(status=503, body="")

    alices_page.route("**/next/", answer)
    begin_import(alices_page, "Kvitka,Gardener\nFjord,Engineer\n")

    failed = alices_page.locator("[data-toast][data-level=error]")
    expect(failed).to_contain_text("It is tried again by itself.")
    expect(alices_page.get_by_text("Done: 2 applications added.")).to_be_visible()
    expect(failed).to_have_count(1)
    assert alice.applications.count() == 2
