"""Markdown read as plain text that still knows where each of its letters stood."""

import re
from dataclasses import dataclass
from functools import cached_property

PLACEHOLDER = re.compile(r"\[[^\[\]\n]{1,40}\](?!\()")
DROPPED = re.compile(
    r"\\(?=[!-/:-@\[-`{-~])"  # an escape
    r"|\*+|`+|~~|(?<!\w)_+(?=\S)|(?<=\S)_+(?!\w)"  # emphasis
    r"|^[ \t]*(?:#{1,6}|[-*+])[ \t]+(?=\S)"  # the mark of a line
    r"|!?\[(?=[^\[\]\n]*\]\()|\](?=\()",  # brackets of a link
    re.MULTILINE,
)
SAME = str.maketrans(
    {"’": "'", "ʼ": "'", "‘": "'", "´": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " "}
    | {"—": "–", "−": "–", "‑": "-", "\u00ad": "-"}
)
WORD = re.compile(
    r"\.?[^\W\d_]\w*(?:\.[^\W_]+)+"  # Node.js, B.Sc
    r"|[^\W_](?:[\w'&/-]*[^\W_])?(?:[+#]+(?!\w))?"
)
SENTENCE_ENDS = frozenset(".!?…:;|•(\n")
NEAR = 8


@dataclass(frozen=True)
class Word:
    text: str
    start: int
    stop: int


@dataclass(frozen=True)
class Plain:
    """`text` without marks; `places[i]` is where its letter i stands in the Markdown."""

    text: str
    places: tuple[int, ...]

    def span(self, start: int, stop: int) -> tuple[int, int]:
        return self.places[start], self.places[stop - 1] + 1

    @cached_property
    def words(self) -> list[Word]:
        return [Word(found[0], *found.span()) for found in WORD.finditer(self.text)]

    def starts_sentence(self, place: int) -> bool:
        before = self.text[max(0, place - NEAR) : place]
        last = before.rstrip(" \t")[-1:]
        return not last or last in SENTENCE_ENDS or (last in "–-" and before[-1].isspace())


def plain(markdown: str) -> Plain:
    """Placeholders such as [NAME] or [number] become blanks: they claim nothing."""
    blanked = PLACEHOLDER.sub(lambda found: " " * len(found[0]), markdown)
    dropped: set[int] = set()
    for found in DROPPED.finditer(blanked):
        dropped.update(range(*found.span()))
    places = tuple(place for place in range(len(blanked)) if place not in dropped)
    return Plain("".join(blanked[place] for place in places).translate(SAME), places)


def blanked(text: str, spans: list[tuple[int, int]]) -> str:
    """The text of the same length with blanks in the spans."""
    letters = list(text)
    for start, stop in spans:
        letters[start:stop] = " " * (stop - start)
    return "".join(letters)
