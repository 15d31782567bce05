"""What single cells say: links, pay, tags, and words of a short list."""

import re
import uuid
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models

from applications.capture import work_mode as mode_words
from applications.capture.salary import amount, period_code
from applications.capture.salary_text import find_salary
from applications.importing.fields import labels, plain
from applications.models import Application
from applications.table.tags import LONGEST_TAG, MOST_TAGS

NOTHING = frozenset({"", "n a", "na", "none", "null", "nil", "tbd", "unknown", "немає", "невідомо"})
LARGEST_INTEGER = 2_147_483_647  # of the database's column
PAIR = re.compile(r"\s(?:-|–|—|to|до)\s|(?<=[\dkк])\s?[-–—]\s?(?=[\d$€£₴])", re.IGNORECASE)
TAG = re.compile(r'\s*(?:"((?:[^"]|"")*)"|([^,;]+))')
IS_LINK = URLValidator(schemes=["http", "https"])
HAS_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
LONGEST_URL = 2000
STARS = {1: 1, 2: 1, 3: 2, 4: 3, 5: 3}  # of five, as a priority
PRIORITIES = {
    "highest": 3, "urgent": 3, "top": 3, "medium": 2, "mid": 2, "middle": 2, "lowest": 1,
    "висока": 3, "середній": 2, "середня": 2, "низька": 1,
}  # fmt: skip


@dataclass(frozen=True)
class Pay:
    low: int | None = None
    high: int | None = None
    currency: str = ""
    period: str = ""


def is_blank(text: str) -> bool:
    return plain(text) in NOTHING


def link(text: str) -> str:
    """An address that may be opened; empty when the text is none."""
    address = text if HAS_SCHEME.match(text) else f"https://{text}"
    if len(address) > LONGEST_URL or "." not in address:
        return ""
    try:
        IS_LINK(address)
    except ValidationError:
        return ""
    return address


def pay(text: str) -> Pay | None:
    """Pay in one cell, “$4,000 - 5,000 a month” or just “4000”; None when it says no number."""
    if found := find_salary(text, labelled=True):
        return Pay(found.minimum, found.maximum, found.currency, found.period)
    bounds = [whole_number(part.strip()) for part in PAIR.split(text, maxsplit=1)]
    known = sorted(bound for bound in bounds if bound)
    if not known:
        return None
    return Pay(known[0], known[-1], period=period_code(text))


def whole_number(text: str) -> int | None:
    """A bound of pay: digits are taken as they are, other text is read as an amount."""
    exact = int(text) if re.fullmatch(r"[0-9]{1,10}", text) else amount(text)
    return exact if exact is not None and exact <= LARGEST_INTEGER else None


def period(text: str) -> str:
    return _of(Application.SalaryPeriod, text) or period_code(text)


def work_mode(text: str) -> str:
    mode = _of(Application.WorkMode, text) or mode_words.from_term(text)
    return mode or mode_words.from_label(text)


def priority(text: str) -> int | None:
    """One of Application.Priority; five stars are as much as high."""
    known = _of(Application.Priority, text) if not text.isdigit() else None
    if known or (known := PRIORITIES.get(plain(text))):
        return int(known)
    stars = text.count("★") + text.count("⭐")
    number = stars or (int(text[0]) if re.fullmatch(r"[1-5](?:\s?/\s?5)?", text) else 0)
    return STARS.get(number)


def tags(text: str) -> list[str] | None:
    """Different tags, in their order; None when one is too long. One with a comma is quoted."""
    found: dict[str, str] = {}
    for quoted, bare in TAG.findall(text):
        name = quoted.replace('""', '"') if quoted else bare.strip()
        if len(name) > LONGEST_TAG:
            return None
        if name:
            found.setdefault(name.lower(), name)
    return list(found.values())[:MOST_TAGS]


def tag_list(names: list[str]) -> str:
    """The text that `tags` reads back."""
    return ", ".join(_quoted(name) for name in names)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"' if re.search(r'[,;"]', name) else name


def _of(choices: type[models.Choices], text: str) -> Any:
    return labels(choices).get(plain(text))


def uuid_of(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
