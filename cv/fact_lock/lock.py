"""Every fact of a proposal looked up in the user's own words."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from django.utils.functional import Promise

from cv.fact_lock import claims, counts, dates, days, names, stations, titles
from cv.fact_lock.figures import figures
from cv.fact_lock.plain import Plain, blanked, plain
from cv.fact_lock.reasons import REASONS, Kind
from cv.fact_lock.sources import Known, blanked_dates, known, same_line


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
    on. More sources prove more figures and names; where one of them says what was when at a place,
    that is asked of whatever names the place.
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
        *_untraced_days(line.text, words),
        *(("number", *span) for span in counts.untraced(line.text, words)),
        *(("title", *span) for span in titles.untraced(line, words)),
        *(("title", *span) for span in stations.untraced_posts(line, words.stations, words.said)),
        *(("date", *span) for span in stations.untraced_periods(line.text, words.stations)),
        *(("date", *span) for span in stations.untraced_beginnings(line.text, words.stations)),
        *claims.untraced(line, words),
        *names.untraced(_without_figures(line, words), words),
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


def _untraced_days(text: str, words: Known) -> Iterator[Found]:
    """Days, which someone has to have said, and months that stand without a year."""
    for day in days.days(text):
        if (day.month, day.day) not in words.days:
            yield "date", day.start, day.stop
    for month, start, stop in dates.lone_months(text):
        if month not in words.named_months:
            yield "date", start, stop


def _is_period(first: int, last: int, words: Known) -> bool:
    """A period may span several of the user's, one after another; years alone may be anything."""
    ended = words.last_years | (words.years - words.first_years)
    begun = words.first_years | (words.years - words.last_years)
    return (first in begun and last in ended) or not words.last_years


def _without_figures(line: Plain, words: Known) -> Plain:
    """Without figures and dates: they are no names."""
    text = blanked_dates(line.text)
    spans = [(figure.start, figure.stop) for figure in figures(text)]
    months = days.named_months(text)
    spans += [(start, stop) for month, start, stop in months if month in words.named_months]
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
