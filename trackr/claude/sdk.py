"""Anthropic's SDK: the only module that imports it, and not before the first call."""

import logging
from dataclasses import replace
from functools import lru_cache
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from pydantic import BaseModel

from trackr.claude.errors import ClaudeBusy, ClaudeError, ClaudeMisconfigured, ClaudeOff
from trackr.claude.patience import patient
from trackr.claude.question import Question, Usage

if TYPE_CHECKING:
    import anthropic
    from anthropic.types import Message, MessageDeltaUsage
    from anthropic.types import Usage as SdkUsage

PUBLIC_API = "https://api.anthropic.com"
CONNECT_SECONDS = 5.0
CACHED: dict[str, Any] = {"cache_control": {"type": "ephemeral"}}

# By HTTP status; an error inside a stream comes with status 200 and its type only.
MISCONFIGURED = {
    400: "bad_request",
    401: "unauthorized",
    402: "billing",
    403: "forbidden",
    404: "not_found",
    413: "too_large",
    422: "bad_request",
}
BUSY = {408: "timeout", 409: "conflict", 429: "rate_limited", 529: "overloaded"}
STATUS_OF_TYPE = {
    "invalid_request_error": 400,
    "authentication_error": 401,
    "billing_error": 402,
    "permission_error": 403,
    "not_found_error": 404,
    "request_too_large": 413,
    "rate_limit_error": 429,
    "overloaded_error": 529,
}

logger = logging.getLogger("trackr.claude")


def is_on() -> bool:
    return bool(settings.ANTHROPIC_API_KEY)


def client() -> "anthropic.Anthropic":
    if not is_on():
        raise ClaudeOff("off")
    return _client_for(settings.ANTHROPIC_API_KEY, settings.ANTHROPIC_BASE_URL or PUBLIC_API)


@lru_cache(maxsize=4)
def _client_for(key: str, base_url: str) -> "anthropic.Anthropic":
    """One client, and so one connection pool, per process; importing the SDK takes a second."""
    import anthropic

    # Below WARNING these print whole requests, and the SDK obeys an environment variable here.
    for name in ("anthropic", "httpx2", "httpcore2"):
        logging.getLogger(name).setLevel(logging.WARNING)
    # A retry would obey retry-after without a limit and hold a web request meanwhile.
    return anthropic.Anthropic(
        api_key=key,
        base_url=base_url,
        max_retries=0,
        open_telemetry=False,
        http_client=patient(anthropic.DefaultHttpxClient()),
    )


def parameters(question: Question, schema: type[BaseModel] | None = None) -> dict[str, Any]:
    import anthropic

    output: dict[str, Any] = {"effort": question.effort}
    if schema is not None:
        form = anthropic.transform_schema(schema)
        output["format"] = {"type": "json_schema", "schema": form}
    seconds = settings.CLAUDE_TIMEOUT_SECONDS
    return {
        "model": question.model,
        "system": question.system,
        "messages": _messages(question),
        "max_tokens": question.max_tokens,
        "metadata": {"user_id": question.user_key},
        "output_config": output,
        "timeout": anthropic.Timeout(seconds, connect=min(seconds, CONNECT_SECONDS)),
    }


def _messages(question: Question) -> list[dict[str, Any]]:
    """Below a length that depends on the model nothing is cached, and nothing is said of it:
    https://platform.claude.com/docs/en/build-with-claude/prompt-caching"""
    if not (question.context or question.earlier):
        return [{"role": "user", "content": question.message}]
    messages: list[dict[str, Any]] = []
    for asked, answer in question.earlier:
        messages += [_said("user", asked), _said("assistant", answer)]
    messages.append(_said("user", question.message))
    if question.earlier:
        messages[-2]["content"][0] |= CACHED
    if question.context:
        messages[0]["content"].insert(0, {"type": "text", "text": question.context, **CACHED})
    return messages


def _said(role: str, text: str) -> dict[str, Any]:
    return {"role": role, "content": [{"type": "text", "text": text}]}


def usage_of(message: "Message", request_id: str | None) -> Usage:
    spent: SdkUsage = message.usage
    return Usage(
        model=message.model,
        input_tokens=spent.input_tokens,
        output_tokens=spent.output_tokens,
        cache_read_tokens=spent.cache_read_input_tokens or 0,
        cache_write_tokens=spent.cache_creation_input_tokens or 0,
        request_id=request_id or "",
    )


def updated(usage: Usage, said: "MessageDeltaUsage") -> Usage:
    """Usage at the end of a stream: output is cumulative, the other fields may be missing."""
    return replace(
        usage,
        output_tokens=said.output_tokens,
        input_tokens=said.input_tokens or usage.input_tokens,
        cache_read_tokens=said.cache_read_input_tokens or usage.cache_read_tokens,
        cache_write_tokens=said.cache_creation_input_tokens or usage.cache_write_tokens,
    )


class Failure:
    """Catches what the SDK raises and tells it as a ClaudeError, without the SDK's as its context.

    The SDK's errors hold the request with the whole prompt; so may a log that follows contexts.
    """

    def __init__(self) -> None:
        self._error: ClaudeError | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> bool:
        import anthropic
        import httpx2

        # A connection that dies inside a stream surfaces as httpx2's own error; a body that
        # promises JSON and is none, as a ValueError.
        if isinstance(error, (anthropic.AnthropicError, httpx2.HTTPError, ValueError)):
            self._error = _translated(error)
        return self._error is not None

    def tell(self, usage: Usage | None = None, partial: str = "") -> None:
        if self._error is not None:
            self._error.usage = usage
            self._error.partial = partial
            raise self._error


def _translated(error: Exception) -> ClaudeError:
    import anthropic

    if isinstance(error, anthropic.APITimeoutError):
        return ClaudeBusy("timeout")
    if not isinstance(error, anthropic.APIStatusError):
        return ClaudeBusy("nonsense" if isinstance(error, ValueError) else "connection")
    status = error.status_code
    if status < 400:
        status = STATUS_OF_TYPE.get(str(error.type), 500)
    if status in MISCONFIGURED:
        logger.error("Claude turned our request down: %s (%s)", MISCONFIGURED[status], status)
        return ClaudeMisconfigured(MISCONFIGURED[status])
    return ClaudeBusy(BUSY.get(status, "server_error"), retry_after=_retry_after(error))


def _retry_after(error: "anthropic.APIStatusError") -> float | None:
    try:
        return max(0.0, float(error.response.headers.get("retry-after", "")))
    except ValueError:
        return None
