"""What goes to Claude and what comes back, as plain values."""

from dataclasses import dataclass
from typing import Literal

Effort = Literal["low", "medium", "high", "xhigh", "max"]


@dataclass(frozen=True)
class Question:
    """What Claude is asked; user_key is an opaque HMAC of the user, never an address.

    Of a conversation `context` stands before its first message, and `earlier` are its messages with
    their answers. Both come again with the next one, so they are asked to be cached; so does the
    `context` of questions that are put one by one about the same.
    """

    model: str
    system: str
    message: str
    max_tokens: int
    user_key: str
    effort: Effort = "low"
    context: str = ""
    earlier: tuple[tuple[str, str], ...] = ()


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
