"""Is it one or two pages?"""

from django.utils.translation import gettext_lazy as _

from cv.score.formula import CHECKS, FEWEST_WORDS, MOST_WORDS, WORDS_PER_HALF_POINT_OVER
from cv.score.outcome import passed
from cv.score.reading import WORD, Reading
from cv.score.shapes import Finding, Words


def findings(reading: Reading) -> list[Finding]:
    words = sum(len(WORD.findall(row.line.text)) for row in reading.filled)
    beside_terms = sum(len(row.words) for row in reading.filled)
    most = CHECKS["length"].most
    if words < FEWEST_WORDS:
        half_points = int(2 * most) * words // FEWEST_WORDS
        return [_partly(half_points / 2, reading.last, _("Short: there is room to tell more"))]
    if beside_terms > MOST_WORDS:
        half_points = (beside_terms - MOST_WORDS) // WORDS_PER_HALF_POINT_OVER + 1
        left = max(0.0, most - half_points / 2)
        return [_partly(left, reading.last, _("Long: leave out what is old or of no use here"))]
    return [passed("length", reading.last)]


def _partly(points: float, line: int | None, label: Words) -> Finding:
    return Finding("length", label, line, lost=CHECKS["length"].most - points, gained=points)
