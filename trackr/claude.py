"""The one door to Claude: https://platform.claude.com/docs/en/api/messages

Neither exceptions nor log lines of this module hold a word of a prompt or of an answer.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self

from django.conf import settings
from pydantic import BaseModel, ValidationError

if TYPE_CHECKING:
    import anthropic
    from anthropic.types import Message, MessageDeltaUsage, RawMessageStreamEvent
    from anthropic.types import Usage as SdkUsage

PUBLIC_API = "https://api.anthropic.com"
CONNECT_SECONDS = 5.0

logger = logging.getLogger(__name__)

Effort = Literal["low", "medium", "high", "xhigh", "max"]


@dataclass(frozen=True)
class Question:
    """What Claude is asked; user_key is an opaque HMAC of the user, never an address."""

    model: str
    system: str
    message: str
    max_tokens: int
    user_key: str
    effort: Effort = "low"


@dataclass(frozen=True)
class Usage:
    """Tokens that the call cost; the whole input is input + cache_read + cache_write."""

    model: str
    input_tokens: int
    output_tokens: int
    cache_read_tokens: int
    cache_write_tokens: int
    request_id: str


@dataclass(frozen=True)
class Answer[T]:
    value: T
    usage: Usage


class ClaudeError(Exception):
    """A call that gave no usable answer.

    `code` names the cause for our logs and for the rooms, which turn it into a sentence;
    `usage` is what the call cost nevertheless, None when that is unknown (often nothing);
    `partial` is the text of a stream up to the failure, empty where it must not be shown.
    """

    def __init__(self, code: str, usage: Usage | None = None, partial: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.usage = usage
        self.partial = partial


class ClaudeOff(ClaudeError):
    """No key is set: the feature is off."""


class ClaudeBusy(ClaudeError):
    """Try again later: limits, overload, a failing server, a timeout, a lost connection."""

    def __init__(
        self,
        code: str,
        usage: Usage | None = None,
        partial: str = "",
        retry_after: float | None = None,
    ) -> None:
        super().__init__(code, usage, partial)
        self.retry_after = retry_after


class ClaudeRefused(ClaudeError):
    """Claude declined to answer."""


class ClaudeCutShort(ClaudeError):
    """The answer did not fit into max_tokens or into the context window."""


class ClaudeUnreadable(ClaudeError):
    """The answer is not JSON, or not what the schema asked for."""


class ClaudeMisconfigured(ClaudeError):
    """Our request, key, balance or model is wrong: nothing the user can do."""


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
COMPLETE = ("end_turn", "stop_sequence")


def is_on() -> bool:
    return bool(settings.ANTHROPIC_API_KEY)


def ask[M: BaseModel](question: Question, schema: type[M]) -> Answer[M]:
    """Ask for an answer in the form of the schema and check it against the schema.

    Takes up to CLAUDE_TIMEOUT_SECONDS, so never call it inside a transaction; no retries.
    Raises a ClaudeError, whose usage is to be recorded where it is not None.
    """
    client = _client()
    parameters = _parameters(question, schema)
    failed = _Failure()
    with failed:
        message = client.messages.create(**parameters, stream=False)
    failed.tell()
    if getattr(message, "usage", None) is None:
        raise ClaudeBusy("nonsense")
    usage = _usage(message, message._request_id)
    _check_ending(message.stop_reason, usage)
    value = _parsed(message, schema)
    if value is None:
        raise ClaudeUnreadable("unreadable", usage)
    return Answer(value, usage)


def stream(question: Question) -> "Stream":
    """A text answer that arrives piece by piece; the call begins when the stream is entered."""
    return Stream(question)


class Stream:
    """`with stream(question) as pieces: for piece in pieces: …`

    The loop ends quietly when the answer is complete, else with a ClaudeError. However it ends,
    also when the caller leaves early, `text` and `usage` hold what has come; leaving the `with`
    closes the connection. Usage is None until the answer has begun.
    """

    def __init__(self, question: Question) -> None:
        self.text = ""
        self.usage: Usage | None = None
        self._question = question
        self._stop_reason: str | None = None
        self._over = False
        self._events: anthropic.Stream[RawMessageStreamEvent] | None = None

    def __enter__(self) -> Self:
        client = _client()
        parameters = _parameters(self._question)
        failed = _Failure()
        with failed:
            self._events = client.messages.create(**parameters, stream=True)
        failed.tell()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._events is not None:
            self._events.close()

    def __iter__(self) -> Iterator[str]:
        failed = _Failure()
        with failed:
            for event in self._events or ():
                piece = self._take(event)
                if piece:
                    yield piece
        failed.tell(self.usage, self.text)
        if not self._over:
            raise ClaudeBusy("cut_off", self.usage, self.text)
        _check_ending(self._stop_reason, self.usage, self.text)

    def _take(self, event: "RawMessageStreamEvent") -> str:
        """Note what an event says; the text that it adds, if any."""
        if event.type == "message_start":
            request_id = self._events.response.headers.get("request-id") if self._events else None
            self.usage = _usage(event.message, request_id)
        elif event.type == "message_delta" and self.usage is not None:
            self.usage = _updated(self.usage, event.usage)
            self._stop_reason = event.delta.stop_reason
        elif event.type == "message_stop":
            self._over = True
        elif event.type == "content_block_delta" and event.delta.type == "text_delta":
            self.text += event.delta.text
            return event.delta.text
        return ""


class _Failure:
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


def _check_ending(reason: str | None, usage: Usage | None, text: str = "") -> None:
    if reason == "refusal":
        raise ClaudeRefused("refused", usage)
    if reason in {"max_tokens", "model_context_window_exceeded"}:
        raise ClaudeCutShort(str(reason), usage, text)
    if reason not in COMPLETE:
        raise ClaudeUnreadable("unexpected_ending", usage, text)


def _parsed[M: BaseModel](message: "Message", schema: type[M]) -> M | None:
    """The answer as the schema has it, or None; thinking blocks may stand before the text."""
    text = "".join(block.text for block in message.content if block.type == "text")
    try:
        return schema.model_validate_json(text)
    except ValidationError:
        return None


def _parameters(question: Question, schema: type[BaseModel] | None = None) -> dict[str, Any]:
    import anthropic

    output: dict[str, Any] = {"effort": question.effort}
    if schema is not None:
        form = anthropic.transform_schema(schema)
        output["format"] = {"type": "json_schema", "schema": form}
    seconds = settings.CLAUDE_TIMEOUT_SECONDS
    return {
        "model": question.model,
        "system": question.system,
        "messages": [{"role": "user", "content": question.message}],
        "max_tokens": question.max_tokens,
        "metadata": {"user_id": question.user_key},
        "output_config": output,
        "timeout": anthropic.Timeout(seconds, connect=min(seconds, CONNECT_SECONDS)),
    }


def _usage(message: "Message", request_id: str | None) -> Usage:
    spent: SdkUsage = message.usage
    return Usage(
        model=message.model,
        input_tokens=spent.input_tokens,
        output_tokens=spent.output_tokens,
        cache_read_tokens=spent.cache_read_input_tokens or 0,
        cache_write_tokens=spent.cache_creation_input_tokens or 0,
        request_id=request_id or "",
    )


def _updated(usage: Usage, said: "MessageDeltaUsage") -> Usage:
    """Usage at the end of a stream: output is cumulative, the other fields may be missing."""
    return replace(
        usage,
        output_tokens=said.output_tokens,
        input_tokens=said.input_tokens or usage.input_tokens,
        cache_read_tokens=said.cache_read_input_tokens or usage.cache_read_tokens,
        cache_write_tokens=said.cache_creation_input_tokens or usage.cache_write_tokens,
    )


def _client() -> "anthropic.Anthropic":
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
    return anthropic.Anthropic(api_key=key, base_url=base_url, max_retries=0, open_telemetry=False)
