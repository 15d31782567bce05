"""Applications as CSV that any spreadsheet opens and our own import reads back.

A row for each application: its facts, where it stands, its notes, and its whole history in one
cell (importing/history_text.py says how). What a spreadsheet could take for a formula begins
with an apostrophe, which the import takes off again (importing/formulas.py).
"""

import csv
from collections.abc import Callable, Iterator
from typing import Any

from django.db import models

from applications import ledger
from applications.importing import history_text
from applications.importing.cells import tag_list
from applications.importing.fields import Field
from applications.importing.formulas import guarded
from applications.models import Application, ApplicationQuerySet
from applications.stages import Ending, Stage

BYTE_ORDER_MARK = "\ufeff"  # else Excel takes the file for the local character set
ROWS_AT_ONCE = 500

type Labels = dict[Any, str]
type Cell = Callable[[Application, list[ledger.Entry]], Any]


class _Line:
    """A file for csv.writer that hands back what is written."""

    def write(self, text: str) -> str:
        return text


def as_csv(applications: ApplicationQuerySet) -> Iterator[str]:
    """The file, line by line, in the order of `applications` and the language active now."""
    columns = _columns()
    return _lines(applications, [str(field.label) for field in columns], list(columns.values()))


def _lines(
    applications: ApplicationQuerySet, header: list[str], cells: list[Cell]
) -> Iterator[str]:
    writer = csv.writer(_Line(), quoting=csv.QUOTE_ALL)
    yield BYTE_ORDER_MARK + writer.writerow(header)
    rows = applications.defer("words").prefetch_related("events", "tags")
    for application in rows.iterator(chunk_size=ROWS_AT_ONCE):
        entries = ledger.effective(application.entries())
        yield writer.writerow([guarded(_text(cell(application, entries))) for cell in cells])


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _columns() -> dict[Field, Cell]:
    """What stands in each column. Labels are looked up now: a stream has no language of its own."""
    stages, endings = _labels(Stage), _labels(Ending)
    modes, periods = _labels(Application.WorkMode), _labels(Application.SalaryPeriod)
    priorities = _labels(Application.Priority)
    return {
        Field.COMPANY: lambda one, _: one.company,
        Field.ROLE: lambda one, _: one.role,
        Field.STATUS: lambda one, _: stages[one.stage],
        Field.ENDING: lambda one, _: endings[one.ending],
        Field.STATUS_ON: lambda one, _: one.since,
        Field.APPLIED_ON: lambda one, _: one.applied_on,
        Field.URL: lambda one, _: one.url,
        Field.LOCATION: lambda one, _: one.location,
        Field.WORK_MODE: lambda one, _: modes[one.work_mode],
        Field.SALARY_MIN: lambda one, _: one.salary_min,
        Field.SALARY_MAX: lambda one, _: one.salary_max,
        Field.CURRENCY: lambda one, _: one.salary_currency,
        Field.PERIOD: lambda one, _: periods[one.salary_period],
        Field.SOURCE: lambda one, _: one.source,
        Field.PRIORITY: lambda one, _: priorities[one.priority],
        Field.TAGS: lambda one, _: tag_list([tag.name for tag in one.tags.all()]),
        Field.NOTE: lambda _, entries: history_text.of_notes(entries),
        Field.HISTORY: lambda _, entries: history_text.of_steps(entries),
        Field.ID: lambda one, _: one.public_id,
    }


def _labels(choices: type[models.Choices]) -> Labels:
    return {"": ""} | {value: str(label) for value, label in choices.choices}
