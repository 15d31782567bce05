"""What Claude may answer about a CV, and what of it we believe: only what quotes the CV."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from cv.words import has_word

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
        kept = len(self.analysis.keywords) + len(self.analysis.bullets)
        return kept > 0 and kept >= self.left_out

    def as_result(self, show: Callable[[str], str]) -> dict[str, Any]:
        """Plain values to keep; `show` puts contact data back into each text."""
        kept = _shown(self.analysis.model_dump(), show)
        return {**kept, "left_out": self.left_out}


def check(analysis: CvAnalysis, cv: str, posting: str) -> Checked:
    """Leave out every finding that quotes what the CV (or the posting) doesn't say."""
    cv_text, posting_text = _plain(cv), _plain(posting)

    def is_true(keyword: Keyword) -> bool:
        if not _is_quoted(keyword.posting_quote, posting_text):
            return False
        if keyword.status == "absent":
            # What the CV names outright is not absent from it.
            return not (keyword.cv_quote.strip() or has_word(cv_text, keyword.term, is_exact=True))
        return _is_quoted(keyword.cv_quote, cv_text)

    keywords = [keyword for keyword in analysis.keywords if is_true(keyword)]
    bullets = [bullet for bullet in analysis.bullets if _is_quoted(bullet.quote, cv_text)]
    given = len(analysis.keywords) + len(analysis.bullets)
    kept = CvAnalysis(summary=analysis.summary, keywords=keywords, bullets=bullets)
    return Checked(kept, given - len(keywords) - len(bullets))


def _is_quoted(quote: str, plain_text: str) -> bool:
    """An empty quote stands in every text, so it proves nothing."""
    plain_quote = _plain(quote)
    return bool(plain_quote) and plain_quote in plain_text


def _plain(text: str) -> str:
    return SPACES.sub(" ", text.replace("\\", "")).strip()


def _shown(value: Any, show: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return UNSTORABLE.sub("", show(UNSTORABLE.sub("", value)))
    if isinstance(value, list):
        return [_shown(one, show) for one in value]
    if isinstance(value, dict):
        return {key: _shown(one, show) for key, one in value.items()}
    return value
