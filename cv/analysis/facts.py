"""Facts in generated text that the user's own words don't hold. They are marked, never hidden."""

from dataclasses import dataclass

from cv import fact_lock

# A rewrite in an analysis is advice on how to put things, so a stronger verb is no claim yet.
UNMARKED = "title"


@dataclass(frozen=True)
class Piece:
    text: str
    is_traced: bool


def marked(text: str, source: str) -> list[Piece]:
    """The text in pieces; what `source`, a Markdown text, does not hold is one of its own."""
    pieces: list[Piece] = []
    end = 0
    for one in fact_lock.unproven(text, [source]):
        if one.kind != UNMARKED:
            pieces += [Piece(text[end : one.start], True), Piece(one.text, False)]
            end = one.stop
    pieces.append(Piece(text[end:], True))
    return [piece for piece in pieces if piece.text]
