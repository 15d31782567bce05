"""The money that is offered, by what it comes to: "5,000 EUR a month", "€5k", «5000 євро»."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from coaching import speaking
from cv.fact_lock.figures import Figure, figures
from cv.fact_lock.plain import SAME

OFFER = re.compile(
    r"\b(?:the|your|this)\s+(?:[\w-]+\s+){0,3}offer\b|^\W*(?:re:\s*)?(?:job\s+)?offer\b"
    r"|(?:\b(?:дяку\w*|вдячн\w*|приймаю|щодо|вашу?|ваша|вашої|вашій|цю|цієї|ця)\s+(?:за\s+)?(?:\w+\s+)?"
    r"|^\W*)(?:пропозиц|офер)",
    re.IGNORECASE,
)
# A sentence that speaks of other money, too, may say which sum is whose as it likes.
OTHER_PAY = re.compile(
    r"\b(?:an?\s+(?:\w+\s+)?offers?|another|other|others|rivals?|competit\w+|elsewhere|earn\w*|paid"
    r"|current(?:ly)?|present(?:ly)?|promised|my\s+(?:\w+\s+)?(?:salary|pay|wages?|income)|used\s+to"
    r"|from\s+(?!you\b|your\b|the\b|[\d=€$£₴]))\b"
    r"|\b(?:інш|конкурент|отриму|заробля|зараз|нині|теперішн|маю\b|моя\s|мій\s|мою\s)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Pay:
    low: int | None = None
    high: int | None = None
    currency: str = ""
    period: str = ""  # "month", as figures have it

    @property
    def text(self) -> str:
        sums = [str(amount) for amount in (self.low, self.high) if amount is not None]
        return " ".join(["–".join(sums), self.currency]) if sums else ""

    def spans(self, sentence: str) -> Iterator[tuple[int, int]]:
        """Where a sentence about the offer names a sum of it."""
        if OTHER_PAY.search(sentence) or not OFFER.search(sentence):
            return
        sums = [
            (figure.start, self._end(sentence, figure))
            for figure in figures(sentence.translate(SAME))
            if self._says(figure)
        ]
        yield from speaking.beside(OFFER, sentence, sums)

    def _says(self, figure: Figure) -> bool:
        is_same = figure.value in (self.low, self.high) and figure.period in ("", self.period)
        return is_same and self.currency in (figure.unit, *figure.counted[:1])

    def _end(self, sentence: str, figure: Figure) -> int:
        """Behind the currency, too, if it is one that figures know as a word only."""
        is_word = figure.counted[:1] == (self.currency,)
        after = sentence.index(self.currency, figure.stop) + len(self.currency) if is_word else 0
        return max(figure.stop, figure.period_stop, after)
