"""The comparison as CSV: a row for each figure and criterion, a column for each offer."""

import csv
import io
from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from applications.importing.formulas import guarded
from coaching.offers.comparison import Column, Comparison

BYTE_ORDER_MARK = "\ufeff"  # else Excel takes the file for the local character set


def as_csv(compared: Comparison) -> str:
    """In the language active now; what a spreadsheet could take for a formula is guarded."""
    file = io.StringIO()
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    columns = compared.columns
    for name, weight, *cells in _rows(compared, columns):
        writer.writerow([guarded(cell) for cell in (name, weight, *cells)])
    return BYTE_ORDER_MARK + file.getvalue()


def _rows(compared: Comparison, columns: tuple[Column, ...]) -> Iterator[list[str]]:
    yield ["", _("Weight"), *(str(column.application) for column in columns)]
    yield [_("Stage"), "", *(_stage(column) for column in columns)]
    yield [_("Currency"), "", *(column.offer.currency for column in columns)]
    yield [_("Gross, a month"), "", *(_money(one.gross.monthly) for one in columns)]
    yield [_("Gross, a year"), "", *(_money(one.gross.yearly) for one in columns)]
    yield [_("Once a year, gross"), "", *(_money(one.offer.extra_gross) for one in columns)]
    yield [_("Gross, all of a year"), "", *(_money(one.gross.with_extra) for one in columns)]
    yield [_("Net, a month"), "", *(_money(one.net.monthly) for one in columns)]
    yield [_("Net, a year"), "", *(_money(one.net.yearly) for one in columns)]
    yield [_("Once a year, net"), "", *(_money(one.offer.extra_net) for one in columns)]
    yield [_("Net, all of a year"), "", *(_money(one.net.with_extra) for one in columns)]
    yield [_("Answer by"), "", *(str(one.offer.answer_by or "") for one in columns)]
    for place, criterion in enumerate(compared.criteria):
        rows = [column.rows[place] for column in columns]
        yield [criterion.name, str(criterion.weight), *(_number(row.points) for row in rows)]
        if any(row.reason for row in rows):
            yield [_("%(criterion)s: reason") % {"criterion": criterion.name}, ""] + [
                row.reason for row in rows
            ]
    yield [_("Score, 0 to 100"), "", *(_number(one.score.rounded) for one in columns)]
    yield [_("Criteria rated"), "", *(_rated(one) for one in columns)]
    yield [_("Note"), "", *(one.offer.note for one in columns)]


def _stage(column: Column) -> str:
    application = column.application
    return str(application.get_ending_display() or application.get_stage_display())


def _rated(column: Column) -> str:
    return _("%(rated)s of %(all)s") % {
        "rated": column.score.rated,
        "all": column.score.counting,
    }


def _money(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount:.2f}"


def _number(value: int | None) -> str:
    return "" if value is None else str(value)
