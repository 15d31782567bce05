"""What a table leaves open once its columns are known: words for stages, and the order of dates."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from applications.importing import dates, words
from applications.importing.fields import DATES, STATUSES
from applications.importing.reading import Reading
from applications.importing.sheet import Record
from applications.importing.words import Word


@dataclass(frozen=True)
class Questions:
    words: list[Word]
    date: str  # a day that can be read in two ways; empty when there is none

    def are_open(self, reading: Reading) -> bool:
        """Whether one of them was not answered yet."""
        answered = {*reading.words, *words.ours()}
        asks_words = any(word.plain not in answered for word in self.words)
        return asks_words or bool(self.date and not reading.dates)


def about(reading: Reading, records: Iterable[Record]) -> Questions:
    rows = list(records)
    days = _cells(reading, rows, DATES)
    return Questions(words.found(_cells(reading, rows, STATUSES)), dates.ambiguous(days))


def settled(reading: Reading, records: Iterable[Record], before: Reading) -> Reading:
    """With what needs no answer, and what was answered before about the same words."""
    rows = list(records)
    found = words.found(_cells(reading, rows, STATUSES))
    known = {word.plain: word.code for word in found if word.is_ours}
    kept = {word.plain for word in found} & set(before.words)
    order = dates.order_of(_cells(reading, rows, DATES))
    return replace(reading, words=known | {word: before.words[word] for word in kept}, dates=order)


def _cells(reading: Reading, rows: list[Record], fields: tuple[str, ...]) -> list[str]:
    columns = reading.columns(*fields)
    return [record.cell(column) for record in rows for column in columns]
