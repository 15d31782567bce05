"""Answers in the form of a schema that are looked at while they arrive."""

import time

import pytest
from pydantic import BaseModel, Field

from trackr import claude
from trackr.claude.parsing import so_far
from trackr.claude.streaming import SNAPSHOT_SECONDS

SECRET = "PLUM-7731"


class Verdict(BaseModel):
    score: int = Field(ge=0, le=10)
    words: list[str]


def question():
    return claude.Question(
        model="claude-haiku-5-5",
        system="You are calm.",
        message=f"Judge this: {SECRET}",
        max_tokens=50_000,
        user_key="opaque-key",
    )


def read():
    """The stream, read to its end, and its snapshots."""
    with claude.stream_value(question(), Verdict) as answer:
        return answer, list(answer)


def test_value_stream_sends_the_schema_and_asks_for_a_stream(sandbox):
    read()
    (request,) = sandbox.requests("anthropic")
    asked = request.json()
    assert asked["stream"] is True
    assert asked["output_config"]["format"]["schema"]["title"] == "Verdict"


def test_value_is_checked_and_its_usage_kept(sandbox):
    answer, _ = read()
    assert answer.value == Verdict(score=0, words=["Sandbox text."])
    assert answer.usage.output_tokens > 1
    assert answer.usage.request_id.startswith("req_")


def test_snapshots_grow_and_hold_no_half_string(sandbox):
    text = f'{{"score": 7, "words": {[f"word {n:04}" for n in range(400)]}}}'.replace("'", '"')
    sandbox.fault("anthropic", "invalid_json", text=text)
    sandbox.world.pace = 0.002
    try:
        answer, snapshots = read()
    finally:
        sandbox.world.pace = 0.0
    counts = [len(snapshot.get("words", [])) for snapshot in snapshots]
    assert counts == sorted(counts)
    assert len(set(counts)) > 3
    for snapshot, count in zip(snapshots, counts, strict=True):
        assert snapshot.get("words", []) == answer.value.words[:count]


def test_snapshots_come_ten_times_a_second_at_most(sandbox):
    text = f'{{"score": 7, "words": {["word"] * 900}}}'.replace("'", '"')
    sandbox.fault("anthropic", "invalid_json", text=text)
    sandbox.world.pace = 0.002
    times = []
    try:
        with claude.stream_value(question(), Verdict) as snapshots:
            times.extend(time.monotonic() for _ in snapshots)
    finally:
        sandbox.world.pace = 0.0
    gaps = [later - earlier for earlier, later in zip(times, times[1:], strict=False)]
    assert len(gaps) > 3
    assert min(gaps) >= SNAPSHOT_SECONDS


@pytest.mark.parametrize(
    "text, snapshot",
    [
        ("", None),
        ("not json", None),
        ('{"score": 1, "wor', {"score": 1}),
        ('{"words": ["one", "tw', {"words": ["one"]}),
        ('{"words": ["\\ud83d', {"words": []}),
        ('["a", {"b": "c', ["a", {}]),
        ("\ud800", None),
    ],
)
def test_text_is_read_as_far_as_it_goes(text, snapshot):
    assert so_far(text) == snapshot


@pytest.mark.parametrize(
    "fault, kind, code",
    [
        ("cut_stream", claude.ClaudeBusy, "connection"),
        ("mid_stream_error", claude.ClaudeBusy, "overloaded"),
        ("clean_early_end", claude.ClaudeBusy, "cut_off"),
        ("not_json", claude.ClaudeBusy, "cut_off"),
        ("refusal", claude.ClaudeRefused, "refused"),
        ("truncated", claude.ClaudeCutShort, "max_tokens"),
        ("invalid_json", claude.ClaudeUnreadable, "unreadable"),
        ("overloaded", claude.ClaudeBusy, "overloaded"),
    ],
)
def test_fault_is_told_by_its_kind_and_leaves_no_value(sandbox, fault, kind, code):
    sandbox.fault("anthropic", fault)
    answer = claude.stream_value(question(), Verdict)
    with pytest.raises(kind) as caught, answer as snapshots:
        list(snapshots)
    assert caught.value.code == code
    assert answer.value is None
    assert caught.value.usage == answer.usage


def test_unreadable_answer_is_paid_for_and_told_without_its_words(sandbox, caplog):
    sandbox.fault("anthropic", "invalid_json", text=f'{{"score": "{SECRET}"}}')
    with pytest.raises(claude.ClaudeUnreadable) as caught:
        read()
    assert caught.value.usage.input_tokens > 0
    assert SECRET not in repr(caught.value) + caplog.text
    assert (caught.value.__cause__, caught.value.__context__) == (None, None)


def test_answer_that_trickles_is_given_up_in_time(sandbox, settings):
    settings.CLAUDE_TIMEOUT_SECONDS = 0.3
    sandbox.fault("anthropic", "invalid_json", text='{"words": ["' + "x" * 2_000)
    sandbox.world.pace = 0.05  # each piece in time, all of them 4 s
    began = time.monotonic()
    try:
        with pytest.raises(claude.ClaudeBusy) as caught:
            read()
    finally:
        sandbox.world.pace = 0.0
    assert caught.value.code == "timeout"
    assert caught.value.usage.input_tokens > 0
    assert time.monotonic() - began < 2


def test_left_early_the_rest_can_be_read_or_the_connection_closed(sandbox):
    with claude.stream_value(question(), Verdict) as answer:
        next(iter(answer))
    assert answer.value is None
    assert answer.usage is not None
