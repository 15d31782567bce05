"""CSV read into rows of cells, whatever stands between them."""

import csv
import io
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from applications.importing.failure import UnreadableTable
from applications.importing.formulas import bare

MOST_ROWS = 5000
MOST_COLUMNS = 100
LONGEST_CELL = 100_000  # characters; csv's own limit is higher, and one for the whole process
DELIMITERS = ",;\t"
SAMPLE = 30  # rows that show which delimiter parts them
DECLARED = re.compile(r"sep=([,;\t|])\r?\n", re.IGNORECASE)  # Excel's own hint
ERRORS = {
    "unexpected end of data": "open_quote",
    "expected after": "stray_quote",
    "field limit": "long_cell",
}


@dataclass(frozen=True)
class Record:
    number: int  # of the row, as a spreadsheet counts, from 1
    cells: tuple[str, ...]

    def cell(self, column: int) -> str:
        return self.cells[column] if column < len(self.cells) else ""


@dataclass(frozen=True)
class Sheet:
    records: tuple[Record, ...]  # without the blank ones
    width: int

    def below(self, header: int) -> list[Record]:
        """The rows under the one that names the columns; all of them when 0."""
        return [record for record in self.records if record.number > header]

    def names(self, header: int) -> list[str]:
        """What the columns are called in that row; empty where they are not."""
        row = next((one for one in self.records if one.number == header), Record(0, ()))
        return [row.cell(column) for column in range(self.width)]


def read(text: str) -> Sheet:
    """Raises UnreadableTable."""
    declared = DECLARED.match(text)
    delimiter = declared[1] if declared else _delimiter(text)
    # Excel does not count the row of its hint.
    records = _records(text[declared.end() :] if declared else text, delimiter)
    if not records:
        raise UnreadableTable("empty")
    return Sheet(tuple(records), max(len(record.cells) for record in records))


def _records(text: str, delimiter: str) -> list[Record]:
    records = []
    number = 0
    try:
        for number, row in enumerate(_rows(text, delimiter), 1):
            cells = tuple(bare(cell).strip() for cell in row)
            while cells and not cells[-1]:
                cells = cells[:-1]
            if len(cells) > MOST_COLUMNS:
                raise UnreadableTable("too_many_columns")
            if any(len(cell) > LONGEST_CELL for cell in cells):
                raise UnreadableTable("long_cell", number)
            if cells:
                records.append(Record(number, cells))
            if len(records) > MOST_ROWS + 1:
                raise UnreadableTable("too_many_rows")
    except csv.Error as error:
        raise UnreadableTable(_code(str(error)), number + 1) from None
    return records


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _code(error: str) -> str:
    return next((code for words, code in ERRORS.items() if words in error), "stray_quote")


def _delimiter(text: str) -> str:
    """The one that parts most rows alike; a comma when none parts any."""
    return max(DELIMITERS, key=lambda delimiter: _likeness(text, delimiter))


def _likeness(text: str, delimiter: str) -> tuple[int, int]:
    """How many rows have the commonest number of cells, and that number."""
    try:
        rows = list(itertools.islice(_rows(text, delimiter), SAMPLE))
    except csv.Error:
        return (0, 0)
    widths = [len(row) for row in rows if len(row) > 1]
    if not widths:
        return (0, 0)
    common = max(sorted(set(widths)), key=widths.count)
    return (widths.count(common), common)
