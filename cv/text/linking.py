"""Links put back onto the words of a Markdown CV that they lay on in a file."""

import re
from collections.abc import Iterable, Iterator

from cv.reader.document import Link

SAFE = re.compile(r"(?:https?://|mailto:)[^\s<>\"\\^`{|}]{1,2000}", re.IGNORECASE)
SAID_BARE = re.compile(r"^(?:https?://|mailto:|tel:)?(?:www\.)?|/$", re.IGNORECASE)
LINKED = re.compile(r"\[(?:[^\[\]\n\\]|\\.)*\]\([^()\s]*\)")
NOT_LETTERS = re.compile(r"[\W_]+")
NEAR = 16  # letters before a link by which its place is known
LONGEST_TEXT = 300


def with_links(markdown: str, links: Iterable[Link]) -> str:
    """A link whose words don't stand in the text is left out, as is one that only says itself:
    bare addresses are links anyway."""
    for link in links:
        target = link.target.strip()
        is_said = _bare(target) == _bare(link.text)
        if is_said or not SAFE.fullmatch(target) or len(link.text) > LONGEST_TEXT:
            continue
        place = _place(markdown, link)
        if place:
            start, stop = place
            safe = target.replace("(", "%28").replace(")", "%29")
            markdown = f"{markdown[:start]}[{markdown[start:stop]}]({safe}){markdown[stop:]}"
    return markdown


def _place(markdown: str, link: Link) -> tuple[int, int] | None:
    """Of the places that say the link's words, the one with the same words before, or the first."""
    found = list(_places(markdown, link.text))
    near = _letters(link.before)[-NEAR:]
    fitting = (
        place
        for place in found
        if _letters(markdown[markdown.rfind("\n", 0, place[0]) + 1 : place[0]]).endswith(near)
    )
    return next(fitting, found[0] if found else None)


def _places(markdown: str, text: str) -> Iterator[tuple[int, int]]:
    taken = [one.span() for one in LINKED.finditer(markdown)]
    for one in _written(text).finditer(markdown):
        if not any(start < one.end() and one.start() < stop for start, stop in taken):
            yield one.span()


def _written(text: str) -> re.Pattern[str]:
    """The words as they may stand in Markdown: with escapes, and any blanks between."""
    words = ("".join(rf"\\?{re.escape(letter)}" for letter in word) for word in text.split())
    return re.compile(rf"(?<!\w){r'[ \t]+'.join(words)}(?!\w)")


def _letters(text: str) -> str:
    return NOT_LETTERS.sub("", text).casefold()


def _bare(text: str) -> str:
    return SAID_BARE.sub("", "".join(text.split())).casefold()
