"""One question, one answer, when all of it is there."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from pydantic import BaseModel

from trackr.claude import sdk
from trackr.claude.errors import ClaudeBusy, ClaudeUnreadable, check_ending
from trackr.claude.parsing import parsed
from trackr.claude.patience import Patience
from trackr.claude.question import Answer, Question

if TYPE_CHECKING:
    from anthropic.types import Message


def ask[M: BaseModel](
    question: Question, schema: type[M], is_wanted: Callable[[], bool] | None = None
) -> Answer[M]:
    """Ask for an answer in the form of the schema and check it against the schema.

    `is_wanted` is asked about once a second; after its No comes ClaudeBusy("stopped").

    Takes up to CLAUDE_TIMEOUT_SECONDS, so never call it inside a transaction; no retries.
    Raises a ClaudeError, whose usage is to be recorded where it is not None.
    """
    client = sdk.client()
    parameters = sdk.parameters(question, schema)
    failed = sdk.Failure()
    with failed, Patience(is_wanted) as patience:
        message = client.messages.create(**parameters, stream=False)
    if patience.is_stopped:
        raise ClaudeBusy("stopped")
    failed.tell()
    if getattr(message, "usage", None) is None:
        raise ClaudeBusy("nonsense")
    usage = sdk.usage_of(message, message._request_id)
    check_ending(message.stop_reason, usage)
    value = parsed(_text_of(message), schema)
    if value is None:
        raise ClaudeUnreadable("unreadable", usage)
    return Answer(value, usage)


def _text_of(message: "Message") -> str:
    """Thinking blocks may stand before the text."""
    return "".join(block.text for block in message.content if block.type == "text")
