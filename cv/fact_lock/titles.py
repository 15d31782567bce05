"""Posts and ranks that a text gives to the user: "Senior engineer", "Шеф-кухар"."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from cv.fact_lock import text_data
from cv.fact_lock.lemmas import CYRILLIC
from cv.fact_lock.plain import Plain, Word

if TYPE_CHECKING:
    from cv.fact_lock.sources import Known

type Post = re.Pattern[str]  # all the ways to say one post

NEAR = 40  # letters before a post that may give it to the user
FIRST_WORDS = 4  # a post stands at the beginning of what names it
CLAUSE = re.compile(r"[,;|:(\n–•]|\.\s")
OTHERS = frozenset(  # what follows these is somebody else
    "the a an to with of for by from their our my his her its your this that and or in at on"
    " who as is was were are new newly two three"
    " з із зі для до від у в на за про по та і й або що який яка наш мій її його їх".split()
)
OWN = re.compile(
    r"(?:\bas\s+(?:an?\s+|the\s+)?(?:(?!to\b|of\b|for\b|with\b|by\b)[\w-]+\s+){0,2}"
    r"|\b(?:I\s+was|I\s+am|became)\s+(?:an?\s+|the\s+)?(?:[\w-]+\s+)?|\bpromoted\s+to\s+|\bяк\s+"
    r"|\bпосад[аіу]\s+|\bстав\s+|\bстала\s+)$",
    re.IGNORECASE,
)
OBLIQUE = re.compile(r"(?:[уюіи]|ові|еві|ів|ам|ами|ах|ого|ому|ої|их|ими)$", re.IGNORECASE)
INSTRUMENTAL = re.compile(r"(?:ом|ем|єм|ою|ею|єю|им)$", re.IGNORECASE)
VERB = re.compile(r"(?:ed|ing)$|(?:в|ла|ли|в?ся|лася|ти|ю|є|ємо)$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _posts() -> list[Post]:
    return [
        text_data.pattern_of(text_data.ways_of(line)) for line in text_data.lines_of("titles.txt")
    ]


@lru_cache(maxsize=5_000)
def post_of(word: str) -> Post | None:
    """The post that the word names."""
    return next(
        (post for post in _posts() if (found := post.fullmatch(word)) and found["way"]), None
    )


def untraced(read: Plain, known: "Known") -> Iterator[tuple[int, int]]:
    held_in_all = frozenset().union(*map(held, known.titles.split("\n")))
    yield from ((start, stop) for post, start, stop in own(read) if post not in held_in_all)


@lru_cache(maxsize=2_000)
def held(line: str) -> frozenset[Post]:
    """The posts that a line gives to the user; of those it names of others, none."""
    ways = (line, line.replace("-", " "))
    found = {post for way in ways for post, _, _ in own(Plain(way, tuple(range(len(way)))))}
    whole = {post for post in _posts() if any(_says_whole(post, way) for way in ways)}
    return frozenset(found | whole)


def _says_whole(post: Post, line: str) -> bool:
    """Whether a post of several words stands there, «медична сестра»: seldom somebody else's."""
    found = (one["way"] for one in post.finditer(line))
    return any(way and re.search(r"[\s-]", way) for way in found)


def own(read: Plain) -> Iterator[tuple[Post, int, int]]:
    """Each post that the text gives to the user, and where it stands."""
    for clause in _clauses(read):
        for place, word in enumerate(clause):
            for start, stop, part in _parts(word):
                post = post_of(part)
                if post is None or _is_something_else(post, read.text, start):
                    continue
                if _is_own(read, clause, place):
                    yield post, start, stop


def _is_something_else(post: Post, text: str, start: int) -> bool:
    """The head office is nobody's post."""
    found = post.match(text, start)
    return bool(found and not found["way"])


def _clauses(read: Plain) -> Iterator[list[Word]]:
    clause: list[Word] = []
    for word in read.words:
        if clause and CLAUSE.search(read.text[clause[-1].stop : word.start]):
            yield clause
            clause = []
        clause.append(word)
    yield clause


def _parts(word: Word) -> Iterator[tuple[int, int, str]]:
    if post_of(word.text):
        yield word.start, word.stop, word.text
        return
    for part in re.finditer(r"[^-/]+", word.text):
        yield word.start + part.start(), word.start + part.end(), part[0]


def _is_own(read: Plain, clause: list[Word], place: int) -> bool:
    """Whether the post is the user's: it begins the clause, or stands in a role ("as a …")."""
    word = clause[place]
    if OWN.search(read.text[max(0, word.start - NEAR) : word.start]):
        return True
    is_first = place < FIRST_WORDS
    if CYRILLIC.search(word.text):
        if _are_others(clause[max(0, place - 2) : place]):
            return False
        if INSTRUMENTAL.search(word.text):
            return True
        is_other = bool(OBLIQUE.search(word.text))
    else:
        is_other = _is_plural(word.text) or (is_first and _are_others(clause[:place]))
    return is_first and not is_other and not _has_verb(clause[:place])


def _are_others(words: list[Word]) -> bool:
    return any(word.text.lower() in OTHERS for word in words)


def _is_plural(word: str) -> bool:
    return word.lower().endswith("s") and not word.lower().endswith(("ss", "us"))


def _has_verb(words: list[Word]) -> bool:
    return any(VERB.search(word.text) for word in words)
