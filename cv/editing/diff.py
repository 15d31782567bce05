"""What changed from one text of a CV to another: line by line, the changed words marked.

Pure, and bounded: a hostile text costs its length, and is then told apart in one piece.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

from cv.editing.sections import POINT, shown_line
from cv.text.document import LINK, Line, LineKind, lines

RowKind = Literal["same", "added", "removed", "changed"]
PieceKind = Literal["same", "added", "removed"]

WORD = re.compile(r"\w+|\s+|[^\w\s]")
ALIKE = 0.5  # of the words of two lines: then one was made of the other
MOST_LINES = 2_000  # of each side that are compared with one another
MOST_PAIRS = 2_500  # of lines of one place that are compared for likeness
MOST_PIECES = 600  # of a line
CONTEXT = 2  # lines around a change that are shown


@dataclass(frozen=True)
class Piece:
    kind: PieceKind
    text: str


@dataclass(frozen=True)
class Row:
    """One line of both texts, or of one of them."""

    kind: RowKind
    line: LineKind
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True)
class Part:
    """Rows that stand together: around a change, or far from any (then they may be folded)."""

    rows: tuple[Row, ...]
    is_far: bool


@dataclass(frozen=True)
class Told:
    """A line as people read it; equal ones look the same."""

    kind: LineKind
    text: str


def rows(before: str, after: str) -> list[Row]:
    """Empty lines, emphasis and the marks of points don't count."""
    old, new = _told(before), _told(after)
    start = _alike_at_the_start(old, new)
    end = _alike_at_the_start(old[start:][::-1], new[start:][::-1])
    middle = _compared(old[start : len(old) - end], new[start : len(new) - end])
    return [*_same(new[:start]), *middle, *_same(new[len(new) - end :])]


def parts(found: Sequence[Row]) -> list[Part]:
    changed = [place for place, row in enumerate(found) if row.kind != "same"]
    near = {place + step for place in changed for step in range(-CONTEXT, CONTEXT + 1)}
    grouped = groupby(enumerate(found), key=lambda one: one[0] in near)
    return [Part(tuple(row for _, row in group), not is_near) for is_near, group in grouped]


def changed_words(before: str, after: str) -> tuple[int, int]:
    """How many words came and how many went; a word that was moved did neither."""
    old, new = (Counter(re.findall(r"\w+", text)) for text in (before, after))
    return (new - old).total(), (old - new).total()


def _told(markdown: str) -> list[Told]:
    return [Told(line.kind, _text(line)) for line in lines(markdown) if line.kind != "blank"]


def _text(line: Line) -> str:
    """Without emphasis; a link stays in sight: its address may be what was changed."""
    text = shown_line(line) if LINK.search(line.raw) else line.text
    point = POINT if line.kind == "bullet" and text is line.text else ""
    return point + " ".join(text.split())


def _alike_at_the_start(old: Sequence[Told], new: Sequence[Told]) -> int:
    pairs = zip(old, new, strict=False)
    return next((place for place, (a, b) in enumerate(pairs) if a != b), min(len(old), len(new)))


def _compared(old: Sequence[Told], new: Sequence[Told]) -> Iterator[Row]:
    if max(len(old), len(new)) > MOST_LINES:
        yield from _gone_and_come(old, new)
        return
    matcher = SequenceMatcher(None, old, new)
    for tag, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            yield from _same(new[new_start:new_end])
        else:
            yield from _replaced(old[old_start:old_end], new[new_start:new_end])


def _replaced(old: Sequence[Told], new: Sequence[Told]) -> Iterator[Row]:
    """Lines made of one another as one row each, in their order; the others went or came."""
    old_done = new_done = 0
    for old_place, new_place in [*_pairs(old, new), (len(old), len(new))]:
        yield from _gone_and_come(old[old_done:old_place], new[new_done:new_place])
        if old_place < len(old):
            pieces = tuple(pieces_of(old[old_place].text, new[new_place].text))
            yield Row("changed", new[new_place].kind, pieces)
        old_done, new_done = old_place + 1, new_place + 1


def _pairs(old: Sequence[Told], new: Sequence[Told]) -> list[tuple[int, int]]:
    """Places of lines that were made of one another: the choice that is most alike in all."""
    if len(old) * len(new) > MOST_PAIRS:
        return []
    alike = [[_likeness(a, b) for b in new] for a in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            paired = alike[i][j] + best[i + 1][j + 1] if alike[i][j] else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    return list(_walk(alike, best))


def _walk(alike: list[list[float]], best: list[list[float]]) -> Iterator[tuple[int, int]]:
    i = j = 0
    while i < len(alike) and best[i][j]:
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            yield i, j
            i, j = i + 1, j + 1


def _likeness(a: Told, b: Told) -> float:
    """The share of words in common; 0 where one can't be called a change of the other."""
    if a.kind != b.kind and {a.kind, b.kind} != {"bullet", "text"}:
        return 0.0
    old, new = _words(a.text), _words(b.text)
    share = 2 * (old & new).total() / max(old.total() + new.total(), 1)
    return share if share >= ALIKE else 0.0


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.casefold()))


def pieces_of(old: str, new: str) -> Iterator[Piece]:
    """Runs of equal, removed and added words; a space between two changes is one of them."""
    before, after = WORD.findall(old), WORD.findall(new)
    gone, come = "", ""
    for tag, *places in _opcodes(before, after):
        was, is_now = (
            "".join(before[places[0] : places[1]]),
            "".join(after[places[2] : places[3]]),
        )
        if tag == "equal" and not (was.isspace() and (gone or come)):
            yield from _flushed(gone, come)
            gone = come = ""
            yield Piece("same", was)
        else:
            gone, come = gone + was, come + is_now
    yield from _flushed(gone, come)


def _opcodes(old: list[str], new: list[str]) -> list[tuple[str, int, int, int, int]]:
    if max(len(old), len(new)) > MOST_PIECES:
        return [("replace", 0, len(old), 0, len(new))]
    return list(SequenceMatcher(None, old, new, autojunk=False).get_opcodes())


def _flushed(gone: str, come: str) -> Iterator[Piece]:
    """What went and what came, without a space that both begin or end with."""
    lead = " " if gone[:1] == come[:1] == " " else ""
    gone, come = gone[len(lead) :], come[len(lead) :]
    trail = " " if gone[-1:] == come[-1:] == " " else ""
    gone, come = gone.removesuffix(trail), come.removesuffix(trail)
    found = [("same", lead), ("removed", gone), ("added", come), ("same", trail)]
    yield from (Piece(kind, text) for kind, text in found if text)  # type: ignore[arg-type]


def _same(told: Iterable[Told]) -> Iterator[Row]:
    return (Row("same", one.kind, (Piece("same", one.text),)) for one in told)


def _gone_and_come(old: Iterable[Told], new: Iterable[Told]) -> Iterator[Row]:
    for one in old:
        yield Row("removed", one.kind, (Piece("removed", one.text),))
    for one in new:
        yield Row("added", one.kind, (Piece("added", one.text),))
