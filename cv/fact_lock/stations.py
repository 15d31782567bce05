"""Where the user was and when: the lines of a CV that name a place and its period."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cv.fact_lock import dates
from cv.fact_lock.lemmas import keys
from cv.fact_lock.titles import post_of

NAME = re.compile(r"(?<!\w)[A-ZА-ЯІЇЄҐ][\w'&+-]+")
SHORTEST_NAME = 3


@dataclass(frozen=True)
class Station:
    """Names of a line, and the years of the periods there; a last year of None goes on."""

    names: frozenset[str]
    years: frozenset[tuple[int, int | None]]


def stations(titles: str) -> Iterator[Station]:
    """Of the lines that are no points. A period may stand on the line below its place."""
    above = ""
    for line in titles.split("\n"):
        found = _years(line)
        if found:
            names = names_of(line) or names_of(above)
            yield Station(names, frozenset((first, last) for first, last, _, _ in found))
        above = line if line.strip() else above


def untraced(text: str, known: tuple[Station, ...]) -> Iterator[tuple[int, int]]:
    """Periods of a line that names places of the user's, but at none of them in those years."""
    named = names_of(text)
    most = max((len(station.names & named) for station in known), default=0)
    if not most:
        return
    there = [station for station in known if len(station.names & named) == most]
    firsts = {first for station in there for first, _ in station.years}
    lasts = {last for station in there for _, last in station.years}
    for first, last, start, stop in _years(text):
        if first not in firsts or (last and last not in lasts):
            yield start, stop


def names_of(text: str) -> frozenset[str]:
    """Keys of the words with a capital that are no posts: an engineer was in many places."""
    words = (found[0] for found in NAME.finditer(text) if len(found[0]) >= SHORTEST_NAME)
    return frozenset().union(*(keys(word) for word in words if not post_of(word)))


def _years(text: str) -> list[tuple[int, int | None, int, int]]:
    found = dates.periods(text, dates.moments(text))
    return [
        (
            one.first.year,
            one.last.year if one.last else None,
            one.first.start,
            one.last.stop if one.last else one.first.stop,
        )
        for one in found
    ]
