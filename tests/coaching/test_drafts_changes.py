"""A letter changed by Claude: single lines proposed, accepted, rejected, worded, undone."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from billing import allowance
from coaching.drafts import changes, proposals, write
from coaching.drafts.proposals import LetterChanges, ProposedLine
from coaching.models import DraftChange, DraftVersion
from cv.sending.payload import PayloadChanged
from cv.tailoring.patching import LineGone
from tests.coaching.letters import changed, make_letter, start_changes
from tests.factories import make_cv

TEXT = "Hello,\n\nI am writing about it; and there is a good deal more to be said of that.\n\nBye"
SHORT = "I am writing about it."
HTMX = {"HTTP_HX_REQUEST": "true"}


def address(deed, thing, *more):
    return reverse(f"coaching:{deed}", args=[thing.public_id, *more])


@pytest.fixture
def draft(alice, application, sandbox):
    make_cv(alice)
    return make_letter(alice, application, TEXT)


@pytest.fixture
def writing(alice, draft):
    return changed(alice, draft, "I can start in January.")


def texts(writing):
    return [(one.kind, one.text, one.decision) for one in writing.changes.all()]


def test_changes_are_proposed_and_nothing_is_changed_yet(alices, draft, writing):
    assert texts(writing) == [
        ("replace", SHORT, "open"),
        ("add", "I can start in January.", "open"),
    ]
    assert draft.newest().text == TEXT
    page = alices.get(address("draft", draft))
    assertContains(page, "Proposed changes")
    assertContains(page, "You asked for: I can start in January.")


def test_what_is_sent_was_shown(alices, alice, draft, sandbox):
    page = alices.post(address("draft_revise", draft), {"wish": "Shorter"})
    shown = page.context["sent"]
    assert TEXT in shown.prompt.message
    data = {"wish": "Shorter", "digest": shown.digest}
    alices.post(address("draft_revise_start", draft), data)
    alices.post(address("writing_run", draft.writings.get()))
    (request,) = sandbox.requests("anthropic")
    assert request.json()["messages"][0]["content"] == shown.prompt.message
    assert allowance.left(alice, write.FEATURE).used == 1


def test_other_wish_than_shown_is_shown_first(alices, draft, sandbox):
    page = alices.post(address("draft_revise", draft), {"wish": "Shorter"})
    data = {"wish": "Longer", "digest": page.context["sent"].digest}
    page = alices.post(address("draft_revise_start", draft), data)
    assertContains(page, "Nothing is sent yet")
    assertContains(page, "Longer</textarea>")
    assert not draft.writings.exists()


def test_empty_wish_is_asked_for(alices, draft):
    page = alices.post(address("draft_revise", draft), {"wish": " "})
    assertContains(page, "This field is required.", status_code=422)


def test_accepted_changes_make_one_version(draft, writing):
    first, second = writing.changes.all()
    assert changes.accept(first)
    assert changes.accept(second)
    assert not changes.accept(second)
    newest = draft.newest()
    assert (newest.number, newest.origin) == (3, "proposed")
    assert [version.number for version in draft.milestones()] == [3, 1]
    assert newest.text.split("\n") == [
        "Hello,", "", "I can start in January.", "", SHORT, "", "Bye",
    ]  # fmt: skip


def test_undone_change_gives_the_text_back_to_the_byte(draft, writing):
    first, second = writing.changes.all()
    changes.accept(first)
    changes.accept(second)
    changes.reopen(second)
    changes.reject(first)
    assert draft.newest().text == TEXT
    assert [one.decision for one in writing.changes.all()] == ["rejected", "open"]


def test_removed_paragraph_takes_its_empty_line_along(draft, writing):
    first = writing.changes.first()
    DraftChange.objects.filter(pk=first.pk).update(kind="remove", text="")
    changes.accept(first)
    assert draft.newest().text == "Hello,\n\nBye"
    changes.reopen(first)
    assert draft.newest().text == TEXT


def test_change_is_carried_over_into_a_letter_edited_meanwhile(draft, writing):
    draft.write("Hi", TEXT + "\n\nP.S. Thanks", DraftVersion.Origin.EDITED, 1)
    changes.accept(writing.changes.first())
    assert draft.newest().text == f"Hello,\n\n{SHORT}\n\nBye\n\nP.S. Thanks"


def test_change_of_a_line_that_was_edited_by_hand_does_nothing(alices, draft, writing):
    draft.write("Hi", "Hello,\n\nSomething else.\n\nBye", DraftVersion.Origin.EDITED, 1)
    with pytest.raises(LineGone):
        changes.accept(writing.changes.first())
    page = alices.post(address("change_accept", writing.changes.first()), **HTMX)
    assert "You have edited this line by hand since" in page.headers["HX-Trigger"]
    assert draft.newest().text == "Hello,\n\nSomething else.\n\nBye"


def test_own_wording_is_accepted_and_is_the_persons_word(alices, draft, writing):
    first = writing.changes.first()
    alices.post(address("change_edit", first), {"text": "At Globex I  raised it by 70 %."})
    assert "At Globex I raised it by 70 %." in draft.newest().text
    assertNotContains(alices.get(address("draft", draft)), "fact to check")


def test_wording_that_can_not_stand_stays_in_its_field(alices, draft, writing):
    draft.write("Hi", "Other", DraftVersion.Origin.EDITED, 1)
    first = writing.changes.first()
    page = alices.post(address("change_edit", first), {"text": "My own words"})
    assertContains(page, "My own words</textarea>", status_code=422)


def test_all_that_is_proven_is_accepted_at_once(alices, alice, draft, sandbox):
    sandbox.fault("anthropic", "invention", kind="figure")
    writing = changed(alice, draft)
    alices.post(address("draft_accept_proven", writing))
    decisions = {one.text[:16]: one.decision for one in writing.changes.all()}
    assert decisions["In that time I r"] == "open"
    assert set(decisions.values()) == {"open", "accepted"}
    assert "480 %" not in draft.newest().text


def test_unproven_fact_of_a_change_is_marked_confirmed_and_locks(alices, alice, draft, sandbox):
    sandbox.fault("anthropic", "invention", kind="figure")
    lie = changed(alice, draft).changes.get(text__contains="480")
    assertContains(alices.get(address("draft", draft)), '<mark class="unverified">480 %</mark>')
    changes.accept(lie)
    assert alices.get(address("draft_download", draft, "text")).status_code == 409
    alices.post(address("change_confirm", lie), {"fact": "480 %"})
    assert alices.get(address("draft_download", draft, "text")).status_code == 200
    assertContains(alices.get(address("draft", draft)), "You confirmed that this is true.")


def test_fact_that_stays_in_an_own_wording_is_confirmed_there(alices, alice, draft, sandbox):
    sandbox.fault("anthropic", "invention", kind="figure")
    lie = changed(alice, draft).changes.get(text__contains="480")
    alices.post(address("change_edit", lie), {"text": "Sales rose by 480 %, I think."})
    assert alices.get(address("draft_download", draft, "text")).status_code == 409
    alices.post(address("change_confirm", lie), {"fact": "480 %"})
    assert alices.get(address("draft_download", draft, "text")).status_code == 200


def test_change_that_was_asked_for_before_takes_no_second_unit(alices, alice, draft):
    page = alices.post(address("draft_revise", draft), {"wish": "Shorter"})
    data = {"wish": "Shorter", "digest": page.context["sent"].digest}
    for _press in range(2):
        alices.post(address("draft_revise_start", draft), data)
        alices.post(address("writing_run", draft.writings.first()))
    assert draft.writings.count() == 1
    assert allowance.left(alice, write.FEATURE).used == 1
    page = alices.post(address("draft_revise_start", draft), data, follow=True)
    assertContains(page, "You have asked for this before")


def test_failed_change_keeps_the_wish(alices, alice, draft, sandbox):
    writing = start_changes(alice, draft, "My long wish")
    sandbox.fault("anthropic", "refusal")
    write.run(alice, writing)
    assertContains(alices.get(address("draft", draft)), "My long wish</textarea>")


def test_htmx_gets_the_letter_anew(alices, writing):
    page = alices.post(address("change_accept", writing.changes.first()), **HTMX)
    assertContains(page, SHORT)
    assertNotContains(page, "<html")
    assert "Accepted." in page.headers["HX-Trigger"]


def test_strangers_change_nothing(bobs, draft, writing):
    first = writing.changes.first()
    for deed in ("accept", "reject", "reopen", "edit", "confirm"):
        assert bobs.post(address(f"change_{deed}", first), {"text": "x"}).status_code == 404
    assert draft.newest().text == TEXT


def test_failed_change_leaves_the_letter_and_costs_nothing(alices, alice, draft, sandbox):
    writing = start_changes(alice, draft)
    sandbox.fault("anthropic", "overloaded")
    write.run(alice, writing)
    page = alices.get(address("draft", draft))
    assertContains(page, "Claude is busy or out of reach")
    assertContains(page, "Hello,")
    assert allowance.left(alice, write.FEATURE).used == 0


def test_letter_changed_after_the_preview_is_shown_again(alice, draft):
    base = draft.newest()
    digest = write.preview_changes(alice, draft, base, "Shorter").digest
    draft.write("Hi", "Other", DraftVersion.Origin.EDITED, 1)
    with pytest.raises(PayloadChanged):
        write.start_changes(alice, draft, draft.newest(), "Shorter", digest)


def proposed(*lines):
    return LetterChanges(summary="", changes=[ProposedLine(**line, reason="") for line in lines])


def test_lines_that_are_not_in_the_letter_are_left_out():
    sent, base = "Hello [PERSON],\n\nI write.", "Hello Iryna,\n\nI write."
    answer = proposed(
        {"kind": "replace", "line": "Hello [PERSON],", "text": "Dear [PERSON],"},
        {"kind": "replace", "line": "Not there", "text": "x"},
        {"kind": "replace", "line": "I write.", "text": "I  write."},
        {"kind": "remove", "line": "I write.", "text": ""},
        {"kind": "replace", "line": "I write.", "text": "Twice"},
        {"kind": "add", "line": "I write.", "text": ""},
        {"kind": "add", "line": "Hello [PERSON],", "text": "Below what is replaced"},
    )
    show = {"[PERSON]": "Iryna"}
    checked = proposals.check(
        answer, sent, base, lambda text: text.replace("[PERSON]", show["[PERSON]"])
    )
    assert [(one.kind, one.number, one.text) for one in checked.proposals] == [
        ("replace", 1, "Dear Iryna,"),
        ("remove", 3, ""),
        ("add", 1, "Below what is replaced"),
    ]
    assert checked.left_out == 3
