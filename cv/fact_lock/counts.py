"""Every figure of a line looked up in the figures of the user's own words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from cv.fact_lock.derived import is_round, is_rounded, sums
from cv.fact_lock.figures import Figure, figures
from cv.fact_lock.sources import Known, about_figures, blanked_dates

NEARLY_MONTHS = 10  # 3 years and 10 months are rounded to four years
YEAR = 12
STUDY = re.compile(
    r"(?<!\w)(?:stud|learn|degree|universit|school|college|course|graduat|навча|вивч|студент|курс"
    r"|університет|освіт|школ|коледж|інститут)",
    re.IGNORECASE,
)
NEAR = 24  # letters before a figure that may say "over" or "about"


@dataclass(frozen=True)
class _Line:
    text: str
    about: frozenset[str]
    lengths: frozenset[tuple[int, int]]  # that it may speak of: who studied has not worked


def untraced(text: str, words: Known) -> Iterator[tuple[int, int]]:
    found = figures(blanked_dates(text))
    at_school = words.lengths_at_school if STUDY.search(text) else frozenset()
    line = _Line(text, about_figures(text, found), words.lengths | at_school)
    unknown = [figure for figure in found if not _follows(figure, line, words)]
    places = {figure.start for figure in unknown}
    totals = set(sums([figure for figure in found if figure.start not in places]))
    for figure in unknown:
        if figure.unit or figure.value not in totals:  # "85 contacts: 65 calls and 20 emails"
            # Where only the time is another, "a day" for "a week", the time is marked as well.
            is_other_time = _follows(replace(figure, period=""), line, words)
            yield figure.start, figure.period_stop if is_other_time else figure.stop


def _follows(figure: Figure, line: _Line, words: Known) -> bool:
    before = line.text[max(0, figure.start - NEAR) : figure.start]
    is_length = figure.unit == "months" and _is_length(figure, line.lengths, before)
    return is_length or _is_traced(figure, words, line.about, before)


def _is_traced(figure: Figure, words: Known, around: frozenset[str], before: str) -> bool:
    if figure.is_vague:
        return any(figure.holds_vaguely(one) for one, _ in words.figures)
    return (
        any(
            figure.agrees(one, in_one_context=bool(around & context) or not (around and context))
            or (around & context and is_round(figure, one, before))
            for one, context in words.figures
        )
        or (figure.unit, figure.value) in words.changes
        or (not figure.unit and _is_sum(figure, words, around))
    )


def _is_sum(figure: Figure, words: Known, around: frozenset[str]) -> bool:
    return any(figure.value == value and around & context for value, context in words.sums)


def _is_length(figure: Figure, lengths: frozenset[tuple[int, int]], before: str) -> bool:
    """Whether the years or months follow from the dates of the user's jobs or schools."""
    months = int(figure.value)
    if any(is_rounded(figure.value, Fraction(high), before) for _, high in lengths):
        return True
    if figure.factor != YEAR and months % YEAR:
        return any(low <= months <= high for low, high in lengths)
    years = months // YEAR
    return any(
        low // YEAR == years
        or high // YEAR == years
        or (high % YEAR >= NEARLY_MONTHS and high // YEAR + 1 == years)
        for low, high in lengths
    )
