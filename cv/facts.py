"""Facts in generated text that the user's own words don't hold. They are marked, never hidden."""

import re
from dataclasses import dataclass

FACT = re.compile(
    r"\d[\d.,]*\d%?|\d%?"  # figures
    r"|(?<![.!?]\s)(?<!^)\b[A-ZА-ЯІЇЄҐ][\w+#.-]*\w"  # names inside a sentence
    r"|\b\w*[a-z][A-Z]\w*\b|\b[A-Z]{2,}\b"  # PostgreSQL, iOS, SQL
)


@dataclass(frozen=True)
class Piece:
    text: str
    is_traced: bool


def marked(text: str, source: str) -> list[Piece]:
    """The text in pieces; a figure or a name that `source` does not hold is a piece of its own."""
    known = source.casefold()
    pieces: list[Piece] = []
    end = 0
    for match in FACT.finditer(text):
        if match[0].casefold() in known:
            continue
        pieces += [Piece(text[end : match.start()], True), Piece(match[0], False)]
        end = match.end()
    pieces.append(Piece(text[end:], True))
    return [piece for piece in pieces if piece.text]
