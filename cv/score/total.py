"""The score of a CV: the parts of the formula added up."""

import datetime
from collections.abc import Sequence

from cv.score import coverage, formula, postings
from cv.score.parts import bullets, contact, dates, length, parsing, sections
from cv.score.reading import Reading, read
from cv.score.shapes import Finding, Part, Score


def of(
    markdown: str, *, posting: str = "", warnings: Sequence[str] = (), today: datetime.date
) -> Score:
    """The offline score of a Markdown CV, 0 to 100, by the published formula (cv/score/formula.py).

    With the text of a posting, whose first line is taken for its title, the parts of the CV are
    worth 60 points and what the CV shows of the posting 40. `warnings` are those of the version;
    `today` tells the future from the past. The same input makes the same score.
    """
    reading = read(markdown)
    wanted = postings.wanted(posting) if posting.strip() else []
    is_compared = len({term.group for term in wanted}) >= formula.FEWEST_TERMS
    scale = formula.BESIDE_A_POSTING / formula.ALL if is_compared else 1.0
    parts = [_part(one, reading, warnings, today, scale) for one in formula.PARTS]
    if not is_compared:
        return Score(_rounded(parts), tuple(parts), has_too_little=bool(posting.strip()))
    compared = coverage.of(reading, wanted, posting)
    parts.append(compared.part)
    return Score(_rounded(parts), tuple(parts), compared.coverage)


def _rounded(parts: Sequence[Part]) -> int:
    return int(sum(part.points for part in parts) + 0.5)


def _part(
    part: formula.PartOfFormula,
    reading: Reading,
    warnings: Sequence[str],
    today: datetime.date,
    scale: float,
) -> Part:
    if not reading.filled:
        found = [Finding(one.code, one.label, None, lost=one.most) for one in part.checks]
    else:
        found = _findings(part.key, reading, warnings, today)
    scaled = tuple(
        Finding(one.code, one.label, one.line, one.lost * scale, one.gained * scale)
        for one in found
    )
    points = sum(one.gained for one in found) * scale
    return Part(part.key, part.label, points, part.most * scale, scaled)


def _findings(
    key: str, reading: Reading, warnings: Sequence[str], today: datetime.date
) -> list[Finding]:
    match key:
        case "parsing":
            return parsing.findings(reading, warnings)
        case "sections":
            return sections.findings(reading)
        case "contact":
            return contact.findings(reading)
        case "dates":
            return dates.findings(reading, today)
        case "bullets":
            return bullets.findings(reading)
        case _:
            return length.findings(reading)
