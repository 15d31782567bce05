"""Conversations as things: listed, found, named, taken out, deleted."""

import json

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from coaching.models import Conversation, Topic, Turn
from tests.coaching.chats import address, make_conversation, make_turn
from tests.factories import make_application, make_contact, make_cv, make_round
from trackr import ai_mark


@pytest.fixture
def talk(alice):
    conversation = make_conversation(alice, title="Rozum or Kvitka")
    make_turn(conversation, 1, "Which offer is better?", "Weigh the **commute**.")
    make_turn(conversation, 2, "And the money?", "Half an ans", state="failed", error="broke_off")
    return conversation


def test_list_is_the_persons_own_newest_first(alices, alice, bob, talk):
    make_conversation(alice, title="Later")
    make_conversation(bob, title="Bobs talk")
    page = alices.get("/coach/").content.decode()
    assert page.index("Later") < page.index("Rozum or Kvitka")
    assert "2 messages" in page
    assert "Bobs talk" not in page


@pytest.mark.parametrize("count", [1, 29])
def test_list_takes_the_same_few_queries(alices, alice, count, django_assert_num_queries):
    for number in range(count):
        make_turn(make_conversation(alice, title=f"T{number}"), 1)
    with django_assert_num_queries(4):  # session, person, count, rows
        alices.get("/coach/")


@pytest.mark.parametrize("count", [1, 39])
def test_page_takes_the_same_few_queries(
    alices, alice, conversation, count, django_assert_num_queries
):
    contact = make_contact(alice)
    for number in range(1, count + 1):
        make_turn(conversation, number)
        other = make_application(alice, company=f"Company {number}")
        make_round(other).people.add(contact)
        conversation.applications.add(other)
    with django_assert_num_queries(19):
        alices.get(address("conversation", conversation))


@pytest.mark.parametrize(
    ("words", "is_found"),
    [("kvitka", True), ("commute", True), ("offer", True), ("roz mon", True), ("salary", False)],
)
def test_search_finds_title_message_and_answer(alices, talk, words, is_found):
    page = alices.get("/coach/", {"q": words}).content.decode()
    assert ("Rozum or Kvitka" in page) == is_found
    assert ("Nothing matches" in page) != is_found


def test_empty_list_says_what_to_do(alices):
    assertContains(alices.get("/coach/"), "Begin a conversation")


def test_rename(alices, talk):
    alices.post(address("rename", talk), {"title": "Two offers"})
    assert Conversation.objects.get().title == "Two offers"
    assertContains(alices.post(address("rename", talk), {"title": ""}), "This field is required")


def test_delete_takes_all_of_it_and_nothing_else(alices, alice, conversation, application):
    make_turn(conversation, 1)
    assertContains(alices.get(address("delete", conversation)), "Delete “About Rozum”?")
    alices.post(address("delete", conversation))
    assert not Conversation.objects.exists()
    assert (Turn.objects.count(), Topic.objects.count()) == (0, 0)
    assert alice.applications.get() == application


def test_choice_is_changed_for_the_messages_after_it(alices, alice, conversation):
    other = make_application(alice, company="Kvitka")
    cv = make_cv(alice, title="Other")
    alices.post(address("choose", conversation), {"cv": cv.pk, "applications": [other.pk]})
    conversation.refresh_from_db()
    assert (conversation.cv, list(conversation.applications.all())) == (cv, [other])
    assert not conversation.has_postings


def test_markdown_names_who_spoke_and_marks_the_ai(alices, talk):
    answer = alices.get(address("download", talk, "markdown"))
    assert answer["Content-Disposition"] == 'attachment; filename="conversation.md"'
    text = answer.content.decode()
    assert f"digital-source-type: {ai_mark.WRITTEN}" in text.partition("\n---\n")[0]
    assert "Which offer is better?" in text
    assert text.count("## Claude, an AI") == 2
    assert text.count("(incomplete)") == 1
    assert text.count(ai_mark.in_markdown(ai_mark.WRITTEN)) == 2


def test_json_marks_each_message(alices, talk):
    told = json.loads(alices.get(address("download", talk, "json")).content)["messages"]
    assert [one["ai_generated"] for one in told] == [False, True, False, True]
    assert [one.get("digital_source_type") for one in told[1::2]] == [ai_mark.WRITTEN] * 2
    assert [one.get("is_complete") for one in told[1::2]] == [True, False]
    assert alices.get(address("download", talk, "exe")).status_code == 404


def test_long_conversation_shows_the_newest_and_the_rest_on_demand(alices, alice, talk):
    for number in range(3, 60):
        make_turn(talk, number, question=f"Question-{number};")
    page = alices.get(address("conversation", talk))
    assertContains(page, 'id="turn-59"')
    assertNotContains(page, 'id="turn-3"')
    assertContains(alices.get(address("conversation", talk), {"earlier": "1"}), 'id="turn-3"')


def test_page_says_that_it_is_an_ai_before_the_first_word(alices, alice):
    page = alices.get(reverse("coaching:new"))
    assertContains(page, "You speak with Claude, an AI.")
    talk = make_conversation(alice)
    assertContains(alices.get(address("conversation", talk)), "You speak with Claude, an AI.")
