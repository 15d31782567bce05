"""Every fact of a proposal looked up in the user's own words."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from django.utils.functional import Promise

from cv.fact_lock import claims, dates, names, titles
from cv.fact_lock.figures import Figure, figures
from cv.fact_lock.plain import Plain, blanked, plain
from cv.fact_lock.reasons import REASONS, Kind
from cv.fact_lock.sources import Known, blanked_dates, content, known, same_line

NEARLY_MONTHS = 10  # 3 years and 10 months are rounded to four years
YEAR = 12


@dataclass(frozen=True)
class Unproven:
    """A piece of a proposal, `proposal[start:stop]`, that nothing of the user's own says."""

    text: str
    kind: Kind
    reason: Promise
    start: int
    stop: int


Found = tuple[str, int, int]


def unproven(
    proposal: str, sources: Sequence[str], *, today: datetime.date | None = None
) -> list[Unproven]:
    """The untraced pieces in their order, apart from each other.

    `sources` are the Markdown of the CV and the user's answers; `today` ends what is still going
    on. More sources never make a piece untraced that was traced.
    """
    read = plain(proposal)
    words = known(tuple(sources), today or datetime.datetime.now(datetime.UTC).date())
    found = [
        piece
        for line in _lines(read)
        if same_line(line.text) not in words.lines
        for piece in _untraced(line, words)
    ]
    return [_unproven(proposal, piece) for piece in _apart(found)]


def _lines(read: Plain) -> Iterator[Plain]:
    start = 0
    for text in read.text.split("\n"):
        yield Plain(text, read.places[start : start + len(text)])
        start += len(text) + 1


def _untraced(line: Plain, words: Known) -> Iterator[Found]:
    pieces = [
        *_untraced_dates(line.text, words),
        *_untraced_figures(line.text, words),
        *(("title", *span) for span in titles.untraced(line, words)),
        *claims.untraced(line, words),
        *names.untraced(_without_figures(line), words),
    ]
    yield from ((kind, *line.span(start, stop)) for kind, start, stop in pieces)


def _untraced_dates(text: str, words: Known) -> Iterator[Found]:
    moments = dates.moments(text)
    for moment in moments:
        is_month_known = not moment.month or (moment.year, moment.month) in words.months
        if moment.year not in words.years or not is_month_known:
            yield "date", moment.start, moment.stop
    for period in dates.periods(text, moments):
        if period.last and not _is_period(period.first.year, period.last.year, words):
            yield "date", period.first.start, period.last.stop
    named = {month for _, month in words.months}
    for month, start, stop in dates.lone_months(text):
        if month not in named:
            yield "date", start, stop


def _is_period(first: int, last: int, words: Known) -> bool:
    """A period may span several of the user's, one after another; years alone may be anything."""
    ended = words.last_years | (words.years - words.first_years)
    begun = words.first_years | (words.years - words.last_years)
    return (first in begun and last in ended) or not words.last_years


def _untraced_figures(text: str, words: Known) -> Iterator[Found]:
    around = content(text)
    for figure in figures(blanked_dates(text)):
        if not _is_figure_traced(figure, words, around):
            yield "number", figure.start, figure.stop


def _is_figure_traced(figure: Figure, words: Known, around: frozenset[str]) -> bool:
    if figure.is_vague:
        return any(figure.holds_vaguely(known_one) for known_one, _ in words.figures)
    for known_one, context in words.figures:
        if figure.agrees(known_one, in_one_context=bool(around & context)):
            return True
    if (figure.unit, figure.value) in words.changes:
        return True
    return figure.unit == "months" and _is_length(figure, words)


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


def _without_figures(line: Plain) -> Plain:
    """Without figures and dates: they are no names."""
    text = blanked_dates(line.text)
    spans = [(figure.start, figure.stop) for figure in figures(text)]
    return Plain(blanked(text, spans), line.places)


def _apart(found: list[Found]) -> Iterator[Found]:
    end = 0
    for kind, start, stop in sorted(found, key=lambda piece: (piece[1], -piece[2])):
        if start >= end:
            yield kind, start, stop
            end = stop


def _unproven(proposal: str, piece: Found) -> Unproven:
    kind, start, stop = cast(Kind, piece[0]), piece[1], piece[2]
    return Unproven(proposal[start:stop], kind, REASONS[kind], start, stop)
