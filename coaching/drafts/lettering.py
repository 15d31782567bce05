"""A letter as plain text: lines, with paragraphs apart by one empty line."""

import re
from collections.abc import Iterable

from cv.analysis.findings import UNSTORABLE

LONGEST_LETTER = 12_000
SPACES = re.compile(r"[^\S\n]+")
GAP = re.compile(r"\[[^\[\]\n]{1,60}\]")


def text_of(paragraphs: Iterable[str]) -> str:
    kept = (tidy(paragraph).replace("\n\n", "\n") for paragraph in paragraphs)
    return "\n\n".join(filter(None, kept))


def tidy(text: str) -> str:
    """Without spaces at the ends of lines, and without empty lines but between paragraphs."""
    lines = (SPACES.sub(" ", line).strip() for line in UNSTORABLE.sub("", text).splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def one_line(text: str) -> str:
    return " ".join(UNSTORABLE.sub("", text).split())


def gaps(text: str) -> list[str]:
    """What is still to be filled in: [date], [number]."""
    return list(dict.fromkeys(GAP.findall(text)))
