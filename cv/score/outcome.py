"""How checks turn what they see into findings, in points of the formula."""

from collections.abc import Iterable, Sequence

from cv.score.formula import CHECKS
from cv.score.shapes import Finding, Words


def passed(code: str, line: int | None, label: Words | None = None) -> Finding:
    check = CHECKS[code]
    return Finding(code, label or check.label, line, gained=check.most)


def failed(code: str, line: int | None, label: Words) -> Finding:
    return Finding(code, label, line, lost=CHECKS[code].most)


def hint(code: str, line: int | None, label: Words) -> Finding:
    return Finding(code, label, line)


def less_each(
    code: str, faults: Iterable[tuple[int | None, Words]], line: int | None
) -> list[Finding]:
    """Each fault costs `each` until the check is worth nothing; what is left stands at `line`."""
    check = CHECKS[code]
    left, found = check.most, []
    for place, label in faults:
        cost = min(check.each, left)
        if cost:
            found.append(Finding(code, label, place, lost=cost))
        left -= cost
    if left:
        found.append(Finding(code, check.label, line, gained=left))
    return found


def more_each(code: str, places: Sequence[int], line: int | None, label: Words) -> list[Finding]:
    """Each place earns `each` until the check is full; what is missing is lost at `line`."""
    check = CHECKS[code]
    counted = places[: round(check.most / check.each)]
    found = [Finding(code, check.label, place, gained=check.each) for place in counted]
    missing = check.most - check.each * len(counted)
    if missing:
        found.append(Finding(code, label, line, lost=missing))
    return found
