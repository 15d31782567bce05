"""Stories that a preparation proposes, kept or not, and those matched to its questions."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from coaching.interviews import bank, facts
from coaching.models import Story
from cv.tailoring.marking import Piece
from tests.coaching.interviews import STEPS, address, make_proposal, make_story
from tests.factories import CV

LIE = {"action": "I led 12 people at Initech.", "result": "It was quick."}
UNPROVEN = [{"text": "12 people", "kind": "number"}, {"text": "Initech", "kind": "employer"}]


@pytest.fixture
def proposal(preparation):
    return preparation.proposals.get()


@pytest.fixture
def lie(preparation):
    return make_proposal(preparation, title="Led", unproven=UNPROVEN, **LIE)


def test_keep_puts_it_into_the_bank_once(alices, alice, proposal, preparation):
    for _ in range(2):
        answer = alices.post(address("proposal_keep", proposal))
        place = f"{address('preparation', preparation)}#story-{proposal.public_id}"
        assertRedirects(answer, place)
    story = Story.objects.get()
    assert (story.user, story.origin, story.told()) == (alice, "proposed", proposal.told())
    page = alices.get(address("preparation", preparation))
    assertContains(page, "Read or reword it in your bank")
    assertNotContains(page, address("proposal_keep", proposal))


def test_unproven_facts_open_the_form_that_names_them(alices, lie):
    answer = alices.post(address("proposal_keep", lie), follow=True)
    assertRedirects(answer, address("proposal_settle", lie))
    assertContains(answer, "<strong>Initech</strong>")
    assertContains(answer, "This company or organisation is neither in your CV")
    assertContains(answer, "I led 12 people at Initech.</textarea>")
    assert not Story.objects.exists()


def test_gaps_are_filled_in_on_the_way(alices, preparation):
    gappy = make_proposal(preparation, title="Gap", result="[Add what came of it.]")
    assertContains(alices.get(address("preparation", preparation)), "Check and keep…")
    answer = alices.post(address("proposal_keep", gappy), follow=True)
    assertContains(answer, "put your own words there")
    assertNotContains(answer, 'name="are_true"')
    told = {**gappy.told(), "result": "It held."}
    alices.post(address("proposal_settle", gappy), told)
    assert (Story.objects.get().result, Story.objects.get().origin) == ("It held.", "reworded")


def test_unproven_facts_have_to_be_confirmed_or_reworded(alices, lie):
    told = {"title": "Led", **STEPS, **LIE}
    page = alices.post(address("proposal_settle", lie), told)
    assertContains(page, "Say that these are true, or word them otherwise: 12 people, Initech")
    page = alices.post(address("proposal_settle", lie), {**told, "action": "I led at INITECH."})
    assertContains(page, "or word them otherwise: Initech")
    assert not Story.objects.exists()
    alices.post(address("proposal_settle", lie), {**told, "action": "I helped to lead."})
    story = Story.objects.get()
    assert (story.action, story.origin) == ("I helped to lead.", "reworded")


def test_confirmed_facts_go_along_word_by_word(alices, lie):
    told = {"title": "Led", **STEPS, **LIE, "are_true": "on"}
    alices.post(address("proposal_settle", lie), told)
    assert (Story.objects.get().action, Story.objects.get().origin) == (LIE["action"], "proposed")
    lie.refresh_from_db()
    assert (lie.decision, lie.story) == ("kept", Story.objects.get())


def test_gap_that_stands_is_refused_unless_it_is_meant(alices, preparation):
    gappy = make_proposal(preparation, title="Gap", result="It held [for how long?].")
    page = alices.post(address("proposal_settle", gappy), gappy.told())
    assertContains(page, "Put your own words in place of this: [for how long?]")
    assertContains(page, 'name="may_stay"')
    told = {**gappy.told(), "action": "Asked [for how long?] twice", "result": "It held."}
    assertContains(alices.post(address("proposal_settle", gappy), told), "in place of this")
    assert not Story.objects.exists()
    alices.post(address("proposal_settle", gappy), {**told, "action": "Asked [them] [sic]"})
    assert Story.objects.get().action == "Asked [them] [sic]"  # brackets of the person's own


def test_gap_that_is_meant_stays(alices, preparation):
    gappy = make_proposal(preparation, title="Gap", result="It held [for how long?].")
    alices.post(address("proposal_settle", gappy), {**gappy.told(), "may_stay": "on"})
    assert Story.objects.get().result == "It held [for how long?]."


def test_form_without_gaps_asks_about_none(alices, lie):
    assertNotContains(alices.get(address("proposal_settle", lie)), 'name="may_stay"')


def test_reject_and_undo(alices, proposal, preparation):
    alices.post(address("proposal_reject", proposal))
    page = alices.get(address("preparation", preparation))
    assertContains(page, 'data-decision="rejected"')
    assertNotContains(page, address("proposal_keep", proposal))
    alices.post(address("proposal_keep", proposal))
    assert not Story.objects.exists()
    alices.post(address("proposal_reopen", proposal))
    assertContains(
        alices.get(address("preparation", preparation)), address("proposal_keep", proposal)
    )


def test_undo_of_a_kept_story_takes_it_out_of_the_bank(alices, proposal):
    alices.post(address("proposal_keep", proposal))
    alices.post(address("proposal_reopen", proposal))
    proposal.refresh_from_db()
    assert (proposal.decision, Story.objects.count()) == ("open", 0)


def test_undo_leaves_a_story_that_the_person_has_reworded(alices, proposal, preparation):
    alices.post(address("proposal_keep", proposal))
    Story.objects.get().reword({**proposal.told(), "result": "My own words."})
    page = alices.get(address("preparation", preparation))
    assertNotContains(page, address("proposal_reopen", proposal))
    alices.post(address("proposal_reopen", proposal))
    assert Story.objects.get().result == "My own words."


def test_kept_story_that_was_deleted_can_be_had_again(alices, proposal, preparation):
    alices.post(address("proposal_keep", proposal))
    Story.objects.all().delete()
    page = alices.get(address("preparation", preparation))
    assertContains(page, "You have deleted it from your bank since.")
    alices.post(address("proposal_reopen", proposal))
    alices.post(address("proposal_keep", proposal))
    assert Story.objects.count() == 1


def test_full_bank_says_so_and_loses_no_words(alices, alice, proposal, lie, monkeypatch):
    monkeypatch.setattr(bank, "MOST_STORIES", 1)
    make_story(alice)
    assertContains(
        alices.post(address("proposal_keep", proposal), follow=True), "Your bank is full."
    )
    told = {"title": "Led", **STEPS, "action": "My words"}
    page = alices.post(address("proposal_settle", lie), told)
    assertContains(page, "Your bank is full.")
    assertContains(page, "My words</textarea>")
    proposal.refresh_from_db()
    assert proposal.decision == "open"


def test_question_is_matched_to_a_story_or_none(alices, alice, bob, preparation):
    question, story = preparation.questions.get(), make_story(alice, title="Canary story")
    alices.post(address("question_match", question), {"story": story.public_id})
    question.refresh_from_db()
    assert question.story == story
    page = alices.get(address("preparation", preparation))
    assertContains(page, f'href="{address("story_edit", story)}">Canary story</a>')
    alices.post(address("question_match", question), {"story": make_story(bob).public_id})
    question.refresh_from_db()
    assert question.story == story
    alices.post(address("question_match", question), {"story": ""})
    question.refresh_from_db()
    assert question.story is None


def test_facts_of_the_cv_and_of_other_stories_are_proven():
    told = ["At Dnipro Soft I served 40,000 users and 7 teams with Kafka."]
    sources = [CV, "We had 7 teams."]
    assert [fact["text"] for fact in facts.found(told, sources)] == ["Kafka"]
    assert "Kafka" in [fact["text"] for fact in facts.found(told, [CV])]


def test_pieces_are_the_whole_text():
    pieces = facts.pieces("Led 12 people, 12 people at Initech.", UNPROVEN)
    assert "".join(piece.text for piece in pieces) == "Led 12 people, 12 people at Initech."
    assert [piece.text for piece in pieces if piece.is_unproven] == [
        "12 people", "12 people", "Initech",
    ]  # fmt: skip
    assert facts.pieces("x", []) == [Piece("x")]


def test_pieces_that_overlap_are_marked_once():
    told = [{"text": text, "kind": "number"} for text in ("12 people", "people at Initech", "12")]
    pieces = facts.pieces("Led 12  PEOPLE at Initech, 12 in all", told)
    assert [(one.text, one.is_unproven) for one in pieces] == [
        ("Led ", False), ("12", True), ("  ", True), ("PEOPLE", True), (" at Initech", True),
        (", ", False), ("12", True), (" in all", False),
    ]  # fmt: skip


def test_fact_inside_another_word_is_none():
    told = [{"text": text, "kind": "tool"} for text in ("R", "Go")]
    pieces = facts.pieces("Result: Google goes by R&D. Go!", told)
    assert [one.text for one in pieces if one.is_unproven] == ["R", "Go"]
    assert facts.standing(told, ["Result at Google"]) == []
    assert facts.standing(told, ["Result in GO"]) == told[1:]
