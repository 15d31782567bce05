"""Changes of single lines put into a text, and carried over into one that was edited since.

Pure: lines in, lines out. A line that no change is about stays the same, to the byte.
"""

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Protocol


class Patch(Protocol):
    """One change of an original text."""

    kind: str  # "replace", "add" (below the line) or "remove"
    number: int  # of the line, from 1
    text: str


class LineGone(Exception):
    """The line that a change is about no longer stands there."""


def patched(original: str, patches: Sequence[Patch]) -> str:
    """The original with these changes; of several for one line the last counts, new lines all."""
    instead = {one.number: one for one in patches if one.kind != "add"}
    below: dict[int, list[str]] = {}
    for one in patches:
        if one.kind == "add":
            below.setdefault(one.number, []).append(one.text)
    found: list[str] = []
    for number, line in enumerate(original.split("\n"), 1):
        change = instead.get(number)
        if change is None:
            found.append(line)
        elif change.kind == "replace":
            found.append(change.text)
        found += below.get(number, [])
    return "\n".join(found)


def carried(before: str, after: str, current: str) -> str:
    """`current`, an edited `before`, with what makes `before` into `after`.

    Raises LineGone where the lines in question were edited, too.
    """
    if current == before:
        return after
    old, new, now = (text.split("\n") for text in (before, after, current))
    start = _common(old, new)
    end = min(_common(old[::-1], new[::-1]), len(old) - start, len(new) - start)
    place, length = _place(old, now, start, len(old) - end)
    return "\n".join([*now[:place], *new[start : len(new) - end], *now[place + length :]])


def _common(one: list[str], other: list[str]) -> int:
    """How many lines both begin with."""
    pairs = zip(one, other, strict=False)
    return next(
        (count for count, pair in enumerate(pairs) if pair[0] != pair[1]),
        len(min(one, other, key=len)),
    )


def _place(old: list[str], now: list[str], start: int, stop: int) -> tuple[int, int]:
    """Where the lines old[start:stop] stand now, and how many they are."""
    anchor = start if stop > start else start - 1  # a new line goes below its neighbour
    blocks = SequenceMatcher(None, old, now, autojunk=False).get_matching_blocks()
    for block in blocks:
        if block.a <= anchor and max(stop, anchor + 1) <= block.a + block.size:
            place = block.b + start - block.a
            return place, stop - start
    raise LineGone
