"""The mock interview: question by question, each answer scored once, with the real SDK."""

import datetime

import pytest
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from billing import allowance
from billing.models import AiCall, AiConsent
from coaching.interviews import mocking
from coaching.models import Mock, MockTurn, Question
from cv.sending import asking
from tests.coaching.interviews import (
    ANSWER,
    WIRE,
    address,
    answered,
    answering,
    make_mock,
    make_mock_turn,
    make_question,
    said,
    scores,
)
from trackr import ai_mark

INTERVIEW = allowance.Feature.INTERVIEW


def send(client, mock, number=1, answer=ANSWER, **over):
    """As the page of the question would."""
    page = client.get(address("mock", mock))
    digest = page.context["sent"].digest
    data = {"number": number, "answer": answer, "digest": digest, **over}
    return client.post(address("mock_answer", mock), data)


@pytest.mark.parametrize("size, asked", [(3, 3), (5, 4), (8, 4), (4, 0)])
def test_begin_takes_as_many_questions_as_there_are(alices, preparation, size, asked):
    for text in ("B?", "C?", "D?"):
        make_question(preparation, text, kind="skill")
    alices.post(address("mock_begin", preparation), {"size": size})
    assert [mock.size for mock in Mock.objects.all()] == ([asked] if asked else [])


def test_begin_mixes_the_kinds_and_prefers_what_is_new(preparation):
    for text, kind in (("Skill 1?", "skill"), ("Skill 2?", "skill"), ("Pay?", "terms")):
        make_question(preparation, text, kind=kind)
    first, second = mocking.begin(preparation, 3), mocking.begin(preparation, 3)
    assert [one["text"] for one in first.questions] == ["Why us?", "Skill 1?", "Pay?"]
    assert [one["text"] for one in second.questions] == ["Skill 2?", "Why us?", "Pay?"]


def test_questions_stay_as_they_were_when_it_began(alices, mock):
    Question.objects.all().delete()
    assertContains(alices.get(address("mock", mock)), "Why us?")


def test_first_answer_is_shown_before_it_is_sent(alices, mock, sandbox):
    page = alices.get(address("mock", mock))
    assertContains(page, f'action="{address("mock_preview", mock)}"')
    assertNotContains(page, f'action="{address("mock_answer", mock)}"')
    data = {"number": 1, "answer": "I am Alice Kovalenko: 7 teams.", "digest": ""}
    shown = alices.post(address("mock_preview", mock), data)
    assertContains(shown, "I am [NAME]: 7 teams.")
    assert sandbox.requests("anthropic") == []
    sent = shown.context["sent"]
    alices.post(address("mock_answer", mock), {**data, "digest": sent.digest})
    turn = MockTurn.objects.get()
    alices.post(address("mock_turn_run", turn))
    (request,) = sandbox.requests("anthropic")
    body = request.json()
    assert said(request) == [sent.prompt.context, sent.prompt.message]
    assert body["system"] == sent.prompt.system
    assert "tools" not in body
    for secret in ("Alice", "Kovalenko", "alice@example.com", "123 45 67"):
        assert secret not in request.body.decode()
    assert AiCall.objects.get().data_kinds == ["cv", "applications", "posting", "mock_answer"]


def test_words_come_back_from_the_preview(alices, mock):
    data = {"number": 1, "answer": "My own words", "digest": ""}
    assertContains(alices.post(address("mock_reword", mock), data), "My own words</textarea>")


def test_later_answers_are_sent_at_once_beside_what_goes_along(alices, alice, mock, plenty):
    answered(alice, mock)
    page = alices.get(address("mock", mock))
    assertContains(page, f'action="{address("mock_answer", mock)}"')
    assertContains(page, "What goes along with your answer")
    assertContains(page, "Question 2 of 3")
    assert send(alices, mock, 2)["Location"].startswith("/coach/interviews/answers/")


def test_what_goes_along_with_each_answer_is_asked_to_be_cached(alice, mock, sandbox, plenty):
    answered(alice, mock, 1, "I am Alice Kovalenko: 7 teams.")
    answered(alice, mock, 2, "Other words")
    first, second = sandbox.requests("anthropic")
    assert second.json()["system"] == first.json()["system"]
    prefix, mark = first.body.partition(b'"cache_control":{"type":"ephemeral"}')[:2]
    assert mark
    assert second.body.startswith(prefix + mark)
    for wanted in ("<cv>", "Helped with Docker", "<posting>"):
        assert wanted in prefix.decode()
    for alone in ("<question>", "<answer>", "7 teams"):
        assert alone not in prefix.decode()
    assert "Other words" in said(second)[1]


def test_without_consent_the_answer_is_shown_and_stays(alices, alice, mock):
    AiConsent.objects.all().delete()
    page = send(alices, mock)
    assertContains(page, 'name="agrees"')
    assertContains(page, "the Django pages were slow")
    assert not MockTurn.objects.exists()
    send(alices, mock, agrees="on")
    assert MockTurn.objects.get().state == "pending"


def test_run_keeps_scores_with_reasons_and_settles_one_unit(alices, alice, mock):
    turn = answered(alice, mock)
    assert turn.state == "done", turn.error
    assert turn.scores["structure"] == {
        "score": 4,
        "reason": "Words that lead from step to step: 3.",
    }
    assert AiCall.objects.get().state == AiCall.State.SETTLED
    assert allowance.left(alice, INTERVIEW).used == 1
    page = alices.get(address("mock_turn", turn))
    assertContains(page, "4 of 5")
    assertContains(page, "By Claude, an AI. It is advice")
    mark = 'data-ai-generated="true" data-digital-source-type="trainedAlgorithmicMedia"'
    assert mark in page.content.decode().rpartition("4 of 5")[0].rpartition("<section")[2]


def test_consent_names_what_it_covers(alices, mock):
    AiConsent.objects.all().delete()
    page = alices.post(address("mock_preview", mock), {"number": 1, "answer": "A", "digest": ""})
    assertContains(page, "This covers preparations and mock interviews.")


@pytest.mark.parametrize("fault, error", [row for row in WIRE if row[0] != "huge"])
def test_fault_ends_in_a_sentence_and_keeps_the_answer(
    alice, alices, mock, sandbox, settings, fault, error
):
    settings.CLAUDE_TIMEOUT_SECONDS = 0.3 if fault == "slow" else 60
    sandbox.fault("anthropic", fault, seconds=2, retry_after=7)
    turn = answered(alice, mock)
    assert (turn.state, turn.error, turn.scores) == ("failed", error, {})
    assert allowance.left(alice, INTERVIEW).used == 0
    assert AiCall.objects.get().state == AiCall.State.REFUNDED
    sentence = str(mocking.SENTENCES[error]).replace("'", "&#x27;")
    for page in (alices.get(address("mock_turn", turn)), alices.get(address("mock", mock))):
        assertContains(page, "Nothing was charged.")
        assertContains(page, sentence)
    assertContains(page, f"{ANSWER}</textarea>")


def test_failed_answer_is_tried_again_in_other_words(alices, alice, mock, sandbox):
    sandbox.fault("anthropic", "overloaded")
    turn = answered(alice, mock)
    send(alices, mock, answer="Other words with 12 figures")
    alices.post(address("mock_turn_run", turn))
    turn = MockTurn.objects.get()
    assert (turn.state, turn.answer) == ("done", "Other words with 12 figures")
    assert allowance.left(alice, INTERVIEW).used == 1
    assert sorted(AiCall.objects.values_list("state", flat=True)) == ["refunded", "settled"]


def test_late_answer_to_an_earlier_try_is_no_answer_to_this_one(alice, mock):
    late = answering(alice, mock)
    late.claim()
    asking.fail(late, "lost", "lost")
    answering(alice, mock, 1, "Other words")
    assert not late.finish(better="Late")
    turn = MockTurn.objects.get()
    assert (turn.state, turn.better, turn.answer) == ("pending", "", "Other words")


@pytest.mark.parametrize(
    "given",
    [
        scores(6),
        scores(0),
        scores(evidence={"score": 3, "reason": " \x00"}),
        scores(relevance={"score": "high", "reason": "So"}),
        scores(concision=None),
    ],
)
def test_scores_that_are_none_are_thrown_away(alice, mock, sandbox, given):
    sandbox.fault("anthropic", "invalid_json", text=given)
    turn = answered(alice, mock)
    assert (turn.state, turn.error) == ("failed", "unreadable")
    assert allowance.left(alice, INTERVIEW).used == 0


def test_hostile_scores_are_shown_as_text(alices, alice, mock, sandbox):
    sandbox.fault("anthropic", "hostile")
    turn = answered(alice, mock)
    assert turn.state == "done"
    for page in (alices.get(address("mock_turn", turn)), _report(alices, mock)):
        text = page.content.decode()
        assert "&lt;script&gt;document" in text
        for inert in ("<script>document", "<img", 'href="javascript'):
            assert inert not in text


def _report(client, mock):
    mock.end()
    return client.get(address("mock", mock))


def test_huge_scores_are_cut(alices, alice, mock, sandbox):
    sandbox.fault("anthropic", "huge")
    turn = answered(alice, mock)
    assert (turn.state, len(turn.better)) == ("done", 800)


def test_facts_that_the_answer_does_not_say_are_named(alices, alice, mock, sandbox):
    better = "Speak of Kafka at Initech, and of Django."
    sandbox.fault("anthropic", "invalid_json", text=scores(better=better))
    page = alices.get(address("mock_turn", answered(alice, mock)))
    assertContains(page, "Neither in your CV nor in your answer, so check it:")
    assertContains(page, '<span class="unverified">Kafka</span>')
    assertNotContains(page, '<span class="unverified">Django</span>')


def test_answer_that_cannot_be_taken_stays_in_its_field(alices, mock):
    page = send(alices, mock, answer="x" * 6_001)
    assertContains(page, "x" * 6_001, status_code=422)
    assertContains(send(alices, mock, answer=" "), "This field is required", status_code=422)


def test_with_nothing_left_the_answer_stays_in_its_field(alices, alice, mock):
    digest = alices.get(address("mock", mock)).context["sent"].digest
    for _ in range(2):
        allowance.settle(allowance.reserve(alice, INTERVIEW, []))
    data = {"number": 1, "answer": "Kept words", "digest": digest}
    page = alices.post(address("mock_answer", mock), data)
    assertContains(page, "Kept words</textarea>")
    assertContains(page, "none are left in this cycle")
    assert not MockTurn.objects.exists()


def test_change_after_the_page_was_shown_is_shown_first(alices, mock, posting, sandbox):
    digest = alices.get(address("mock", mock)).context["sent"].digest
    posting.text = "Canary posting"
    posting.save()
    data = {"number": 1, "answer": "Kept words", "digest": digest}
    page = alices.post(address("mock_answer", mock), data)
    assertContains(page, "Canary posting")
    assertContains(page, "Kept words")
    assert not MockTurn.objects.exists()


def test_answer_to_a_question_that_is_over_is_not_sent_and_not_lost(alices, alice, mock, plenty):
    answered(alice, mock)
    page = send(alices, mock, number=1, answer="Late words")
    assertContains(page, "Late words</pre>")
    assert MockTurn.objects.get().answer == ANSWER
    for name in ("mock_preview", "mock_reword"):
        data = {"number": 1, "answer": "Late words"}
        assertContains(alices.post(address(name, mock), data), "Late words</pre>")


def test_page_of_a_waiting_answer_leads_there(alices, alice, mock):
    turn = answering(alice, mock)
    assertRedirects(alices.get(address("mock", mock)), address("mock_turn", turn))
    assertContains(
        alices.get(address("mock_turn", turn)), f'hx-post="{address("mock_turn_run", turn)}"'
    )


def test_skipped_questions_cost_nothing_and_lead_on(alices, alice, mock):
    for number in (1, 1, 2):  # a second press does nothing
        alices.post(address("mock_skip", mock), {"number": number})
    turns = list(MockTurn.objects.values_list("number", "is_skipped", "state"))
    assert turns == [(1, True, "done"), (2, True, "done")]
    assertContains(alices.get(address("mock", mock)), "Question 3 of 3")
    alices.post(address("mock_skip", mock), {"number": 3})
    assertContains(alices.get(address("mock", mock)), "No answer was scored")
    assert not AiCall.objects.exists()


def test_failed_answer_can_be_skipped_and_a_running_one_not(alices, alice, mock, sandbox):
    sandbox.fault("anthropic", "overloaded")
    answered(alice, mock)
    alices.post(address("mock_skip", mock), {"number": 1})
    assert MockTurn.objects.get().is_skipped
    answering(alice, mock, 2)
    alices.post(address("mock_skip", mock), {"number": 2})
    assert not MockTurn.objects.get(number=2).is_skipped


def test_end_here_leads_to_the_report_and_nothing_more_is_sent(alices, alice, mock, sandbox):
    digest = alices.get(address("mock", mock)).context["sent"].digest
    alices.post(address("mock_end", mock))
    assertContains(alices.get(address("mock", mock)), "You ended before 3 questions.")
    data = {"number": 1, "answer": "Late words", "digest": digest}
    assertContains(alices.post(address("mock_answer", mock), data), "Late words</pre>")
    assert not MockTurn.objects.exists()


@pytest.mark.parametrize("what", ["mock", "preparation"])
@pytest.mark.parametrize("when", ["before", "meanwhile"])
def test_deleted_while_an_answer_waits_or_runs_it_is_not_charged(alice, alices, mock, what, when):
    turn = answering(alice, mock)
    if when == "meanwhile":
        turn.claim()
    thing = mock if what == "mock" else mock.preparation
    alices.post(address(f"{what}_delete", thing))
    assert not Mock.objects.exists()
    assert allowance.left(alice, INTERVIEW).used == 0
    assert AiCall.objects.get().state == AiCall.State.REFUNDED


def test_answer_that_comes_after_the_deletion_is_not_charged(alice, mock, sandbox):
    turn = answering(alice, mock)
    taken = mocking.preview(alice, mock, 1, ANSWER)
    assert asking.take_up(turn, lambda: taken) is taken
    mocking.delete(mock)
    assert not turn.finish(better="late")
    assert not allowance.settle(turn.call)


def test_what_a_killed_process_left_is_failed_and_refunded_once(alice, mock):
    turn = answering(alice, mock)
    turn.claim()
    make_mock_turn(mock, 2, state="done", is_skipped=True)
    later = timezone.now() + asking.STALE_AFTER + datetime.timedelta(seconds=1)
    assert [mocking.sweep(later, later + asking.STALE_AFTER) for _ in range(2)] == [1, 0]
    turn.refresh_from_db()
    assert (turn.state, turn.error) == ("failed", "lost")
    assert allowance.left(alice, INTERVIEW).used == 0


def test_without_the_cv_it_goes_on_with_the_posting(alices, alice, mock, version, sandbox):
    version.cv.delete()
    mock = Mock.objects.get()
    assert answered(alice, mock).state == "done"
    assert "<cv>" not in said(sandbox.requests("anthropic")[0])[0]


def test_markdown_of_the_report_is_marked_and_inert(alices, preparation):
    mock = make_mock(preparation, "Why *us*?", "What?", "When?")
    make_mock_turn(mock, 1, "I <b>like</b> it", points=(4, 2, 3, 3), better="![x](http://x.y/p)")
    make_mock_turn(mock, 2, state="done", is_skipped=True)
    make_mock_turn(mock, 3, "Later", state="failed", error="busy")
    answer = alices.get(address("mock_export", mock))
    assert answer.status_code == 302  # it is not over
    mock.end()
    text = alices.get(address("mock_export", mock)).content.decode()
    assert f"digital-source-type: {ai_mark.WRITTEN}" in text.partition("\n---\n")[0]
    assert text.count(ai_mark.in_markdown(ai_mark.WRITTEN)) == 1
    for line in (
        "## Means of 1 answer", "- Structure: 4.0 of 5", "## 1. Why \\*us\\*?",
        "I \\<b>like\\</b> it", "- Evidence, 2 of 5: evidence of 1", "Skipped.", "Not scored.",
        "Change first: ![x\\](http://x.y/p)",
    ):  # fmt: skip
        assert line in text, line
