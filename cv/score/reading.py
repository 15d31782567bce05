"""A CV as the checks see it: its lines, the terms in each, and the words beside these.

Whatever can cost points is measured in words beside the terms. So a term that is added never
makes a line too long or a text too wordy.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from cv.score.lexicon import Named, names_in
from cv.text import document
from cv.text.document import Line

WORD = re.compile(r"[^\W_]+(?:['’ʼ-][^\W_]+)*")
WORK = ("experience", "projects", "volunteering")


@dataclass(frozen=True)
class Row:
    line: Line
    names: tuple[Named, ...]

    @property
    def number(self) -> int:
        return self.line.number

    @cached_property
    def without_names(self) -> str:
        text, end, kept = self.line.text, 0, []
        for name in self.names:
            kept.append(text[end : name.start])
            end = name.stop
        return " ".join([*kept, text[end:]])

    @cached_property
    def words(self) -> tuple[str, ...]:
        """In small letters, without the terms."""
        return tuple(word.casefold() for word in WORD.findall(self.without_names))


@dataclass(frozen=True)
class Reading:
    markdown: str
    rows: tuple[Row, ...]

    @cached_property
    def filled(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.line.kind != "blank")

    @cached_property
    def last(self) -> int | None:
        return self.filled[-1].number if self.filled else None

    @cached_property
    def first(self) -> int | None:
        return self.filled[0].number if self.filled else None

    def in_sections(self, *kinds: str) -> list[Row]:
        """What stands below the headings of these kinds."""
        return [row for row in self.filled if row.line.section in kinds and not is_heading(row)]

    def heading(self, *kinds: str) -> int | None:
        """The line of the first heading of these kinds that has something below it."""
        return next((row.number for row in self._headings(*kinds) if self._is_filled(row)), None)

    def empty_heading(self, *kinds: str) -> int | None:
        """The line of the first heading of these kinds that has nothing below it."""
        empty = (row for row in self._headings(*kinds) if not self._is_filled(row))
        return next((row.number for row in empty), None)

    def _headings(self, *kinds: str) -> list[Row]:
        return [row for row in self.filled if is_heading(row) and row.line.section in kinds]

    def _is_filled(self, heading: Row) -> bool:
        return heading.line.section in self._filled_sections

    @cached_property
    def _filled_sections(self) -> frozenset[str]:
        return frozenset(row.line.section for row in self.filled if not is_heading(row))

    @cached_property
    def work(self) -> list[Row]:
        """Experience, else projects and the like, else the whole text."""
        for kinds in (WORK[:1], WORK[1:]):
            if found := self.in_sections(*kinds):
                return found
        return [row for row in self.filled if not is_heading(row)]


def is_heading(row: Row) -> bool:
    return row.line.kind == "section"


def read(markdown: str) -> Reading:
    lines = document.lines(markdown)
    return Reading(markdown, tuple(Row(line, tuple(names_in(line.text))) for line in lines))
