"""Which figures of a remark stand nowhere in what Claude was given: by value, whatever the unit."""

import re
from collections.abc import Iterable
from decimal import Decimal

from coaching.offers import arithmetic

GROUP = "[ \u00a0\u202f,.'’]"
NUMBER = re.compile(
    rf"(?<![\w.,])(?P<number>\d{{1,3}}(?:{GROUP}\d{{3}})+(?:[.,]\d{{1,2}})?|\d+(?:[.,]\d+)?)(?!\d)"
    r"(?P<unit>\s?[%€$₴£])?"
    r"(?:\s?(?P<times>k|thousand|тис|million|mln|m|млн|мільйон\w*)\b)?",
    re.IGNORECASE,
)
TIMES = {"k": 1_000, "thousand": 1_000, "тис": 1_000}
MILLION = 1_000_000
SMALL = 10  # whatever is counted up to here is no claim about money
THOUSANDS = 3  # digits of a group
LONGEST = 20  # of digits and marks; nothing that was entered is longer
ALWAYS = (
    0, 10, 100, arithmetic.HOURS_A_WEEK, arithmetic.DAYS_A_WEEK, arithmetic.WEEKS_A_YEAR,
    arithmetic.MONTHS_A_YEAR,
)  # fmt: skip

type Value = tuple[Decimal, bool]  # with whether it is of per cent, which are of their own

KNOWN: frozenset[Value] = frozenset(
    {*((Decimal(one), False) for one in ALWAYS), (Decimal(100), True)}
)


def strange(text: str, sources: Iterable[str]) -> list[str]:
    """Each once, as it is written there, in its order."""
    given = (found for source in sources for found in NUMBER.finditer(source))
    known = KNOWN.union(*map(_values, given))
    found = (one[0].strip() for one in NUMBER.finditer(text) if _is_strange(one, known))
    return list(dict.fromkeys(found))


def _is_strange(found: re.Match[str], known: frozenset[Value]) -> bool:
    values = _values(found)
    is_small = max(values)[0] <= SMALL and not found["unit"] and not found["times"]
    return not is_small and known.isdisjoint(values)


def _values(found: re.Match[str]) -> frozenset[Value]:
    """What it may mean: a point or a comma parts thousands for some and cents for others."""
    digits = found["number"][:LONGEST]
    read = {Decimal(re.sub(r"\D", "", digits))}
    mark = re.search(r"[.,](\d+)$", digits)
    if mark:
        cents = Decimal(f"{re.sub(r'\D', '', digits[: mark.start()])}.{mark[1]}")
        read = read | {cents} if len(mark[1]) == THOUSANDS else {cents}
    times = (found["times"] or "").lower()
    factor = TIMES.get(times, MILLION) if times else 1
    return frozenset((value * factor, "%" in (found["unit"] or "")) for value in read)
