"""Can a program read the text? What the file told when it was read in, and what the lines tell."""

import re
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext_lazy as _

from cv.score.formula import LONGEST_LINE
from cv.score.outcome import failed, less_each, passed
from cv.score.reading import Reading, Row
from cv.score.shapes import Finding, Words

PRIVATE = "\ue000-\uf8ff\ufffd"  # where icon fonts keep their pictures; what could not be decoded
BROKEN = re.compile(rf"[{PRIVATE}]|Ð.Ñ|Ã[\u0080-\u00bf]|â€|вЂ")
LETTER_SPACED = re.compile(r"(?<!\S)(?:[^\W\d_] ){5,}[^\W\d_](?!\S)")
TABLE_ROW = re.compile(r"\s*\|.*\|\s*")

OF_THE_FILE: dict[str, tuple[str, Words]] = {
    "icon_font": ("letters", _("The file had icons in place of words")),
    "letter_spaced": ("letters", _("The file had words in s p a c e d letters")),
    "columns": ("layout", _("The file had columns: programs may mix their lines")),
    "text_boxes": ("layout", _("The file had text boxes: many programs skip them")),
    "tables": ("layout", _("The file had tables: many programs mix their cells")),
}


def findings(reading: Reading, warnings: Sequence[str]) -> list[Finding]:
    first = reading.first
    return [
        _name(reading),
        *less_each("letters", [*_of_file("letters", warnings, first), *_letters(reading)], first),
        *less_each("layout", _layout(reading, warnings), first),
        failed("whole", first, _("The file was too long to be read to its end"))
        if "truncated" in warnings
        else passed("whole", reading.last),
        *less_each("lines", _endless(reading), first),
    ]


def _name(reading: Reading) -> Finding:
    row = reading.filled[0]
    if row.line.kind == "name":
        return passed("name_first", row.number)
    return failed("name_first", row.number, _("Put your name first, in a line that begins “# ”"))


def _of_file(
    code: str, warnings: Sequence[str], first: int | None
) -> Iterator[tuple[int | None, Words]]:
    for warning, (check, label) in OF_THE_FILE.items():
        if check == code and warning in warnings:
            yield first, label


def _letters(reading: Reading) -> Iterator[tuple[int | None, Words]]:
    for row in reading.filled:
        if BROKEN.search(row.line.raw):
            yield row.number, _("Broken characters or icons in this line")
        elif LETTER_SPACED.search(row.line.text):
            yield row.number, _("S p a c e d letters in this line")


def _layout(reading: Reading, warnings: Sequence[str]) -> Iterator[tuple[int | None, Words]]:
    yield from _of_file("layout", warnings, reading.first)
    table = next((row for row in reading.filled if _is_table(row)), None)
    if table and "tables" not in warnings:
        yield table.number, _("A table begins in this line: write it as lines")


def _is_table(row: Row) -> bool:
    return TABLE_ROW.fullmatch(row.line.raw) is not None


def _endless(reading: Reading) -> Iterator[tuple[int | None, Words]]:
    for row in reading.filled:
        if len(row.words) > LONGEST_LINE:
            yield row.number, _("A very long line: break it into bullets")
