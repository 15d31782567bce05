"""Contact data out of a text before it goes to the AI, and back into what comes home.

What is taken out: links, e-mail addresses, phone numbers, street addresses, the person's name and
the names of the people whom the person knows.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count

import phonenumbers

from cv.sending import addresses, alphabets, contacts, links
from cv.sending.people import Known, Person
from cv.sending.spellings import NAME_PART, NOT_NAMES, in_latin, parts_of, spelling_of

type Span = tuple[int, int]

PHONE_REGIONS = ("UA", "US")
NAME_HEADING = re.compile(r"^# (.+)$", re.MULTILINE)
INITIALS = re.compile(r"(?:[^\W\d_]\.)+")
BESIDE_NAME = re.compile(r"\s*[,;|·/()]\s*|\s+[-–—]\s+")  # "Anna Koval, QA Engineer"
WORD = re.compile(r"[^\W\d_]+")
PLACEHOLDER = re.compile(r"\[(?:NAME|PERSON|EMAIL|PHONE|LINK|ADDRESS)(?: \d{1,6})?\]")
# M. Shevchenko; Шевченко М. П.
INITIALS_BEFORE = re.compile(r"(?<![^\W_])(?:[A-ZА-ЯІЇЄҐ]\.[ \u00a0]?){1,3}$")
INITIALS_AFTER = re.compile(
    r"[ \u00a0][A-ZА-ЯІЇЄҐ]\.[ \u00a0]?[A-ZА-ЯІЇЄҐ](?:\.|(?!\w))|[ \u00a0][A-ZА-ЯІЇЄҐ]\.(?!\w)"
)
LONGEST_INITIALS = 9
MOST_PASSES = 3


@dataclass(frozen=True)
class _Names:
    """What finds the names in a text: the person's own, and those of whom they know."""

    own: Sequence[str]
    spellings: Sequence[re.Pattern[str]]
    sounds: alphabets.Sounds  # of the own names
    known: Known

    def own_in_other_letters(self, text: str) -> list[Span]:
        return alphabets.spans(text, self.sounds)


@dataclass
class Mask:
    """Takes contact data out of texts. The same value gets the same placeholder in all of them."""

    people: Sequence[Person] = ()  # whom the person knows
    taken: set[str] = field(default_factory=set)  # what looks like a placeholder and is the text's
    originals: dict[str, str] = field(default_factory=dict)  # placeholder to what stood there
    _placeholders: dict[tuple[str, str], str] = field(default_factory=dict)
    _numbers: dict[str, int] = field(default_factory=dict)  # the last one of each kind

    def hide_cv(self, markdown: str, names: list[str]) -> str:
        """Like hide, and more boldly where a CV gives its contact data."""
        hiding = self._begun(markdown, names)
        pieces = contacts.split(markdown)
        return "".join(self._hide(text, hiding, is_bold=bold) for text, bold in pieces)

    def hide(self, text: str, names: list[str]) -> str:
        return self._hide(text, self._begun(text, names), is_bold=False)

    def hide_beside(self, text: str, names: list[str]) -> str:
        """Like hide, and what was taken out of another text as well: a nickname of the CV is one in
        a message, too."""
        return self.hide(self._hide_known(text), names)

    def _hide_known(self, text: str) -> str:
        for placeholder, original in self._known():
            text = re.sub(rf"(?<!\w){re.escape(original)}(?!\w)", placeholder, text)
        return text

    def _known(self) -> list[tuple[str, str]]:
        """The longest first, for one may hold another."""
        return sorted(self.originals.items(), key=lambda pair: -len(pair[1]))

    def show(self, text: str) -> str:
        """Put back what stood there."""
        return PLACEHOLDER.sub(lambda match: self.originals.get(match[0], match[0]), text)

    def _begun(self, text: str, names: list[str]) -> _Names:
        self.taken |= set(PLACEHOLDER.findall(text)) - self.originals.keys()
        spellings = [_spellings(name) for name in names]
        return _Names(names, spellings, alphabets.sounds_of(names), Known(self.people, text))

    def _hide(self, text: str, names: _Names, *, is_bold: bool) -> str:
        """What stands beside a placeholder may be seen for an address only then: look again."""
        for _ in range(MOST_PASSES):
            seen, text = text, self._hide_once(text, names, is_bold=is_bold)
            if text == seen:
                break
        return text

    def _hide_once(self, text: str, names: _Names, *, is_bold: bool) -> str:
        text = self._hide_links(text, names.own, is_bold=is_bold)
        for pattern in (*addresses.ANYWHERE, *(addresses.AT_CONTACTS if is_bold else ())):
            text = self._replace("ADDRESS", _spans(pattern, text), text)
        text = self._hide_phones(text, is_bold=is_bold)
        if is_bold:
            for pattern in (contacts.HANDLE, links.ALONE_AT_CONTACTS):
                text = self._replace("LINK", _spans(pattern, text), text)
            text = self._replace("LINK", links.domain_spans_at_contacts(text), text)
            text = self._replace("PHONE", contacts.phone_spans(text), text)
        text = self._replace("PHONE", names.known.phones_in(text), text)
        text = self._replace("PHONE", _spans(contacts.EXTENSION, text), text)
        for spellings in names.spellings:
            text = self._replace("NAME", _with_initials(_spans(spellings, text), text), text)
        for kind, find in (
            ("NAME", names.own_in_other_letters),
            ("PERSON", names.known.names_in),
            ("PERSON", names.known.names_in_other_letters),
        ):
            text = self._replace(kind, _with_initials(find(text), text), text)
        return text

    def _hide_links(self, text: str, names: Sequence[str], *, is_bold: bool) -> str:
        # A link may hold an e-mail address, so links go first.
        for kind, pattern in (
            ("LINK", contacts.TARGET),
            ("LINK", contacts.LINK),
            ("LINK", contacts.OTHER_LINK),
            ("EMAIL", links.EMAIL),
            ("LINK", links.ORCID),
            ("LINK", links.PROFILE),
            ("LINK", links.PATH_OF_PROFILE),
            ("LINK", links.NICK),
        ):
            text = self._replace(kind, _spans(pattern, text), text)
        text = self._replace("EMAIL", links.email_spans(text, is_bold=is_bold), text)
        return self._replace("LINK", links.domain_spans(text, names), text)

    def _hide_phones(self, text: str, *, is_bold: bool) -> str:
        text = self._replace("PHONE", _spans(contacts.WORDED_PHONE, text), text)
        for region in PHONE_REGIONS:
            found = phonenumbers.PhoneNumberMatcher(text, region)
            text = self._replace("PHONE", [(match.start, match.end) for match in found], text)
        return self._replace("PHONE", contacts.labelled_phone_spans(text), text)

    def _replace(self, kind: str, spans: list[Span], text: str) -> str:
        if not spans:
            return text
        inside = {  # of a placeholder: there is nothing to hide in it
            at
            for one in PLACEHOLDER.finditer(text)
            if one[0] in self.originals
            for at in range(one.start() + 1, one.end())
        }
        pieces: list[str] = []
        end = 0
        for start, stop in sorted(spans, key=lambda span: (span[0], -span[1])):
            if start < end or start in inside or stop in inside:
                continue
            if text[start:stop] in self.originals:
                continue
            pieces += [text[end:start], self._placeholder(kind, text[start:stop])]
            end = stop
        return "".join([*pieces, text[end:]])

    def _placeholder(self, kind: str, hidden: str) -> str:
        original = self.show(hidden)  # an address may hold an e-mail address
        if (kind, original) not in self._placeholders:
            self._placeholders[kind, original] = self._new(kind)
            self.originals[self._placeholders[kind, original]] = original
        return self._placeholders[kind, original]

    def _new(self, kind: str) -> str:
        for number in count(self._numbers.get(kind, 0) + 1):
            placeholder = f"[{kind} {number}]" if number > 1 else f"[{kind}]"
            if placeholder not in self.taken:
                break
        self._numbers[kind] = number
        return placeholder


def _spans(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    """Where the secret parts of the matches stand."""
    matches = pattern.finditer(text)
    return [match.span("secret" if match.groupdict().get("secret") else 0) for match in matches]


def _with_initials(spans: list[Span], text: str) -> list[Span]:
    """The spans of names, made wider by the initials beside them."""
    wider: list[Span] = []
    for start, stop in spans:
        before = INITIALS_BEFORE.search(text[max(0, start - LONGEST_INITIALS) : start])
        after = INITIALS_AFTER.match(text, stop)
        first = max(start - len(before[0]) if before else start, wider[-1][1] if wider else 0)
        wider.append((first, after.end() if after else stop))
    return wider


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
    names = _with_parts(profile_name)
    if alphabets.spans(text, alphabets.sounds_of(names)):
        return False
    return not any(_spellings(name).search(text) for name in names)


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
    return {person.strip(), *parts_of(person)} - {""}


def _spellings(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W\d_]){spelling_of(name)}(?![^\W\d_])", re.IGNORECASE)
