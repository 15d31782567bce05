"""One person, from the first page to the reading of their CV."""

import re

import pytest
from playwright.sync_api import expect

from applications.models import Application
from cv.models import Analysis
from tests.cv.documents import realistic_cv_pdf
from tests.e2e.test_board import expect_announced, expect_count, expect_in, handle, lift, middle

pytestmark = pytest.mark.e2e

EMAIL = "olivia.marsh@example.com"
FIRST_CALL_MS = 60_000  # a busy machine takes its time to load Claude's SDK
JOB = "harbour-metrics-backend-engineer"


def test_person_signs_up_captures_moves_uploads_and_reads_the_analysis(
    page, mailbox, sandbox, monkeypatch
):
    sign_up(page)
    enter_code(page, code_from(mailbox()))
    application = capture(page, f"{sandbox.url}/jobs/{JOB}")
    drag_to_applied(page, application)
    upload_cv(page)
    preview_analysis(page, application)
    monkeypatch.setattr(sandbox.world, "pace", 0.04)  # Claude writes 600 characters a second
    analyse(page, sandbox)


def sign_up(page):
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name="Sign up").click()
    page.get_by_label("E-mail").fill(EMAIL)
    page.get_by_label("Password").fill("seven quiet harbours")
    page.get_by_label("I am 16 or older").check()
    page.get_by_label("I accept the terms").check()
    page.get_by_role("button", name="Create account").click()
    expect(page.get_by_role("heading", name="Check your mail")).to_be_visible()


def code_from(mails):
    (mail,) = mails
    assert mail["to"] == [EMAIL]
    return re.search(r"^\s*([A-Z0-9]+-?[A-Z0-9]{3,})\s*$", mail["text"], re.M)[1]


def enter_code(page, code):
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Confirm").click()
    expect(page).to_have_url(re.compile("/today/$"))


def capture(page, address):
    page.get_by_role("link", name="Capture a posting").click()
    page.get_by_label("Link to the posting").fill(address)
    page.get_by_role("button", name="Read the posting").click()

    expect(page.get_by_role("heading", name="Check what was read")).to_be_visible()
    for label, value in {
        "Company": "Harbour Metrics",
        "Role": "Backend Engineer (Python)",
        "Location": "Gdansk, PL",
    }.items():
        field = page.locator(".field").filter(has=page.get_by_label(label))
        expect(page.get_by_label(label)).to_have_value(value)
        expect(field.locator(".field__source")).not_to_be_empty()
    expect(page.get_by_label("Text of the posting")).to_have_value(re.compile("PostgreSQL"))

    page.get_by_role("button", name="Save the application").click()
    expect(page.get_by_role("heading", name="Backend Engineer (Python)")).to_be_visible()
    return Application.objects.get()


def drag_to_applied(page, application):
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Board").click()
    expect_count(page, "saved", 1)
    lift(page, application, over="applied")
    page.mouse.up()

    expect_in(page, application, "applied")
    expect_count(page, "saved", 0)
    expect_count(page, "applied", 1)
    expect_announced(page, "Backend Engineer (Python), Harbour Metrics: Applied.")
    expect(handle(page, application)).to_be_focused()
    page.reload()
    expect_in(page, application, "applied")
    assert middle(handle(page, application))


def upload_cv(page):
    page.get_by_role("link", name="CVs").click()
    page.get_by_role("link", name="Bring in a CV").click()
    pdf = {"name": "cv.pdf", "mimeType": "application/pdf", "buffer": realistic_cv_pdf()}
    page.get_by_label("Your CV").set_input_files(pdf)
    expect(page.get_by_text("cv.pdf,")).to_be_visible()
    page.get_by_role("button", name="Read it").click()

    text = page.get_by_label("Text of the CV")
    expect(text).to_have_value(re.compile("^# Olivia Marsh"))
    expect(text).to_have_value(re.compile("^- Mentored two interns who both stayed$", re.M))
    page.get_by_role("button", name="Save as version 1").click()
    expect(page.get_by_role("heading", name="My CV")).to_be_visible()
    expect(page.get_by_role("link", name="Version 1")).to_be_visible()


def preview_analysis(page, application):
    page.goto(f"/applications/{application.public_id}/")
    page.get_by_role("link", name="Analyse a CV").click()
    sent = page.locator(".payload").first
    expect(sent).to_contain_text("[NAME]")
    expect(sent).to_contain_text("[EMAIL]")
    for secret in ("Olivia", "Marsh", EMAIL, "7946 0958"):
        expect(sent).not_to_contain_text(secret)


def analyse(page, sandbox):
    page.get_by_label("I agree that what is shown here").check()
    page.get_by_role("button", name="Send and analyse").click()
    progress = page.get_by_role("progressbar", name="Analysis in progress")
    expect(progress).to_be_visible()
    reading = page.get_by_text(re.compile("requirements: [1-9]"))
    expect(reading).to_be_visible(timeout=FIRST_CALL_MS)
    expect(page.locator(".keyword-rows__row").first).to_be_visible()
    expect(page.locator(".judgement").first).to_be_visible()
    expect_announced(page, re.compile("^Judging your lines"))
    expect(progress).to_be_visible()  # all this before the end
    arrived = page.locator(".keyword-rows__row").all_inner_texts()
    expect(progress).to_be_hidden()
    expect_announced(page, "The analysis is done.")
    assert page.locator(".keyword-rows__row").all_inner_texts() == arrived

    expect(page.get_by_role("heading", name="Summary")).to_be_visible()
    required = page.locator("section", has=page.get_by_role("heading", name="Required"))
    expect(required.get_by_text("PostgreSQL").first).to_be_visible()
    judged = page.locator(".judgement", has_text="Mentored two interns who both stayed")
    expect(judged.get_by_text("Impact")).to_be_visible()
    (request,) = sandbox.requests("anthropic")
    assert EMAIL not in request.body.decode()
    assert Analysis.objects.get().state == "done"

    page.reload()
    expect(page.get_by_role("heading", name="Summary")).to_be_visible()
