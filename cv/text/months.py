"""The names of months in CVs, whole and shortened: English, Ukrainian in every case, Russian."""

import re

_NJA = "(?:ень|ня|ні|нем|ню)"
# A pattern for each month from January on; of words, so it wants boundaries as NAME has.
MONTHS = (
    rf"jan(?:uary)?|січ{_NJA}?|янв(?:ар[ьяею])?",
    r"feb(?:ruary)?|лют(?:ий|ого|ому|им)?|фев(?:рал[ьяею])?",
    rf"mar(?:ch)?|бер(?:ез{_NJA}?)?|мар(?:т[ае]?)?",
    rf"apr(?:il)?|кві(?:т{_NJA}?)?|апр(?:ел[ьяею])?",
    rf"may|тра(?:в{_NJA}?)?|ма[йяею]",
    rf"june?|чер(?:в{_NJA}?)?|июн[ьяею]?",
    rf"july?|лип{_NJA}?|июл[ьяею]?",
    rf"aug(?:ust)?|сер(?:п{_NJA}?)?|авг(?:уст[ае]?)?",
    rf"sept?(?:ember)?|вер(?:ес{_NJA}?)?|сен(?:т(?:ябр[ьяею])?)?",
    rf"oct(?:ober)?|жов(?:т{_NJA}?)?|окт(?:ябр[ьяею])?",
    r"nov(?:ember)?|лис(?:топ(?:ад(?:ом|[аіу])?)?)?|ноя(?:бр[ьяею])?",
    rf"dec(?:ember)?|гру(?:д{_NJA}?)?|дек(?:абр[ьяею])?",
)
NAME = rf"(?<![^\W\d_])(?:{'|'.join(MONTHS)})(?![^\W\d_])"
_ANY = re.compile("|".join(f"({names})" for names in MONTHS), re.IGNORECASE)


def number_of(name: str) -> int:
    """1 for "January", "Jan", "січня". Raises ValueError for what is no month."""
    found = _ANY.fullmatch(name)
    if not found or not found.lastindex:
        raise ValueError(name)
    return found.lastindex
