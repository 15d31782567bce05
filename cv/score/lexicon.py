"""The lexicon: what postings ask for and CVs offer, and where it stands in a text.

Each file of terms/ is a field, each line a term: its name, then its other spellings, English and
Ukrainian, parted by "|". A word in small letters is found in all its forms, one with a capital
only as a whole and in any case, and a spelling that begins with "!" exactly as it is written:
"!Go" is no verb. One that begins with "~" is how people also say a name that is written in Latin
letters: found, but not shown. decoys.txt holds wordings that look like a term and are none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from cv.score.forms import keys_of
from cv.score.spelling import CYRILLIC, fold, in_one_script
from cv.sending.contacts import EMAIL, LINK

FOLDER = Path(__file__).parent / "terms"
DECOYS = "decoys"
DECOY = ""  # the name of what is none

WORD = re.compile(
    r"(?<![\w.])\.NET(?!\w)|[^\W_]+(?:['’ʼ`][^\W_]+)*(?:\+\+|#(?!\w))?", re.IGNORECASE
)
# What may stand between the words of one spelling: Node.js, CI/CD, front-end.
GAP = re.compile(r"[ \t\u00a0\u202f]+|[ \t]?[/&\u2010-\u2015:-][ \t]?|\.")
GOES_ON = re.compile(r"\.[^\W\d_]|[+#@]")  # python.org


@dataclass(frozen=True, slots=True)
class Named:
    """A term of the lexicon by its name, and where in the text it stands."""

    name: str
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Entry:
    name: str
    spellings: tuple[str, ...]  # as in the file, with the "!", without the "~"
    field: str
    ukrainian: str = ""

    def said_in(self, language: str) -> str:
        """The spelling to show: the first Ukrainian one to Ukrainians, else the name."""
        return self.ukrainian if language == "uk" and self.ukrainian else self.name


@dataclass(slots=True)
class _Node:
    """A step of the spellings. Keys: "=Go" as written, "~react" folded, "contract" a lemma."""

    steps: dict[str, "_Node"] = field(default_factory=dict)
    name: str | None = None


def names_in(text: str) -> list[Named]:
    """The terms that a text names, from left to right, the longest wording first: "SQL Server" is
    no "SQL". Addresses of mail and web name nothing."""
    text = LINK.sub(_blank, EMAIL.sub(_blank, text))
    words = list(WORD.finditer(text))
    found: list[Named] = []
    index = 0
    while index < len(words):
        count, name = _longest(words, index)
        start, stop = words[index].start(), words[index + max(count, 1) - 1].end()
        if name and not GOES_ON.match(text, stop) and text[start - 1 : start] != "@":
            found.append(Named(name, start, stop))
        index += max(count, 1)
    return found


def _longest(words: list[re.Match[str]], first: int) -> tuple[int, str]:
    """How many words from the first on spell a term, and its name; 0 for none."""
    found = (0, DECOY)
    nodes = [_root()]
    for place in range(first, len(words)):
        word = words[place]
        if place > first and not _are_joined(words[place - 1], word):
            break
        written = in_one_script(word[0])
        folded = fold(written)
        keys = (f"={written}", f"~{folded}", *keys_of(folded))
        nodes = [node.steps[key] for node in nodes for key in keys if key in node.steps]
        if not nodes:
            break
        names = [node.name for node in nodes if node.name is not None]
        if names:
            found = (place - first + 1, names[0])
    return found


@lru_cache(maxsize=1)
def entries() -> dict[str, Entry]:
    """Every term by its name."""
    return {entry.name: entry for entry in _read() if entry.field != DECOYS}


def _read() -> Iterator[Entry]:
    for path in sorted(FOLDER.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            written = [one.strip() for one in line.split("|")]
            shown = (one for one in written if CYRILLIC.search(one) and not one.startswith("~"))
            spellings = tuple(one.removeprefix("~") for one in written)
            yield Entry(spellings[0].removeprefix("!"), spellings, path.stem, next(shown, ""))


def inflected() -> Iterator[str]:
    """The words, folded, that are found in all their forms."""
    for entry in _read():
        for spelling in entry.spellings:
            if not spelling.startswith("!"):
                yield from (fold(word) for word in _words(spelling) if word.islower())


@lru_cache(maxsize=1)
def _root() -> _Node:
    root = _Node()
    for entry in _read():
        name = DECOY if entry.field == DECOYS else entry.name
        for spelling in entry.spellings:
            _plant(root, _keys_of(spelling), name)
    return root


def _keys_of(spelling: str) -> list[str]:
    if spelling.startswith("!"):
        return [f"={word}" for word in _words(spelling)]
    return [_key_of(word) for word in _words(spelling)]


def _words(spelling: str) -> list[str]:
    return [word[0] for word in WORD.finditer(spelling)]


def _key_of(word: str) -> str:
    """The key of a word in small letters, or the word itself, which is not inflected."""
    folded = fold(word)
    return f"~{folded}" if not word.islower() else keys_of(folded)[0]


def _plant(node: _Node, keys: list[str], name: str) -> None:
    for key in keys:
        node = node.steps.setdefault(key, _Node())
    if node.name is None:
        node.name = name


def _are_joined(one: re.Match[str], other: re.Match[str]) -> bool:
    return GAP.fullmatch(one.string, one.end(), other.start()) is not None


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
