"""A finished tailoring as its page shows it: each change beside the line that it is about."""

from collections.abc import Iterator
from dataclasses import dataclass

from cv import fact_lock
from cv.fact_lock.reasons import REASONS
from cv.models import Change, Tailoring
from cv.tailoring import changes
from cv.tailoring.changes import Sources
from cv.tailoring.lock import Said
from cv.tailoring.marking import Fact, Row, marked, sides
from cv.text.document import BULLET, lines, plain


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
    was, will_be = sides(before, after, is_changed=change.kind == Change.Kind.REPLACE)
    found = sources.unproven(after) if change.decision != Change.Decision.REJECTED else []
    facts = _facts(change, found, standing)
    is_open = {fact.text for fact in facts if not fact.is_true}
    spans = [(one.start, one.stop) for one in found if one.text in is_open]
    return Row(change, section, was, marked(will_be, spans), facts)


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
