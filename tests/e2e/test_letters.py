"""A letter from the application to the file: in a browser, by keyboard, and with scripts off."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.coaching.letters import make_letter
from tests.factories import make_application, make_cv, make_posting

pytestmark = pytest.mark.e2e

TEXT = "Hello,\n\nI am writing about it; and there is a good deal more to be said of that.\n\nBye"


@pytest.fixture
def application(alice, sandbox):
    application = make_application(alice)
    make_posting(application)
    make_cv(alice)
    return application


def written(page, application):
    page.goto(reverse("applications:page", args=[application.public_id]))
    page.get_by_role("link", name="Write a letter").click()
    page.get_by_label("What it shall say").fill("I can start in January.")
    page.get_by_role("button", name="Show what will be sent").click()
    expect(page.locator(".payload").first).to_contain_text("I can start in January.")
    page.get_by_role("button", name="Send and write").click()


def test_letter_with_an_invention_is_settled_and_taken_out(alices_page, application, sandbox):
    sandbox.fault("anthropic", "invention", kind="figure")
    page = alices_page
    written(page, application)
    letter = page.locator(".letter")
    expect(letter).to_contain_text("I can start in January.")
    expect(letter.locator("mark")).to_have_text("480 %")
    expect(page.get_by_role("link", name="PDF")).to_have_count(0)
    page.get_by_role("button", name="It is true").focus()
    page.keyboard.press("Enter")
    expect(letter.locator("mark")).to_have_count(0)
    expect(page.get_by_role("status").filter(has_text="Noted as true.")).to_have_count(1)
    with page.expect_download() as taken:
        page.get_by_role("link", name="PDF").click()
    assert taken.value.suggested_filename == "Cover letter Dnipro Soft.pdf"
    page.get_by_role("link", name="I sent it").click()
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator("main")).to_contain_text("About the role of Backend developer")


def test_proposals_are_decided_by_keyboard(alices_page, alice, application):
    draft = make_letter(alice, application, TEXT)
    page = alices_page
    page.goto(reverse("coaching:draft", args=[draft.public_id]))
    page.get_by_label("What shall change").fill("Mention January.")
    page.get_by_role("button", name="Show what will be sent").click()
    page.get_by_role("button", name="Send and propose changes").click()
    first = page.locator(".proposal").first
    first.get_by_role("button", name="Accept").focus()
    page.keyboard.press("Enter")
    expect(first.get_by_role("button", name="Undo")).to_be_focused()
    expect(page.locator(".letter")).not_to_contain_text("a good deal more")
    first.get_by_role("button", name="Undo").click()
    expect(page.locator(".letter")).to_contain_text("a good deal more")


def test_letter_without_scripts(new_visitor, alice, application):
    page = new_visitor(alice, java_script_enabled=False)
    written(page, application)
    page.get_by_role("button", name="Run it now").click()
    expect(page.locator(".letter")).to_contain_text("I can start in January.")
    page.get_by_role("link", name="Edit").click()
    page.get_by_label("Letter").fill("Mine.")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".letter")).to_contain_text("Mine.")
