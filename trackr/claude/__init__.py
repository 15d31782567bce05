"""The one door to Claude: https://platform.claude.com/docs/en/api/messages

Neither exceptions nor log lines of this package hold a word of a prompt or of an answer. A call
takes CLAUDE_TIMEOUT_SECONDS at the most, from its start to its end; none is tried twice.
"""

from trackr.claude.asking import ask
from trackr.claude.counting import tokens_of
from trackr.claude.errors import (
    ClaudeBusy,
    ClaudeCutShort,
    ClaudeError,
    ClaudeMisconfigured,
    ClaudeOff,
    ClaudeRefused,
    ClaudeUnreadable,
)
from trackr.claude.parsing import so_far
from trackr.claude.question import Answer, Question, Usage
from trackr.claude.sdk import is_on
from trackr.claude.streaming import Stream, ValueStream, stream, stream_value

__all__ = [
    "Answer",
    "ClaudeBusy",
    "ClaudeCutShort",
    "ClaudeError",
    "ClaudeMisconfigured",
    "ClaudeOff",
    "ClaudeRefused",
    "ClaudeUnreadable",
    "Question",
    "Stream",
    "Usage",
    "ValueStream",
    "ask",
    "is_on",
    "so_far",
    "stream",
    "stream_value",
    "tokens_of",
]
