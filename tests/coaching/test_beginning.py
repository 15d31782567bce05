"""A new conversation: nothing is kept before its first message is sent, and nothing is lost."""

import re

import pytest
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from billing import allowance
from coaching.chat import reply
from coaching.models import Conversation, Turn
from tests.coaching.chats import address, start
from tests.conftest import signed_in
from tests.factories import make_application, make_cv, make_user

NEW, PREVIEW, SEND = "/coach/new/", "/coach/new/preview/", "/coach/new/send/"


@pytest.fixture
def written(alice, application, sandbox):
    """What the form of a new conversation sends."""
    return {
        "message": "How do I begin?\r\n\r\nKept <words>",
        "cv": make_cv(alice).pk,
        "applications": [application.pk],
        "has_rounds": "on",
    }


def fields(page):
    """What the last form of the page sends."""
    form = page.content.decode().rpartition('<form class="form"')[2].partition("</form>")[0]
    found = {}
    for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form):
        found.setdefault(name, []).append(value)
    return found


def test_page_that_shows_what_is_sent_keeps_nothing_however_often_it_is_loaded(alices, written):
    for _ in range(2):
        assertContains(alices.post(PREVIEW, written), "What will be sent")
    assert not Conversation.objects.exists()
    assertNotContains(alices.get("/coach/"), "How do I begin?")


def test_sending_keeps_the_conversation_as_it_was_chosen_and_shown(
    alices, alice, written, application, sandbox
):
    page = alices.post(PREVIEW, written)
    assertContains(page, "Django")
    assertNotContains(page, "Senior Python Developer")
    sent = alices.post(SEND, {"message": written["message"]} | fields(page))
    conversation = Conversation.objects.get()
    assertRedirects(sent, f"{address('conversation', conversation)}#turn-1")
    assert conversation.title == "How do I begin? Kept <words>"
    assert (conversation.cv_id, conversation.chosen()) == (written["cv"], [application])
    assert (conversation.has_postings, conversation.has_rounds) == (False, True)
    alices.post(address("run", Turn.objects.get()))
    body = sandbox.requests("anthropic")[0].json()
    assert body["messages"][0]["content"][0]["text"] == page.context["sent"].context


def test_many_applications_go_along_in_one_order(alices, alice, written):
    written["applications"] = [make_application(alice, company=f"C{n}").pk for n in range(5)]
    page = alices.post(PREVIEW, written)
    alices.post(SEND, {"message": written["message"]} | fields(page))
    assert Turn.objects.get().prepared["applications"] == page.context["sent"].applications


def test_choosing_otherwise_finds_all_words_and_choices(alices, written):
    page = alices.post(PREVIEW, written)
    form = alices.post(NEW, {"message": written["message"]} | fields(page))
    assertContains(form, "Kept &lt;words&gt;</textarea>")
    text = form.content.decode()
    assert re.search(rf'<option value="{written["cv"]}" selected', text)
    checked = re.findall(r'<input type="checkbox" name="(\w+)"[^>]* checked', text)
    assert checked == ["applications", "has_rounds"]
    assert not Conversation.objects.exists()


def test_choice_of_others_is_refused_and_keeps_nothing(alices, bob, written):
    written["applications"] = [make_application(bob).pk]
    for address_of in (PREVIEW, SEND):
        assertContains(alices.post(address_of, written), "Select a valid choice")
    assert not Conversation.objects.exists()


def test_changed_since_is_shown_again_with_the_words(alices, alice, written):
    page = alices.post(PREVIEW, written)
    alice.cvs.get().write("# Alice\n\n## Skills\n\n- Canary skill\n")
    again = alices.post(SEND, {"message": written["message"]} | fields(page))
    assertContains(again, "Something changed since.")
    assertContains(again, "Canary skill")
    assertContains(again, "Kept &lt;words&gt;</textarea>")
    assert not Conversation.objects.exists()


def test_consent_comes_first_and_nothing_is_kept_without(db, sandbox):
    anna = make_user("anna@example.com", agrees=False)
    client = signed_in(anna)
    page = client.post(PREVIEW, {"message": "Hello"})
    said = {"message": "Hello"} | fields(page)
    assertContains(client.post(SEND, said), 'name="agrees"')
    assert not Conversation.objects.exists()
    client.post(SEND, said | {"agrees": "on"})
    assert Turn.objects.get().question == "Hello"


def test_who_has_to_wait_keeps_words_and_makes_no_conversation(
    alices, alice, conversation, written
):
    start(alice, conversation)
    page = alices.post(PREVIEW, written)
    again = alices.post(SEND, {"message": written["message"]} | fields(page))
    assertContains(again, "Claude is still at work on something else for you.")
    assertContains(again, "Kept &lt;words&gt;</textarea>")
    assert Conversation.objects.get() == conversation
    assert allowance.left(alice, reply.FEATURE).used == 1


def test_message_of_a_conversation_survives_another_choice(alices, alice, conversation):
    other = make_cv(alice, title="Other", markdown="# A\n\n## Skills\n\n- Canary skill\n")
    said = {"message": "Kept words"}
    assertContains(alices.post(address("preview", conversation), said), "Kept words</textarea>")
    chosen = alices.post(address("rechoose", conversation), said)
    assertContains(chosen, "Kept words</textarea>")
    page = alices.post(address("choose", conversation), {**said, "cv": other.pk})
    assertContains(page, "Canary skill")
    assertContains(page, "Kept words</textarea>")


def test_message_goes_back_to_its_conversation(alices, conversation):
    page = alices.post(address("reword", conversation), {"message": "Kept words"})
    assertContains(page, "Kept words</textarea>")
    assertContains(page, "data-composer")
