"""A row of a table as the application that it would become, in plain values."""

import datetime
import re
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from applications.capture.proposal import LONGEST_POSTING
from applications.capture.salary import currency_code
from applications.forms.history import EARLIEST_DATE, LONGEST_NOTE
from applications.importing import cells, dates, history_text, steps
from applications.importing.failure import Problem, UnreadableRow
from applications.importing.fields import DATES, REPEATABLE, STATUSES, Field, plain
from applications.importing.reading import Reading
from applications.importing.sheet import Record
from applications.ledger import Entry, Kind

LONGEST = {Field.COMPANY: 200, Field.ROLE: 200, Field.LOCATION: 200, Field.SOURCE: 100}
# What is read from words; a cell that says something else becomes a line of the note.
READERS: dict[str, Callable[[str], Any]] = {
    Field.URL: cells.link,
    Field.WORK_MODE: cells.work_mode,
    Field.SALARY_MIN: cells.whole_number,
    Field.SALARY_MAX: cells.whole_number,
    Field.CURRENCY: currency_code,
    Field.PERIOD: cells.period,
    Field.PRIORITY: cells.priority,
}
LINE_BREAKS = re.compile(r"\s*[\r\n]\s*")
A_DAY = datetime.timedelta(days=1)


@dataclass
class Draft:
    number: int
    facts: dict[str, Any]  # columns of Application
    entries: list[Entry]  # moves, follow-ups and notes
    tags: list[str] = field(default_factory=list)
    posting: str = ""
    public_id: uuid.UUID | None = None  # of the application that our own export wrote here
    is_undated: bool = False  # nothing says when, so that its history begins today


@dataclass(frozen=True)
class Reader:
    """Reads the rows of one table: `names` are its headers, `today` is the person's day."""

    reading: Reading
    names: list[str]
    today: datetime.date

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """The columns of each field."""
        return {name: self.reading.columns(name) for name in Field}

    @cached_property
    def width(self) -> int:
        """How many columns there are, up to the last one that has a name or a meaning."""
        columns = zip(self.names, self.reading.fields, strict=False)
        told = [place for place, column in enumerate(columns, 1) if any(column)]
        return max(told, default=0) if self.reading.header else len(self.names)

    def read(self, record: Record) -> Draft | Problem:
        try:
            return _Row(self, record).draft()
        except UnreadableRow as error:
            return Problem(record.number, error.code, error.detail)


class _Row:
    """One row on its way to a draft; `left` gathers what has no place but the note."""

    def __init__(self, reader: Reader, record: Record) -> None:
        self.reader = reader
        self.record = record
        self.left: list[str] = []
        if any(record.cells[reader.width :]):
            raise UnreadableRow("too_wide")

    def draft(self) -> Draft:
        facts, tags = self.facts(), self.tags()
        posting = self.text(Field.POSTING)
        if len(posting) > LONGEST_POSTING:
            raise UnreadableRow("too_long", posting)
        entries, is_undated = self.steps()
        latest = max(entry.happened_on for entry in entries)
        return Draft(
            number=self.record.number,
            facts=facts,
            entries=entries + self.notes(latest, len(entries)),
            tags=tags,
            posting=posting,
            public_id=cells.uuid_of(self.text(Field.ID)),
            is_undated=is_undated,
        )

    def steps(self) -> tuple[list[Entry], bool]:
        """Moves and follow-ups: of the history in our own words, else of the days and the status;
        and whether nothing says when."""
        if history := self.text(Field.HISTORY):
            entries = history_text.steps(history)
            self.check([entry.happened_on for entry in entries])
            return entries, False
        days = {str(name): day for name in DATES if (day := self.day(name))}
        return steps.of(self.status(), days, self.reader.today)

    def facts(self) -> dict[str, Any]:
        facts: dict[str, Any] = {name: self.line(name, LONGEST[name]) for name in LONGEST}
        for name in (Field.COMPANY, Field.ROLE):
            if not facts[name]:
                raise UnreadableRow(f"no_{name}")
        facts |= {name: self.word(name) or "" for name in (Field.URL, Field.WORK_MODE)}
        facts |= self.pay()
        if priority := self.word(Field.PRIORITY):
            facts["priority"] = priority
        return {str(name): value for name, value in facts.items()}

    def pay(self) -> dict[str, Any]:
        written = self.text(Field.SALARY)
        pay = None if cells.is_blank(written) else cells.pay(written)
        if not cells.is_blank(written) and pay is None:
            self.keep(Field.SALARY, written)
        pay = pay or cells.Pay()
        low, high = self.word(Field.SALARY_MIN), self.word(Field.SALARY_MAX)
        if low is None and high is None:
            low, high = pay.low, pay.high
        if low is not None and high is not None and low > high:
            low, high = high, low
        return {
            "salary_min": low,
            "salary_max": high,
            "salary_currency": self.word(Field.CURRENCY) or pay.currency,
            "salary_period": self.word(Field.PERIOD) or pay.period,
        }

    def tags(self) -> list[str]:
        written = self.text(Field.TAGS)
        tags = cells.tags(written)
        if tags is None:
            self.keep(Field.TAGS, written)
        return tags or []

    def status(self) -> str:
        """The stage or ending; what an ending says counts more than the stage beside it."""
        for name in reversed(STATUSES):
            written = self.text(name)
            if word := plain(written):
                code = self.reader.reading.words.get(word, "")
                if not code:
                    raise UnreadableRow("word", written)
                return code
        return ""

    def day(self, name: str) -> datetime.date | None:
        written = self.text(name)
        if cells.is_blank(written):
            return None
        day = dates.parse(written.partition("→")[0], self.reader.reading.dates)
        if day is None:
            raise UnreadableRow("date", written)
        self.check([day])
        return day

    def check(self, days: Iterable[datetime.date]) -> None:
        """The ledger holds what happened; whoever has moved west since may be a day ahead."""
        for day in days:
            if day > self.reader.today + A_DAY:
                raise UnreadableRow("future", str(day))
            if day < EARLIEST_DATE:
                raise UnreadableRow("early", str(day))

    def notes(self, latest: datetime.date, before: int) -> list[Entry]:
        columns = self.reader.places[Field.NOTE]
        said: list[tuple[datetime.date | None, str]] = []
        for column in columns:
            text = self.record.cell(column).replace("\r\n", "\n").replace("\r", "\n")
            name = self.reader.names[column]
            if text and len(columns) > 1 and name:
                text = f"{name}: {text}"
            said += history_text.notes(text) if text else []
        if self.left:
            said.append((None, "\n".join(self.left)))
        self.check([day for day, _text in said if day])
        pieces = [(day or latest, piece) for day, text in said for piece in _pieces(text)]
        return [
            Entry(number, Kind.NOTE, day, text=text)
            for number, (day, text) in enumerate(pieces, before + 1)
        ]

    def word(self, name: str) -> Any:
        """What READERS make of a cell. One that says something else is kept for the note."""
        written = self.text(name)
        if cells.is_blank(written):
            return None
        read = READERS[name](written)
        if read in (None, ""):
            self.keep(name, written)
        return read

    def keep(self, name: str, written: str) -> None:
        columns = self.reader.places[name]
        header = self.reader.names[columns[0]] or str(Field(name).label)
        self.left.append(f"{header}: {written}")

    def line(self, name: str, longest: int) -> str:
        """The text of a field of one line."""
        text = LINE_BREAKS.sub(" ", self.text(name))
        if len(text) > longest:
            raise UnreadableRow("too_long", text)
        return text

    def text(self, name: str) -> str:
        """The cell under the column that is this field; of tags, all of them in a list."""
        found = (self.record.cell(column) for column in self.reader.places[name])
        return ", ".join(filter(None, found)) if name in REPEATABLE else next(found, "")


def _pieces(text: str) -> list[str]:
    """A note of any length as notes that are not too long."""
    starts = range(0, len(text), LONGEST_NOTE)
    return [piece for start in starts if (piece := text[start : start + LONGEST_NOTE].strip())]
