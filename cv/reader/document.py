"""What a reader makes of a file: lines of text, and what is known of each line."""

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["pdf", "docx", "odt", "rtf", "text"]
# A "heading" may be of anything. What is a "section", an "entry" or a "paragraph" (no point,
# whatever it begins with) the file itself tells for sure.
Role = Literal["title", "heading", "section", "entry", "paragraph", "text"]

GLYPHS = "•◦▪▫■□●○‣⁃∙·➢➤►▶✓✔❖♦◆»→"
# A hyphen or a star may open an item too, and so may the o of Word; "*stars*" and "+1" do not.
BULLET = re.compile(
    rf"\s*(?:[{GLYPHS}]\s*|[-–—*o]\s+|[-–—](?=[^\W\d_])|\*(?=[^\W\d_][^*]*$))(?=\S)"
)
NUMBERED = re.compile(r"\d{1,3}[.)]\s")
LONE_BULLET = re.compile(rf"[{GLYPHS}\-–—*]$")


def looks_like_point(text: str) -> bool:
    return bool(BULLET.match(text) or LONE_BULLET.match(text))


# By this our own files are known, in which styles and tags tell for sure what a line is.
MADE_BY = "Trackr"


class Refused(Exception):
    """The file can't be read; `code` says why. Never carries a word of the file."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `level` is that of a heading, or 1 for a point below a point. `continues` says
    whether it was only wrapped off the line before; None: unknown."""

    text: str
    role: Role = "text"
    level: int = 0
    continues: bool | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A piece of the text that leads elsewhere; `before` is what stands before it in its line."""

    text: str
    target: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    kind: Kind
    lines: list[Line]
    pages: int | None = None
    pictures: int = 0
    warnings: frozenset[str] = frozenset()
    links: tuple[Link, ...] = ()
