"""Facts of Claude's texts that nothing of the person's own proves: found, kept, and shown."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cv import fact_lock
from cv.fact_lock.reasons import REASONS

Fact = dict[str, str]  # as rows keep it: "text", "kind"


@dataclass(frozen=True)
class Piece:
    text: str
    is_unproven: bool = False


def found(texts: Sequence[str], sources: Sequence[str]) -> list[Fact]:
    """Each once, in the order of the texts."""
    unproven = [one for text in texts for one in fact_lock.unproven(text, sources)]
    return list({one.text: {"text": one.text, "kind": one.kind} for one in unproven}.values())


def standing(facts: Sequence[Fact], texts: Sequence[str]) -> list[Fact]:
    """Those that the texts still say, whatever their spaces and case."""
    squeezed = _squeezed("\n".join(texts))
    return [fact for fact in facts if _squeezed(fact["text"]) in squeezed]


def reasons(facts: Sequence[Fact]) -> list[tuple[str, str]]:
    """Each with the sentence on why it counts as unproven."""
    return [(fact["text"], str(REASONS[fact["kind"]])) for fact in facts]  # type: ignore[index]


def pieces(text: str, facts: Sequence[Fact]) -> list[Piece]:
    """The text cut where unproven facts begin and end."""
    known = sorted({fact["text"] for fact in facts if fact["text"]}, key=len, reverse=True)
    if not known:
        return [Piece(text)]
    cut = re.split(rf"({'|'.join(map(re.escape, known))})", text)
    return [Piece(part, part in known) for part in cut if part]


def _squeezed(text: str) -> str:
    return "".join(text.split()).casefold()
