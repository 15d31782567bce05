"""What a call may end in instead of an answer."""

from trackr.claude.question import Usage

COMPLETE = ("end_turn", "stop_sequence")


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


def check_ending(reason: str | None, usage: Usage | None, text: str = "") -> None:
    if reason == "refusal":
        raise ClaudeRefused("refused", usage)
    if reason in {"max_tokens", "model_context_window_exceeded"}:
        raise ClaudeCutShort(str(reason), usage, text)
    if reason not in COMPLETE:
        raise ClaudeUnreadable("unexpected_ending", usage, text)
