"""Can an employer answer? And is nothing there that no employer should be told?"""

import re
from collections.abc import Iterator, Sequence

import phonenumbers
from django.utils.translation import gettext_lazy as _

from cv.score.outcome import failed, hint, passed
from cv.score.reading import Reading, Row, is_heading
from cv.score.shapes import Finding, Words
from cv.sending.contacts import DOMAIN, EMAIL, HANDLE, LINES_AT_TOP, LINK
from cv.sending.placeholders import PHONE_REGIONS

PERSONAL: tuple[tuple[str, re.Pattern[str], Words], ...] = (
    (
        "birth",
        re.compile(
            r"\b(?:date of birth|birth date|born|age\s*:|дата народження|народи(?:вся|лася|лась)"
            r"|вік\s*:|рік народження)|\bр\.\s?н\.",
            re.IGNORECASE,
        ),
        _("Your age is nobody’s business here: you may leave it out"),
    ),
    (
        "family",
        re.compile(
            r"\b(?:marital status|married|unmarried|сімейний стан|одружен\w*|неодружен\w*"
            r"|заміжня)\b",
            re.IGNORECASE,
        ),
        _("Your family is nobody’s business here: you may leave it out"),
    ),
    ("photo", re.compile(r"!\["), _("A photo is not needed, and not printed")),
)


def findings(reading: Reading) -> list[Finding]:
    area = _area(reading)
    return [
        _outcome("email", _first(reading.filled, EMAIL), reading, _("No e-mail address found")),
        _outcome("phone", _phone(area), reading, _("No valid phone number found")),
        _outcome("link", _link(area, reading), reading, _("No link: LinkedIn, GitHub, portfolio")),
        *_personal(area),
    ]


def _area(reading: Reading) -> list[Row]:
    """Where a CV gives its contact data: above the first section, or in a section for it."""
    if any(map(is_heading, reading.filled)):
        return [row for row in reading.filled if row.line.section in ("", "contacts")]
    return list(reading.filled[:LINES_AT_TOP])


def _outcome(code: str, line: int | None, reading: Reading, missing: Words) -> Finding:
    return passed(code, line) if line else failed(code, reading.first, missing)


def _first(rows: Sequence[Row], *patterns: re.Pattern[str]) -> int | None:
    for row in rows:
        if any(pattern.search(row.line.raw) for pattern in patterns):
            return row.number
    return None


def _phone(area: Sequence[Row]) -> int | None:
    for row in area:
        for region in PHONE_REGIONS:
            if phonenumbers.PhoneNumberMatcher(row.line.text, region).has_next():
                return row.number
    return None


def _link(area: Sequence[Row], reading: Reading) -> int | None:
    return _first(area, LINK, HANDLE, DOMAIN) or _first(reading.filled, LINK)


def _personal(area: Sequence[Row]) -> Iterator[Finding]:
    for code, pattern, label in PERSONAL:
        if line := _first(area, pattern):
            yield hint(code, line, label)
