"""Lengths of time that a single word says: "a year", "over a decade", «через місяць»."""

import re
from collections.abc import Iterator
from fractions import Fraction

MONTHS = {r"centur(?:y|ies)|століт\w+": 1_200, r"decades?|десятиліт\w+|десятиріч\w+": 120}
MONTHS |= {r"years?|рік|року": 12, r"months?|місяць|місяця": 1}
UNIT = "|".join(f"(?P<m{months}>{words})" for words, months in MONTHS.items())
ENGLISH = re.compile(
    rf"(?<!\w)(?:(?P<one>one)|an?|(?:last|past)(?=\s+(?:decade|century)))\s+(?:{UNIT})(?P<half>\s+and\s+a\s+half)?(?![\w-])"
    r"|(?<!\w)(?P<some>decades)(?!\w)",
    re.IGNORECASE,
)
# "Twice a year" and "40 a month" say how often; after these words a year has its length.
LASTS = re.compile(
    r"(?<!\w)(?:for|over|than|just|only|last|took|spent|after|about|within|in|almost|nearly|is|me)\s+$",
    re.IGNORECASE,
)
UKRAINIAN = re.compile(
    rf"(?<!\w)(?:(?:за|через|протягом|упродовж|впродовж|понад|майже|близько|один|одного|цілий)\s+"
    rf"(?P<word>{UNIT})|(?P<year>рік)(?=\s+(?:у|в|на|як|досвіду)\s)"
    rf"|(?P<decade>десятиліт\w+|десятиріч\w+))(?!\w)",
    re.IGNORECASE,
)
A_CERTAIN = re.compile(
    r"(?:\d|(?<!\w)(?:цей|цього|той|того|минул\w+|наступн\w+|кожн\w+|кожен|новий|на|за))\s+$",
    re.IGNORECASE,
)
SEVERAL = 2
LONG = 120  # months: a decade is none that a thing is done in
NEAR = 12  # letters before a word that say what it is
HALF = Fraction(3, 2)


def lengths(text: str) -> Iterator[tuple[Fraction, int, int]]:
    """Months, and where they stand."""
    for found in ENGLISH.finditer(text):
        months = Fraction(120 * SEVERAL if found["some"] else _months(found))
        if found["one"] or months >= LONG or LASTS.search(_before(found)):
            yield months * (HALF if found["half"] else 1), *found.span()
    for found in UKRAINIAN.finditer(text):
        if found["word"]:
            yield Fraction(_months(found)), *found.span("word")
        elif not A_CERTAIN.search(_before(found)):
            yield Fraction(12 if found["year"] else 120), *found.span()


def _months(found: re.Match[str]) -> int:
    return next(months for months in MONTHS.values() if found[f"m{months}"])


def _before(found: re.Match[str]) -> str:
    return found.string[max(0, found.start() - NEAR) : found.start()]
