"""Phrases that tell one kind of mail from another: data in wording/<language>.txt.

A line is a weight and a regular expression, under the [kind] that it speaks for: 5 all but decides,
3 is strong, 1 is a hint. An indented line goes on with the one above, {NAME} stands for the words
that NAME was set to, a line that begins with # says something to people. Each expression is looked
for from the beginning of a word, whatever the case of the letters; apostrophes are straight.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

LANGUAGES = ("en", "uk")
LETTERS = {"en": re.compile(r"[A-Za-z]"), "uk": re.compile(r"[А-Яа-яІіЇїЄєҐґ]")}
FOLDER = Path(__file__).parent / "wording"
SET = re.compile(r"([A-Z]+) = (.+)")
NAMED = re.compile(r"\{([A-Z]+)\}")
WEIGHED = re.compile(r"([\d.]+)\s+(.+)")

type Phrase = tuple[float, re.Pattern[str]]


@cache
def phrases(kind: str, languages: tuple[str, ...] = LANGUAGES) -> tuple[Phrase, ...]:
    """Those of a kind in both languages: mails mix them."""
    return tuple(phrase for language in languages for phrase in _of(language).get(kind, ()))


def languages_of(text: str) -> tuple[str, ...]:
    """Those whose letters are in it: looking for the others' phrases would be in vain."""
    return tuple(language for language in LANGUAGES if LETTERS[language].search(text))


@cache
def _of(language: str) -> dict[str, list[Phrase]]:
    found: dict[str, list[Phrase]] = {}
    names: dict[str, str] = {}
    kind = ""
    for line in _lines(language):
        line = NAMED.sub(lambda name: names[name[1]], line)
        if line.startswith("["):
            kind = line.strip("[]")
        elif said := SET.fullmatch(line):
            names[said[1]] = said[2]
        elif weighed := WEIGHED.fullmatch(line):
            found.setdefault(kind, []).append((float(weighed[1]), _pattern(weighed[2])))
        else:
            raise ValueError(f"not a phrase: {line}")
    return found


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{words})", re.IGNORECASE)


def _lines(language: str) -> Iterator[str]:
    """Without comments, each with what goes on below it."""
    whole = (FOLDER / f"{language}.txt").read_text(encoding="utf-8")
    text = re.sub(r"(?m)^#.*\n", "", whole)
    return (line for line in re.sub(r"\n +", "", text).split("\n") if line)
