"""An analysis as its page shows it, finished or as far as it has come."""

from dataclasses import dataclass

from cv.analysis import facts
from cv.analysis.findings import RATING, BulletJudgement, CvAnalysis, Keyword
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

    @property
    def untraced(self) -> list[str]:
        """What the suggestion says and the CV does not, each once."""
        return list(dict.fromkeys(piece.text for piece in self.rewrite if not piece.is_traced))


@dataclass(frozen=True)
class Group:
    """Keywords of one status; the page has a place for each, so that new ones find theirs."""

    status: str
    keywords: list[Keyword]


@dataclass(frozen=True)
class KeywordList:
    importance: str
    groups: list[Group]

    @property
    def count(self) -> int:
        return sum(len(group.keywords) for group in self.groups)

    @property
    def found(self) -> int:
        return sum(len(group.keywords) for group in self.groups if group.status == "found")


@dataclass(frozen=True)
class Report:
    summary: str
    must: KeywordList
    nice: KeywordList
    judgements: list[Judgement]
    left_out: int

    @property
    def lists(self) -> tuple[KeywordList, KeywordList]:
        return self.must, self.nice

    @property
    def keywords(self) -> int:
        return self.must.count + self.nice.count

    @property
    def weak(self) -> int:
        return sum(judgement.is_weak for judgement in self.judgements)


def of(analysis: Analysis) -> Report:
    """Of one that is not finished yet: every part is there, and empty."""
    result = analysis.result or {"summary": "", "keywords": [], "bullets": []}
    left_out = int(result.get("left_out", 0))
    return built(CvAnalysis.model_validate(result), analysis.version.markdown, left_out)


def built(read: CvAnalysis, source: str, left_out: int = 0) -> Report:
    """`source` is the CV: what a suggestion adds to it is marked."""
    return Report(
        summary=read.summary,
        must=_keyword_list("must", read.keywords),
        nice=_keyword_list("nice", read.keywords),
        judgements=[_judgement(bullet, source) for bullet in read.bullets],
        left_out=left_out,
    )


def _keyword_list(importance: str, keywords: list[Keyword]) -> KeywordList:
    own = [keyword for keyword in keywords if keyword.importance == importance]
    groups = [
        Group(status, [keyword for keyword in own if keyword.status == status])
        for status in STATUS_ORDER
    ]
    return KeywordList(importance, groups)


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
