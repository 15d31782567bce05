"""The figures of a text as values, whatever their spelling: 40,000, 40 000, 40k, "сорок тисяч"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from cv.fact_lock import number_words
from cv.fact_lock.lemmas import keys
from cv.fact_lock.lengths import lengths
from cv.fact_lock.plain import blanked
from cv.fact_lock.units import (
    MONEY,
    STRICT,
    counted_after,
    counted_before,
    kinds_of,
    money_before,
    period_after,
    period_before,
    unit_after,
)

DIGITS = re.compile(
    r"(?<![\w.,])(?P<value>\d{1,3}(?:[ ,.]\d{3})+(?![\d]|[.,]\d)|\d+(?:[.,]\d+)*)(?![^\W\d_]\d)"
)
GROUPED = re.compile(r"\d{1,3}(?:[ ,.]\d{3})+")
SCALE = re.compile(
    rf"\s?(?:{'|'.join(f'(?P<s{value}>{one})' for one, value in number_words.SCALES.items())})"
    r"(?![\w'])\.?",
    re.IGNORECASE,
)
_TIMES = "|".join(f"(?P<t{place}>{one})" for place, one in enumerate(number_words.TIMES))
TIMES = re.compile(rf"(?<!\w)(?:{_TIMES})(?![\w'])", re.IGNORECASE)
VAGUE = re.compile(
    rf"(?<!\w)(?:{'|'.join(f'(?P<v{value}>{one})' for one, value in number_words.VAGUE.items())})"
    r"(?!\w)",
    re.IGNORECASE,
)
MILLION = re.compile(r"(?<!\w)(?:(?:a|one)\s+)?(?:million|мільйон(?:а|у|ом)?)(?!\w)", re.IGNORECASE)
THOUSAND = re.compile(r"(?<!\w)(?:a|one)\s+thousand(?!\w)|(?<!\w)тисяча(?!\w)", re.IGNORECASE)
YEARS = re.compile(
    rf"(?<!\w)(?:{'|'.join(f'(?P<y{n}>{one})' for n, one in number_words.YEARS.items())})"
    r"річ\w+|(?<!\w)(?P<half>пів)\s?року|(?<!\w)(?P<more>півтора)\s+року",
    re.IGNORECASE,
)
PARTS_OF_A_YEAR = (
    (re.compile(r"(?<!\w)half\s+a\s+year(?!\w)", re.IGNORECASE), 6),
    (re.compile(r"(?<!\w)(?:a\s+)?quarter\s+of\s+a\s+year(?!\w)|чверть\s+року", re.IGNORECASE), 3),
)
AND_A_HALF = re.compile(r"\s+(?:and\s+a\s+half|з\s+половиною)(?!\w)", re.IGNORECASE)
HALF_A_DOZEN = re.compile(r"(?<!\w)(?:half\s+a\s+dozen|півдюжини)(?!\w)", re.IGNORECASE)
RANGE = re.compile(r"\s*(?:[-–]|to|and|до|й|і|та)\s*", re.IGNORECASE)
# Between two figures of which the second leaves out what the first one said.
COMPARED = re.compile(
    r"[^.\n]{0,30}?(?:to|from|than|instead\s+of|not|now|до|з|із|замість|а\s+не|ніж"
    r"|стал[аоиі]?(?:\s+\w+ти)?(?:\s+за)?"
    r"|тепер|[-–→:])\s*(?:about|around|only|just|лише|тільки)?\s*",
    re.IGNORECASE,
)
COMPARED_SHARES = re.compile(
    r",?\s*(?:down\s+from|up\s+from|instead\s+of|rather\s+than|not|замість|а\s+не)\s*",
    re.IGNORECASE,
)
OF = re.compile(r"(?:\s+of)?")
MOST_DIGITS = 18  # more of them are a code, and no number
GLUED = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Figure:
    value: Fraction
    written: str  # digits as they stand: version 3.10 is not 3.1
    unit: str
    counted: tuple[str, ...]  # the words after it that say what is counted
    start: int
    stop: int
    is_vague: bool = False  # "hundreds of"
    factor: int | Fraction = 1  # basic units in the written one: a second is 1,000 ms
    scale: int = 1  # of "6 thousand" a thousand
    period: str = ""  # "day" of "40 a day", and where it ends
    period_stop: int = 0

    def agrees(self, other: "Figure", *, in_one_context: bool) -> bool:
        """Whether `other`, of the user's own words, says this. Where the things that they count are
        not known to be one, the rest of both lines has to speak of the same."""
        if other.is_vague or self.written != other.written:
            return False
        if self.is_of_another_time(other):
            return False
        # From five seconds to two: the second figure leaves the unit out.
        theirs = other.value if self.unit or not other.unit else other.value / other.factor
        if self.value != theirs:
            return False
        if self.unit == other.unit:
            if self.unit in STRICT:  # 15 % of one thing are no 15 % of another
                return in_one_context
            return bool(self.unit) or self._counts_what(other, in_one_context=in_one_context)
        if self.unit:
            return False
        return other.unit not in STRICT - MONEY and not self.counted

    def is_of_another_time(self, other: "Figure") -> bool:
        """40 a day are no 40 a week, and a sum is none that comes every month."""
        if self.unit in MONEY and self.period and not other.period:
            return True
        return bool(self.period and other.period and self.period != other.period)

    def _counts_what(self, other: "Figure", *, in_one_context: bool) -> bool:
        """Whether both may count the same: 40 services are no 40 people."""
        if self.may_count_what(other):
            return True
        mine, others = kinds_of(self.counted), kinds_of(other.counted)
        return in_one_context and not (mine and others)

    def may_count_what(self, other: "Figure") -> bool:
        """Whether the words that are counted are the same, of one kind, or left out."""
        if not (self.counted and other.counted) or _said(self.counted) & _said(other.counted):
            return True
        return bool(kinds_of(self.counted) & kinds_of(other.counted))

    def holds_vaguely(self, other: "Figure") -> bool:
        """Whether "hundreds" is said by `other`: by "hundreds" or by 500."""
        mine, others = kinds_of(self.counted), kinds_of(other.counted)
        if mine and others and not mine & others:
            return False
        if other.is_vague:
            return self.value == other.value
        return not other.unit and self.value <= other.value < self.value * 10


@lru_cache(maxsize=2_000)
def _said(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset().union(*map(keys, words))


def figures(text: str) -> list[Figure]:
    found: list[Figure] = []
    rest = text
    for read in (_of_digits, _of_years, _of_single, _of_times, _of_words, _of_vague, _of_lengths):
        new = list(read(rest))
        found += new
        rest = blanked(rest, [(figure.start, figure.stop) for figure in new])
    return _with_shared_units(text, sorted(found, key=lambda figure: figure.start))


def _figure(text: str, value: Fraction, written: str, span: tuple[int, int]) -> Figure:
    """The figure that stands at a span, with what stands around it."""
    start, stop = span
    scaled, scale = SCALE.match(text, stop), 1
    if scaled:
        scale = next(factor for factor in number_words.SCALES.values() if scaled[f"s{factor}"])
        value, stop = value * scale, scaled.end()
        written = ""
    if half := AND_A_HALF.match(text, stop):
        value, stop = value + Fraction(1, 2), half.end()
    money, start = money_before(text, start)
    unit, factor_of_unit, end = unit_after(text, stop)
    if money:
        unit, factor_of_unit, end = money, 1, stop
    value *= factor_of_unit
    counted = counted_after(text, end)
    if not (unit or kinds_of(counted)):
        counted = counted_before(text, start) or counted
    period, period_stop = period_after(text, end)
    period = period or (period_before(text, start) if unit in MONEY else "")
    return Figure(
        value, written, unit, counted, start, end,
        factor=factor_of_unit, scale=scale, period=period, period_stop=period_stop,
    )  # fmt: skip


def _of_digits(text: str) -> Iterator[Figure]:
    for found in DIGITS.finditer(text):
        digits = found["value"]
        if GROUPED.fullmatch(digits):
            digits = re.sub(r"\D", "", digits)
        digits = digits.replace(",", ".")
        # A version, an address, a code: equal only as it is written.
        if digits.count(".") > 1 or len(digits) > MOST_DIGITS:
            yield Figure(Fraction(0), digits, "", (), *found.span())
            continue
        # Trailing zeros tell 3.10 from 3.1; of 12 and of 1.5 million nothing is left to tell.
        figure = _figure(text, Fraction(digits), digits if "." in digits else "", found.span())
        if not GLUED.match(text, figure.stop):
            yield replace(figure, written="") if figure.unit else figure


def _of_words(text: str) -> Iterator[Figure]:
    for found in number_words.NUMBER_WORDS.finditer(text):
        value = number_words.value_of(found["words"])
        if value:
            yield _figure(text, Fraction(value), "", found.span())


def _of_years(text: str) -> Iterator[Figure]:
    for found in YEARS.finditer(text):
        months = 6 if found["half"] else 18 if found["more"] else 0
        for years in number_words.YEARS:
            months = months or (years * 12 if found[f"y{years}"] else 0)
        yield Figure(Fraction(months), "", "months", (), *found.span())
    for pattern, months in PARTS_OF_A_YEAR:
        for found in pattern.finditer(text):
            yield Figure(Fraction(months), "", "months", (), *found.span())


def _of_times(text: str) -> Iterator[Figure]:
    for found in TIMES.finditer(text):
        value = next(
            value for place, value in enumerate(number_words.TIMES.values()) if found[f"t{place}"]
        )
        yield Figure(value, "", "times", (), *found.span())


def _of_single(text: str) -> Iterator[Figure]:
    """ "a million", "тисяча": a scale that is a number by itself."""
    for pattern, value in ((MILLION, 1_000_000), (THOUSAND, 1_000), (HALF_A_DOZEN, 6)):
        for found in pattern.finditer(text):
            yield _figure(text, Fraction(value), "", found.span())


def _of_vague(text: str) -> Iterator[Figure]:
    for found in VAGUE.finditer(text):
        value = next(value for value in number_words.VAGUE.values() if found[f"v{value}"])
        of = OF.match(text, found.end())
        counted = counted_after(text, of.end() if of else found.end())
        yield Figure(Fraction(value), "", "", counted, *found.span(), is_vague=True)


def _of_lengths(text: str) -> Iterator[Figure]:
    for months, start, stop in lengths(text):
        yield Figure(months, "", "months", (), start, stop, factor=12)


def _with_shared_units(text: str, found: list[Figure]) -> list[Figure]:
    """In "18 to 27 percent" both are percents, in "from six hours to two" both are hours; what is
    2,000–2,500 a month is 2,000 a month as well."""
    shared = found[-1:]
    for first in reversed(found[:-1]):
        after = shared[0]
        is_range = not first.unit and RANGE.fullmatch(text[first.stop : after.start])
        shared.insert(0, _of_range(first, after) if is_range else first)
    for place in range(1, len(shared)):
        before, figure = shared[place - 1 : place + 1]
        if before.unit == "times" or figure.unit or figure.counted:
            continue
        compared = COMPARED_SHARES if before.unit == "%" else COMPARED
        if compared.fullmatch(text[before.stop : figure.start]):
            scaled = _scaled(figure, before)
            shared[place] = _like(scaled, before) if before.unit else scaled
    return shared


def _of_range(first: Figure, last: Figure) -> Figure:
    alike = _like(_scaled(first, last), last)
    return replace(alike, period=alike.period or last.period)


def _scaled(figure: Figure, other: Figure) -> Figure:
    """In "from two to six thousand" both are thousands."""
    is_short = figure.scale == 1 and other.scale > figure.value
    return (
        replace(figure, value=figure.value * other.scale, scale=other.scale) if is_short else figure
    )


def _like(figure: Figure, other: Figure) -> Figure:
    if not other.unit:
        return replace(figure, counted=other.counted)
    value = figure.value * other.factor
    return replace(figure, unit=other.unit, value=value, factor=other.factor, written="")
