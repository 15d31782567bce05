"""Are the sections there that programs and people look for?"""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from cv.score.outcome import failed, hint, less_each, passed
from cv.score.reading import WORK, Reading, is_heading
from cv.score.shapes import Finding, Words
from cv.text.headings import kind_of_heading

MISSING: dict[str, Words] = {
    "experience": _("No section with experience or projects"),
    "education": _("No section with education"),
    "skills": _("No section with skills"),
}
EMPTY: dict[str, Words] = {
    "experience": _("The section with experience or projects is empty"),
    "education": _("The section with education is empty"),
    "skills": _("The section with skills is empty"),
}
INSTEAD: dict[str, tuple[str, ...]] = {"experience": WORK[1:]}


def findings(reading: Reading) -> list[Finding]:
    found = [_section(reading, kind) for kind in MISSING]
    if not any(map(is_heading, reading.filled)):
        label = _("No headings: begin each section with a line “## Experience”")
        return [*found, failed("headings", reading.first, label)]
    found += less_each("headings", _unknown(reading), _first_heading(reading))
    if reading.heading("summary") is None:
        label = _("Two or three lines about you at the top help whoever reads first")
        found.append(hint("summary", reading.first, label))
    return found


def _section(reading: Reading, kind: str) -> Finding:
    instead = INSTEAD.get(kind, ())
    if line := reading.heading(kind) or reading.heading(*instead):
        return passed(kind, line)
    if empty := reading.empty_heading(kind) or reading.empty_heading(*instead):
        return failed(kind, empty, EMPTY[kind])
    return failed(kind, reading.last, MISSING[kind])


def _unknown(reading: Reading) -> Iterator[tuple[int | None, Words]]:
    for row in reading.filled:
        if is_heading(row) and kind_of_heading(row.line.text) is None:
            yield row.number, _("A heading that programs may not know")


def _first_heading(reading: Reading) -> int | None:
    return next((row.number for row in reading.filled if is_heading(row)), None)
