"""Writing a CV in the browser: kept while it is typed, by keys, in two tabs, without scripts."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories import make_cv

pytestmark = pytest.mark.e2e

TEXT = "# Alice\n\nKyiv\n\n## Work\n\n- Led a team\n\n## Skills\n\n- SQL\n"


@pytest.fixture
def cv(alice):
    return make_cv(alice, markdown=TEXT)


def open_editor(page, cv):
    page.goto(f"/cvs/{cv.public_id}/edit/")
    return page


def body(page, title):
    return section(page, title).get_by_label("Text")


def section(page, title):
    return page.get_by_role("group", name=f"Section “{title}”")


def said(page):
    return page.locator("[data-cv-said]")


def preview(page):
    return page.locator("[data-cv-preview]")


def expect_toast(page, text):
    expect(page.locator("[data-toast]", has_text=text)).to_be_visible()


def test_typed_text_is_seen_kept_and_there_after_a_reload(alices_page, cv):
    page = open_editor(alices_page, cv)
    field = body(page, "Work")
    field.press("Control+End")
    field.press("Enter")
    page.keyboard.type("Sold twelve boats")
    expect(preview(page).get_by_role("listitem").nth(1)).to_have_text("Sold twelve boats")
    expect(said(page)).to_have_text(re.compile(r"^Saved as version 2, \d\d:\d\d$"))
    expect(field).to_be_focused()
    page.reload()
    expect(field).to_have_value("• Led a team\n• Sold twelve boats")
    page.get_by_role("button", name="Save").click()
    expect_toast(page, "Saved as version 2.")
    assert cv.current().markdown == TEXT.replace(
        "- Led a team\n", "- Led a team\n- Sold twelve boats\n"
    )
    assert not cv.current().is_open


def test_sections_are_added_moved_and_left_out_by_keys_alone(alices_page, cv):
    page = open_editor(alices_page, cv)
    section(page, "Skills").get_by_role("button", name="Move up").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-live-region]")).to_have_text("Skills: place 1 of 2")
    expect(section(page, "Skills").get_by_role("button", name="Move up")).to_be_focused()

    page.get_by_role("button", name="Add a section").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("Languages")
    for _ in range(4):
        page.keyboard.press("Tab")
    page.keyboard.type("- English")
    page.keyboard.press("Enter")
    page.keyboard.type("Polish")

    section(page, "Work").get_by_role("button", name="Leave out").focus()
    page.keyboard.press("Enter")
    expect(page.locator("main").get_by_text("“Work” is left out.")).to_be_visible()
    headings = preview(page).get_by_role("heading", level=2)
    expect(headings).to_have_text(["Skills", "Languages"])
    page.keyboard.press("Enter")  # the focus is on Undo
    expect(headings).to_have_text(["Skills", "Work", "Languages"])
    page.get_by_role("button", name="Save").press("Enter")
    expect_toast(page, "Saved as version 2.")
    assert cv.current().markdown == (
        "# Alice\n\nKyiv\n\n## Skills\n\n- SQL\n\n## Work\n\n- Led a team\n\n"
        "## Languages\n\n- English\n- Polish\n"
    )


def test_enter_on_an_empty_point_ends_the_list(alices_page, cv):
    page = open_editor(alices_page, cv)
    field = body(page, "Skills")
    field.press("Control+End")
    page.keyboard.press("Enter")
    expect(field).to_have_value("• SQL\n• ")
    page.keyboard.press("Enter")
    page.keyboard.type("Gardener, Lviv")
    expect(field).to_have_value("• SQL\n\nGardener, Lviv")
    expect(preview(page).get_by_role("paragraph").filter(has_text="Gardener")).to_be_visible()
    expect(preview(page).get_by_role("listitem").last).to_have_text("SQL")
    page.get_by_role("button", name="Save").click()
    expect_toast(page, "Saved as version 2.")
    assert cv.current().markdown == TEXT + "\nGardener, Lviv\n"


def test_enter_on_an_empty_point_below_no_text_adds_no_empty_line(alices_page, cv):
    page = open_editor(alices_page, cv)
    field = body(page, "Skills")
    for start in ("", "Tools\n\n"):
        field.fill(start)
        page.keyboard.type("- ")
        page.keyboard.press("Enter")
        expect(field).to_have_value(start)


def test_dash_typed_after_a_point_is_swallowed(alices_page, cv):
    page = open_editor(alices_page, cv)
    field = body(page, "Work")
    field.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.type("- cut costs - by half")
    expect(field).to_have_value("• Led a team\n• cut costs - by half")
    page.keyboard.press("Enter")
    page.keyboard.type("-5 % of waste")
    expect(field).to_have_value("• Led a team\n• cut costs - by half\n• -5 % of waste")


def test_second_tab_keeps_its_text_and_may_save_it_over(alices_page, cv, guard):
    guard.allow("409")
    first = open_editor(alices_page, cv)
    second = open_editor(first.context.new_page(), cv)
    body(first, "Work").fill("• Theirs")
    expect(said(first)).to_have_text(re.compile("^Saved as version 2"))
    body(second, "Work").fill("• Mine")
    expect(said(second)).to_have_text("Not saved: this CV was changed in another tab.")
    expect(second.get_by_role("alert")).to_contain_text("• Theirs")
    expect(body(second, "Work")).to_have_value("• Mine")
    second.get_by_role("button", name="Save mine over it").click()
    expect_toast(second, "Saved as version 2.")
    assert "- Mine" in cv.current().markdown


def test_lost_connection_loses_nothing(alices_page, cv, guard):
    guard.allow("ERR_INTERNET_DISCONNECTED")
    page = open_editor(alices_page, cv)
    page.context.set_offline(True)
    body(page, "Work").fill("• On the train")
    expect(said(page)).to_have_text(re.compile("^Not saved: no connection."))
    page.get_by_role("button", name="Save").click()
    expect(body(page, "Work")).to_have_value("• On the train")
    page.context.set_offline(False)
    expect(said(page)).to_have_text(re.compile("^Saved as version 2"))
    assert "- On the train" in cv.current().markdown


def test_answer_lost_on_the_way_is_no_other_tab(alices_page, cv, guard):
    guard.allow("ERR_FAILED")
    page = open_editor(alices_page, cv)

    def lose_answer(route):
        route.fetch()
        route.abort()

    page.route("**/autosave/", lose_answer, times=1)
    body(page, "Work").fill("• First")
    expect(said(page)).to_have_text(re.compile("^Not saved: no connection."))
    body(page, "Work").fill("• Second")
    expect(said(page)).to_have_text(re.compile("^Saved as version 2"))
    page.get_by_role("button", name="Save").click()
    expect_toast(page, "Saved as version 2.")
    assert "- Second" in cv.current().markdown


def test_left_page_keeps_the_last_words(alices_page, cv):
    page = open_editor(alices_page, cv)
    body(page, "Work").fill("• In the last second")
    page.get_by_role("link", name="CVs").first.click()
    expect(page.get_by_role("heading", name="CVs")).to_be_visible()
    open_editor(page, cv)
    expect(body(page, "Work")).to_have_value("• In the last second")


def test_without_scripts_sections_are_moved_added_and_left_out(new_visitor, alice, cv):
    page = open_editor(new_visitor(alice, java_script_enabled=False), cv)
    section(page, "Skills").get_by_label("Place").fill("1")
    section(page, "Work").get_by_label("Leave out this section").check()
    another = page.get_by_role("group", name="Another section")
    another.get_by_label("Title").fill("Languages")
    another.get_by_label("Text").fill("* English")
    page.get_by_role("button", name="Save").click()
    expect_toast(page, "Saved as version 2.")
    assert cv.current().markdown == (
        "# Alice\n\nKyiv\n\n## Skills\n\n- SQL\n\n## Languages\n\n- English\n"
    )


def test_new_cv_is_written_from_nothing_and_an_old_text_comes_back(alices_page, alice):
    page = alices_page
    page.goto("/cvs/")
    page.get_by_role("link", name="Write a new one").click()
    page.get_by_label("Title").fill("For banks")
    page.get_by_role("button", name="Begin").click()
    body(page, "Summary").fill("Seven years of SQL")
    page.get_by_role("button", name="Save").click()
    expect_toast(page, "Saved as version 1.")

    page.get_by_role("link", name="Edit").click()
    body(page, "Summary").fill("Eight years of SQL")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="What changed").click()
    expect(page.locator("del")).to_have_text("removed: Seven")
    expect(page.locator("ins")).to_have_text("added: Eight")
    page.get_by_role("link", name="Versions").first.click()
    page.get_by_role("button", name="Restore version 1").click()
    expect_toast(page, "Version 1 is back, as version 3.")
    expect(page.get_by_text("Seven years of SQL")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect_toast(page, "Version 2 is back, as version 4.")
    expect(page.get_by_text("Eight years of SQL")).to_be_visible()
