"""A finished tailoring as its page shows it: each change beside the line that it is about."""

from collections.abc import Iterator
from dataclasses import dataclass

from cv import fact_lock
from cv.editing import diff
from cv.fact_lock.reasons import REASONS
from cv.models import Change, Tailoring
from cv.tailoring import changes
from cv.tailoring.changes import Sources
from cv.tailoring.lock import Said
from cv.text.document import BULLET, lines, plain


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
    change: Change
    section: str
    before: list[Piece]
    after: list[Piece]
    facts: list[Fact]

    @property
    def open_facts(self) -> int:
        return sum(not fact.is_true for fact in self.facts)


@dataclass(frozen=True)
class Page:
    rows: list[Row]
    standing: int  # facts that the copy says, which keep it from being exported

    @property
    def open_facts(self) -> int:
        """Of all that is undecided or stands in the copy."""
        return sum(row.open_facts for row in self.rows)

    @property
    def undecided(self) -> int:
        return sum(row.change.decision == Change.Decision.OPEN for row in self.rows)

    @property
    def accepted(self) -> int:
        return sum(row.change.decision == Change.Decision.ACCEPTED for row in self.rows)

    @property
    def proven(self) -> int:
        """How many could be accepted at once."""
        is_open = Change.Decision.OPEN
        return sum(row.change.decision == is_open and not row.open_facts for row in self.rows)


def page_of(tailoring: Tailoring) -> Page:
    """Of a tailoring that has its copy."""
    assert tailoring.cv is not None  # noqa: S101  as the contract says
    sources = changes.sources_of(tailoring)
    sections = dict(_sections(sources.original))
    those = list(tailoring.changes.all())
    said = Said(tailoring.cv.current(), sources.original, those)
    standing = [said.facts_of(change) for change in those]
    return Page(
        [
            _row(change, sections.get(change.number, ""), sources, facts)
            for change, facts in zip(those, standing, strict=True)
        ],
        sum(map(len, standing)),
    )


def _row(change: Change, section: str, sources: Sources, standing: list[changes.Fact]) -> Row:
    before, after = _content(change.line), _content(change.text)
    is_changed = change.kind == Change.Kind.REPLACE
    was = _side(before, after, "removed") if is_changed else [Piece(before)]
    will_be = _side(before, after, "added") if is_changed else [Piece(after)]
    found = sources.unproven(after) if change.decision != Change.Decision.REJECTED else []
    facts = _facts(change, found, standing)
    is_open = {fact.text for fact in facts if not fact.is_true}
    spans = [(one.start, one.stop) for one in found if one.text in is_open]
    return Row(change, section, was, _marked(will_be, spans), facts)


def _facts(
    change: Change, found: list[fact_lock.Unproven], standing: list[changes.Fact]
) -> list[Fact]:
    """While a change is undecided all that is found is asked for, then only what stands; that may
    be of an earlier wording, too."""
    settled = {fact["text"] for fact in change.unproven if fact["is_true"]}
    is_open = change.decision == Change.Decision.OPEN
    facts = {
        one.text: Fact(one.text, str(one.reason), one.text in settled)
        for one in found
        if is_open or one.text in settled
    }
    for fact in standing:
        facts[fact["text"]] = Fact(fact["text"], str(REASONS[fact["kind"]]), is_true=False)
    return list(facts.values())


def _sections(original: str) -> Iterator[tuple[int, str]]:
    title = ""
    for line in lines(original):
        title = line.text if line.kind == "section" else title
        yield line.number, title


def _content(raw: str) -> str:
    return plain(BULLET.sub("", raw, count=1))


def _side(line: str, text: str, kind: str) -> list[Piece]:
    """The words of one side; those of this `kind` are only there."""
    both = [piece for piece in diff.pieces_of(line, text) if piece.kind in ("same", kind)]
    return [Piece(piece.text, is_changed=piece.kind == kind) for piece in both]


def _marked(pieces: list[Piece], spans: list[tuple[int, int]]) -> list[Piece]:
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
