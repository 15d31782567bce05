"""What the columns of a table probably mean, and why we think so."""

from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.importing.fields import (
    NAMELESS,
    REPEATABLE,
    SHAPES,
    Field,
    names,
    plain,
)
from applications.importing.sheet import Record, Sheet

HEADER_WITHIN = 10  # rows: some tables begin with a title
SAMPLE = 20  # rows that show what cells look like


class Why(models.TextChoices):
    NAME = "name", _("From the column’s name.")
    CELLS = "cells", _("Its cells are links.")
    NONE = "", _("Not recognised.")


class Guess(NamedTuple):
    field: str  # empty when nothing is known
    why: Why


def header(sheet: Sheet) -> int:
    """The row whose cells are names of columns best; the first one when none is."""
    rows = sheet.records[:HEADER_WITHIN]
    best = max(rows, key=lambda row: (_named(row), -row.number))
    return best.number


def shape(headers: list[str]) -> str:
    """The tracker whose export this seems to be; empty for any other table."""
    known = {plain(name) for name in headers}
    return next((tracker for tracker, needed in SHAPES if needed <= known), "")


def columns(headers: list[str], records: list[Record]) -> list[Guess]:
    """A guess for each column. A field that is found twice is the first column's."""
    found = [names().get(plain(name), "") for name in headers]
    for column, name in enumerate(headers):
        if plain(name) in NAMELESS:
            missing = (field for field in (Field.ROLE, Field.COMPANY) if field not in found)
            found[column] = next(missing, "")
    guesses: list[Guess] = []
    taken: set[str] = set()
    for column, field in enumerate(found):
        guess = Guess(field, Why.NAME if field else Why.NONE)
        if Field.URL not in {*found, *taken} and _are_links(records, column):
            guess = Guess(Field.URL, Why.CELLS)  # “Source” with addresses in it
        if guess.field in taken and guess.field not in REPEATABLE:
            guess = Guess("", Why.NONE)
        taken.add(guess.field)
        guesses.append(guess)
    return guesses


def _named(record: Record) -> int:
    return len({names()[plain(cell)] for cell in record.cells if plain(cell) in names()})


def _are_links(records: list[Record], column: int) -> bool:
    cells = [cell for record in records[:SAMPLE] if (cell := record.cell(column))]
    return bool(cells) and all(cell.startswith(("http://", "https://")) for cell in cells)
