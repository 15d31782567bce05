"""Every deed is a form: the same product with scripts switched off."""

import datetime
import re

import pytest
from playwright.sync_api import expect

from applications.models import Application
from cv.models import Analysis
from tests.cv.documents import realistic_cv_pdf
from tests.factories import PASSWORD, make_application, make_cv, make_posting

pytestmark = pytest.mark.e2e


@pytest.fixture
def application(alice):
    return make_application(alice, company="Kvitka", role="Django developer")


@pytest.fixture
def plain(new_visitor, alice):
    """A page without scripts, alice signed in."""
    return new_visitor(alice, java_script_enabled=False)


def test_sign_in_and_out(new_visitor, alice):
    page = new_visitor(java_script_enabled=False)
    page.goto("/board/")
    page.get_by_label("E-mail").fill(alice.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="Board")).to_be_visible()

    page.locator(".header__tools summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="A calm place")).to_be_visible()
    page.goto("/board/")
    expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()


def test_theme_and_language_switch_on_the_landing_page(new_visitor):
    page = new_visitor(java_script_enabled=False)
    page.goto("/")
    page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.get_by_role("button", name="Українська").click()
    expect(page.locator("html")).to_have_attribute("lang", "uk")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_quick_add_from_a_column(plain, alice):
    plain.goto("/board/")
    plain.get_by_role("link", name="Add to Interview").click()
    plain.get_by_label("Company").fill("Fjord Analytics")
    plain.get_by_label("Role").fill("Backend engineer")
    plain.get_by_role("button", name="Add", exact=True).click()

    expect(plain.get_by_role("heading", name="Backend engineer")).to_be_visible()
    assert alice.applications.get().stage == "interview"


def test_move_end_and_undo(plain, application):
    plain.goto("/board/")
    plain.get_by_role("link", name="Move Django developer").click()
    plain.get_by_label("Screening").check()
    plain.get_by_role("button", name="Move").click()
    expect(plain.get_by_text("Django developer, Kvitka: Screening.")).to_be_visible()

    plain.get_by_role("link", name="Move to…").click()
    plain.get_by_role("link", name="It has ended…").click()
    plain.get_by_label("No response").check()
    plain.get_by_role("button", name="Save").click()
    expect(plain.get_by_text("Django developer, Kvitka: No response.")).to_be_visible()
    assert Application.objects.get().ending == "no_response"

    plain.locator("main summary").click()
    plain.get_by_role("button", name="Undo the last move").click()
    expect(plain.get_by_text("Undone. Django developer, Kvitka: Screening.")).to_be_visible()
    assert Application.objects.get().is_live


def test_ended_applications_are_behind_the_drawer(plain, application):
    application.end("rejected", datetime.date(2026, 11, 3))
    plain.goto("/board/")
    plain.locator("[data-ended] summary").click()
    plain.get_by_role("link", name="Show what has ended").click()
    expect(plain.get_by_role("link", name="Django developer", exact=True)).to_be_visible()


def test_note_is_added_and_an_event_corrected(plain, application):
    plain.goto(f"/applications/{application.public_id}/")
    plain.get_by_label("Note").fill("They use Django 6")
    plain.get_by_role("button", name="Add note").click()
    expect(plain.locator(".timeline").get_by_text("They use Django 6")).to_be_visible()

    plain.get_by_role("link", name="Correct: Saved").click()
    plain.get_by_label("Stage").select_option("Applied")
    plain.get_by_label("When").fill("2026-10-30")
    plain.get_by_role("button", name="Correct").click()
    expect(plain.get_by_text("30 Oct 2026").first).to_be_visible()
    application.refresh_from_db()
    assert (application.stage, application.since) == ("applied", datetime.date(2026, 10, 30))


def test_table_is_searched_and_sorted(plain, alice, application):
    make_application(alice, company="Arka Labs", role="Backend developer")
    make_application(alice, company="Zorya", role="Python developer")
    plain.goto("/applications/")
    companies = plain.locator("tbody td[data-label=Company]")
    plain.get_by_role("columnheader", name="Company").get_by_role("link").click()
    expect(companies).to_have_text(["Arka Labs", "Kvitka", "Zorya"])

    plain.get_by_role("searchbox").fill("zorya")
    plain.get_by_role("searchbox").press("Enter")
    expect(companies).to_have_text(["Zorya"])
    expect(plain).to_have_url(re.compile("sort=company"))


def test_cv_is_uploaded_and_analysed(plain, alice, application, sandbox):
    make_posting(application)
    plain.goto("/cvs/upload/")
    pdf = {"name": "cv.pdf", "mimeType": "application/pdf", "buffer": realistic_cv_pdf()}
    plain.get_by_label("Your CV").set_input_files(pdf)
    plain.get_by_role("button", name="Read it").click()
    plain.get_by_role("button", name="Save as version 1").click()
    expect(plain.get_by_role("heading", name="My CV")).to_be_visible()

    plain.goto(f"/applications/{application.public_id}/")
    plain.get_by_role("link", name="Analyse a CV").click()
    plain.get_by_role("button", name="Send and analyse").click()
    expect(plain.get_by_role("heading", name="Not sent yet")).to_be_visible()
    expect(plain.get_by_text("Claude is reading")).to_be_hidden()
    expect(plain.get_by_text("You may leave")).to_be_hidden()
    plain.get_by_role("button", name="Run it now").click()
    expect(plain.get_by_role("heading", name="Summary")).to_be_visible()
    assert Analysis.objects.get().state == "done"


def test_failed_analysis_says_so_and_offers_another_try(plain, alice, application, sandbox):
    make_posting(application)
    make_cv(alice)
    sandbox.fault("anthropic", "overloaded", times=0)
    plain.goto(f"/applications/{application.public_id}/")
    plain.get_by_role("link", name="Analyse a CV").click()
    plain.get_by_role("button", name="Send and analyse").click()
    plain.get_by_role("button", name="Run it now").click()
    expect(plain.get_by_role("alert")).to_contain_text("Nothing was charged.")
    plain.get_by_role("link", name="Try again").click()
    expect(plain.get_by_role("button", name="Send and analyse")).to_be_visible()
