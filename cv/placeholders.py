"""Contact data out of a text before it goes to the AI, and back into what comes home.

What is taken out: links, e-mail addresses, phone numbers, street addresses and the person's name.
"""

import re
from dataclasses import dataclass, field

import phonenumbers

from cv import contacts

PHONE_REGIONS = ("UA", "US")
NAME_HEADING = re.compile(r"^# (.+)$", re.MULTILINE)
NAME_PART = re.compile(r"[^\W\d_][^\W\d_'’-]+(?:['’-][^\W\d_]+)*")
BESIDE_NAME = re.compile(r"\s*[,;|·/()]\s*|\s+[-–—]\s+")  # "Anna Koval, QA Engineer"
SHORTEST_NAME_PART = 3
# A first heading may say what the person does instead of who they are.
NOT_NAMES = frozenset(
    (
        "analyst architect artist assistant consultant curriculum cv designer developer devops"
        " director engineer head junior lead manager marketer middle officer product project qa"
        " resume senior software specialist tester vitae аналітик архітектор асистент дизайнер"
        " директор інженер керівник маркетолог менеджер молодший резюме розробник спеціаліст"
        " старший тестувальник"
    ).split()
)


@dataclass
class Mask:
    """Takes contact data out of texts. The same value gets the same placeholder in all of them."""

    originals: dict[str, str] = field(default_factory=dict)  # placeholder to what stood there

    def hide_cv(self, markdown: str, names: list[str]) -> str:
        """Like hide, and more boldly where a CV gives its contact data."""
        pieces = contacts.split(markdown)
        return "".join(self._hide(text, names, is_bold=is_bold) for text, is_bold in pieces)

    def hide(self, text: str, names: list[str]) -> str:
        return self._hide(text, names, is_bold=False)

    def show(self, text: str) -> str:
        """Put back what stood there; the last first, for it may hold an earlier placeholder."""
        for placeholder, original in reversed(self.originals.items()):
            text = text.replace(placeholder, original)
        return text

    def _hide(self, text: str, names: list[str], *, is_bold: bool) -> str:
        # A link may hold an e-mail address, so links go first.
        for kind, pattern in (
            ("LINK", contacts.LINK),
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
            pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
            text = self._replace("NAME", _spans(pattern, text), text)
        return text

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
    persons = persons_in(markdown, profile_name)
    found = {_heading(markdown), *persons} - {""}
    for person in persons:
        found.update(part for part in NAME_PART.findall(person) if len(part) >= SHORTEST_NAME_PART)
    return sorted(found, key=lambda name: (-len(name), name))


def persons_in(markdown: str, profile_name: str) -> list[str]:
    """Those that are surely of a person: a heading may be no more than "QA Engineer"."""
    candidates = [profile_name.strip(), _person_of(_heading(markdown))]
    return [name for name in candidates if name]


def _heading(markdown: str) -> str:
    heading = NAME_HEADING.search(markdown)
    return heading[1].strip() if heading else ""


def _person_of(heading: str) -> str:
    for segment in BESIDE_NAME.split(heading):
        words = {word.lower() for word in NAME_PART.findall(segment)}
        if words and words.isdisjoint(NOT_NAMES):
            return segment
    return ""
