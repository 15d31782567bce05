"""Is it told when, and the newest first? Gaps are nobody's fault and are not judged."""

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from django.utils.translation import gettext_lazy as _

from cv.score.formula import MONTHS_OUT_OF_ORDER
from cv.score.outcome import failed, less_each, passed
from cv.score.parts.date_ranges import DateRange, ranges_in
from cv.score.reading import Reading, Row, is_heading
from cv.score.shapes import Finding, Words

WITHOUT_DATES: dict[str, Words] = {
    "dated": _("No dates from when until when"),
    "one_form": _("Without dates there is no way of writing them to see"),
    "order": _("Without dates nobody sees what is the newest"),
    "possible": _("Without dates nobody sees how long it lasted"),
}
Faults = Iterator[tuple[int | None, Words]]


def findings(reading: Reading, today: datetime.date) -> list[Finding]:
    at_work = _ranges(reading.work)
    if not at_work:
        place = reading.heading("experience", "projects", "volunteering") or reading.last
        return [failed(code, place, label) for code, label in WITHOUT_DATES.items()]
    first = at_work[0].line
    groups = [_ranges(rows) for rows in _sections(reading)]
    now = today.year * 12 + today.month - 1
    return [
        passed("dated", first),
        *less_each("one_form", _in_another_form(at_work), first),
        *less_each("order", (fault for group in groups for fault in _out_of_order(group)), first),
        *less_each("possible", (fault for group in groups for fault in _odd(group, now)), first),
    ]


def _ranges(rows: Iterable[Row]) -> list[DateRange]:
    """Those of the entries; those of bullets only where there are no others."""
    in_bullets: list[DateRange] = []
    beside: list[DateRange] = []
    for row in rows:
        found = beside if row.line.kind != "bullet" else in_bullets
        found += ranges_in(row.line.text, row.number)
    return beside or in_bullets


def _sections(reading: Reading) -> list[list[Row]]:
    groups: list[list[Row]] = [[]]
    for row in reading.filled:
        if is_heading(row):
            groups.append([])
        groups[-1].append(row)
    return groups


def _in_another_form(ranges: Sequence[DateRange]) -> Faults:
    forms = Counter(one.form for one in ranges if one.form != "year")
    usual = max(forms, key=lambda form: forms[form], default="year")
    for one in ranges:
        if one.form not in ("year", usual):
            yield one.line, _("This month is written in another way than the others")


def _out_of_order(ranges: Sequence[DateRange]) -> Faults:
    for above, below in pairwise(ranges):
        is_later = below.start > above.start + MONTHS_OUT_OF_ORDER
        if is_later and above.end is not None and (below.end is None or below.end > above.end):
            yield below.line, _("This is newer than what stands above it")


def _odd(ranges: Sequence[DateRange], now: int) -> Faults:
    for one in ranges:
        if one.start > now:
            yield one.line, _("This begins in the future")
        elif one.end is not None and one.end < one.start:
            yield one.line, _("This ends before it begins")
