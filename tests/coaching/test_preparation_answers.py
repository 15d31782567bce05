"""What Claude may answer about an interview: every fault told, and only what is true believed."""

import json

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from billing import allowance
from billing.models import AiCall
from coaching.models import Question
from cv.sending import asking
from tests.coaching.interviews import WIRE, address, make_story, prepared

INTERVIEW = allowance.Feature.INTERVIEW


@pytest.mark.parametrize("fault, error", WIRE)
def test_fault_ends_in_a_sentence_and_costs_nothing(
    alice, alices, version, posting, sandbox, settings, fault, error
):
    settings.CLAUDE_TIMEOUT_SECONDS = 0.3 if fault == "slow" else 60
    sandbox.fault("anthropic", fault, seconds=2, retry_after=7)
    preparation = prepared(alice, version, posting)
    assert (preparation.state, preparation.error) == ("failed", error)
    assert allowance.left(alice, INTERVIEW).used == 0
    assert AiCall.objects.get().state == AiCall.State.REFUNDED
    assert not Question.objects.exists()
    page = alices.get(address("preparation", preparation))
    assertContains(page, "Nothing was charged.")
    assertContains(page, "Try again")
    assert str(asking.SENTENCES[error]).replace("'", "&#x27;") in page.content.decode()


def test_hostile_answer_is_shown_as_text(alices, alice, version, posting, sandbox):
    sandbox.fault("anthropic", "hostile")
    preparation = prepared(alice, version, posting)
    assert preparation.state == "done"
    page = alices.get(address("preparation", preparation)).content.decode()
    assert "&lt;script&gt;document" in page
    for inert in ("<script>document", "<img", 'href="javascript', "tracker.invalid/p.png)</a>"):
        assert inert not in page


def test_huge_answer_is_cut_to_what_a_page_holds(
    alices, alice, version, posting, sandbox, monkeypatch
):
    long = "word " * 200_000  # a megabyte
    question = {"kind": "skill", "text": long, "why": long, "story": 0, "hint": long}
    given = {"questions": [question], "research": [], "to_ask": [], "stories": []}
    sandbox.fault("anthropic", "invalid_json", text=json.dumps(given))
    monkeypatch.setattr(asking, "MAX_TOKENS", 10_000_000)
    preparation = prepared(alice, version, posting)
    assert preparation.state == "done"
    assert len(preparation.questions.get().text) <= 400
    assert len(alices.get(address("preparation", preparation)).content) < 100_000


def test_stories_that_quote_what_is_not_there_are_left_out(
    alices, alice, version, posting, sandbox
):
    sandbox.fault("anthropic", "fabricated_quotes")
    preparation = prepared(alice, version, posting)
    assert (preparation.proposals.count(), preparation.left_out) == (0, 3)
    assertContains(
        alices.get(address("preparation", preparation)), "3 stories were left out because"
    )


def test_inventions_in_a_story_are_named(alices, alice, version, posting, sandbox):
    sandbox.fault("anthropic", "invention", kind="new_employer")
    preparation = prepared(alice, version, posting)
    proposal = preparation.proposals.first()
    assert proposal.unproven
    page = alices.get(address("preparation", preparation))
    assertContains(page, f'<mark class="unverified">{proposal.unproven[0]["text"]}</mark>')
    assertContains(page, "Check and keep…")


def test_answer_without_a_question_is_thrown_away(alice, version, posting, sandbox):
    empty = {"questions": [], "research": [], "to_ask": [], "stories": []}
    sandbox.fault("anthropic", "invalid_json", text=json.dumps(empty))
    preparation = prepared(alice, version, posting)
    assert (preparation.state, preparation.error) == ("failed", "unreadable")
    assert allowance.left(alice, INTERVIEW).used == 0


def test_what_is_wrong_with_single_items_is_left_out(alice, version, posting, sandbox):
    def asked(text, story, why="Because"):
        return {"kind": "skill", "text": text, "why": why, "story": story, "hint": ""}

    given = {
        "questions": [
            asked("First?", 1), asked("Second?", 2), asked("Third?", -1), asked(" ", 0),
            asked("No why?", 0, " "), asked("A\x00\nB?", 0), *[asked("More?", 0)] * 30,
        ],
        "research": [{"topic": "", "why": ""}, *[{"topic": "T", "why": ""}] * 30],
        "to_ask": [{"question": "Q", "why": "W"}],
        "stories": [
            {"title": "T", "situation": "S", "task": "", "action": "A", "result": "R",
             "cv_quote": "Helped with Docker"},
        ],
    }  # fmt: skip
    sandbox.fault("anthropic", "invalid_json", text=json.dumps(given))
    story = make_story(alice)
    preparation = prepared(alice, version, posting, story)
    found = [(one.text, one.story) for one in preparation.questions.all()]
    assert found[:4] == [("First?", story), ("Second?", None), ("Third?", None), ("A B?", None)]
    assert (len(found), len(preparation.research)) == (20, 10)
    assert (preparation.proposals.count(), preparation.left_out) == (0, 1)


def test_facts_of_a_hint_that_the_cv_does_not_say_are_named(
    alices, alice, version, posting, sandbox
):
    posting.application.company = "Rozum"
    posting.application.save(update_fields=["company"])
    question = {"kind": "skill", "text": "Why?", "why": "So", "story": 0}
    hints = [
        "Speak of Docker, which Rozum asks for, and of your 12 years at Initech.",
        "Say why you left Rozum.",
    ]
    questions = [{**question, "hint": hint} for hint in hints]
    given = {"questions": questions, "research": [], "to_ask": [], "stories": []}
    sandbox.fault("anthropic", "invalid_json", text=json.dumps(given))
    preparation = prepared(alice, version, posting)
    page = alices.get(address("preparation", preparation))
    assertContains(page, "Not in your CV, so check it:")
    assertContains(page, '<span class="unverified">Initech</span>')
    assertNotContains(page, '<span class="unverified">Docker</span>')
    assertContains(page, "Docker, which Rozum asks for")
    assertContains(page, 'you left <span class="unverified">Rozum</span>')
