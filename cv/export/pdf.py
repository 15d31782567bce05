"""PDF/UA-1 of a CV and pictures of its pages, set by Typst in a process of its own.

No ORM, no request. The child has no environment, little memory and little time.
"""

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cv.export.content import Block, Content, Entry, Paragraph, Point, text_size, title_of
from cv.export.inline import Runs
from cv.reader.document import MADE_BY
from trackr import ai_mark

PRESS = Path(__file__).parents[1] / "press" / "__main__.py"
WALL_SECONDS = 15
LONGEST = 60_000  # characters; some twenty pages in small type

DESIGNS: dict[str, Promise] = {
    "classic": _("Classic"),
    "modern": _("Modern"),
    "compact": _("Compact"),
}
LENGTHS: dict[str, Promise] = {"1": _("One page"), "2": _("Two pages")}
SENTENCES: dict[str, Promise] = {
    "too_long": _(
        "This CV is too long to be set in type. Shorten it, or take one of the other formats."
    ),
    "failed": _(
        "The pages could not be made this time. Try again, or take one of the other formats."
    ),
}
# What would be taken for the mark of a new point if a wrapped line began with it.
LOOKS_LIKE_A_MARK = re.compile(
    r" (?=[-–—*](?:\s|[^\W\d_])|[•◦▪▫■□●○‣⁃∙·➢➤►▶✓✔❖♦◆»→]|\d{1,3}[.)]\s)"
)


# A word longer than a line would run off the page; it may break every so many characters, and at
# the marks where it would anyway. Addresses are of small letters, more of which fit on a line; they
# stay in one piece as long as they can, for programs that look for them.
ENDLESS_WORD = re.compile(r"\S{61,}")
ENDLESS_ADDRESS = re.compile(r"\S{76,}")
PIECE = re.compile(r"[^-–—/?!|]{0,29}(?:[-–—/?!|]|[^-–—/?!|])")


class Unprintable(Exception):
    """The pages can't be made. `sentence` tells the user why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.sentence = SENTENCES[code]


@dataclass(frozen=True, slots=True)
class Layout:
    design: str = "modern"  # a key of DESIGNS
    most_pages: int = 1


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF, or a picture of one page (empty when there is no such page)."""

    file: bytes
    pages: int
    missing: str  # characters that the typefaces don't hold, left out


def pdf(content: Content, layout: Layout) -> Printed:
    """Raises Unprintable."""
    return _printed(content, layout, page=None)


def picture(content: Content, layout: Layout, page: int) -> Printed:
    """PNG of a page, counted from 1. Raises Unprintable."""
    return _printed(content, layout, page)


def _printed(content: Content, layout: Layout, page: int | None) -> Printed:
    if text_size(content) > LONGEST:
        raise Unprintable("too_long")
    asked = {
        "design": layout.design,
        "pages": layout.most_pages,
        "page": page,
        "content": _data(content),
    }
    told, _mark, file = _answer_of_child(json.dumps(asked).encode()).partition(b"\n")
    try:
        read = json.loads(told)
        return Printed(file, read["pages"], read["missing"])
    except (ValueError, KeyError):  # killed by a limit, or refused by Typst
        raise Unprintable("failed") from None


def _answer_of_child(request: bytes) -> bytes:
    command = [sys.executable, "-I", str(PRESS), *filter(None, sys.path)]
    try:
        done = subprocess.run(  # noqa: S603 (our own program; the CV arrives on stdin)
            command,
            input=request,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
            timeout=WALL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Unprintable("failed") from None
    return done.stdout


def _data(content: Content) -> dict[str, Any]:
    return {
        "title": title_of(content),
        "author": content.name,
        "made-by": MADE_BY,
        "mark": ai_mark.described(content.source_type) if content.source_type else "",
        "language": content.language,
        "name": _breakable(content.name),
        "headlines": [_runs(line) for line in content.headlines],
        "contacts": [_runs(item) for item in content.contacts],
        # A heading below none would skip a level, which PDF/UA does not allow.
        "head": [_block(block) | {"heading": False} for block in content.head],
        "parts": [
            {"title": _breakable(part.title), "blocks": [_block(block) for block in part.blocks]}
            for part in content.parts
        ],
    }


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Entry):
        return {
            "kind": "entry",
            "text": _runs(block.text),
            "date": block.date,
            "heading": block.is_heading,
        }
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "lines": [_runs(line) for line in block.lines]}
    return {"kind": "points", "items": [_point(item) for item in block.items]}


def _point(point: Point) -> dict[str, Any]:
    return {"text": _runs(point.text), "points": [_point(below) for below in point.points]}


def _runs(line: Runs) -> list[dict[str, Any]]:
    return [
        {
            "text": _breakable(
                LOOKS_LIKE_A_MARK.sub("\u00a0", run.text),
                ENDLESS_ADDRESS if run.link.endswith(run.text) else ENDLESS_WORD,
            ),
            "bold": run.is_bold,
            "italic": run.is_italic,
            "link": run.link,
        }
        for run in line
    ]


def _breakable(text: str, endless: re.Pattern[str] = ENDLESS_WORD) -> str:
    spaced = text.replace("\t", " ")  # which Typst leaves out
    return endless.sub(lambda word: "\u200b".join(PIECE.findall(word[0])), spaced)
