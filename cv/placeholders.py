"""Contact data out of a text before it goes to the AI, and back into what comes home.

What is taken out: e-mail addresses, links, phone numbers, street addresses and the person's name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import phonenumbers

EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>|·]+[^\s<>|·.,;:)\]]"
    r"|\b(?:linkedin\.com|github\.com|gitlab\.com|t\.me|behance\.net|facebook\.com"
    r"|djinni\.co|instagram\.com|medium\.com|x\.com)/[^\s<>|·]*[^\s<>|·.,;:)\]]"
    r"|(?<![\w.])@[A-Za-z][\w]{3,}",
    re.IGNORECASE,
)
STREET = re.compile(
    r"\b(?:вул\.?|вулиця|просп\.?|проспект|пр-т|бульв\.?|бульвар|пров\.?|провулок|пл\.|площа|"
    r"наб\.|набережна)\s+[^\n,;|·]{2,50}(?:,\s*(?:буд\.?\s*)?\d+[\w/-]*)?(?:,\s*кв\.?\s*\d+)?"
    r"|\b\d{1,5}[A-Za-z]?\s+(?:[A-Z][\w'.-]+\s+){1,3}"
    r"(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Court|Square)\b\.?"
    r"(?:,?\s*(?:Apt|Apartment|Flat|Suite|Unit)\.?\s*\w+)?"
)
PHONE_REGIONS = ("UA", "US")
NAME_HEADING = re.compile(r"^# (.+)$", re.MULTILINE)
NAME_PART = re.compile(r"[^\W\d_][^\W\d_'’-]+(?:['’-][^\W\d_]+)*")
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

    def hide(self, text: str, names: list[str]) -> str:
        for kind, pattern in (("EMAIL", EMAIL), ("LINK", LINK), ("ADDRESS", STREET)):
            text = self._replace(pattern, kind, text)
        text = self._hide_phones(text)
        for name in names:
            pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
            text = self._replace(pattern, "NAME", text)
        return text

    def show(self, text: str) -> str:
        """Put back what stood there."""
        for placeholder, original in self.originals.items():
            text = text.replace(placeholder, original)
        return text

    def _hide_phones(self, text: str) -> str:
        for region in PHONE_REGIONS:
            found = {match.raw_string for match in phonenumbers.PhoneNumberMatcher(text, region)}
            for raw in sorted(found, key=len, reverse=True):
                text = text.replace(raw, self._placeholder("PHONE", raw))
        return text

    def _replace(self, pattern: re.Pattern[str], kind: str, text: str) -> str:
        return pattern.sub(lambda match: self._placeholder(kind, match[0]), text)

    def _placeholder(self, kind: str, original: str) -> str:
        for placeholder, known in self.originals.items():
            if known == original:
                return placeholder
        number = sum(placeholder.startswith(f"[{kind}") for placeholder in self.originals) + 1
        placeholder = f"[{kind}]" if number == 1 else f"[{kind} {number}]"
        self.originals[placeholder] = original
        return placeholder


def names_in(markdown: str, profile_name: str) -> list[str]:
    """The person's names to hide, longest first: of the profile and of the CV's first heading."""
    found: set[str] = set()
    heading = NAME_HEADING.search(markdown)
    for full in (profile_name.strip(), heading[1].strip() if heading else ""):
        if full:
            found.add(full)
            found.update(_parts(full))
    return sorted(found, key=lambda name: (-len(name), name))


def _parts(full: str) -> Iterator[str]:
    parts = NAME_PART.findall(full)
    if any(part.lower() in NOT_NAMES for part in parts):
        return
    yield from (part for part in parts if len(part) >= SHORTEST_NAME_PART)
