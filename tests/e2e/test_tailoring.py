"""Proposed changes decided on: by keyboard, and with scripts switched off."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.factories import CV, make_application, make_cv, make_posting, make_tailoring

pytestmark = pytest.mark.e2e

DOCKER, POSTGRES = "- Helped with Docker", "- Responsible for PostgreSQL"
INVENTED = "- Cut the cost of Docker by 40 %"


@pytest.fixture
def posting(alice):
    return make_posting(make_application(alice))


@pytest.fixture
def tailoring(alice, posting):
    changes = (("replace", DOCKER, INVENTED), ("replace", POSTGRES, "- Ran PostgreSQL"))
    return make_tailoring(make_cv(alice), posting, *changes)


def address(tailoring):
    return reverse("cv:tailoring", args=[tailoring.public_id])


def test_decisions_by_keyboard_keep_the_focus_and_are_announced(alices_page, tailoring):
    page = alices_page
    page.goto(address(tailoring))
    first = page.locator(".proposal").first
    first.get_by_role("button", name="Accept").focus()
    page.keyboard.press("Enter")
    expect(first.get_by_role("button", name="Undo")).to_be_focused()
    expect(page.get_by_role("status").filter(has_text="Accepted.")).to_have_count(1)
    expect(page.locator("#facts")).to_contain_text("can't be exported")
    first.get_by_role("button", name="It is true").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#facts")).to_have_count(0)
    page.get_by_role("button", name="Accept the 1 that adds no new fact").click()
    expect(page.locator("[data-toast-text]")).to_have_text("1 change is accepted.")
    tailoring.cv.refresh_from_db()
    assert tailoring.cv.current().markdown == CV.replace(DOCKER, INVENTED).replace(
        POSTGRES, "- Ran PostgreSQL"
    )


def test_what_could_not_be_done_is_seen(alices_page, tailoring, guard):
    guard.allow("422")
    page = alices_page
    page.goto(address(tailoring))
    first = page.locator(".proposal").first
    first.get_by_text("Word it yourself").click()
    first.get_by_label("Your wording").fill(" ")
    first.get_by_role("button", name="Save and accept").click()
    expect(first.get_by_text("This field is required.")).to_be_visible()
    expect(first.get_by_label("Your wording")).to_be_focused()
    tailoring.cv.write(CV.replace(POSTGRES, "- Kept PostgreSQL alive"))
    page.locator(".proposal").nth(1).get_by_role("button", name="Accept").click()
    expect(page.locator("[data-toast-text]")).to_contain_text("You have edited this line by hand")


def test_own_wording_without_scripts(new_visitor, alice, tailoring):
    page = new_visitor(alice, java_script_enabled=False)
    page.goto(address(tailoring))
    first = page.locator(".proposal").first
    first.get_by_text("Word it yourself").click()
    first.get_by_label("Your wording").fill("Used Docker every day")
    first.get_by_role("button", name="Save and accept").click()
    expect(page.get_by_text("Saved and accepted.").first).to_be_visible()
    expect(page.locator(".proposal").first).to_contain_text("Used Docker every day")
    page.locator(".proposal").nth(1).get_by_role("button", name="Reject").click()
    expect(page.get_by_text("Rejected.")).to_be_visible()
    assert tailoring.cv.current().markdown == CV.replace(DOCKER, "- Used Docker every day")


def test_what_was_typed_and_not_shown_is_shown_before_it_is_sent(
    new_visitor, alice, posting, sandbox
):
    cv = make_cv(alice)
    page = new_visitor(alice, java_script_enabled=False)
    page.goto(reverse("cv:tailor_preview", args=[posting.application.public_id, cv.public_id]))
    added = page.get_by_label("What your CV doesn't say")
    added.fill("I cut build times by 30 % with Docker.")
    page.get_by_role("button", name="Send and tailor").click()
    expect(page.get_by_role("alert").filter(has_text="Nothing is sent yet")).to_be_visible()
    expect(added).to_have_value("I cut build times by 30 % with Docker.")
    expect(page.locator(".payload").nth(1)).to_contain_text("30 %")
    assert not alice.tailorings.exists()
    page.get_by_role("button", name="Send and tailor").click()
    expect(page.get_by_role("button", name="Run it now")).to_be_visible()
    expect(page.get_by_role("heading", name="Not sent yet")).to_be_visible()
    expect(page.get_by_text("Claude is reading")).to_be_hidden()
    assert alice.tailorings.get().answers == "I cut build times by 30 % with Docker."


def test_a_tailoring_from_the_application_to_the_changes(alices_page, alice, posting, sandbox):
    make_cv(alice)
    page = alices_page
    page.goto(reverse("applications:page", args=[posting.application.public_id]))
    page.get_by_role("link", name="Tailor a CV").click()
    page.get_by_role("link", name="Backend", exact=True).click()
    page.get_by_label("What your CV doesn't say").fill("I cut build times by 30 % with Docker.")
    page.get_by_role("button", name="Add it and show again").click()
    expect(page.locator(".payload").nth(1)).to_contain_text("30 %")
    page.get_by_role("button", name="Send and tailor").click()
    expect(page.get_by_text("Proposed by Claude, an AI.")).to_be_visible(timeout=30_000)
    expect(page.locator(".proposal").first).to_be_visible()
