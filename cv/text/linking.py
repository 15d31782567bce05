"""Links put back onto the words of a Markdown CV that they lay on in a file."""

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cv.reader.document import Link

SAFE = re.compile(r"(?:https?://|mailto:)[^\s<>\"\\^`{|}]{1,2000}", re.IGNORECASE)
SAID_BARE = re.compile(r"^(?:https?://|mailto:|tel:)?(?:www\.)?|/$", re.IGNORECASE)
LINKED = re.compile(r"\[(?:[^\[\]\n\\]|\\.){0,300}\]\([^()\s]{0,2000}\)")
ESCAPED = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
NOT_LETTERS = re.compile(r"[\W_]+")
# What a browser reads the same, and what keeps an address in one piece for whoever looks for it.
ENCODED = str.maketrans({"(": "%28", ")": "%29", "·": "%C2%B7"})
SAID_TARGET = re.compile(
    r"(?<![^\s,:;|·•–—(])(?P<words>[^\W_][^\n\[\]()|·•,:;–—]{0,80}) "
    r"\((?P<target>https?://[^\s()<>]{1,2000})\)"
)
MOST_WORDS = 6
NEAR = 16  # letters before a link by which its place is known
BEFORE = 80  # characters in which those are looked for
LONGEST_TEXT = 300
MOST_PLACES = 50  # of one link's words that are looked at


@dataclass(frozen=True, slots=True)
class _Plain:
    """Markdown without escapes; letter i of it stands at starts[i] to stops[i]."""

    text: str
    starts: list[int]
    stops: list[int]


def with_links(markdown: str, links: Iterable[Link]) -> str:
    """A link whose words don't stand in the text is left out, as is one that only says itself:
    bare addresses are links anyway."""
    plain = _plain(markdown)
    taken = [
        (bisect_left(plain.starts, found.start()), bisect_left(plain.starts, found.end()))
        for found in LINKED.finditer(markdown)
    ]
    laid: list[tuple[int, int, str]] = []
    for link in links:
        target = _target(link)
        place = _place(plain.text, link, taken) if target else None
        if place:
            insort(taken, place)
            laid.append((plain.starts[place[0]], plain.stops[place[1] - 1], target))
    for start, stop, target in sorted(laid, reverse=True):
        markdown = f"{markdown[:start]}[{markdown[start:stop]}]({target}){markdown[stop:]}"
    return markdown


def with_said_targets(markdown: str) -> str:
    """Links where our text files say a target behind its words: "Portfolio (https://…)". Where the
    words begin is a guess: behind the last mark, or the last word of many."""
    return SAID_TARGET.sub(_link_of_said, markdown)


def _link_of_said(said: re.Match[str]) -> str:
    words, target = said["words"], ESCAPED.sub("", said["target"])
    if not SAFE.fullmatch(target):
        return said[0]
    before = ""
    if len(words.split()) > MOST_WORDS:
        before, _, words = words.rpartition(" ")
        before += " "
    return f"{before}[{words}]({target.translate(ENCODED)})"


def _target(link: Link) -> str:
    """The address, safe and in one piece; "" where there is nothing to lay."""
    target = link.target.strip().replace("%40", "@")
    is_said = _bare(target) == _bare(link.text)
    if is_said or not SAFE.fullmatch(target) or not 0 < len(link.text) <= LONGEST_TEXT:
        return ""
    return target.translate(ENCODED)


def _plain(markdown: str) -> _Plain:
    starts, stops, at = [], [], 0
    for index in range(len(markdown)):
        if index >= at:
            size = 2 if ESCAPED.match(markdown, index) else 1
            starts.append(index)
            at = index + size
            stops.append(at)
    return _Plain("".join(markdown[stop - 1] for stop in stops), starts, stops)


def _place(text: str, link: Link, taken: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Of the places that say the link's words, the one with the same words before, or the first."""
    found = [place for place in _places(text, link.text) if not _is_taken(place, taken)]
    near = _letters(link.before)[-NEAR:]
    fitting = (place for place in found if _before(text, place[0]).endswith(near))
    return next(fitting, found[0] if found else None)


def _places(text: str, words: str) -> Iterator[tuple[int, int]]:
    at = -1
    for _ in range(MOST_PLACES):
        at = text.find(words, at + 1)
        if at < 0:
            return
        stop = at + len(words)
        if not (_is_word(text[at - 1 : at]) or _is_word(text[stop : stop + 1])):
            yield at, stop


def _is_taken(place: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    """Whether a link that was laid before lies on any part; they lie apart and in order."""
    at = bisect_right(taken, place)
    is_before = at > 0 and taken[at - 1][1] > place[0]
    return is_before or (at < len(taken) and taken[at][0] < place[1])


def _before(text: str, place: int) -> str:
    return _letters(text[max(0, place - BEFORE) : place].rpartition("\n")[2])


def _is_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


def _letters(text: str) -> str:
    return NOT_LETTERS.sub("", text).casefold()


def _bare(text: str) -> str:
    return SAID_BARE.sub("", "".join(text.split())).casefold()
