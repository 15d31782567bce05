"""A CV or an answer read into blocks: the lines that say where the user was, and their points."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from cv.fact_lock import dates
from cv.fact_lock.plain import plain
from cv.text.headings import known_kind

BULLET = re.compile(r"^[ \t]*[-*+][ \t]+(?=\S)")
HEADING = re.compile(r"(?P<level>#{1,6})[ \t]+(?=\S)")
SCHOOLS = frozenset({"education", "courses", "certificates"})
LEVEL_OF_SECTIONS = 2


@dataclass
class Block:
    """Lines as plain text. What stands above the sections of a CV is its top."""

    is_top: bool
    is_school: bool = False
    is_entry: bool = False  # a heading below its section's begins it
    head: list[str] = field(default_factory=list)
    points: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.head + self.points)

    def ends_before(self, line: str, *, is_apart: bool) -> bool:
        """Whether the line, which is no point, begins the next one: this one has points, or its
        period, and the line another or stands apart."""
        has_period = any(map(has_years, self.head))
        return bool(self.points) or (has_period and (is_apart or has_years(line)))


def blocks(source: str) -> Iterator[Block]:
    has_sections = any(line.startswith("## ") for line in source.split("\n"))
    block = Block(is_top=has_sections)
    is_apart = False
    for line in source.split("\n"):
        heading, text = HEADING.match(line), plain(line).text
        if BULLET.match(line):
            block.points.append(text)
        elif heading or (text.strip() and block.ends_before(text, is_apart=is_apart)):
            yield block
            block = _next(block, len(heading["level"]) if heading else 0, text)
        elif text.strip():
            block.head.append(text)
        is_apart = not text.strip()
    yield block


def has_years(text: str) -> bool:
    return bool(dates.periods(text, dates.moments(text)))


def _next(block: Block, level: int, text: str) -> Block:
    """The block that a line begins; 0 is the level of a line that is no heading."""
    if level == LEVEL_OF_SECTIONS:
        return Block(is_top=False, is_school=known_kind(text) in SCHOOLS, head=[text])
    is_top = block.is_top and level < LEVEL_OF_SECTIONS
    is_entry = level > LEVEL_OF_SECTIONS
    return Block(is_top=is_top, is_school=block.is_school, is_entry=is_entry, head=[text])
