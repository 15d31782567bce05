"""What Claude may propose for a tailored CV, and what of it can be done: one line at a time."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from cv.analysis.findings import SPACES, UNSTORABLE, Answer
from cv.text.document import BULLET, Line, lines

MOST_CHANGES = 60
LONGEST_TEXT = 1_000  # of one line
LONGEST_REASON = 500
MARK = "- "


class ProposedChange(Answer):
    kind: Literal["replace", "add", "remove"]
    line: str
    text: str
    reason: str


class CvTailoring(Answer):
    summary: str
    changes: list[ProposedChange]


@dataclass(frozen=True)
class Proposal:
    """A change that can be done; `number` counts the lines of the CV from 1."""

    kind: str
    number: int
    text: str
    reason: str


@dataclass(frozen=True)
class Checked:
    proposals: list[Proposal]
    left_out: int

    @property
    def is_credible(self) -> bool:
        """A CV may need no change at all; but most of what is proposed must fit to it."""
        return len(self.proposals) >= self.left_out


def check(tailoring: CvTailoring, sent: str, original: str, show: Callable[[str], str]) -> Checked:
    """Leave out what names no line of the CV, and what would make of a line another kind of line.

    `sent` is the CV as Claude saw it; `show` puts contact data back, which gives the original.
    """
    found, originals = lines(sent), original.split("\n")
    known = {_plain(line.raw): line for line in reversed(found) if line.kind != "blank"}
    blank = {line.number for line in found if line.kind == "blank"}
    taken: set[int] = set()
    kept: list[Proposal] = []
    given = [change for change in tailoring.changes[:MOST_CHANGES] if not _is_idle(change)]
    for change in given:
        line = known.get(_plain(change.line))
        is_known = line is not None and show(line.raw) == originals[line.number - 1]
        proposal = _proposal(change, line, show) if line and is_known else None
        if proposal is None or (proposal.kind != "add" and proposal.number in taken):
            continue
        if proposal.kind != "add":
            taken.add(proposal.number)
        elif line and line.kind == "section" and proposal.number + 1 in blank:
            proposal = replace(proposal, number=proposal.number + 1)  # below the empty line
        kept.append(proposal)
    return Checked(kept, len(given) - len(kept))


def _is_idle(change: ProposedChange) -> bool:
    return change.kind == "replace" and _plain(change.text) == _plain(change.line)


def _proposal(change: ProposedChange, line: Line, show: Callable[[str], str]) -> Proposal | None:
    reason = _one_line(show(change.reason))[:LONGEST_REASON]
    if line.kind in ("name", "section"):
        is_possible = change.kind == "add" and line.kind == "section"
    else:
        is_possible = line.kind in ("bullet", "text", "entry")
    if not is_possible:
        return None
    if change.kind == "remove":
        return Proposal("remove", line.number, "", reason)
    text = _marked(_one_line(show(change.text)), line)
    if text == show(line.raw) or not _fits(text, line, change.kind):
        return None
    return Proposal(change.kind, line.number, text, reason)


def worded_like(line: str, text: str) -> str | None:
    """Somebody's wording as a line of the same kind as `line`; None when it can't be one."""
    like = lines(line)[0]
    worded = _marked(_one_line(text), like)
    return worded if _fits(worded, like, "replace") else None


def _marked(text: str, line: Line) -> str:
    """A point stays a point when its mark was forgotten."""
    is_point = line.kind in ("bullet", "section")
    indent = line.raw[: len(line.raw) - len(line.raw.lstrip())] if line.kind == "bullet" else ""
    if is_point and text and not text.startswith(("- ", "* ", "+ ")):
        return f"{indent}{MARK}{text}"
    return f"{indent}{text}"


def _fits(text: str, line: Line, kind: str) -> bool:
    found = lines(text)
    if len(found) != 1 or len(text) > LONGEST_TEXT or not found[0].text:
        return False
    wanted = {"bullet", "text"} if kind == "add" else {line.kind}
    content = lines(BULLET.sub("", text, count=1))
    is_point = found[0].kind == "bullet"
    return found[0].kind in wanted and (not is_point or content[0].kind == "text")


def _one_line(text: str) -> str:
    return SPACES.sub(" ", UNSTORABLE.sub("", text)).strip()


def _plain(text: str) -> str:
    return SPACES.sub(" ", text).strip()
