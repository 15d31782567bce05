"""Today in the hand: by keys, in the dialog, and with scripts switched off."""

import datetime

import pytest
from playwright.sync_api import expect

from applications.models import Application
from applications.stages import Stage
from tests.factories import make_application, make_reminder

pytestmark = pytest.mark.e2e

LONG_AGO = datetime.date(2026, 1, 5)  # due long since, whatever day it is


@pytest.fixture
def kvitka(alice):
    make_reminder(alice, text="Call Iryna", day=LONG_AGO + datetime.timedelta(days=30))
    return make_application(alice, company="Kvitka", stage=Stage.APPLIED, on=LONG_AGO)


def chases(application):
    return Application.objects.get(pk=application.pk).chases


def title(page, text):
    return page.locator("[data-item-title]", has_text=text)


def row(page, text):
    return page.locator("[data-item]", has=title(page, text))


def test_done_by_keys_goes_on_to_the_next_and_can_be_undone(alices_page, kvitka):
    alices_page.goto("/today/")
    row(alices_page, "Follow up with Kvitka").get_by_role("button", name="Done").focus()
    alices_page.keyboard.press("Enter")

    expect(title(alices_page, "Call Iryna")).to_be_focused()
    expect(title(alices_page, "Follow up with Kvitka")).to_have_count(0)
    expect(alices_page.locator("[data-live-region]")).to_have_text("Followed up with Kvitka.")
    assert chases(kvitka) == 1

    alices_page.get_by_role("button", name="Undo").press("Enter")
    expect(title(alices_page, "Follow up with Kvitka")).to_be_visible()
    expect(alices_page.get_by_role("button", name="Undo")).to_have_count(0)
    assert chases(kvitka) == 0


def test_last_one_done_leaves_a_calm_day_with_the_focus_on_it(alices_page, alice):
    make_reminder(alice, text="Call Iryna", day=LONG_AGO)
    make_application(alice, company="Kvitka", on=datetime.date(2090, 1, 2))
    alices_page.goto("/today/")
    row(alices_page, "Call Iryna").get_by_role("button", name="Done").press("Enter")
    expect(alices_page.get_by_text("Nothing is due today.")).to_be_visible()
    expect(alices_page.locator("[data-agenda-rest]")).to_be_focused()


def test_another_day_is_chosen_in_the_dialog(alices_page, kvitka):
    later = f"{datetime.date.today() + datetime.timedelta(days=40)}"  # noqa: DTZ011  far enough
    alices_page.goto("/today/")
    row(alices_page, "Kvitka").locator("summary").press("Enter")
    alices_page.get_by_role("link", name="Another day…").press("Enter")
    dialog = alices_page.get_by_role("dialog")
    dialog.get_by_label("Until").fill("2026-01-06")
    dialog.get_by_role("button", name="Put off").click()
    expect(dialog.get_by_text("Choose a day after today.")).to_be_visible()
    dialog.get_by_label("Until").fill(later)
    dialog.get_by_role("button", name="Put off").click()
    expect(dialog).to_be_hidden()
    expect(title(alices_page, "Kvitka")).to_have_count(0)
    expect(title(alices_page, "Call Iryna")).to_be_focused()
    assert f"{Application.objects.get(pk=kvitka.pk).next_on}" == later


def test_done_and_undone_without_scripts(new_visitor, alice, kvitka):
    page = new_visitor(alice, java_script_enabled=False)
    page.goto("/today/")
    row(page, "Follow up with Kvitka").get_by_role("button", name="Done").click()
    expect(page.get_by_text("Followed up with Kvitka.")).to_be_visible()
    assert chases(kvitka) == 1
    page.get_by_role("button", name="Undo").click()
    expect(title(page, "Follow up with Kvitka")).to_be_visible()
    assert chases(kvitka) == 0
