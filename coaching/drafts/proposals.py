"""What Claude gives for a letter: its first text, or changes of single lines, checked."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from coaching.drafts import lettering
from cv.analysis.findings import Answer
from cv.tailoring.proposals import LONGEST_REASON, Checked, Proposal
from trackr.claude import so_far

MOST_PARAGRAPHS = 40
MOST_CHANGES = 60
LONGEST_LINE = 3_000
LONGEST_SUMMARY = 2_000


class LetterDraft(Answer):
    subject: str
    paragraphs: list[str]
    check: list[str]


class ProposedLine(Answer):
    kind: Literal["replace", "add", "remove"]
    line: str
    text: str
    reason: str


class LetterChanges(Answer):
    summary: str
    changes: list[ProposedLine]


@dataclass(frozen=True)
class Letter:
    """As it will be kept, contact data put back."""

    subject: str
    text: str
    check: str  # a sentence a line

    @property
    def is_usable(self) -> bool:
        return 0 < len(self.text) <= lettering.LONGEST_LETTER


def letter(answer: LetterDraft, show: Callable[[str], str], longest_subject: int) -> Letter:
    return Letter(
        subject=lettering.one_line(show(answer.subject))[:longest_subject],
        text=lettering.text_of(map(show, answer.paragraphs[:MOST_PARAGRAPHS])),
        check="\n".join(map(lettering.one_line, map(show, answer.check)))[:LONGEST_SUMMARY],
    )


def part_of(text: str, show: Callable[[str], str]) -> str:
    """The whole paragraphs of an answer that was cut off anywhere in its JSON."""
    told = so_far(text)
    said = told.get("paragraphs") if isinstance(told, dict) else None
    whole = [one for one in said if isinstance(one, str)] if isinstance(said, list) else []
    return lettering.text_of(map(show, whole[:MOST_PARAGRAPHS]))[: lettering.LONGEST_LETTER]


def check(answer: LetterChanges, sent: str, base: str, show: Callable[[str], str]) -> Checked:
    """Leave out what names no line of the letter, or changes nothing. `sent` is the letter as
    Claude saw it; `show` puts contact data back, which gives the base."""
    originals = base.split("\n")
    lines = [(number, line) for number, line in enumerate(sent.split("\n"), 1) if line.strip()]
    known = {lettering.one_line(line): number for number, line in reversed(lines)}
    given = [one for one in answer.changes[:MOST_CHANGES] if not _is_idle(one)]
    taken: set[int] = set()
    kept: list[Proposal] = []
    for change in given:
        number = known.get(lettering.one_line(change.line))
        proposal = number and _proposal(change, number, originals, show)
        if not proposal or (proposal.kind != "add" and proposal.number in taken):
            continue
        if proposal.kind != "add":
            taken.add(proposal.number)
        kept.append(proposal)
    return Checked(kept, len(given) - len(kept))


def _is_idle(change: ProposedLine) -> bool:
    same = lettering.one_line(change.text) == lettering.one_line(change.line)
    return change.kind == "replace" and same


def _proposal(
    change: ProposedLine, number: int, originals: list[str], show: Callable[[str], str]
) -> Proposal | None:
    is_same = len(originals) >= number and originals[number - 1] == show(change.line.strip())
    text = lettering.one_line(show(change.text)) if change.kind != "remove" else ""
    reason = lettering.one_line(show(change.reason))[:LONGEST_REASON]
    is_fitting = change.kind == "remove" or 0 < len(text) <= LONGEST_LINE
    return Proposal(change.kind, number, text, reason) if is_same and is_fitting else None
