"""An answer that is followed while it is written, and every way in which it can go wrong."""

import re
import time

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from billing import allowance
from billing.models import AiCall
from coaching.chat import reply
from coaching.models import Turn
from cv.sending import asking
from sandbox.claude import ERRORS, SHAPES
from tests.coaching.chats import address, followed, make_conversation, said, start
from trackr.claude import patience

BY_PARTS = {"cut_stream", "mid_stream_error", "clean_early_end", "pings", "truncated", "huge"}
SOUND = {
    "thinking_first",
    "slow",
    "hostile",
    "invention",
    "fabricated_quotes",
    "invalid_json",
    "long",
    "silence",
}
ERROR_OF = {
    "rate_limited": "busy",
    "overloaded": "busy",
    "server_error": "busy",
    "pings": "broke_off",
    "not_json": "busy",
    "refusal": "refused",
    "truncated": "cut_short",
    "cut_stream": "broke_off",
    "mid_stream_error": "broke_off",
    "clean_early_end": "broke_off",
    "huge": "too_long",
}


def of_alice(alice):
    return allowance.left(alice, reply.FEATURE).used, AiCall.objects.get().state


def page(client, conversation):
    return client.get(address("conversation", conversation)).content.decode()


def test_answer_arrives_in_pieces_and_is_kept_to_the_letter(alices, alice, turn, paced):
    told = followed(alices, turn)
    assert told[-1] == ("over", "")
    assert len(told) > 2
    turn.refresh_from_db()
    assert (turn.state, turn.answer) == ("done", said(told))
    assert "What shall I do first?" in turn.answer
    assert of_alice(alice) == (1, "settled")
    assert AiCall.objects.get().model == "claude-sonnet-5-5"


def test_four_queries_stand_before_the_first_word(alices, turn, django_assert_num_queries):
    with django_assert_num_queries(4):  # session, person, the turn, its claim
        stream = iter(alices.get(address("events", turn)).streaming_content)
        assert [next(stream)[:6], next(stream)[:12]] == [b":\n\n", b"event: piece"]
    list(stream)
    turn.refresh_from_db()
    assert turn.state == "done"


def test_call_that_waited_long_is_leased_anew_from_its_start(alice, turn):
    AiCall.objects.update(lease_until=timezone.now() + allowance.LEASE / 3)
    pieces = reply.follow(alice, turn)
    next(pieces)
    assert AiCall.objects.get().lease_until > timezone.now() + allowance.LEASE * 0.9
    list(pieces)
    assert of_alice(alice) == (1, "settled")


def test_pieces_come_ten_a_second_at_most(alice, turn, sandbox, monkeypatch):
    monkeypatch.setattr(sandbox.world, "pace", 0.03)
    began = time.monotonic()
    count = sum(1 for _ in reply.follow(alice, turn))
    assert 2 < count <= (time.monotonic() - began) * 10 + 2


def test_waiting_turn_follows_and_works_without_scripts(alices, turn):
    shown = page(alices, turn.conversation)
    assert f'data-chat="{address("events", turn)}"' in shown
    assert f'<form method="post" action="{address("run", turn)}">' in shown
    turn.refresh_from_db()
    assert turn.state == "pending"
    alices.post(address("run", turn))
    turn.refresh_from_db()
    assert turn.state == "done"


def test_second_tab_asks_nobody(alices, turn, sandbox):
    followed(alices, turn)
    assert followed(alices, turn) == [("over", "")]
    assert len(sandbox.requests("anthropic")) == 1


def test_tab_beside_a_running_one_is_sent_to_the_page(alices, alice, turn, sandbox, paced):
    first = reply.follow(alice, turn)
    next(first)
    assert followed(alices, turn) == [("over", "")]
    shown = page(alices, turn.conversation)
    assert f'hx-get="{address("turn", turn)}?seen=running" hx-trigger="every 2s"' in shown
    htmx = {"query_params": {"seen": "running"}, "headers": {"HX-Request": "true"}}
    assert alices.get(address("turn", turn), **htmx).status_code == 204
    list(first)
    assertContains(alices.get(address("turn", turn), **htmx), turn.question)
    assert len(sandbox.requests("anthropic")) == 1
    assert of_alice(alice) == (1, "settled")


def test_follower_who_leaves_is_charged_once_and_keeps_the_text(alice, turn, paced):
    pieces = reply.follow(alice, turn)
    seen = next(pieces)
    pieces.close()
    turn.refresh_from_db()
    assert turn.state == "done"
    assert len(turn.answer) > len(seen)
    assert of_alice(alice) == (1, "settled")


def test_stop_ends_the_answer_keeps_what_was_said_and_charges_it(
    alices, alice, turn, sandbox, monkeypatch
):
    monkeypatch.setattr(sandbox.world, "pace", 0.2)
    pieces = reply.follow(alice, turn)
    heard = next(pieces)
    alices.post(address("stop", turn))
    heard += "".join(pieces)
    turn.refresh_from_db()
    assert (turn.state, turn.is_stopped, turn.answer) == ("done", True, heard)
    assert len(turn.answer) < 300
    assert of_alice(alice) == (1, "settled")
    assertContains(alices.get(address("conversation", turn.conversation)), "You stopped the answer")


def test_stop_before_the_first_word_costs_nothing(alices, alice, turn, sandbox):
    alices.post(address("stop", turn))
    assert of_alice(alice) == (0, "refunded")  # at once: nothing else has to wait for it
    followed(alices, turn)
    turn.refresh_from_db()
    assert (turn.state, turn.error) == ("failed", "stopped")
    assert sandbox.requests("anthropic") == []


def test_stop_that_comes_too_late_leaves_a_whole_answer(alices, alice, turn, paced):
    pieces = reply.follow(alice, turn)
    next(pieces)
    Turn.objects.update(is_stopped=True)
    list(pieces)
    turn.refresh_from_db()
    assert (turn.state, turn.is_stopped) == ("done", False)


def test_fault_of_ours_in_the_middle_keeps_the_part_and_charges_nothing(
    alice, turn, sandbox, monkeypatch
):
    monkeypatch.setattr(sandbox.world, "pace", 0.2)
    pieces = reply.follow(alice, turn)
    next(pieces)
    monkeypatch.setattr(patience, "LOOK_SECONDS", "no number")
    with pytest.raises(TypeError):
        list(pieces)
    turn.refresh_from_db()
    assert (turn.state, turn.error) == ("failed", "lost")
    assert turn.answer
    assert of_alice(alice) == (0, "refunded")


def test_fault_of_ours_after_the_follower_left_keeps_the_part_too(
    alice, turn, sandbox, monkeypatch
):
    monkeypatch.setattr(sandbox.world, "pace", 0.2)
    pieces = reply.follow(alice, turn)
    next(pieces)
    monkeypatch.setattr(patience, "LOOK_SECONDS", "no number")
    with pytest.raises(TypeError):
        pieces.close()
    turn.refresh_from_db()
    assert (turn.state, turn.error, bool(turn.answer)) == ("failed", "lost", True)
    assert of_alice(alice) == (0, "refunded")


def test_answer_that_was_stopped_costs_what_was_said(alices, alice, turn, sandbox, monkeypatch):
    monkeypatch.setattr(sandbox.world, "pace", 0.2)
    pieces = reply.follow(alice, turn)
    next(pieces)
    alices.post(address("stop", turn))
    list(pieces)
    call = AiCall.objects.get()
    assert (call.outcome, call.output_tokens > 10) == ("stopped", True)


def test_older_try_cannot_end_the_newer_one(alice, turn, sandbox, paced):
    old = reply.follow(alice, turn)
    next(old)
    later = timezone.now() + asking.STALE_AFTER * 2
    allowance.sweep(later, later + asking.STALE_AFTER)
    reply.sweep(later, later + asking.STALE_AFTER)
    reply.again(alice, turn, turn.digest)
    list(old)
    fresh = Turn.objects.get()
    assert (fresh.state, fresh.answer) == ("pending", "")
    assert sorted(AiCall.objects.values_list("state", flat=True)) == ["held", "refunded"]


def test_stop_of_a_finished_answer_changes_nothing(alices, turn):
    followed(alices, turn)
    alices.post(address("stop", turn))
    turn.refresh_from_db()
    assert not turn.is_stopped


def test_connection_is_given_back_while_claude_answers(committed_db, alice, sandbox, paced):
    turn = start(alice, make_conversation(alice))
    for _ in reply.follow(alice, turn):
        assert connection.connection is None
    assert of_alice(alice) == (1, "settled")


@pytest.mark.parametrize("fault", sorted({*ERRORS, *SHAPES} - SOUND))
def test_every_fault_has_a_sentence_and_costs_nothing(alices, alice, turn, sandbox, fault):
    sandbox.fault("anthropic", fault)
    told = followed(alices, turn)
    assert told[-1] == ("over", "")
    turn.refresh_from_db()
    error = ERROR_OF.get(fault, "misconfigured")
    assert (turn.state, turn.error) == ("failed", error)
    assert bool(turn.answer) == (fault in BY_PARTS)
    assert turn.answer.startswith(said(told)[:100])
    assert len(turn.answer) <= reply.LONGEST_ANSWER
    assert of_alice(alice) == (0, "refunded")
    reply.run(alice, turn)
    assert of_alice(alice) == (0, "refunded")
    shown = page(alices, turn.conversation)
    assert str(reply.SENTENCES[error]).replace("'", "&#x27;") in shown
    assert "Nothing was charged." in shown


@pytest.mark.parametrize("fault", sorted(SOUND))
def test_every_odd_but_sound_answer_is_kept_and_charged(alices, alice, turn, sandbox, fault):
    sandbox.fault("anthropic", fault, seconds=0.1)
    followed(alices, turn)
    turn.refresh_from_db()
    assert turn.state == "done"
    assert of_alice(alice) == (1, "settled")


def test_silence_until_the_deadline_is_a_fault_with_a_sentence(
    alices, alice, turn, sandbox, settings
):
    settings.CLAUDE_TIMEOUT_SECONDS = 0.3
    sandbox.fault("anthropic", "slow", seconds=1)
    followed(alices, turn)
    turn.refresh_from_db()
    assert (turn.state, turn.error, turn.answer) == ("failed", "busy", "")
    assert of_alice(alice) == (0, "refunded")


def test_link_of_an_answer_stays_text_and_headings_are_none_of_the_page(alices, turn):
    text = "# Do [this](https://evil.example/?n=Alice) or <https://evil.example>"
    Turn.objects.update(state="done", answer=text)
    shown = page(alices, turn.conversation)
    answer = shown.partition('class="turn__answer"')[2].partition("</article>")[0]
    assert "<a " not in answer
    assert "<h1" not in answer
    assert "<h3>Do [this](https://evil.example/?n=Alice)" in answer


def test_hostile_answer_is_text_without_pictures_or_scripts(alices, turn, sandbox):
    sandbox.fault("anthropic", "hostile")
    followed(alices, turn)
    shown = page(alices, turn.conversation)
    answer = shown.partition('class="turn__answer"')[2].partition("</article>")[0]
    assert "&lt;script&gt;" in answer
    assert not re.search(r"<(?:script|img|iframe)\b", answer)
    assert "javascript:" not in re.sub(r">[^<]*<", "><", answer)  # in no attribute


def test_failed_message_is_tried_again_once(alices, alice, turn, sandbox):
    sandbox.fault("anthropic", "overloaded")
    followed(alices, turn)
    digest = {"digest": turn.digest}
    alices.post(address("again", turn), digest)
    alices.post(address("again", turn), digest)  # pressed twice: it waits already
    turn.refresh_from_db()
    assert turn.state == "pending"
    assert allowance.left(alice, reply.FEATURE).used == 1
    followed(alices, turn)
    turn.refresh_from_db()
    assert (turn.state, turn.error) == ("done", "")
    assert [one.state for one in AiCall.objects.order_by("pk")] == ["refunded", "settled"]


def test_only_the_last_message_is_tried_again(alices, alice, turn, sandbox):
    sandbox.fault("anthropic", "overloaded")
    followed(alices, turn)
    start(alice, turn.conversation, "Another one")
    answer = alices.post(address("again", turn), {"digest": turn.digest}, follow=True)
    assertContains(answer, "there are later ones")
    assert Turn.objects.get(pk=turn.pk).state == "failed"


def test_turn_part_is_for_htmx_and_tells_the_end(alices, turn):
    followed(alices, turn)
    assert alices.get(address("turn", turn)).status_code == 302
    part = alices.get(address("turn", turn), headers={"HX-Request": "true"})
    assertContains(part, 'data-ai-generated="true"')
    assertNotContains(part, "<html")
    assert "The answer is complete." in part.headers["HX-Trigger"]


def test_deleted_on_the_way_leaves_no_row_and_costs_nothing(alices, alice, turn, paced):
    pieces = reply.follow(alice, turn)
    next(pieces)
    alices.post(address("delete", turn.conversation))
    list(pieces)
    assert not Turn.objects.exists()
    assert of_alice(alice) == (0, "refunded")
