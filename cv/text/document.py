"""A Markdown CV taken apart: a head, sections, lines. Put together again it is the same bytes.

The CV is lines: "# " begins the name, "## " a section, "### " an entry, "- " a point (two spaces
before it: a point below a point); an empty line parts blocks, everything else is text, line by
line. Inside a line only emphasis, links and backslash escapes are markup.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from cv.text.headings import kind_of_heading

LineKind = Literal["name", "section", "entry", "bullet", "text", "blank"]

SECTION = re.compile(r"^##[ \t]+(?=\S)", re.MULTILINE)
NAME = re.compile(r"#[ \t]+(?=\S)")
ENTRY = re.compile(r"#{3,6}[ \t]+(?=\S)")
BULLET = re.compile(r"[ \t]*[-*+][ \t]+(?=\S)")
CLOSING_HASHES = re.compile(r"[ \t]+#+[ \t]*$")
# Bounded, so that a hostile line costs only its length.
LINK = re.compile(r"!?\[([^\]\n]{0,500})\]\(([^)\s]{0,1000})\)")
AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]+|[^<>\s@]+@[^<>\s]+)>")
EMPHASIS = re.compile(
    r"(?<!\\)(\*\*|__|\*|_|`|~~)(?=\S)((?:\\.|(?!\1)[^\\\n]){1,300})(?<=\S)\1(?!\w)"
)
DEEPEST_EMPHASIS = 4
ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


@dataclass(frozen=True)
class Line:
    """One line of the Markdown; `number` counts from 1, `section` is the kind of its section."""

    number: int
    raw: str
    kind: LineKind
    section: str = ""  # a key of headings.NAMES, "other" for an unknown one, "" above the first

    @cached_property
    def text(self) -> str:
        """What a reader sees: without marks, emphasis and escapes; a link is its label."""
        return plain(_content(self.raw, self.kind))


@dataclass(frozen=True)
class Section:
    heading: str  # the whole line, with its line end
    body: str

    @property
    def title(self) -> str:
        return plain(_content(self.heading.rstrip("\n"), "section"))

    @property
    def kind(self) -> str:
        return kind_of_heading(self.title) or "other"

    @property
    def source(self) -> str:
        return self.heading + self.body


@dataclass(frozen=True)
class Document:
    head: str  # all that stands above the first section
    sections: tuple[Section, ...] = ()

    @property
    def source(self) -> str:
        return self.head + "".join(section.source for section in self.sections)

    @property
    def name(self) -> str:
        return next((line.text for line in lines(self.head) if line.kind == "name"), "")


def parse(markdown: str) -> Document:
    """`parse(text).source == text` for every text."""
    starts = [found.start() for found in SECTION.finditer(markdown)]
    ends = [*starts[1:], len(markdown)][: len(starts)]  # none without a section
    parts = [markdown[start:end] for start, end in zip(starts, ends, strict=True)]
    head = markdown[: starts[0]] if starts else markdown
    return Document(head, tuple(_section(part) for part in parts))


def lines(markdown: str) -> list[Line]:
    found: list[Line] = []
    section = ""
    for number, raw in enumerate(markdown.split("\n"), 1):
        kind = _kind(raw)
        if kind == "section":
            section = kind_of_heading(plain(_content(raw, kind))) or "other"
        found.append(Line(number, raw, kind, section))
    if found and not found[-1].raw:
        found.pop()  # what follows the last line end is no line
    return found


def plain(text: str) -> str:
    """The text of a line without markup, as it is read aloud."""
    text = AUTOLINK.sub(lambda match: match[1].removeprefix("mailto:"), text)
    text = LINK.sub(lambda match: match[1] or match[2], text)
    for _ in range(DEEPEST_EMPHASIS):
        text = EMPHASIS.sub(r"\2", text)
    return ESCAPE.sub(r"\1", text).strip()


def _section(part: str) -> Section:
    heading, end, body = part.partition("\n")
    return Section(heading + end, body)


def _kind(raw: str) -> LineKind:
    if not raw.strip():
        return "blank"
    if SECTION.match(raw):
        return "section"
    if NAME.match(raw):
        return "name"
    if ENTRY.match(raw):
        return "entry"
    return "bullet" if BULLET.match(raw) else "text"


def _content(raw: str, kind: LineKind) -> str:
    if kind == "bullet":
        return BULLET.sub("", raw, count=1)
    if kind in ("name", "section", "entry"):
        return CLOSING_HASHES.sub("", raw.lstrip("#").strip())
    return raw
