"""What of a long conversation goes along again: the last turns, and a summary of those before."""

from collections.abc import Iterable, Sequence

from coaching.models import Turn
from trackr.claude import tokens_of

MOST_TOKENS = 12_000  # of earlier messages and answers; beyond that the older ones are summarised
KEPT_TOKENS = 6_000  # of the newest ones, to the letter


def answered(turns: Iterable[Turn]) -> list[Turn]:
    """Those that can be sent again: with an answer, be it one that was stopped."""
    return [turn for turn in turns if turn.state == "done" and turn.answer.strip()]


def to_summarise(turns: Sequence[Turn]) -> list[Turn]:
    """The older ones, once all together are too long; none as long as they are not."""
    sizes = [tokens_of(turn.question) + tokens_of(turn.answer) for turn in turns]
    if sum(sizes) <= MOST_TOKENS:
        return []
    # The last one is what the next message is about, however long it is.
    place = len(turns) - 1
    kept = sizes[place]
    while place > 0 and kept + sizes[place - 1] <= KEPT_TOKENS:
        place -= 1
        kept += sizes[place]
    return list(turns[:place])
