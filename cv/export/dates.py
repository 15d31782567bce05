"""The date at the end of an entry's line: "Developer, Kvitka, 2021 – present (3 years)"."""

import re

from cv.text.date_ranges import dates_in

MARK = re.compile(r"(?:\s*[,;·|•(\t]\s*|\s+[-–—]\s+|\s*—\s*)$")
# What may stand behind it: how long that was.
LASTED = re.compile(
    r"\)?(?:\s*[·•|,;(]\s*(?:\d{1,2}\s*(?:years?|yrs?|months?|mos?|рок[иів]{1,2}|рік|р|місяц\w{1,2}"
    r"|міс)\.?[\s,]*){1,2}\)?)?\s*",
    re.IGNORECASE,
)
LONGEST = 80  # characters at the end of a line that are looked at


def at_end(text: str) -> tuple[int, str] | None:
    """Where what stands before the date ends, and the date; None when there is none."""
    offset = max(0, len(text) - LONGEST)
    tail = text[offset:]
    found = next((one for one in reversed([*dates_in(tail)])), None)
    if found is None or not LASTED.fullmatch(tail, found.stop):
        return None
    before = tail[: found.start]
    mark = MARK.search(before)
    if before.strip() and not mark and not (found.is_range and before[-1:].isspace()):
        return None
    end = mark.start() if mark else len(before.rstrip())
    if end and before[end - 1] in "-–—":
        return None
    return offset + end, _date(tail[found.start :])


def _date(text: str) -> str:
    """Without the bracket that only closes what stood before it."""
    date = text.strip()
    return date if date.count(")") == date.count("(") else date.removesuffix(")").rstrip()
