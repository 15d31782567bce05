import logging
import subprocess
import sys
import time
import traceback

import pytest
from pydantic import BaseModel, Field

from trackr import claude
from trackr.claude import sdk

SECRET = "PLUM-7731"  # planted in prompt and answer; must be in no exception and no log line


INPUT_TOKENS = 11  # the sandbox counts four characters of system and message as one


class Verdict(BaseModel):
    score: int = Field(ge=0, le=10)
    words: list[str]


def question(**over):
    asked = {
        "model": "claude-haiku-5-5",
        "system": f"You are calm. {SECRET}",
        "message": f"Judge this: {SECRET}",
        "max_tokens": 500,
        "user_key": "opaque-key",
    }
    return claude.Question(**asked | over)


def ask(**over):
    return claude.ask(question(**over), Verdict)


def read(**over):
    """The whole text of a stream, and the stream."""
    with claude.stream(question(**over)) as pieces:
        return "".join(pieces), pieces


def failure(action, kind):
    with pytest.raises(kind) as caught:
        action()
    return caught.value


def test_ask_sends_exactly_this(sandbox):
    ask(effort="medium")

    (request,) = sandbox.requests("anthropic")
    assert (request.method, request.path) == ("POST", "/anthropic/v1/messages")
    assert request.headers["authorization"] == "Bearer sk-sandbox"
    assert request.headers["anthropic-version"] == "2026-10-21"
    assert request.headers["x-stainless-retry-count"] == "0"
    assert "x-api-key" not in request.headers
    assert request.json() == {
        "model": "claude-haiku-5-5",
        "system": f"You are calm. {SECRET}",
        "messages": [{"role": "user", "content": f"Judge this: {SECRET}"}],
        "max_tokens": 500,
        "metadata": {"user_id": "opaque-key"},
        "stream": False,
        "output_config": {
            "effort": "medium",
            "format": {
                "type": "json_schema",
                "schema": {
                    "title": "Verdict",
                    "type": "object",
                    "additionalProperties": False,
                    "required": ["score", "words"],
                    "properties": {
                        "score": {
                            "title": "Score",
                            "type": "integer",
                            "description": "{maximum: 10, minimum: 0}",
                        },
                        "words": {"title": "Words", "type": "array", "items": {"type": "string"}},
                    },
                },
            },
        },
    }


def test_stream_sends_exactly_this(sandbox):
    read()

    (request,) = sandbox.requests("anthropic")
    assert request.path == "/anthropic/v1/messages"
    assert request.json() == {
        "model": "claude-haiku-5-5",
        "system": f"You are calm. {SECRET}",
        "messages": [{"role": "user", "content": f"Judge this: {SECRET}"}],
        "max_tokens": 500,
        "metadata": {"user_id": "opaque-key"},
        "stream": True,
        "output_config": {"effort": "low"},
    }


def test_answer_is_the_schema_with_its_usage(sandbox):
    answer = ask()

    assert isinstance(answer.value, Verdict)
    assert answer.usage.model == "claude-haiku-5-5"
    assert answer.usage.input_tokens == INPUT_TOKENS
    assert answer.usage.output_tokens > 0
    assert answer.usage.request_id.startswith("req_")


@pytest.mark.parametrize("model", ["claude-haiku-5-5", "claude-sonnet-5-5"])
def test_thinking_before_the_text_is_passed_over(sandbox, model):
    sandbox.fault("anthropic", "thinking_first", times=2)

    assert ask(model=model).value.words == ["Sandbox text."]
    assert read(model=model)[0].startswith("Sandbox answer:")


def test_stream_gives_pieces_and_usage_at_the_end(sandbox):
    with claude.stream(question()) as pieces:
        assert pieces.usage is None
        told = list(pieces)

    assert len(told) > 3
    assert pieces.text == "".join(told)
    assert pieces.usage.output_tokens == -(-len(pieces.text) // 4)
    assert pieces.usage.request_id.startswith("req_")


def test_stream_left_early_keeps_what_came_and_closes(sandbox):
    with claude.stream(question()) as pieces:
        first = next(iter(pieces))

    assert pieces.text == first
    assert pieces.usage.input_tokens == INPUT_TOKENS
    assert pieces._events.response.is_closed


BUSY = [
    ("rate_limited", "rate_limited"),
    ("overloaded", "overloaded"),
    ("server_error", "server_error"),
    ("cut_stream", "connection"),
    ("not_json", "nonsense"),
]
MISCONFIGURED = [
    ("bad_request", "bad_request"),
    ("unauthorized", "unauthorized"),
    ("billing", "billing"),
    ("forbidden", "forbidden"),
    ("missing", "not_found"),
    ("too_large", "too_large"),
]


@pytest.mark.parametrize("fault, code", BUSY)
def test_ask_is_busy_when_the_service_fails(sandbox, fault, code):
    sandbox.fault("anthropic", fault)

    error = failure(ask, claude.ClaudeBusy)

    assert (error.code, error.usage) == (code, None)
    assert len(sandbox.requests("anthropic")) == 1


def test_ask_is_busy_when_cut_before_the_answer(sandbox):
    sandbox.fault("anthropic", "cut_stream", at="before")

    assert failure(ask, claude.ClaudeBusy).code == "connection"


@pytest.mark.parametrize("action", [ask, read])
@pytest.mark.parametrize("fault, code", MISCONFIGURED)
def test_wrong_set_up_is_told_to_the_operator(sandbox, caplog, action, fault, code):
    sandbox.fault("anthropic", fault)

    error = failure(action, claude.ClaudeMisconfigured)

    assert error.code == code
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert code in caplog.text


@pytest.mark.parametrize("action", [ask, read])
@pytest.mark.parametrize("told, seconds", [("7", 7.0), ("soon", None), ("-3", 0.0)])
def test_busy_says_how_long_to_wait(sandbox, action, told, seconds):
    sandbox.fault("anthropic", "rate_limited", retry_after=told)

    assert failure(action, claude.ClaudeBusy).retry_after == seconds


@pytest.mark.parametrize("action", [ask, read])
def test_slow_service_is_busy_after_the_timeout(sandbox, settings, action):
    settings.CLAUDE_TIMEOUT_SECONDS = 0.1
    sandbox.fault("anthropic", "slow", seconds=0.5)

    assert failure(action, claude.ClaudeBusy).code == "timeout"


def test_stream_of_pings_alone_is_busy_after_the_timeout(sandbox, settings):
    """Not when the line is cut, two seconds later."""
    settings.CLAUDE_TIMEOUT_SECONDS = 0.5
    sandbox.fault("anthropic", "pings")

    error = failure(read, claude.ClaudeBusy)

    assert error.code == "timeout"
    assert error.partial.startswith("Sandbox answer:")


def test_silence_at_the_very_end_does_not_begin_the_timeout_anew(sandbox, settings, monkeypatch):
    settings.CLAUDE_TIMEOUT_SECONDS = 1.0
    monkeypatch.setattr(sandbox.world, "pace", 0.2)  # the last words come shortly before its end
    sandbox.fault("anthropic", "silence", at="within", seconds=5)
    sdk.client()  # importing the SDK is no part of a call
    began = time.monotonic()

    error = failure(read, claude.ClaudeBusy)

    assert error.code == "timeout"
    assert len(error.partial) > 24
    assert time.monotonic() - began < 1.5


@pytest.mark.parametrize("action", [ask, read])
def test_no_service_at_all_is_busy(settings, action):
    settings.ANTHROPIC_API_KEY = "sk-x"
    settings.ANTHROPIC_BASE_URL = "http://127.0.0.1:9"

    assert failure(action, claude.ClaudeBusy).code == "connection"


@pytest.mark.parametrize("action", [ask, read])
def test_refusal_costs_and_shows_nothing(sandbox, action):
    sandbox.fault("anthropic", "refusal")

    error = failure(action, claude.ClaudeRefused)

    assert (error.code, error.partial) == ("refused", "")
    assert error.usage.input_tokens == INPUT_TOKENS


def test_truncated_answer_is_cut_short_with_its_usage(sandbox):
    sandbox.fault("anthropic", "truncated")

    error = failure(ask, claude.ClaudeCutShort)

    assert error.code == "max_tokens"
    assert error.usage.output_tokens > 0


def test_truncated_stream_keeps_its_partial_text(sandbox):
    sandbox.fault("anthropic", "truncated")

    error = failure(read, claude.ClaudeCutShort)

    assert error.partial.startswith("Sandbox answer:")
    assert error.usage.output_tokens == -(-len(error.partial) // 4)


@pytest.mark.parametrize("fault", ["cut_stream", "mid_stream_error", "clean_early_end"])
def test_stream_that_broke_off_costs_what_had_come(sandbox, fault):
    sandbox.fault("anthropic", fault)

    error = failure(read, claude.ClaudeBusy)

    assert error.usage.input_tokens == INPUT_TOKENS
    assert error.usage.output_tokens == claude.tokens_of(error.partial) > 1


def test_stream_that_is_left_early_costs_what_had_come(sandbox):
    with claude.stream(question()) as pieces:
        next(iter(pieces))
    assert pieces.usage.output_tokens == claude.tokens_of(pieces.text) > 1


@pytest.mark.parametrize(
    "text",
    [
        '{"nothing": 1}',
        "not json",
        "",
        '{"score": 11, "words": []}',
        '{"score": 1, "words": "x"}',
        "[1]",
    ],
)
def test_answer_outside_the_schema_is_unreadable_and_paid_for(sandbox, text):
    sandbox.fault("anthropic", "invalid_json", text=text)

    error = failure(ask, claude.ClaudeUnreadable)

    assert error.code == "unreadable"
    assert error.usage.input_tokens == INPUT_TOKENS


@pytest.mark.parametrize(
    "fault, code",
    [
        ("cut_stream", "connection"),
        ("mid_stream_error", "overloaded"),
        ("clean_early_end", "cut_off"),
    ],
)
def test_broken_stream_is_busy_and_keeps_what_came(sandbox, fault, code):
    sandbox.fault("anthropic", fault)

    error = failure(read, claude.ClaudeBusy)

    assert error.code == code
    assert error.partial.startswith("Sandbox answer:")
    assert error.usage.input_tokens == INPUT_TOKENS


def test_stream_after_a_broken_one_is_whole(sandbox):
    sandbox.fault("anthropic", "cut_stream")
    failure(read, claude.ClaudeBusy)

    assert read()[0].endswith("Claude.")


def test_huge_stream_arrives_whole(sandbox):
    sandbox.fault("anthropic", "huge")

    assert len(read()[0]) >= 1_000_000


@pytest.mark.parametrize("action", [ask, read])
def test_without_a_key_nothing_is_sent(sandbox, settings, action):
    settings.ANTHROPIC_API_KEY = ""

    assert not claude.is_on()
    assert failure(action, claude.ClaudeOff).code == "off"
    assert sandbox.requests() == []


LEAKS = [
    (ask, ["bad_request", "overloaded", "cut_stream", "invalid_json", "not_json", "refusal"]),
    (ask, ["truncated", "slow"]),
    (read, ["bad_request", "overloaded", "cut_stream", "mid_stream_error", "truncated", "slow"]),
]


@pytest.mark.parametrize(
    "action, fault", [(action, fault) for action, faults in LEAKS for fault in faults]
)
def test_failure_holds_no_word_of_prompt_or_answer(sandbox, settings, caplog, action, fault):
    caplog.set_level(logging.DEBUG)
    settings.CLAUDE_TIMEOUT_SECONDS = 0.2
    sandbox.fault("anthropic", fault, text=f'{{"score": "{SECRET}"}}', seconds=0.5)

    error = failure(action, claude.ClaudeError)

    told = "".join(traceback.format_exception(error))
    assert SECRET not in told + str(error) + repr(error) + caplog.text
    assert (error.__cause__, error.__context__) == (None, None)


def test_success_logs_nothing_even_at_debug(sandbox, caplog):
    caplog.set_level(logging.DEBUG)

    ask()
    read()

    assert caplog.text == ""


def test_client_is_one_per_key_and_address(sandbox, settings):
    first = sdk.client()
    settings.ANTHROPIC_API_KEY = "sk-other"
    second = sdk.client()
    settings.ANTHROPIC_API_KEY = "sk-sandbox"

    assert first is not second
    assert sdk.client() is first


def test_module_alone_does_not_load_the_sdk():
    code = "import sys, trackr.claude; print('anthropic' in sys.modules)"

    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "False\n"
