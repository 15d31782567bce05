"""Where the user was, when, and as what: each period, post and degree stands with its place."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cv.fact_lock import dates, titles
from cv.fact_lock.blocks import Block
from cv.fact_lock.lemmas import CYRILLIC, is_ordinary, is_ordinary_ukrainian, keys
from cv.fact_lock.plain import Plain

NAME = re.compile(r"(?<!\w)[A-ZА-ЯІЇЄҐ][\w'&+-]+")
SHORTEST_NAME = 3
PART = re.compile(r"[,;|()–]|\s(?:at|from|в|у|з)\s")
BEGAN = re.compile(
    r"(?<!\w)(?:joined|started|began|came\s+to|приєдна\w+|прийш\w+|почал?[аи]?в?|влаштува\w+)(?!\w)",
    re.IGNORECASE,
)
Years = tuple[int, int | None]  # a last year of None goes on


@dataclass(frozen=True)
class Station:
    """A place of the user's, by the words that name it. One without posts may have had any."""

    names: frozenset[str]
    years: frozenset[Years]
    posts: frozenset[titles.Post]
    text: str
    is_school: bool


@dataclass(frozen=True)
class Said:
    """A line outside the stations that names something and gives the user posts: an answer."""

    names: frozenset[str]
    posts: frozenset[titles.Post]


def stations(blocks: Iterable[Block]) -> Iterator[Station]:
    """A block that names no place tells of the one before: two posts at one company."""
    names: frozenset[str] = frozenset()
    current: frozenset[titles.Post] = frozenset()
    for block in blocks:
        if block.is_top:
            current |= _posts(block.head)
        years = frozenset((first, last) for first, last, _, _ in _years("\n".join(block.head)))
        if not (years or block.is_entry or block.is_school):
            continue
        names = names_of("\n".join(block.head)) or names
        posts = _posts([*block.head, *block.points])
        goes_on = any(last is None for _, last in years)
        if posts and goes_on:
            posts |= current
        yield Station(names, years, posts, block.text, block.is_school)


def said(blocks: Iterable[Block]) -> Iterator[Said]:
    for block in blocks:
        for line in [] if block.is_top else block.head + block.points:
            posts = _posts([line])
            if posts and (names := names_of(line)):
                yield Said(names, posts)


def untraced_periods(text: str, known: Iterable[Station]) -> Iterator[tuple[int, int]]:
    """Periods of a line that names places of the user's, but at none of them in those years."""
    years = _years(text)
    there = [station for station in _named(text, known) if station.years] if years else []
    if not there:
        return
    firsts = {first for station in there for first, _ in station.years}
    lasts = {last for station in there for _, last in station.years}
    for first, last, start, stop in years:
        if first not in firsts or last not in lasts:
            yield start, stop


def untraced_beginnings(text: str, known: Iterable[Station]) -> Iterator[tuple[int, int]]:
    """The one year of a line that tells when the user came to a place, where it is another one."""
    moments = dates.moments(text) if BEGAN.search(text) else []
    there = [one for one in _named(text, known) if one.years] if len(moments) == 1 else []
    firsts = {first for station in there for first, _ in station.years}
    if there and moments[0].year not in firsts:
        yield moments[0].start, moments[0].stop


def untraced_posts(
    read: Plain, known: Iterable[Station], answers: Iterable[Said]
) -> Iterator[tuple[int, int]]:
    """Posts that a line gives to the user at a place where the user's words say another one."""
    own = list(titles.own(read))
    there = list(_named(read.text, known)) if own else []
    if not there or not all(station.posts for station in there):
        return
    named = frozenset().union(*_names(read.text))
    held = frozenset().union(
        *(station.posts for station in there), *(one.posts for one in answers if one.names & named)
    )
    yield from ((start, stop) for post, start, stop in own if post not in held)


def is_at_work(text: str, known: Iterable[Station], degree: re.Pattern[str]) -> bool:
    """Whether a part of the line, between commas, names an employer of the user's that gave no
    degree: "Bachelor of Arts, SoftServe". Words of every day name neither."""
    employers = [one for one in known if not one.is_school and not degree.search(one.text)]
    schools = [one for one in known if one not in employers]
    return any(_is_in(names, employers) and not _is_in(names, schools) for names in _parts(text))


def _parts(text: str) -> Iterator[list[frozenset[str]]]:
    for part in PART.split(text):
        names = [found[0] for found in NAME.finditer(part) if not _is_ordinary(found[0])]
        if names:
            yield [keys(name) for name in names]


def _is_in(names: list[frozenset[str]], stations: Iterable[Station]) -> bool:
    return any(all(name & one.names for name in names) for one in stations)


def names_of(text: str) -> frozenset[str]:
    """Keys of the words with a capital that are no posts: an engineer was in many places."""
    words = (found[0] for found in NAME.finditer(text) if len(found[0]) >= SHORTEST_NAME)
    return frozenset().union(*(keys(word) for word in words if not titles.post_of(word)))


def _named(text: str, known: Iterable[Station]) -> Iterator[Station]:
    """The places that a text names: those that share most of its names, then those of the rest."""
    left = _names(text)
    while left:
        shared = [(sum(bool(name & one.names) for name in left), one) for one in known]
        most = max((count for count, _ in shared), default=0)
        there = [one for count, one in shared if count == most] if most else []
        yield from there
        rest = [name for name in left if not any(name & one.names for one in there)]
        left = rest if len(rest) < len(left) else []


def _names(text: str) -> list[frozenset[str]]:
    """Keys of each name. A word of every day has a capital at the start of a sentence anyway."""
    read = Plain(text, tuple(range(len(text))))
    return [
        keys(found[0])
        for found in NAME.finditer(text)
        if len(found[0]) >= SHORTEST_NAME
        and not titles.post_of(found[0])
        and not (read.starts_sentence(found.start()) and _is_ordinary(found[0]))
    ]


def _is_ordinary(word: str) -> bool:
    return is_ordinary_ukrainian(word) if CYRILLIC.search(word) else is_ordinary(word)


def _posts(lines: Iterable[str]) -> frozenset[titles.Post]:
    return frozenset(post for line in lines for post in titles.held(line))


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
