"""Facts in generated text that the user's own words don't hold. They are marked, never hidden."""

import re
from dataclasses import dataclass

from cv.words import FIGURE, figure_of, figures_in, has_word

NAME = re.compile(
    r"(?<![.!?]\s)(?<!^)\b[A-ZА-ЯІЇЄҐ][\w+#.-]*[\w+#]"  # inside a sentence
    r"|\b\w*[a-z][A-Z]\w*\b|\b[A-Z]{2,}\b"  # PostgreSQL, iOS, SQL
    r"|\b[^\W\d]+\d\w*|\b\d+[^\W\d]\w*"  # Python3, 3D
)
ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")


@dataclass(frozen=True)
class Piece:
    text: str
    is_traced: bool


def marked(text: str, source: str) -> list[Piece]:
    """The text in pieces; a figure or a name that `source`, a Markdown text, does not hold as a
    whole is a piece of its own."""
    pieces: list[Piece] = []
    end = 0
    for start, stop in _untraced(text, ESCAPE.sub("", source)):
        pieces += [Piece(text[end:start], True), Piece(text[start:stop], False)]
        end = stop
    pieces.append(Piece(text[end:], True))
    return [piece for piece in pieces if piece.text]


def _untraced(text: str, source: str) -> list[tuple[int, int]]:
    """Where the untraced facts stand, in order and apart from each other."""
    known = figures_in(source)
    figures = list(FIGURE.finditer(text))
    inside = {place for match in figures for place in range(*match.span())}
    spans = [match.span() for match in figures if figure_of(match) not in known]
    spans += [
        match.span()
        for match in NAME.finditer(text)
        if inside.isdisjoint(range(*match.span())) and not has_word(source, match[0])
    ]
    return sorted(spans)
