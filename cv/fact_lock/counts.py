"""Every figure of a line looked up in the figures of the user's own words."""

from collections.abc import Iterator
from dataclasses import replace

from cv.fact_lock.derived import is_round
from cv.fact_lock.figures import Figure, figures
from cv.fact_lock.sources import Known, blanked_dates, content

NEARLY_MONTHS = 10  # 3 years and 10 months are rounded to four years
YEAR = 12
NEAR = 24  # letters before a figure that may say "over" or "about"


def untraced(text: str, words: Known) -> Iterator[tuple[int, int]]:
    around = content(text)
    for figure in figures(blanked_dates(text)):
        before = text[max(0, figure.start - NEAR) : figure.start]
        if not _is_traced(figure, words, around, before):
            # Where only the time is another, "a day" for "a week", the time is marked as well.
            is_other_time = _is_traced(replace(figure, period=""), words, around, before)
            yield figure.start, figure.period_stop if is_other_time else figure.stop


def _is_traced(figure: Figure, words: Known, around: frozenset[str], before: str) -> bool:
    if figure.is_vague:
        return any(figure.holds_vaguely(one) for one, _ in words.figures)
    return (
        any(
            figure.agrees(one, in_one_context=bool(around & context) or not context)
            or (around & context and is_round(figure, one, before))
            for one, context in words.figures
        )
        or (figure.unit, figure.value) in words.changes
        or (not figure.unit and _is_sum(figure, words, around))
        or (figure.unit == "months" and _is_length(figure, words))
    )


def _is_sum(figure: Figure, words: Known, around: frozenset[str]) -> bool:
    return any(figure.value == value and around & context for value, context in words.sums)


def _is_length(figure: Figure, words: Known) -> bool:
    """Whether the years or months follow from the dates of the user's jobs."""
    months = int(figure.value)
    if figure.factor != YEAR and months % YEAR:
        return any(low <= months <= high for low, high in words.lengths)
    years = months // YEAR
    return any(
        low // YEAR == years
        or high // YEAR == years
        or (high % YEAR >= NEARLY_MONTHS and high // YEAR + 1 == years)
        for low, high in words.lengths
    )
