"""Answers that arrive piece by piece."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from pydantic import BaseModel

from trackr.claude import sdk
from trackr.claude.counting import tokens_of
from trackr.claude.errors import ClaudeBusy, ClaudeUnreadable, check_ending
from trackr.claude.parsing import parsed, so_far
from trackr.claude.patience import Patience
from trackr.claude.question import Question, Usage

if TYPE_CHECKING:
    import anthropic
    from anthropic.types import RawMessageStreamEvent

SNAPSHOT_SECONDS = 0.1  # no page is filled more often


def stream(question: Question, is_wanted: Callable[[], bool] | None = None) -> "Stream":
    """A text answer that arrives piece by piece; the call begins when the stream is entered.

    `is_wanted` is asked about once a second, also in a silence; after its No the stream is over.
    """
    return Stream(question, is_wanted=is_wanted)


def stream_value[M: BaseModel](question: Question, schema: type[M]) -> "ValueStream[M]":
    """An answer in the form of the schema that can be looked at while it arrives."""
    return ValueStream(question, schema)


class Stream:
    """`with stream(question) as pieces: for piece in pieces: …`

    The loop ends quietly when the answer is complete or no more wanted, see `is_stopped`, else with
    a ClaudeError. However it ends, also when the caller leaves early, `text` and `usage` hold what
    has come; leaving the `with` closes the connection. Usage is None until the answer has begun.
    """

    def __init__(
        self,
        question: Question,
        schema: type[BaseModel] | None = None,
        is_wanted: Callable[[], bool] | None = None,
    ) -> None:
        self.text = ""
        self._question = question
        self._schema = schema
        self._stop_reason: str | None = None
        self._over = False
        self._usage: Usage | None = None
        self._is_counted = False
        self._patience = Patience(is_wanted)
        self._events: anthropic.Stream[RawMessageStreamEvent] | None = None

    @property
    def usage(self) -> Usage | None:
        """What an answer cost that did not come to its end is only told by its length."""
        if self._usage is None or self._is_counted:
            return self._usage
        said = max(self._usage.output_tokens, tokens_of(self.text))
        return replace(self._usage, output_tokens=said)

    @property
    def is_stopped(self) -> bool:
        return self._patience.is_stopped

    def __enter__(self) -> Self:
        client = sdk.client()
        parameters = sdk.parameters(self._question, self._schema)
        failed = sdk.Failure()
        with failed, self._patience:
            self._events = client.messages.create(**parameters, stream=True)
        if not self.is_stopped:
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
        failed = sdk.Failure()
        with failed:
            for event in self._arriving():
                piece = self._take(event)
                if piece:
                    yield piece
        if self.is_stopped:
            return
        if not self._over:
            if self._patience.is_late:
                raise ClaudeBusy("timeout", self.usage, self.text)
            failed.tell(self.usage, self.text)
            raise ClaudeBusy("cut_off", self.usage, self.text)
        check_ending(self._stop_reason, self.usage, self.text)

    def _arriving(self) -> "Iterator[RawMessageStreamEvent]":
        events = iter(self._events or ())
        while True:
            with self._patience:
                event = next(events, None)
            if event is None:
                return
            yield event

    def _take(self, event: "RawMessageStreamEvent") -> str:
        """Note what an event says; the text that it adds, if any."""
        if event.type == "message_start":
            request_id = self._events.response.headers.get("request-id") if self._events else None
            self._usage = sdk.usage_of(event.message, request_id)
        elif event.type == "message_delta" and self._usage is not None:
            self._usage, self._is_counted = sdk.updated(self._usage, event.usage), True
            self._stop_reason = event.delta.stop_reason
        elif event.type == "message_stop":
            self._over = True
        elif event.type == "content_block_delta" and event.delta.type == "text_delta":
            self.text += event.delta.text
            return event.delta.text
        return ""


class ValueStream[M: BaseModel]:
    """`with stream_value(question, schema) as snapshots: for snapshot in snapshots: …`

    A snapshot is the JSON value as far as it has come, at most ten a second. The loop ends as that
    of a Stream does, or with ClaudeUnreadable; only then `value` holds the answer, checked.
    """

    def __init__(self, question: Question, schema: type[M]) -> None:
        self._stream = Stream(question, schema)
        self._schema = schema
        self.value: M | None = None

    @property
    def usage(self) -> Usage | None:
        return self._stream.usage

    def __enter__(self) -> Self:
        self._stream.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._stream.__exit__(kind, error, traceback)

    def __iter__(self) -> Iterator[Any]:
        due = time.monotonic()
        for _ in self._stream:
            if time.monotonic() >= due:
                snapshot = so_far(self._stream.text)
                if snapshot is not None:
                    yield snapshot
                due = time.monotonic() + SNAPSHOT_SECONDS
        self.value = parsed(self._stream.text, self._schema)
        if self.value is None:
            raise ClaudeUnreadable("unreadable", self.usage)
