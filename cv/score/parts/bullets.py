"""Is the work told in short points, with numbers?"""

import re
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext_lazy as _

from cv.score.formula import SAID_SHORTLY, WORDS_OF_A_BULLET
from cv.score.outcome import failed, hint, less_each, more_each
from cv.score.reading import Reading, Row
from cv.score.shapes import Finding, Words
from cv.text.words import FIGURE

MOST_HINTS = 3
YEAR = re.compile(r"(?:19|20)\d\d")
# Openings that hide what the person did. Only a hint: a list of verbs is no judge of sentences.
WEAK_OPENING = re.compile(
    r"(?:was |were )?(?:responsible for|helped|assisted|worked (?:on|with)|participated in"
    r"|involved in|in charge of|duties included|tasked with"
    r"|відповідав за|відповідала за|відповідальн\w+ за|брав участь|брала участь|допомагав"
    r"|допомагала|займався|займалася|займалась|працював (?:над|з)|працювала (?:над|з)"
    r"|обов[’'ʼ]язки)\b",
    re.IGNORECASE,
)


def findings(reading: Reading) -> list[Finding]:
    place = reading.heading("experience", "projects", "volunteering") or reading.last
    bullets = [row for row in reading.work if _is_bullet(row)]
    numbered = [row for row in bullets if _has_number(row)]
    return [
        *_each("bullets", bullets, place, _("More bullets would tell more of your work")),
        *_each("numbers", numbered, place, _("More bullets could say how many or how much")),
        *_short(bullets, place),
        *_weak(bullets),
    ]


def _is_bullet(row: Row) -> bool:
    return row.line.kind == "bullet" and len(row.words) >= WORDS_OF_A_BULLET


def _has_number(row: Row) -> bool:
    """A figure that is no year and no part of a name such as ISO 9001."""
    return any(not YEAR.fullmatch(match[0]) for match in FIGURE.finditer(row.without_names))


def _each(code: str, rows: Sequence[Row], place: int | None, label: Words) -> list[Finding]:
    return more_each(code, [row.number for row in rows], place, label)


def _short(bullets: Sequence[Row], place: int | None) -> list[Finding]:
    if not bullets:
        return [failed("short", place, _("No bullets"))]
    long = [(row.number, _("A long bullet: two would read better")) for row in bullets
            if len(row.words) > SAID_SHORTLY]  # fmt: skip
    return less_each("short", long, bullets[0].number)


def _weak(bullets: Sequence[Row]) -> Iterator[Finding]:
    weak = [row for row in bullets if WEAK_OPENING.match(row.line.text)]
    for row in weak[:MOST_HINTS]:
        yield hint("opening", row.number, _("Begin with what you did: built, sold, taught, led"))
