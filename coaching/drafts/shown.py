"""A letter as its page shows it: paragraphs with what is unproven marked, and the proposals."""

from collections.abc import Sequence
from dataclasses import dataclass

from coaching.drafts import facts, lettering
from coaching.drafts.facts import Standing
from coaching.models import Draft, DraftChange, DraftVersion, Passage, Writing
from cv.fact_lock.reasons import REASONS
from cv.tailoring.marking import Fact, Piece, Row, marked, sides

Decision = DraftChange.Decision


@dataclass(frozen=True)
class Letter:
    version: DraftVersion
    subject: list[Piece]
    paragraphs: list[list[list[Piece]]]  # lines of pieces
    standing: list[Standing]  # facts that keep it from leaving
    gaps: list[str]  # what is still to be filled in

    @property
    def of_posting(self) -> int:
        return sum(fact.is_of_posting for fact in self.standing)


@dataclass(frozen=True)
class Proposals:
    writing: Writing
    rows: list[Row]

    @property
    def undecided(self) -> int:
        return sum(row.change.decision == Decision.OPEN for row in self.rows)

    @property
    def proven(self) -> int:
        """How many could be accepted at once."""
        open_rows = (row for row in self.rows if row.change.decision == Decision.OPEN)
        return sum(not row.open_facts for row in open_rows)


def letter(draft: Draft, version: DraftVersion) -> Letter:
    standing = facts.standing(draft, version)
    return Letter(
        version=version,
        subject=_pieces(version.subject, standing),
        paragraphs=[
            [_pieces(line, standing) for line in paragraph.split("\n")]
            for paragraph in version.text.split("\n\n")
        ],
        standing=standing,
        gaps=lettering.gaps(version.text),
    )


def proposals(writing: Writing) -> Proposals:
    passages = list(writing.draft.passages.all())
    return Proposals(writing, [_row(change, passages) for change in writing.changes.all()])


def _pieces(line: str, standing: Sequence[Standing]) -> list[Piece]:
    spans = [span for fact in standing if fact.line == line for span in fact.spans]
    return marked([Piece(line)], spans)


def _row(change: DraftChange, passages: Sequence[Passage]) -> Row:
    is_changed = change.kind == DraftChange.Kind.REPLACE
    before, after = sides(change.line, change.text, is_changed=is_changed)
    is_rejected = change.decision == Decision.REJECTED
    found = [] if is_rejected else facts.of_line(change.text, passages)
    own = next((one for one in passages if one.text == change.text), None)
    settled = [fact for fact in own.unproven if fact["is_true"]] if own else []
    told = [
        *(Fact(one.text, one.reason, is_true=False) for one in found),
        *(Fact(fact["text"], str(REASONS[fact["kind"]]), is_true=True) for fact in settled),
    ]
    spans = [span for one in found for span in one.spans]
    return Row(change, "", before, marked(after, spans), told)
