"""What becomes of the rows of a table: to be added, here already, or in error."""

import datetime
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from applications.importing import sheet
from applications.importing.cells import uuid_of
from applications.importing.drafts import Draft, Reader
from applications.importing.failure import Problem
from applications.importing.fields import Field
from applications.importing.known import Known
from applications.importing.reading import Reading
from applications.importing.sheet import Record
from applications.models import Import

MOST_PROBLEMS = 100  # that are kept and shown; the others are counted


@dataclass
class Outcome:
    drafts: list[Draft] = field(default_factory=list)
    known: int = 0
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class Source:
    """The rows of an import, and how they are to be read."""

    upload: Import
    reading: Reading
    records: list[Record]
    names: list[str]

    @classmethod
    def of(cls, upload: Import) -> "Source":
        reading = Reading.from_json(upload.mapping)
        table = sheet.read(upload.text)
        below, names = table.below(reading.header), table.names(reading.header)
        return cls(upload, reading, below, names)

    def outcome(self, today: datetime.date, start: int = 0, stop: int | None = None) -> Outcome:
        """Of the rows from `start` up to `stop`, with the ones before them in mind."""
        found = Outcome()
        known = Known(self.upload, set(self._named()))
        for record in self.records[:start]:
            known.repeats(record)
        reader = Reader(self.reading, self.names, today)
        for record in self.records[start:stop]:
            read = reader.read(record)
            if isinstance(read, Problem):
                found.problems.append(read)
            elif known.repeats(record) or known.has(read):
                found.known += 1
            else:
                found.drafts.append(read)
        return found

    def _named(self) -> Iterator[uuid.UUID]:
        """The applications that rows name by the ID of our own export."""
        columns: Iterable[int] = self.reading.columns(Field.ID)
        for record in self.records:
            for column in columns:
                if public_id := uuid_of(record.cell(column)):
                    yield public_id
