"""What Claude may answer about a CV, and what of it we believe: only what quotes the CV."""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from cv.text.words import has_word

SPACES = re.compile(r"\s+")
UNSTORABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")  # jsonb refuses some of these
RATING = {  # out of 3, for the three small meters
    "strong": 3, "some": 2, "none": 0, "weak": 1, "missing": 0,
    "direct": 3, "related": 2, "unrelated": 0,
}  # fmt: skip


class Answer(BaseModel):
    # A validation error must not carry the CV into a log.
    model_config = ConfigDict(hide_input_in_errors=True)


class Keyword(Answer):
    term: str
    importance: Literal["must", "nice"]
    status: Literal["found", "prose_only", "absent"]
    cv_quote: str
    posting_quote: str


class BulletJudgement(Answer):
    quote: str
    impact: Literal["strong", "some", "none"]
    verb: Literal["strong", "weak", "missing"]
    fit: Literal["direct", "related", "unrelated"]
    reason: str
    rewrite: str


class CvAnalysis(Answer):
    summary: str
    keywords: list[Keyword]
    bullets: list[BulletJudgement]


@dataclass(frozen=True)
class Checked:
    """The findings whose quotes stand in the CV, and how many were left out."""

    analysis: CvAnalysis
    left_out: int

    @property
    def is_credible(self) -> bool:
        kept = _count(self.analysis)
        return kept > 0 and kept >= self.left_out

    def as_result(self, show: Callable[[str], str]) -> dict[str, Any]:
        """Plain values to keep; `show` puts contact data back into each text."""
        kept = _shown(self.analysis.model_dump(), show)
        return {**kept, "left_out": self.left_out}


@dataclass(frozen=True)
class Sent:
    """What Claude was given, as quotes are compared with it."""

    cv: str
    posting: str

    @classmethod
    def of(cls, cv: str, posting: str) -> "Sent":
        return cls(plain(cv), plain(posting))

    def bears_out(self, finding: Keyword | BulletJudgement) -> bool:
        """Whether what it quotes stands there."""
        if isinstance(finding, BulletJudgement):
            return _is_quoted(finding.quote, self.cv)
        if not _is_quoted(finding.posting_quote, self.posting):
            return False
        if finding.status == "absent":
            # What the CV names outright is not absent from it.
            return not (finding.cv_quote.strip() or has_word(self.cv, finding.term, is_exact=True))
        return _is_quoted(finding.cv_quote, self.cv)

    def borne_out(self, analysis: CvAnalysis) -> CvAnalysis:
        """The findings of an answer that are believed."""
        return CvAnalysis(
            summary=analysis.summary,
            keywords=list(filter(self.bears_out, analysis.keywords)),
            bullets=list(filter(self.bears_out, analysis.bullets)),
        )


def check(analysis: CvAnalysis, cv: str, posting: str) -> Checked:
    """Leave out every finding that quotes what the CV (or the posting) doesn't say."""
    kept = Sent.of(cv, posting).borne_out(analysis)
    return Checked(kept, _count(analysis) - _count(kept))


def whole_in(snapshot: Any) -> CvAnalysis:
    """The findings that are there in full in an answer on its way, whatever its shape."""
    said = snapshot if isinstance(snapshot, dict) else {}
    summary = said.get("summary")
    return CvAnalysis(
        summary=summary if isinstance(summary, str) else "",
        keywords=_whole(Keyword, said.get("keywords")),
        bullets=_whole(BulletJudgement, said.get("bullets")),
    )


def shown(analysis: CvAnalysis, show: Callable[[str], str]) -> CvAnalysis:
    """With contact data put back into each text."""
    return CvAnalysis.model_validate(_shown(analysis.model_dump(), show))


def _whole[A: Answer](kind: type[A], given: Any) -> list[A]:
    found = []
    for one in given if isinstance(given, list) else []:
        with suppress(ValidationError):
            found.append(kind.model_validate(one))
    return found


def _count(analysis: CvAnalysis) -> int:
    return len(analysis.keywords) + len(analysis.bullets)


def _is_quoted(quote: str, plain_text: str) -> bool:
    """An empty quote stands in every text, so it proves nothing."""
    plain_quote = plain(quote)
    return bool(plain_quote) and plain_quote in plain_text


def plain(text: str) -> str:
    return SPACES.sub(" ", text.replace("\\", "")).strip()


def _shown(value: Any, show: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return UNSTORABLE.sub("", show(UNSTORABLE.sub("", value)))
    if isinstance(value, list):
        return [_shown(one, show) for one in value]
    if isinstance(value, dict):
        return {key: _shown(one, show) for key, one in value.items()}
    return value
