"""Values of a stranger's JSON, each as the type that is looked for; others are passed over."""

import re
from collections.abc import Iterable
from typing import Any

from cv.reader.normalise import clean_characters

MOST_ITEMS = 500  # of one list
LONGEST_TEXT = 20_000
Item = dict[str, Any]


def kept_lines(value: object) -> list[str]:
    """Lines of Markdown that may stand inside a section: they begin no section of their own."""
    return [re.sub(r"^(?=#{1,2}[ \t])", r"\\", line) for line in lines_in(value)]


def lines_in(value: object) -> list[str]:
    if not isinstance(value, str):
        return []
    whole = value[:LONGEST_TEXT].replace("\r\n", "\n").replace("\r", "\n")
    return [clean_characters(line).rstrip() for line in whole.split("\n")]


def text_in(value: object) -> str:
    """A value on one line; nothing for what is no text and no number."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value) if abs(value) < 1e15 else ""
    return " ".join(" ".join(lines_in(value)).split())


def texts_in(values: Iterable[object]) -> list[str]:
    return [text for value in values if (text := text_in(value))]


def dict_in(value: object) -> Item:
    return value if isinstance(value, dict) else {}


def list_in(value: object) -> list[object]:
    return value[:MOST_ITEMS] if isinstance(value, list) else []


def items_in(value: object) -> list[Item]:
    return [item for item in list_in(value) if isinstance(item, dict)]
