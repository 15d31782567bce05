import json
import time

import pytest

from tests.sandbox import web

HEADERS = {"Authorization": "Bearer sk-sandbox", "anthropic-version": "2026-10-21"}


def question(**over):
    asked = {
        "model": "claude-haiku-5-5",
        "max_tokens": 500,
        "messages": [{"role": "user", "content": "How do I begin?"}],
    }
    return asked | over


def post(sandbox, asked, headers=HEADERS, path="/v1/messages"):
    return web.post(f"{sandbox.url}/anthropic{path}", json=asked, headers=headers)


def events(answer):
    """The event names and their data, as they stand on the wire."""
    blocks = answer.content.decode().strip().split("\n\n")
    pairs = [block.split("\n") for block in blocks]
    return [(name.removeprefix("event: "), json.loads(data[6:])) for name, data in pairs]


def test_message_has_every_field_of_the_api(sandbox):
    answer = post(sandbox, question())

    message = answer.json()
    assert answer.headers["request-id"].startswith("req_")
    assert answer.headers["content-type"] == "application/json"
    assert message["content"] == [{"type": "text", "text": message["content"][0]["text"]}]
    assert "How do I begin?" in message["content"][0]["text"]
    assert message["usage"]["input_tokens"] == 4
    assert message["usage"]["output_tokens"] == -(-len(message["content"][0]["text"]) // 4)
    assert (message["stop_reason"], message["stop_sequence"]) == ("end_turn", None)
    assert list(message)[:5] == ["id", "type", "role", "model", "content"]
    assert {"stop_details", "container"} < set(message)


def test_answer_speaks_the_language_of_the_question(sandbox):
    asked = question(messages=[{"role": "user", "content": "З чого почати?"}])

    text = post(sandbox, asked).json()["content"][0]["text"]

    assert text.startswith("Відповідь пісочниці:")
    assert "З чого почати?" in text


def test_stream_has_the_order_of_the_api(sandbox):
    answer = post(sandbox, question(stream=True, model="claude-sonnet-5-5"))

    told = events(answer)
    names = [name for name, _ in told]
    assert answer.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert all(data["type"] == name for name, data in told)
    assert names[:7] == [
        "message_start",
        "content_block_start",
        "content_block_delta",
        "content_block_delta",
        "content_block_stop",
        "content_block_start",
        "ping",
    ]
    assert set(names[7:-3]) == {"content_block_delta"}
    assert names[-3:] == ["content_block_stop", "message_delta", "message_stop"]
    assert told[1][1]["content_block"]["type"] == "thinking"
    assert told[-2][1]["delta"]["stop_reason"] == "end_turn"


def test_stream_and_message_say_the_same(sandbox):
    whole = post(sandbox, question()).json()["content"][0]["text"]
    told = events(post(sandbox, question(stream=True)))

    pieces = [data["delta"]["text"] for name, data in told if name == "content_block_delta"]
    assert "".join(pieces) == whole
    assert len(pieces) > 3


@pytest.mark.parametrize(
    "over, kind",
    [
        ({"temperature": 0.5}, "invalid_request_error"),
        ({"top_p": 0.5}, "invalid_request_error"),
        ({"top_k": 5}, "invalid_request_error"),
        ({"colour": "blue"}, "invalid_request_error"),
        ({"messages": []}, "invalid_request_error"),
        ({"messages": [{"role": "user", "content": ""}]}, "invalid_request_error"),
        ({"messages": [{"role": "system", "content": "x"}]}, "invalid_request_error"),
        ({"max_tokens": 0}, "invalid_request_error"),
        ({"max_tokens": None}, "invalid_request_error"),
    ],
)
def test_request_that_the_api_would_refuse_is_refused(sandbox, over, kind):
    answer = post(sandbox, question(**over))

    assert answer.status_code == 400
    assert answer.json()["error"]["type"] == kind
    assert answer.json()["request_id"] == answer.headers["request-id"]


def test_prefilled_assistant_turn_is_refused(sandbox):
    turns = [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "{"}]

    assert post(sandbox, question(messages=turns)).status_code == 400


@pytest.mark.parametrize(
    "headers, status",
    [
        ({"anthropic-version": "2026-10-21"}, 401),
        ({"Authorization": "Bearer nonsense", "anthropic-version": "2026-10-21"}, 401),
        ({"Authorization": "Bearer sk-x"}, 400),
    ],
)
def test_headers_are_checked(sandbox, headers, status):
    assert post(sandbox, question(), headers).status_code == status


def test_unknown_model_is_not_found(sandbox):
    answer = post(sandbox, question(model="gpt"))

    assert (answer.status_code, answer.json()["error"]["type"]) == (404, "not_found_error")


def test_answer_longer_than_max_tokens_is_cut(sandbox):
    message = post(sandbox, question(max_tokens=5)).json()

    assert message["stop_reason"] == "max_tokens"
    assert message["usage"]["output_tokens"] == 5


def test_tokens_are_counted_and_models_listed(sandbox):
    asked = {"model": "claude-haiku-5-5", "messages": question()["messages"], "system": "x" * 40}
    counted = post(sandbox, asked, path="/v1/messages/count_tokens").json()
    models = web.get(f"{sandbox.url}/anthropic/v1/models", headers=HEADERS).json()

    assert counted == {"input_tokens": 14}
    assert models["data"][0]["lifecycle"] == "active"
    assert models["first_id"] == models["data"][0]["id"]


def test_huge_answer_is_a_megabyte(sandbox):
    sandbox.fault("anthropic", "huge")

    told = events(post(sandbox, question(stream=True)))

    text = "".join(data["delta"]["text"] for name, data in told if name == "content_block_delta")
    assert len(text) >= 1_000_000
    assert told[-1][0] == "message_stop"


def test_hostile_answer_carries_script_and_image(sandbox):
    sandbox.fault("anthropic", "hostile")

    text = post(sandbox, question()).json()["content"][0]["text"]

    assert "<script>" in text
    assert "![pixel](https://" in text


@pytest.mark.parametrize("at", ["before", "within"])
def test_silence_lasts_and_then_the_answer_goes_on(sandbox, at):
    sandbox.fault("anthropic", "silence", at=at, seconds=0.3)
    began = time.monotonic()

    told = events(post(sandbox, question(stream=True)))

    assert time.monotonic() - began >= 0.3
    assert told[-1][0] == "message_stop"
