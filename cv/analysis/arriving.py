"""Findings of an answer on its way: each is told once, when it is whole and stands the check."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from cv.analysis import findings
from cv.analysis.findings import CvAnalysis


def _nothing() -> CvAnalysis:
    return CvAnalysis(summary="", keywords=[], bullets=[])


@dataclass(frozen=True)
class Arrived:
    """What is new, and all there is by now, contact data put back."""

    fresh: CvAnalysis
    so_far: CvAnalysis


@dataclass
class Arriving:
    sent: findings.Sent
    show: Callable[[str], str]
    so_far: CvAnalysis = field(default_factory=_nothing)

    def take(self, snapshot: Any) -> Arrived | None:
        """What a snapshot of the answer adds to those before; None when that is nothing."""
        believed = self.sent.borne_out(findings.whole_in(snapshot))
        now, before = findings.shown(believed, self.show), self.so_far
        if now == before:
            return None
        self.so_far = now
        fresh = CvAnalysis(
            summary="" if before.summary else now.summary,
            keywords=now.keywords[len(before.keywords) :],
            bullets=now.bullets[len(before.bullets) :],
        )
        return Arrived(fresh, now)
