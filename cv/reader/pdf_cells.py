"""The cells of a page of a PDF: characters in a row, until a line end or a wide hole."""

import ctypes
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from cv.reader import tags
from cv.reader.broken_words import BREAK
from cv.reader.normalise import clean_characters
from cv.reader.reading_order import Box

LINE_FEED = 10  # PDFium ends lines with CR LF; a CR alone is one of Quartz's spaces
WRAP_HYPHEN = 2  # PDFium's mark for a hyphen at which a line was broken
BLANKS = (9, 32, 160)
CELL_GAP = 2.2  # line heights of nothing between two cells of one row
WORD_GAP = 1.3  # line heights between words of a letter-spaced line
LOW = 0.1  # line heights that a letter may reach into the line above
NO_GLYPH = 0.02  # points
SMALLEST_HEIGHT = 6.0

Bounds = tuple[float, float, float, float]


class _Cell:
    """Characters of one line collected until a line end or a wide hole."""

    def __init__(self) -> None:
        self.characters: list[str] = []
        self.bounds: Bounds | None = None
        self.reach = 0.0
        self.heading: tags.Heading | None = None
        self.has_label = False

    def add(self, character: str, bounds: Bounds | None) -> None:
        if bounds is None:
            self.characters.append(character)
            return
        if self._gap_before(bounds) > WORD_GAP:
            self.characters.append("  ")
        self.characters.append(character)
        self.reach = bounds[2]
        left, bottom, right, top = self.bounds or bounds
        self.bounds = (
            min(left, bounds[0]),
            min(bottom, bounds[1]),
            max(right, bounds[2]),
            max(top, bounds[3]),
        )

    def is_far_from(self, bounds: Bounds) -> bool:
        return self._gap_before(bounds) > CELL_GAP or self._is_above(bounds)

    def _is_above(self, bounds: Bounds) -> bool:
        """Whether the character stands on a later line: below all that is here, and set back.
        PDFium gives no line end between a date at the right edge and a short line under it."""
        if self.bounds is None:
            return False
        height = max(SMALLEST_HEIGHT, bounds[3] - bounds[1])
        return bounds[3] <= self.bounds[1] + LOW * height and bounds[0] < self.reach - height

    def _gap_before(self, bounds: Bounds) -> float:
        """The hole between what is here and a character, in heights of that character."""
        height = max(SMALLEST_HEIGHT, bounds[3] - bounds[1])
        return (bounds[0] - self.reach) / height if self.bounds else 0.0

    def box(self) -> Iterator[Box]:
        written = "".join(self.characters)
        text = clean_characters(written).strip()
        if text and self.bounds:
            is_broken = written.rstrip().endswith(BREAK)
            yield Box(*self.bounds, text + BREAK * is_broken, self.heading, self.has_label)


def boxes_of(text: pypdfium2.PdfTextPage, count: int, tagged: tags.Tags) -> Iterator[Box]:
    cell = _Cell()
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if code in (LINE_FEED, WRAP_HYPHEN):
            cell.add("-" if code == WRAP_HYPHEN else "", None)
            yield from cell.box()
            cell = _Cell()
            continue
        bounds = None if code in BLANKS else _bounds(text, index)
        if bounds and cell.is_far_from(bounds):
            yield from cell.box()
            cell = _Cell()
        if bounds and cell.bounds is None:
            cell.heading, cell.has_label = tagged.of_character(text, index)
        cell.add(chr(code) if code else " ", bounds)
    yield from cell.box()


def _bounds(text: pypdfium2.PdfTextPage, index: int) -> Bounds | None:
    if pdfium.FPDFText_IsGenerated(text, index) == 1:
        return None
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    if not pdfium.FPDFText_GetCharBox(text, index, left, right, bottom, top):
        return None
    if top.value - bottom.value < NO_GLYPH:
        return _loose_bounds(text, index)
    return left.value, bottom.value, right.value, top.value


def _loose_bounds(text: pypdfium2.PdfTextPage, index: int) -> Bounds | None:
    """The box by the font's size, for a glyph that the font does not hold."""
    box = pdfium.FS_RECTF()
    if not pdfium.FPDFText_GetLooseCharBox(text, index, box):
        return None
    return box.left, box.bottom, box.right, box.top
