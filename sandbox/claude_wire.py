"""An answer of Claude on the wire: one JSON message, or the same as server-sent events."""

import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from sandbox.exchange import CutConnection
from sandbox.world import World

CHARACTERS_PER_TOKEN = 4
PIECE = 24  # characters in one text_delta
BIG_PIECE = 4_096  # for answers so long that small pieces would only take time

BREAKS = frozenset({"clean_early_end", "cut_stream", "mid_stream_error", "pings"})
PINGS = 100  # then the line is cut
PAUSE_OF_PINGS = 0.02

Ending = Literal["end_turn", "max_tokens", "refusal"]


@dataclass(frozen=True)
class Silence:
    """No event at all for so long: before the first word, or half-way through the text."""

    seconds: float
    within: bool


@dataclass(frozen=True)
class Answer:
    """What Claude says, before it has a wire form."""

    model: str
    text: str
    thinks: bool
    ending: Ending
    input_tokens: int
    piece: int = PIECE  # characters in one text_delta
    silence: Silence | None = None

    @property
    def output_tokens(self) -> int:
        return max(1, tokens(self.text))

    @property
    def stop_details(self) -> dict[str, Any] | None:
        if self.ending != "refusal":
            return None
        return {"type": "refusal", "category": None, "explanation": None}


def tokens(text: str) -> int:
    return -(-len(text) // CHARACTERS_PER_TOKEN)


def input_tokens(asked: dict[str, Any]) -> int:
    """Roughly what the request costs: its texts, without the field names."""
    return max(1, tokens("".join(texts_in([asked.get("system"), asked.get("messages")]))))


def texts_in(value: Any) -> Iterator[str]:
    """Every text of a request's content, in order; binary sources are left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from texts_in(item)
    elif isinstance(value, dict):
        for name in ("content", "text"):
            yield from texts_in(value.get(name))


def new_id(kind: str) -> str:
    return f"{kind}_01{secrets.token_hex(11)}"


def error(kind: str, message: str, request_id: str) -> dict[str, Any]:
    return {
        "type": "error",
        "error": {"type": kind, "message": message},
        "request_id": request_id,
    }


def message(answer: Answer) -> dict[str, Any]:
    content: list[dict[str, Any]] = []
    if answer.thinks:
        content.append({"type": "thinking", "thinking": "", "signature": secrets.token_hex(16)})
    if answer.text:
        content.append({"type": "text", "text": answer.text})
    return _envelope(answer) | {
        "content": content,
        "stop_reason": answer.ending,
        "stop_details": answer.stop_details,
        "usage": _usage(answer, answer.output_tokens),
    }


def _envelope(answer: Answer) -> dict[str, Any]:
    return {
        "id": new_id("msg"),
        "type": "message",
        "role": "assistant",
        "model": answer.model,
        "content": [],
        "stop_reason": None,
        "stop_sequence": None,
        "stop_details": None,
        "container": None,
    }


def _usage(answer: Answer, output_tokens: int) -> dict[str, Any]:
    return {
        "input_tokens": answer.input_tokens,
        "cache_creation_input_tokens": 0,
        "cache_read_input_tokens": 0,
        "cache_creation": {"ephemeral_5m_input_tokens": 0, "ephemeral_1h_input_tokens": 0},
        "output_tokens": output_tokens,
        "service_tier": "standard",
        "inference_geo": "global",
    }


def events(answer: Answer, world: World, fault: str) -> Iterator[bytes]:
    """The answer as the API streams it; BREAKS end it half-way."""
    yield _event("message_start", message=_envelope(answer) | {"usage": _usage(answer, 1)})
    if answer.silence and not answer.silence.within:
        world.wait(answer.silence.seconds)
    index = 0
    if answer.thinks:
        yield from _thinking()
        index = 1
    if answer.text:
        block = {"type": "text", "text": ""}
        yield _event("content_block_start", index=index, content_block=block)
        yield _event("ping")
        yield from _pieces(answer, index, world, fault)
    if fault == "clean_early_end":
        return
    if answer.text:
        yield _event("content_block_stop", index=index)
    delta = {
        "stop_reason": answer.ending,
        "stop_sequence": None,
        "stop_details": answer.stop_details,
    }
    yield _event("message_delta", delta=delta, usage={"output_tokens": answer.output_tokens})
    yield _event("message_stop")


def _thinking() -> Iterator[bytes]:
    block = {"type": "thinking", "thinking": "", "signature": ""}
    yield _event("content_block_start", index=0, content_block=block)
    for delta in (
        {"type": "thinking_delta", "thinking": "Sandbox: nothing to ponder."},
        {"type": "signature_delta", "signature": secrets.token_hex(16)},
    ):
        yield _event("content_block_delta", index=0, delta=delta)
    yield _event("content_block_stop", index=0)


def _pieces(answer: Answer, index: int, world: World, fault: str) -> Iterator[bytes]:
    """The text in small pieces; a fault of the stream strikes half-way through."""
    text = answer.text
    size = answer.piece if len(text) < PIECE * BIG_PIECE else BIG_PIECE
    pieces = [text[start : start + size] for start in range(0, len(text), size)]
    breaks = fault in BREAKS
    half = max(1, len(pieces) // 2)
    for number, piece in enumerate(pieces[:half] if breaks else pieces):
        if answer.silence and answer.silence.within and number == half:
            world.wait(answer.silence.seconds)
        delta = {"type": "text_delta", "text": piece}
        yield _event("content_block_delta", index=index, delta=delta)
        world.wait(world.pace)
    for _ in range(PINGS if fault == "pings" else 0):
        yield _event("ping")
        world.wait(PAUSE_OF_PINGS)
    if fault == "mid_stream_error":
        yield _sse("error", error("overloaded_error", "Overloaded", new_id("req")))
    if fault in {"cut_stream", "mid_stream_error", "pings"}:
        raise CutConnection


def _event(name: str, **data: Any) -> bytes:
    return _sse(name, {"type": name, **data})


def _sse(name: str, data: dict[str, Any]) -> bytes:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n".encode()
