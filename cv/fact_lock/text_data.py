"""The lexicons of the lock: lines of ways to say one thing, and how a way is found in a text."""

import re
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).with_name("data")


def lines_of(name: str) -> Iterator[str]:
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.strip()


def ways_of(listed: str) -> list[str]:
    return [way.strip() for way in listed.split(",") if way.strip()]


def pattern_of(ways: list[str]) -> re.Pattern[str]:
    """Finds any of the ways as whole words, the longest first, in the group "way".

    A way after "!" is found outside the group: it says something else ("!newly hired").
    """
    meant = _any([way for way in ways if not way.startswith("!")])
    other = _any([way[1:] for way in ways if way.startswith("!")])
    return re.compile(rf"(?<![\w-])(?:{other}|(?P<way>{meant}))(?!\w)", re.IGNORECASE)


def _any(ways: list[str]) -> str:
    never = "(?!)"
    return "|".join(_way(way) for way in sorted(ways, key=len, reverse=True)) or never


def _way(way: str) -> str:
    words = (re.escape(word).replace(r"\~", "~") for word in way.split())
    spaced = r"\s+".join(r"[\w'-]+" if word == r"\*" else word for word in words)
    return spaced.replace("~", r"[\w'-]*")
