"""Contact data out of a text before it goes to the AI, and back into what comes home.

What is taken out: links, e-mail addresses, phone numbers, street addresses, the person's name and
the names of the people whom the person knows.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import phonenumbers

from cv.sending import contacts
from cv.sending.people import Known, Person
from cv.sending.spellings import (
    NAME_PART,
    NOT_NAMES,
    SHORTEST_NAME_PART,
    in_latin,
    spelling_of,
)

PHONE_REGIONS = ("UA", "US")
NAME_HEADING = re.compile(r"^# (.+)$", re.MULTILINE)
INITIALS = re.compile(r"(?:[^\W\d_]\.)+")
BESIDE_NAME = re.compile(r"\s*[,;|·/()]\s*|\s+[-–—]\s+")  # "Anna Koval, QA Engineer"
WORD = re.compile(r"[^\W\d_]+")


@dataclass
class Mask:
    """Takes contact data out of texts. The same value gets the same placeholder in all of them."""

    people: Sequence[Person] = ()  # whom the person knows
    originals: dict[str, str] = field(default_factory=dict)  # placeholder to what stood there

    def hide_cv(self, markdown: str, names: list[str]) -> str:
        """Like hide, and more boldly where a CV gives its contact data."""
        known = Known(self.people, markdown)
        pieces = contacts.split(markdown)
        return "".join(self._hide(text, names, known, is_bold=bold) for text, bold in pieces)

    def hide(self, text: str, names: list[str]) -> str:
        return self._hide(text, names, Known(self.people, text), is_bold=False)

    def show(self, text: str) -> str:
        """Put back what stood there; the last first, for it may hold an earlier placeholder."""
        for placeholder, original in reversed(self.originals.items()):
            text = text.replace(placeholder, original)
        return text

    def _hide(self, text: str, names: list[str], known: Known, *, is_bold: bool) -> str:
        # A link may hold an e-mail address, so links go first.
        for kind, pattern in (
            ("LINK", contacts.TARGET),
            ("LINK", contacts.LINK),
            ("LINK", contacts.OTHER_LINK),
            ("EMAIL", contacts.EMAIL),
            ("ADDRESS", contacts.STREET),
        ):
            text = self._replace(kind, _spans(pattern, text), text)
        for region in PHONE_REGIONS:
            found = phonenumbers.PhoneNumberMatcher(text, region)
            text = self._replace("PHONE", [(match.start, match.end) for match in found], text)
        if is_bold:
            text = self._replace("LINK", _spans(contacts.HANDLE, text), text)
            text = self._replace("LINK", _spans(contacts.DOMAIN, text), text)
            text = self._replace("PHONE", contacts.phone_spans(text), text)
        for name in names:
            text = self._replace("NAME", _spans(_spellings(name), text), text)
        text = self._replace("PHONE", known.phones_in(text), text)
        return self._replace("PERSON", known.names_in(text), text)

    def _replace(self, kind: str, spans: list[tuple[int, int]], text: str) -> str:
        pieces: list[str] = []
        end = 0
        for start, stop in spans:
            pieces += [text[end:start], self._placeholder(kind, text[start:stop])]
            end = stop
        return "".join([*pieces, text[end:]])

    def _placeholder(self, kind: str, original: str) -> str:
        same_kind = [one for one in self.originals if one.startswith(f"[{kind}")]
        for placeholder in same_kind:
            if self.originals[placeholder] == original:
                return placeholder
        placeholder = f"[{kind} {len(same_kind) + 1}]" if same_kind else f"[{kind}]"
        self.originals[placeholder] = original
        return placeholder


def _spans(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    """Where the secret parts of the matches stand."""
    secret = "secret" if "secret" in pattern.groupindex else 0
    return [match.span(secret) for match in pattern.finditer(text)]


def names_in(markdown: str, profile_name: str) -> list[str]:
    """What to hide as names, longest first: of the profile and of the CV's first heading."""
    heading = _heading(markdown)
    found = {*_with_parts(profile_name), *_with_parts(_person_of(heading))}
    if not NOT_NAMES.issuperset(_words(heading)):
        found.add(heading)
    found |= {latin for name in found for latin in in_latin(name)}
    return sorted(found, key=lambda name: (-len(name), name))


def is_nameless(markdown: str, profile_name: str) -> bool:
    """Whether the text may name the person in a way that we can't know: the profile's name is not
    in it, and its first heading may be no more than "QA Engineer"."""
    if _person_of(_heading(markdown)):
        return False
    text = markdown
    for pattern in (contacts.LINK, contacts.EMAIL, contacts.DOMAIN):  # anna@example.com
        text = pattern.sub(" ", text)
    return not any(_spellings(name).search(text) for name in _with_parts(profile_name))


def _heading(markdown: str) -> str:
    heading = NAME_HEADING.search(markdown)
    return heading[1].strip() if heading else ""


def _person_of(heading: str) -> str:
    """The part of a heading that is surely a person's name."""
    segments = (segment.strip(" *_") for segment in BESIDE_NAME.split(heading))
    return next(filter(_is_person, segments), "")


def _is_person(segment: str) -> bool:
    words = segment.split()
    return (
        len(words) in (2, 3)
        and NAME_PART.search(segment) is not None
        and all(word[0].isupper() for word in words)
        and all(NAME_PART.fullmatch(word) or INITIALS.fullmatch(word) for word in words)
        and NOT_NAMES.isdisjoint(_words(segment))
    )


def _words(text: str) -> list[str]:
    return WORD.findall(text.lower())


def _with_parts(person: str) -> set[str]:
    parts = {part for part in NAME_PART.findall(person) if len(part) >= SHORTEST_NAME_PART}
    return {person.strip(), *parts} - {""}


def _spellings(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){spelling_of(name)}(?!\w)", re.IGNORECASE)
