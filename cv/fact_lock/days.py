"""Days of a month, and months that are named without a year: "20 November", «у січні»."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cv.fact_lock.dates import NAMES, YEAR, named_in
from cv.fact_lock.lemmas import CYRILLIC

DAY = r"(?:0?[1-9]|[12]\d|3[01])"
TH = r"(?:st|nd|rd|th|-?(?:го|те|е))?"
ISO = re.compile(rf"(?<![\w.,]){YEAR}[-./](?P<number>0[1-9]|1[0-2])[-./](?P<day>{DAY})(?![\w%])")
POINTS = re.compile(
    rf"(?<![\w.,/$€£₴-])(?P<day>{DAY})[./](?P<number>0?[1-9]|1[0-2])[./]{YEAR}(?![\w%])"
)
BEFORE_MONTH = re.compile(
    rf"(?<![\w.,/$€£₴-])(?:(?P<from>{DAY}){TH}\s?(?:[-–]|(?:to|and|or|і|й|та|чи|або|до)\s)\s?)?"
    rf"(?P<day>{DAY}){TH}\s+(?:of\s+)?(?P<month>{NAMES})(?!\w)",
    re.IGNORECASE,
)
# "In May 20 people joined" says no day: nothing that can be counted may follow.
AFTER_MONTH = re.compile(
    rf"(?<!\w)(?P<month>{NAMES})\.?\s+(?:the\s+)?(?P<day>{DAY})"
    rf"(?:(?:st|nd|rd|th)(?!\w)|(?=,?\s+{YEAR}(?!\w)|[.,;:!?)]*(?:\s*$|\s+[–-]\s|\n)"
    r"|[.,;:!?)]+\s|\s+(?:at|and|or|is|was|if|from|to|by|until|works?|would|suits?)(?!\w)))",
    re.IGNORECASE,
)
# A day in a text of the user's that leaves out the year: 20.11
SHORT = re.compile(
    r"(?<!\w)(?:on|by|until|till|from|since|з|із|від|до|на|по)\s+"
    rf"(?P<day>{DAY})[./](?P<number>0[1-9]|1[0-2])(?![\w/%]|[.,]\d)",
    re.IGNORECASE,
)
NAMED = re.compile(
    rf"(?<!\w)(?!May\s+(?:I|we|you|it|they)(?!\w))(?P<month>{NAMES})(?!\w)", re.IGNORECASE
)
# «20 лип» are trees, «20 липня» is a day.
GENITIVE = re.compile(r"(?:[ая]|ого)$", re.IGNORECASE)
SHORTEST_CYRILLIC = 4  # letters: «сер», «лис» and «гру» are other words as well


@dataclass(frozen=True)
class Day:
    month: int
    day: int
    start: int
    stop: int


def days(text: str) -> list[Day]:
    found = [one for pattern in (ISO, POINTS) for one in _numbered(pattern, text)]
    for pattern in (BEFORE_MONTH, AFTER_MONTH):
        found += (one for match in pattern.finditer(text) for one in _of_month(match))
    return found


def said_days(text: str) -> Iterator[tuple[int, int]]:
    """Month and day of all that a source says, in the shortest way, too."""
    for one in [*days(text), *_numbered(SHORT, text)]:
        yield one.month, one.day


def named_months(text: str) -> Iterator[tuple[int, int, int]]:
    """Each month named by a word that is nothing else: number, start, stop."""
    for found in NAMED.finditer(text):
        if _is_month(found["month"]):
            yield named_in(found), *found.span("month")


def _numbered(pattern: re.Pattern[str], text: str) -> Iterator[Day]:
    for found in pattern.finditer(text):
        yield Day(int(found["number"]), int(found["day"]), *found.span())


def _of_month(found: re.Match[str]) -> Iterator[Day]:
    month = found["month"]
    if not _is_month(month) or (CYRILLIC.search(month) and not GENITIVE.search(month)):
        return
    first = found.groupdict().get("from")
    for day in filter(None, (first, found["day"])):
        yield Day(named_in(found), int(day), *found.span())


def _is_month(word: str) -> bool:
    """ "May" and "Mar" are months, "may" and "mar" are not."""
    return len(word) >= SHORTEST_CYRILLIC if CYRILLIC.search(word) else word[0].isupper()
