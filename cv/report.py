"""A finished analysis as its page shows it."""

from dataclasses import dataclass

from cv import facts
from cv.findings import RATING, BulletJudgement, CvAnalysis, Keyword
from cv.models import Analysis

STATUS_ORDER = ("absent", "prose_only", "found")


@dataclass(frozen=True)
class Rating:
    name: str
    value: int  # 0 to 3


@dataclass(frozen=True)
class Judgement:
    bullet: BulletJudgement
    ratings: list[Rating]
    rewrite: list[facts.Piece]
    is_weak: bool


@dataclass(frozen=True)
class Report:
    summary: str
    must: list[Keyword]
    nice: list[Keyword]
    judgements: list[Judgement]
    left_out: int

    @property
    def must_found(self) -> int:
        return sum(keyword.status == "found" for keyword in self.must)

    @property
    def weak(self) -> int:
        return sum(judgement.is_weak for judgement in self.judgements)


def of(analysis: Analysis) -> Report:
    read = CvAnalysis.model_validate(analysis.result)
    source = analysis.version.markdown
    keywords = sorted(read.keywords, key=lambda keyword: STATUS_ORDER.index(keyword.status))
    return Report(
        summary=read.summary,
        must=[keyword for keyword in keywords if keyword.importance == "must"],
        nice=[keyword for keyword in keywords if keyword.importance == "nice"],
        judgements=[_judgement(bullet, source) for bullet in read.bullets],
        left_out=int(analysis.result.get("left_out", 0)),
    )


def _judgement(bullet: BulletJudgement, source: str) -> Judgement:
    ratings = [
        Rating("impact", RATING[bullet.impact]),
        Rating("verb", RATING[bullet.verb]),
        Rating("fit", RATING[bullet.fit]),
    ]
    return Judgement(
        bullet=bullet,
        ratings=ratings,
        rewrite=facts.marked(bullet.rewrite, source),
        is_weak=bool(bullet.rewrite),
    )
