"""The two sides of a proposed change, word by word: what is new, and what nothing proves."""

from collections.abc import Iterable
from dataclasses import dataclass

from cv.editing import diff
from cv.models import LineChange


@dataclass(frozen=True)
class Piece:
    """Words of a line: the same on both sides or not, and whether something proves them."""

    text: str
    is_changed: bool = False
    is_unproven: bool = False


@dataclass(frozen=True)
class Fact:
    text: str
    reason: str
    is_true: bool


@dataclass(frozen=True)
class Row:
    change: LineChange
    section: str
    before: list[Piece]
    after: list[Piece]
    facts: list[Fact]

    @property
    def open_facts(self) -> int:
        return sum(not fact.is_true for fact in self.facts)


def sides(before: str, after: str, *, is_changed: bool) -> tuple[list[Piece], list[Piece]]:
    """The line as it is and as it may be; compared where one was made of the other."""
    if not is_changed:
        return [Piece(before)], [Piece(after)]
    return _side(before, after, "removed"), _side(before, after, "added")


def marked(pieces: Iterable[Piece], spans: list[tuple[int, int]]) -> list[Piece]:
    """The pieces cut where unproven facts begin and end."""
    cuts = {place for span in spans for place in span}
    found: list[Piece] = []
    start = 0
    for piece in pieces:
        stop = start + len(piece.text)
        inner = sorted({start, stop, *(cut for cut in cuts if start < cut < stop)})
        for one, two in zip(inner, inner[1:], strict=False):
            is_unproven = any(first <= one < last for first, last in spans)
            text = piece.text[one - start : two - start]
            found.append(Piece(text, piece.is_changed, is_unproven))
        start = stop
    return found


def _side(line: str, text: str, kind: str) -> list[Piece]:
    """The words of one side; those of this `kind` are only there."""
    both = [piece for piece in diff.pieces_of(line, text) if piece.kind in ("same", kind)]
    return [Piece(piece.text, is_changed=piece.kind == kind) for piece in both]
