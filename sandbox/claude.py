"""Anthropic's Messages API: https://platform.claude.com/docs/en/api/messages"""

import json
from typing import Any

from sandbox import claude_text, claude_wire
from sandbox.claude_wire import Answer, Ending, Silence
from sandbox.exchange import Reply, html_reply, json_reply
from sandbox.language import words
from sandbox.world import Call, Fault, Service

MODELS = ("claude-haiku-5-5", "claude-sonnet-5-5", "claude-opus-5-5")
FIELDS = words(
    "model max_tokens messages system stream output_config thinking tools tool_choice"
    " metadata cache_control inference_geo service_tier stop_sequences speed container"
    " diagnostics"
)
SAMPLING = ("temperature", "top_p", "top_k")
HUGE = 1_000_000

# Faults that answer with an error: status, type, message.
ERRORS = {
    "rate_limited": (429, "rate_limit_error", "This request would exceed your rate limit."),
    "overloaded": (529, "overloaded_error", "Overloaded"),
    "server_error": (500, "api_error", "Internal server error"),
    "bad_request": (400, "invalid_request_error", "messages: at least one message is required"),
    "unauthorized": (401, "authentication_error", "invalid bearer token"),
    "billing": (402, "billing_error", "Your credit balance is too low."),
    "forbidden": (403, "permission_error", "Your key may not use this resource."),
    "missing": (404, "not_found_error", "model not found"),
    "too_large": (413, "request_too_large", "Request exceeds the maximum size"),
}
# Faults of the connection and of the form, then faults of what the answer says.
SHAPES = words(
    "refusal truncated cut_stream mid_stream_error clean_early_end pings thinking_first slow"
    " invalid_json not_json fabricated_quotes huge hostile invention long silence"
)


class Refused(Exception):
    """The request is not one that the API would take."""

    def __init__(self, status: int, kind: str, message: str) -> None:
        super().__init__(message)
        self.reply = error_reply(status, kind, message)


def answer(call: Call) -> Reply:
    try:
        _check_headers(call)
        match call.request.method, call.rest:
            case "POST", "/v1/messages":
                return _messages(call)
            case "POST", "/v1/messages/count_tokens":
                asked = _read(call)
                return json_reply({"input_tokens": claude_wire.input_tokens(asked)}, headers=_ids())
            case "GET", "/v1/models":
                return json_reply(_models(), headers=_ids())
            case _:
                return error_reply(404, "not_found_error", "Not found")
    except Refused as refused:
        return refused.reply


def error_reply(status: int, kind: str, message: str, retry_after: str = "") -> Reply:
    headers = _ids() | ({"retry-after": retry_after} if retry_after else {})
    return json_reply(claude_wire.error(kind, message, headers["request-id"]), status, headers)


def _ids() -> dict[str, str]:
    return {"request-id": claude_wire.new_id("req"), "anthropic-organization-id": "org_sandbox"}


def _models() -> dict[str, Any]:
    data = [
        {
            "type": "model",
            "id": model,
            "display_name": model.replace("-", " ").title(),
            "created_at": "2026-09-01T00:00:00Z",
            "lifecycle": "active",
        }
        for model in MODELS
    ]
    return {"data": data, "has_more": False, "first_id": MODELS[0], "last_id": MODELS[-1]}


def _check_headers(call: Call) -> None:
    headers = call.request.headers
    bearer = headers.get("authorization", "").removeprefix("Bearer ")
    if not (bearer or headers.get("x-api-key", "")).startswith("sk-"):
        raise Refused(401, "authentication_error", "invalid bearer token")
    if not headers.get("anthropic-version"):
        raise Refused(400, "invalid_request_error", "anthropic-version: header is required")


def _read(call: Call) -> dict[str, Any]:
    """The request's JSON, or Refused for what the API turns down."""
    try:
        asked = call.request.json()
    except (json.JSONDecodeError, UnicodeDecodeError):
        asked = None
    if not isinstance(asked, dict):
        raise Refused(400, "invalid_request_error", "The request body is not valid JSON")
    for name in sorted(set(asked) - FIELDS):
        said = (
            f"{name}: not supported by this model" if name in SAMPLING else f"{name}: Extra input"
        )
        raise Refused(400, "invalid_request_error", said)
    if not str(asked.get("model", "")).startswith("claude-"):
        raise Refused(404, "not_found_error", f"model: {asked.get('model')}")
    _check_messages(asked.get("messages"))
    return asked


def _check_messages(messages: Any) -> None:
    if not isinstance(messages, list) or not messages:
        raise Refused(400, "invalid_request_error", "messages: at least one message is required")
    for message in messages:
        if not isinstance(message, dict) or message.get("role") not in {"user", "assistant"}:
            raise Refused(400, "invalid_request_error", "messages.role: user or assistant")
        if not message.get("content"):
            raise Refused(400, "invalid_request_error", "messages.content: must not be empty")
    if messages[-1]["role"] != "user":
        said = "This model does not support assistant message prefill."
        raise Refused(400, "invalid_request_error", said)


def _messages(call: Call) -> Reply:
    fault = call.world.take_fault(SERVICE.name)
    if fault is not None and fault.name in ERRORS:
        status, kind, message = ERRORS[fault.name]
        wait = 1 if status == 429 else ""
        return error_reply(status, kind, message, str(fault.options.get("retry_after", wait)))
    if fault is not None and fault.name == "slow":
        call.world.wait(fault.seconds())
    asked = _read(call)
    limit = asked.get("max_tokens")
    if not isinstance(limit, int) or limit < 1:
        raise Refused(400, "invalid_request_error", "max_tokens: must be at least 1")
    if fault is not None and fault.name == "not_json":
        return html_reply("<p>A proxy with an opinion of its own</p>")
    given = _answer(asked, limit, fault)
    if asked.get("stream"):
        headers = {"content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache"}
        chunks = claude_wire.events(given, call.world, fault.name if fault else "")
        return Reply(headers=_ids() | headers, chunks=chunks)
    reply = json_reply(claude_wire.message(given), headers=_ids())
    if fault is not None and fault.name in {"cut_stream", "mid_stream_error"}:
        before = fault.options.get("at") == "before"
        return Reply(body=reply.body, headers=reply.headers, cut="before" if before else "within")
    return reply


def _answer(asked: dict[str, Any], limit: int, fault: Fault | None) -> Answer:
    name = fault.name if fault else ""
    text = claude_text.write(asked, name, fault.options if fault else {})
    ending: Ending = "end_turn"
    if name == "huge":
        limit = max(limit, HUGE)
    if name == "truncated" or claude_wire.tokens(text) > limit:
        cut_at = min(len(text) // 2, limit * claude_wire.CHARACTERS_PER_TOKEN)
        text, ending = text[:cut_at], "max_tokens"
    if name == "refusal":
        text, ending = "", "refusal"
    return Answer(
        model=str(asked["model"]),
        text=text,
        thinks=name == "thinking_first" or "haiku" not in str(asked["model"]),
        ending=ending,
        input_tokens=claude_wire.input_tokens(asked),
        silence=_silence(fault),
        piece=int(fault.options.get("piece", claude_wire.PIECE)) if fault else claude_wire.PIECE,
    )


def _silence(fault: Fault | None) -> Silence | None:
    if fault is None or fault.name != "silence":
        return None
    return Silence(fault.seconds(), within=fault.options.get("at") == "within")


SERVICE = Service(
    name="anthropic",
    prefix="/anthropic",
    answer=answer,
    title="Anthropic (Claude)",
    faults=(*ERRORS, *sorted(SHAPES)),
)
