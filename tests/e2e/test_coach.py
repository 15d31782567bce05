"""A conversation with the coach in a browser: by keyboard, stopped, and with scripts off."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from billing import allowance
from coaching.chat import reply
from coaching.models import Conversation, Turn
from tests.coaching.chats import address, make_conversation, start
from tests.factories import make_application, make_cv, make_user

pytestmark = pytest.mark.e2e

LAST_WORDS = "Set ANTHROPIC_API_KEY to speak with the real Claude."


@pytest.fixture
def talk(alice, sandbox):
    return make_conversation(alice, make_application(alice), cv=make_cv(alice))


def test_first_conversation_from_the_menu_to_the_answer(new_visitor, committed_db, sandbox):
    anna = make_user("anna@example.com", agrees=False, name="Anna Koval")
    make_application(anna, company="Rozum")
    page = new_visitor(anna)
    page.goto(reverse("applications:today"))
    page.get_by_role("link", name="Coach").click()
    page.get_by_role("link", name="Begin a conversation").click()
    page.get_by_label("Your message").fill("I am Anna Koval. What do I do first?")
    page.get_by_label("Backend developer, Rozum").check()
    page.get_by_role("button", name="Show what will be sent").click()
    page.get_by_role("button", name="Choose otherwise").click()
    expect(page.get_by_label("Your message")).to_have_value("I am Anna Koval. What do I do first?")
    expect(page.get_by_label("Backend developer, Rozum")).to_be_checked()
    page.get_by_role("button", name="Show what will be sent").click()
    page.reload()
    assert not Conversation.objects.exists()
    expect(page.locator(".payload").first).to_have_text("I am [NAME]. What do I do first?")
    assert sandbox.requests("anthropic") == []
    page.get_by_role("button", name="Send", exact=True).click()
    assert sandbox.requests("anthropic") == []  # the browser asks for the tick
    page.get_by_label("I agree that what is shown here").check()
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator(".turn__answer .prose").last).to_contain_text(LAST_WORDS)
    expect(page.locator(".turn__answer")).to_contain_text("I am Anna Koval.")
    expect(page.get_by_role("status").filter(has_text="The answer is complete.")).to_have_count(1)

    page.get_by_label("Your message").fill("And then?")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".turn")).to_have_count(2)
    expect(page.locator(".turn").last).to_contain_text(LAST_WORDS)


def test_answer_shows_while_it_is_written_and_stops(alices_page, alice, talk, sandbox, monkeypatch):
    monkeypatch.setattr(sandbox.world, "pace", 0.3)
    page = alices_page
    page.goto(address("conversation", talk))
    page.get_by_label("Your message").fill("Tell me a lot")
    page.get_by_role("button", name="Send", exact=True).click()
    writing = page.locator("[data-chat-text]")
    expect(writing).to_contain_text("Sandbox answer")
    expect(writing).not_to_contain_text(LAST_WORDS)
    page.get_by_role("button", name="Stop").click()
    expect(page.locator(".turn").get_by_text("You stopped the answer here.")).to_be_visible()
    turn = Turn.objects.get()
    assert (turn.state, turn.is_stopped) == ("done", True)
    assert LAST_WORDS not in turn.answer
    assert allowance.left(alice, reply.FEATURE).used == 1


def test_focus_goes_from_the_stop_to_the_answer(alices_page, alice, talk, sandbox, monkeypatch):
    monkeypatch.setattr(sandbox.world, "pace", 0.3)
    page = alices_page
    page.goto(address("conversation", talk))
    page.get_by_label("Your message").fill("Tell me a lot")
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-chat-text]")).to_contain_text("Sandbox answer")
    page.get_by_role("button", name="Stop").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".turn").get_by_text("You stopped the answer here.")).to_be_visible()
    expect(page.locator(".turn__who")).to_be_focused()


def test_focus_stays_in_a_message_that_is_being_written(alices_page, talk, sandbox, monkeypatch):
    monkeypatch.setattr(sandbox.world, "pace", 0.1)
    page = alices_page
    page.goto(address("conversation", talk))
    page.get_by_label("Your message").fill("Tell me")
    page.keyboard.press("Control+Enter")
    page.get_by_label("Your message").fill("And th")
    expect(page.locator("[data-chat]")).to_have_count(0)
    page.keyboard.type("en?")
    expect(page.get_by_label("Your message")).to_have_value("And then?")


def test_second_tab_keeps_its_place_while_it_waits(alices_page, alice, talk, sandbox, monkeypatch):
    monkeypatch.setattr(sandbox.world, "pace", 0.5)
    turn = start(alice, talk)
    pieces = reply.follow(alice, turn)
    next(pieces)
    page = alices_page
    page.goto(address("conversation", talk))
    page.get_by_role("button", name="Stop").focus()
    for _ in range(2):
        with page.expect_response(lambda response: "seen=running" in response.url):
            pass
    expect(page.get_by_role("button", name="Stop")).to_be_focused()
    pieces.close()
    expect(page.locator(".turn__answer")).to_contain_text(LAST_WORDS)
    expect(page.locator(".turn__who")).to_be_focused()


def test_answer_without_scripts(new_visitor, alice, talk):
    page = new_visitor(alice, java_script_enabled=False)
    page.goto(address("conversation", talk))
    page.get_by_label("Your message").fill("Tell me")
    page.get_by_role("button", name="Send", exact=True).click()
    page.get_by_role("button", name="Run it now").click()
    expect(page.locator(".turn__answer")).to_contain_text(LAST_WORDS)


def test_failed_answer_keeps_its_words_and_is_tried_again(alices_page, alice, talk, sandbox):
    sandbox.fault("anthropic", "cut_stream")
    page = alices_page
    page.goto(address("conversation", talk))
    page.get_by_label("Your message").fill("Tell me")
    page.get_by_role("button", name="Send", exact=True).click()
    answer = page.locator(".turn__answer")
    expect(answer).to_contain_text("The answer broke off here. Nothing was charged.")
    expect(answer).to_contain_text("Sandbox answer")
    page.get_by_role("button", name="Try again").click()
    expect(answer).to_contain_text(LAST_WORDS)
    expect(answer).not_to_contain_text("broke off")


def test_hostile_answer_runs_nothing(alices_page, talk, sandbox):
    sandbox.fault("anthropic", "hostile")
    page = alices_page
    page.goto(address("conversation", talk))
    page.get_by_label("Your message").fill("Tell me")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator("[data-chat]")).to_have_count(0)
    expect(page.locator(".turn__answer .prose")).to_contain_text("<script>")
    assert page.locator(".turn__answer img, .turn__answer script").count() == 0
    assert "owned" not in page.title()
