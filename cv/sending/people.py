"""The people whom a person knows, found in a text: their names and numbers are theirs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cv.sending import alphabets, contacts
from cv.sending.spellings import NAME_PART, NOT_NAMES, in_latin, parts_of, spelling_of, stem_of

WORD = re.compile(r"[^\W_]+")
NO_LETTER = re.compile(r"[\W\d_]+")
NUMBER_TAIL = 7  # digits that tell a phone number, however its beginning is written
# Names that are months too: "May 2020" and "3 June" are dates.
MONTHS = frozenset("january april may june august jan april mar jun".split())
IN_A_DATE = re.compile(r"\s*(?:[-–—]|['’]?\d)")
DAY_BEFORE = re.compile(r"\d\s*$")


@dataclass(frozen=True)
class Person:
    name: str
    company: str = ""
    phone: str = ""


class Known:
    """What finds those of the people who may stand in a text."""

    def __init__(self, people: Sequence[Person], text: str) -> None:
        names = {name for person in people for name in _names_of(person)}
        self._pattern = _pattern_of(names, text.lower())
        self._sounds = alphabets.sounds_of(names)
        self._whole = {NO_LETTER.sub("", name).lower() for name in names if " " in name}
        self._tails = {tail for person in people if (tail := _tail(person.phone))}

    def names_in(self, text: str) -> list[tuple[int, int]]:
        """Where names stand: in whole, or a part of one that is written as a name."""
        matches = self._pattern.finditer(text) if self._pattern else ()
        return [
            match.span()
            for match in matches
            if NO_LETTER.sub("", match[0]).lower() in self._whole or _is_name(match)
        ]

    def names_in_other_letters(self, text: str) -> list[tuple[int, int]]:
        """Where names stand in the alphabet that they are not known in."""
        return alphabets.spans(text, self._sounds)

    def phones_in(self, text: str) -> list[tuple[int, int]]:
        """Where their phone numbers stand, in any way of writing them."""
        if not self._tails:
            return []
        spans = contacts.phone_spans(text)
        return [span for span in spans if _tail(text[slice(*span)]) in self._tails]


def _pattern_of(names: set[str], lowered: str) -> re.Pattern[str] | None:
    """Longest first. Looking for the stems is quick, so that hundreds of people cost little."""
    found = {name for name in names if stem_of(name).lower() in lowered}
    if not found:
        return None
    spellings = map(spelling_of, sorted(found, key=lambda name: (-len(name), name)))
    return re.compile(rf"(?<![^\W\d_])(?:{'|'.join(spellings)})(?![^\W\d_])", re.IGNORECASE)


def _names_of(person: Person) -> set[str]:
    """The whole name, and each part that is no job ("HR") and no word of the company."""
    usual = NOT_NAMES | {word.lower() for word in WORD.findall(person.company)}
    is_named = any(part.lower() not in usual for part in NAME_PART.findall(person.name))
    parts = {part for part in parts_of(person.name) if part.lower() not in usual}
    found = parts | ({person.name.strip()} if is_named else set())
    return found | {latin for name in found for latin in in_latin(name)}


def _is_name(match: re.Match[str]) -> bool:
    word = match[0]
    if word.lower() in MONTHS and (
        IN_A_DATE.match(match.string, match.end())
        or DAY_BEFORE.search(match.string[max(0, match.start() - 4) : match.start()])
    ):
        return False
    return word[0].isupper()  # "will" is a verb, "Will" may be a person


def _tail(phone: str) -> str:
    digits = re.sub(r"\D", "", phone)
    return digits[-NUMBER_TAIL:] if len(digits) >= NUMBER_TAIL else ""
