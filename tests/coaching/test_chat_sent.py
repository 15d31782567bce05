"""What a message sends: what was chosen, shown before, without anybody's contact data."""

import datetime
import json
import re

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from billing.models import AiCall
from coaching.chat import history, reply
from coaching.chat.restoring import Restoring
from coaching.chat.sent import sent
from coaching.models import Conversation, Turn
from tests.coaching.chats import address, answered, make_conversation, make_turn, start
from tests.conftest import signed_in
from tests.factories import (
    make_application,
    make_contact,
    make_cv,
    make_posting,
    make_round,
    make_user,
)

SECRETS = ("alice@", "123 45 67", "kovalenko", "iryna", "bondar", "555 12 34", "canary.example")


def asked(sandbox):
    (request,) = sandbox.requests("anthropic")
    return request.json()


@pytest.fixture
def rich(alice, sandbox):
    """Everything that can go along, with contact data in all of it."""
    application = make_application(alice, company="Rozum", location="Kyiv")
    make_posting(application, text="Canary posting: write to iryna.bondar@canary.example")
    iryna = make_contact(alice, name="Iryna Bondar", phone="+380 67 555 12 34")
    round = make_round(application, title="System design", preparation="Ask Iryna for the topics")
    round.people.add(iryna)
    application.note("Called Bondar, +380 67 555 12 34", datetime.date(2026, 11, 3))
    return make_conversation(alice, application, cv=make_cv(alice), has_notes=True)


def test_all_that_was_chosen_goes_along_without_contact_data(alice, rich, sandbox):
    answered(alice, rich, "I am Alice Kovalenko. Shall I write to Iryna?")
    body = asked(sandbox)
    text = json.dumps(body, ensure_ascii=False)
    for wanted in (
        "Rozum",
        "System design",
        "Canary posting",
        "Ask [PERSON",
        "people: 1",
        "note of",
        "Django",
    ):
        assert wanted in text
    assert not [secret for secret in SECRETS if secret in text.lower()]
    assert "tools" not in body
    assert body["messages"][0]["content"][0]["cache_control"] == {"type": "ephemeral"}
    assert re.fullmatch(
        r"I am \[NAME\]\. Shall I write to \[PERSON(?: \d)?\]\?",
        body["messages"][-1]["content"][-1]["text"],
    )
    kinds = AiCall.objects.get().data_kinds
    assert kinds == ["question", "cv", "applications", "posting", "rounds", "notes"]


def test_answer_brings_the_contact_data_back(alice, rich):
    turn = answered(alice, rich, "Shall I write to Iryna Bondar?")
    assert "Iryna Bondar" in turn.answer
    assert "[PERSON" not in turn.answer


@pytest.mark.parametrize(
    ("left_out", "gone"),
    [
        ({"has_postings": False}, "Canary posting"),
        ({"has_rounds": False}, "System design"),
        ({"has_notes": False}, "note of"),
        ({"cv": None}, "Django"),
    ],
)
def test_what_was_not_chosen_stays_home(alice, rich, left_out, gone):
    assert gone in sent(alice, rich, "Hello").context
    for name, value in left_out.items():
        setattr(rich, name, value)
    assert gone not in sent(alice, rich, "Hello").context


def test_nothing_of_others_or_of_the_bin_goes_along(alice, bob, rich, sandbox):
    make_application(alice, company="Unchosen")
    binned = make_application(alice, company="Binned")
    of_bob = make_application(bob, company="Bobs own")
    rich.applications.add(binned, of_bob)
    binned.throw_away()
    text = json.dumps([sent(alice, rich, "x").context])
    assert not [word for word in ("Unchosen", "Binned", "Bobs own") if word in text]


def test_preview_shows_what_is_sent_and_consent_comes_first(db, sandbox):
    anna = make_user("anna@example.com", agrees=False, name="Anna Koval")
    cv = make_cv(anna, markdown="# Anna Koval\n\n## Skills\n\n- Python\n")
    client, conversation = signed_in(anna), make_conversation(anna, cv=cv)
    message = {"message": "I am Anna Koval", "digest": sent(anna, conversation, "").digest}
    page = client.post(address("send", conversation), message)
    assertContains(page, "What will be sent")
    assertContains(page, "I am [NAME]")
    assertContains(page, "Anna Koval → <code>[NAME]</code>")
    assertContains(page, 'name="agrees"')
    assert (Turn.objects.count(), sandbox.requests("anthropic")) == (0, [])
    shown = page.context["sent"]
    client.post(address("send", conversation), {**message, "agrees": "on"})
    client.post(address("run", Turn.objects.get()))
    body = asked(sandbox)
    assert body["system"] == shown.system
    content = [block["text"] for block in body["messages"][0]["content"]]
    assert content == [shown.context, "I am [NAME]"]


def test_change_after_the_page_was_shown_is_shown_before_anything_is_sent(
    alices, alice, conversation, sandbox
):
    digest = sent(alice, conversation, "").digest
    conversation.cv.write("# Alice\n\n## Skills\n\n- Canary skill\n")
    page = alices.post(address("send", conversation), {"message": "My words", "digest": digest})
    assertContains(page, "Something changed since.")
    assertContains(page, "Canary skill")
    assertContains(page, "My words")
    assert not Turn.objects.exists()
    assert sandbox.requests("anthropic") == []


def test_earlier_messages_go_along_as_turns(alice, conversation, sandbox):
    answered(alice, conversation, "First question")
    answered(alice, conversation, "Second question")
    second = sandbox.requests("anthropic")[-1].json()["messages"]
    assert [message["role"] for message in second] == ["user", "assistant", "user"]
    assert "First question" in second[0]["content"][-1]["text"]
    assert second[1]["content"][0]["cache_control"] == {"type": "ephemeral"}
    assert second[2]["content"] == [{"type": "text", "text": "Second question"}]
    assert AiCall.objects.order_by("pk").last().data_kinds[:2] == ["question", "conversation"]


def test_failed_turn_is_no_part_of_the_conversation(alice, conversation):
    make_turn(conversation, 1, "Asked", "Half an ans", state="failed")
    make_turn(conversation, 2, "Stopped", "Half", is_stopped=True)
    assert sent(alice, conversation, "x").earlier == (("Stopped", "Half"),)


LONG = "word " * 3_000  # 3,750 tokens


def test_long_conversation_goes_on_with_a_summary(alice, conversation, sandbox):
    for number in range(1, 6):
        make_turn(conversation, number, f"Question {number}", LONG)
    answered(alice, conversation, "Go on")
    summary, answer = (request.json() for request in sandbox.requests("anthropic"))
    assert summary["model"] == "claude-haiku-5-5"
    assert "Question 1" in json.dumps(summary)
    conversation.refresh_from_db()
    assert (conversation.summary_to, conversation.summary) == (4, "Sandbox text.")
    text = json.dumps(answer)
    assert "Question 5" in text
    assert "Question 4" not in text
    assert "<summary>" in text
    within = AiCall.objects.get(counter=None)
    assert (within.state, within.data_kinds) == ("settled", ["conversation"])
    assert AiCall.objects.count() == 2
    size = sum(history.tokens_of(block["content"][0]["text"]) for block in answer["messages"])
    assert size < history.MOST_TOKENS


def test_choice_changed_before_the_summary_sends_no_answer_request(alice, conversation, sandbox):
    for number in range(1, 6):
        make_turn(conversation, number, f"Question {number}", LONG)
    turn = start(alice, conversation, "Go on")
    Conversation.objects.update(has_postings=False)
    reply.run(alice, turn)
    turn.refresh_from_db()
    assert (turn.state, turn.error) == ("failed", "changed")
    assert len(sandbox.requests("anthropic")) == 1  # the summary, which was told of


def test_newest_answer_stays_however_long_it_is(conversation):
    turns = [make_turn(conversation, number, "Q", LONG * 4) for number in (1, 2)]
    assert history.to_summarise(turns) == turns[:1]


def test_what_the_cv_hides_is_hidden_in_answers_too(alice, sandbox):
    cv = make_cv(alice, markdown="# Alice Kovalenko\n\nTelegram: anna_dev\n\n## Skills\n\n- SQL\n")
    talk = make_conversation(alice, cv=cv)
    make_turn(talk, 1, "Where am I?", "Write to anna_dev, Alice.")
    text = json.dumps(sent(alice, talk, "And anna_dev?").kept() | {"originals": {}})
    assert "anna_dev" not in text
    assert "Alice" not in text


def test_more_than_fits_stays_home_and_is_told(alices, alice, conversation):
    for number in range(20):
        other = make_application(alice, company=f"Company {number}")
        make_posting(other, text="word " * 1_200)
        conversation.applications.add(other)
    shown = sent(alice, conversation, "x")
    assert len(shown.applications) <= 80_000
    assert shown.is_shortened
    assertContains(alices.get(address("sent", conversation)), "You chose more than fits")


def test_page_of_a_conversation_holds_nothing_of_what_goes_along(alices, conversation):
    page = alices.get(address("conversation", conversation))
    assertNotContains(page, "Senior Python Developer")
    assertContains(page, f'hx-get="{address("sent", conversation)}"')
    whole = alices.get(address("sent", conversation))
    assertContains(whole, "Senior Python Developer")
    assertNotContains(whole, 'name="digest"')


def test_what_was_looked_at_may_go_though_it_is_newer_than_the_page(
    alices, alice, conversation, sandbox
):
    alices.get(address("conversation", conversation))
    conversation.cv.write("# Alice\n\n## Skills\n\n- Canary skill\n")
    part = alices.get(address("sent", conversation), headers={"HX-Request": "true"})
    assertContains(part, "Canary skill")
    assertNotContains(part, "<html")
    digest = re.search(r'name="digest" id="digest" value="(\w+)" hx-swap-oob', part.text)[1]
    alices.post(address("send", conversation), {"message": "Now", "digest": digest})
    assert "Canary skill" in Turn.objects.get().prepared["cv"]


def test_failed_summary_leaves_the_old_out_and_the_answer_comes(alice, conversation, sandbox):
    for number in range(1, 6):
        make_turn(conversation, number, f"Question {number}", LONG)
    sandbox.fault("anthropic", "overloaded")
    turn = answered(alice, conversation, "Go on")
    assert turn.state == "done"
    conversation.refresh_from_db()
    assert (conversation.summary, conversation.summary_to) == ("", 0)
    assert "Question 1" not in json.dumps(sandbox.requests("anthropic")[-1].json())
    assert sorted(AiCall.objects.values_list("state", flat=True)) == ["refunded", "settled"]


def test_tokens_are_rather_counted_too_many():
    assert history.tokens_of("a" * 400) == 100
    assert history.tokens_of("ж" * 400) == 200
    assert history.tokens_of("") == 0


@pytest.mark.parametrize("cut", range(1, 12))
def test_placeholder_that_arrives_in_two_pieces_is_restored(cut):
    restoring = Restoring(lambda text: text.replace("[EMAIL 2]", "a@b.example"))
    whole = "to [EMAIL 2]!"
    shown = restoring.take(whole[:cut]) + restoring.take(whole[cut:]) + restoring.rest()
    assert shown == "to a@b.example!"


def test_bracket_that_never_closes_is_not_held_for_ever():
    restoring = Restoring(str)
    assert restoring.take("see [" + "x" * 40) == "see [" + "x" * 40
    assert restoring.take("[ope") == ""
    assert restoring.rest() == "[ope"


def test_what_was_shown_is_what_leaves_and_is_not_kept_afterwards(alice, conversation, sandbox):
    turn = start(alice, conversation, "Hello")
    conversation.cv.write("# Alice\n\n## Skills\n\n- Canary skill\n")
    assert "Django" in turn.prepared["cv"]
    reply.run(alice, turn)
    text = json.dumps(asked(sandbox))
    assert "Django" in text
    assert "Canary skill" not in text
    assert Turn.objects.get().prepared is None


def test_failed_message_keeps_nothing_prepared(alice, conversation, sandbox):
    sandbox.fault("anthropic", "overloaded")
    answered(alice, conversation)
    assert Turn.objects.get().prepared is None
