"""The lexicons of the lock: lines of ways to say one thing, and how a way is found in a text."""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

PLURAL = r"(?=(?:[\w-]*s|people|staff|men|women)(?![\w'-]))"
FOLDER = Path(__file__).with_name("data")


def lines_of(name: str) -> Iterator[str]:
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.strip()


def ways_of(listed: str) -> list[str]:
    return [way.strip() for way in listed.split(",") if way.strip()]


def pattern_of(ways: list[str]) -> re.Pattern[str]:
    """Finds any of the ways as whole words, the longest first, in the group "way".

    A way after "!" is found outside the group: it says something else ("!newly hired"). Nobody who
    won't do a thing has won one.
    """
    meant = _any([way for way in ways if not way.startswith("!")])
    other = _any([way[1:] for way in ways if way.startswith("!")])
    return re.compile(rf"(?<![\w-])(?:{other}|(?P<way>{meant}))(?!\w|'t)", re.IGNORECASE)


def _any(ways: list[str]) -> str:
    never = "(?!)"
    return "|".join(_way(way) for way in sorted(ways, key=len, reverse=True)) or never


def _way(way: str) -> str:
    return r"\s+".join(map(_word, way.split()))


def _word(word: str) -> str:
    if word == "*":
        return r"[\w'-]+"
    if word.startswith("@"):
        return rf"{PLURAL}(?:{_any(things()[word[1:]])})"
    return re.escape(word).replace(r"\~", "~").replace("~", r"[\w'-]*")


@lru_cache(maxsize=1)
def things() -> dict[str, list[str]]:
    """What people count, by kind. Who holds a post is counted as staff, unless the word is listed
    for something else: a partner may be a company."""
    rows = [line.split(";") for line in lines_of("things.txt")]
    kinds = {kind: ways_of(words) for kind, words in rows}
    listed = tuple(way.rstrip("~") for ways in kinds.values() for way in ways if "~" in way)
    exact = {way for ways in kinds.values() for way in ways}
    posts = [way for line in lines_of("titles.txt") for way in ways_of(line) if way[0] != "!"]
    kinds["staff"] += [
        way
        for way in posts
        if not way.startswith(listed) and not {way, f"{way.rstrip('~')}s"} & exact
    ]
    return kinds
