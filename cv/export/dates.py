"""The date at the end of an entry's line: "Developer, Kvitka, 2021 – present"."""

import re

from cv.text import months

_SEASON = r"(?:spring|summer|autumn|fall|winter)"
_MONTH = rf"(?:(?:\d{{1,2}}\s+)?(?:{months.NAME}|{_SEASON})\.?,?\s+|(?:\d{{1,2}}[./]){{1,2}})?"
_YEAR = r"(?:19|20)\d\d(?:\s*(?:рр?\.|року))?"
_NOW = (
    r"(?:present|now|current|today|ongoing|дотепер|досі|сьогодні|зараз|нині|тепер"
    r"|(?:по\s+)?(?:теперішній|цей)\s+час)"
)
_POINT = rf"{_MONTH}{_YEAR}"
_RANGE = rf"{_POINT}\s*(?:[-–—]|to|до|по)\s*(?:{_POINT}|{_NOW})"
_SINCE = rf"(?:since|з|із|від)\s+{_POINT}"
_MARK = r"(?:\s*[,;·|•(\t]\s*|\s+[-–—]\s+|\s*—\s*)"
AT_END = re.compile(
    rf"(?:{_MARK}|\s+|^)(?P<range>{_RANGE}|{_SINCE})\)?\s*$|(?:{_MARK}|^)(?P<day>{_POINT})\)?\s*$",
    re.IGNORECASE,
)
LONGEST = 60  # characters at the end of a line that are looked at


def at_end(text: str) -> tuple[int, str] | None:
    """Where what stands before the date ends, and the date; None when there is none."""
    tail = text[-LONGEST:]
    found = AT_END.search(tail)
    if found is None or (found.start() and tail[found.start() - 1] in "-–—"):
        return None
    return len(text) - len(tail) + found.start(), found["range"] or found["day"]
