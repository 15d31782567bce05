"""The report of a mock interview: plain arithmetic over the scores, and nothing guessed."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from coaching.interviews import facts
from coaching.interviews.scoring import BEST, CRITERIA
from coaching.models import Mock, MockTurn
from cv.tailoring.marking import Piece

FEW = 5  # below this many answers a mean is a first impression, and is called one


@dataclass(frozen=True)
class Mean:
    """Of one criterion: `total` points in `n` answers."""

    name: str
    label: str | Promise
    total: int
    n: int

    @property
    def value(self) -> float:
        return self.total / self.n


@dataclass(frozen=True)
class Reason:
    """What was said of one answer under a criterion."""

    number: int
    score: int
    text: str


@dataclass(frozen=True)
class ToWorkOn:
    """A criterion of the lowest mean, with what was said under it, the worst first."""

    mean: Mean
    reasons: list[Reason]


@dataclass(frozen=True)
class Row:
    """One answer as it is shown; without scores where it was skipped or failed."""

    turn: MockTurn

    @property
    def scores(self) -> list[tuple[str | Promise, int, str]]:
        """(criterion, score, reason) each."""
        given = self.turn.scores if self.turn.is_scored else {}
        return [
            (label, given[name]["score"], given[name]["reason"])
            for name, label in CRITERIA.items()
            if name in given
        ]

    @property
    def better(self) -> list[Piece]:
        return facts.pieces(self.turn.better, self.turn.unproven)

    @property
    def facts(self) -> list[tuple[str, str]]:
        """Of `better`: what nothing proves, and why."""
        return facts.reasons(self.turn.unproven)


@dataclass(frozen=True)
class Report:
    turns: list[MockTurn]
    means: list[Mean]
    strongest: MockTurn | None
    weakest: MockTurn | None
    to_work_on: list[ToWorkOn]  # several where they are level; none where all are
    unasked: int  # left when the interview was ended

    @property
    def rows(self) -> list[Row]:
        return [Row(turn) for turn in self.turns]

    @property
    def strongest_points(self) -> int:
        return points_of(self.strongest) if self.strongest else 0

    @property
    def weakest_points(self) -> int:
        return points_of(self.weakest) if self.weakest else 0

    @property
    def scored(self) -> int:
        return sum(turn.is_scored for turn in self.turns)

    @property
    def is_small(self) -> bool:
        return self.scored < FEW


def report_of(mock: Mock) -> Report:
    turns = list(mock.turns.all())
    for turn in turns:
        turn.mock = mock
    scored = [turn for turn in turns if turn.is_scored]
    ranked = sorted(scored, key=points_of, reverse=True)
    is_ranked = len(ranked) > 1 and points_of(ranked[0]) > points_of(ranked[-1])
    means = _means(scored)
    return Report(
        turns=turns,
        means=means,
        strongest=ranked[0] if is_ranked else None,
        weakest=ranked[-1] if is_ranked else None,
        to_work_on=_to_work_on(means, scored),
        unasked=mock.size - len(turns),
    )


def points_of(turn: MockTurn) -> int:
    """Of all criteria together, out of `most_points`."""
    return sum(_score(turn, name) for name in CRITERIA)


def most_points() -> int:
    return BEST * len(CRITERIA)


def _means(scored: Sequence[MockTurn]) -> list[Mean]:
    if not scored:
        return []
    return [
        Mean(name, label, sum(_score(turn, name) for turn in scored), len(scored))
        for name, label in CRITERIA.items()
    ]


def _to_work_on(means: Sequence[Mean], scored: Sequence[MockTurn]) -> list[ToWorkOn]:
    lowest = min((mean.total for mean in means), default=0)
    found = [mean for mean in means if mean.total == lowest]
    if len(found) == len(means):
        return []
    return [ToWorkOn(mean, _reasons(mean.name, scored)) for mean in found]


def _reasons(name: str, scored: Sequence[MockTurn]) -> list[Reason]:
    reasons = [
        Reason(turn.number, _score(turn, name), turn.scores[name]["reason"]) for turn in scored
    ]
    return sorted(reasons, key=lambda reason: (reason.score, reason.number))


def _score(turn: MockTurn, name: str) -> int:
    score: int = turn.scores[name]["score"]
    return score
