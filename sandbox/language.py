"""Which of the two languages a text is written in, and lists of words."""

import re

CYRILLIC = re.compile(r"[Ѐ-ӿ]")
LETTER = re.compile(r"[^\W\d_]")
UKRAINIAN_SHARE = 0.3


def is_ukrainian(text: str) -> bool:
    """Ukrainian texts of the trade are full of Latin names, so a third of Cyrillic is enough."""
    letters = len(LETTER.findall(text))
    return letters > 0 and len(CYRILLIC.findall(text)) / letters > UKRAINIAN_SHARE


def words(text: str) -> frozenset[str]:
    """A set of words from one line of them."""
    return frozenset(text.split())
