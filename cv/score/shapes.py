"""What a score is made of."""

from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import get_language

from cv.score.lexicon import entries

Importance = Literal["must", "nice"]
Evidence = Literal["shown", "listed", "missing"]
Words = str | Promise


def said(name: str) -> str:
    """The name of a term in the language of the reader."""
    return entries()[name].said_in(get_language() or "en")


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found at one line of the CV, in points of the total."""

    code: str  # of a check in formula.PARTS, or of a hint
    label: Words
    line: int | None  # from 1; None only where the CV has no line at all
    lost: float = 0.0
    gained: float = 0.0

    @property
    def is_hint(self) -> bool:
        return not self.lost and not self.gained


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the formula: `points` of `most`, as its findings add up."""

    key: str
    label: Words
    points: float
    most: float
    findings: tuple[Finding, ...]

    @property
    def losses(self) -> list[Finding]:
        return sorted((one for one in self.findings if one.lost), key=lambda one: -one.lost)

    @property
    def gains(self) -> list[Finding]:
        return [one for one in self.findings if one.gained and not one.lost]

    @property
    def hints(self) -> list[Finding]:
        return [one for one in self.findings if one.is_hint]


@dataclass(frozen=True, slots=True)
class Term:
    """A term that a posting asks for, by its name in the lexicon."""

    name: str
    importance: Importance
    posting_quote: str  # the sentence that asks for it
    cv_line: int | None = None  # where the CV says it best
    evidence: Evidence = "missing"
    weight: int = 0
    group: str = ""  # one for all of which one is enough: "Kafka or RabbitMQ"

    @property
    def label(self) -> str:
        return said(self.name)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a posting a CV answers. Every term counts once."""

    matched: tuple[Term, ...]
    missing: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Score:
    total: int  # 0 to 100
    parts: tuple[Part, ...]
    coverage: Coverage | None = None
    has_too_little: bool = False  # the posting names too few terms to compare with

    @property
    def to_do_first(self) -> list[Finding]:
        """The three largest losses."""
        losses = [finding for part in self.parts for finding in part.losses]
        return sorted(losses, key=lambda finding: -finding.lost)[:3]
