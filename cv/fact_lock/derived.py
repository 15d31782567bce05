"""What follows from the figures of one line: differences, shares, times, sums, round numbers."""

import re
from collections.abc import Iterator
from fractions import Fraction

from cv.fact_lock.figures import Figure

# Where a line tells of a change, two figures that follow each other may be compared.
CHANGE = re.compile(
    r"(?<!\w)(?:fell|rose|grew|dropp\w+|reduc\w+|increas\w+|shorten\w+|improv\w+|lower\w+|rais\w+"
    r"|halv\w+|doubl\w+|tripl\w+|instead|rather|became|went|cut|sped|down|up|before|after|from"
    r"|замість|став|стал[аоиі]|зріс|зрос\w+|впа\w+|зменш\w+|скороти\w+|скороч\w+|знизи\w+"
    r"|знижен\w+|збільш\w+|пришвидш\w+|прискор\w+|подовж\w+|підня\w+|покращ\w+|поліпш\w+|було"
    r"|тепер)(?!\w)|->|=>|→"
    r"|(?:in|у|в)\s(?:19|20)\d\d\D{1,30}\d+\s(?:in|у|в)\s(?:19|20)\d\d",
    re.IGNORECASE,
)
TO = re.compile(r"(?<!\w)(?:to|до)(?!\w)|->|=>|→", re.IGNORECASE)
INSTEAD = re.compile(r"instead|rather|not|down\s+from|up\s+from|замість|а\s+не", re.IGNORECASE)
FAR = 40  # letters between the two figures of a change
PARTS = (Fraction(1, 4), Fraction(1, 3), Fraction(1, 2), Fraction(2, 3), Fraction(3, 4))
SLACK = Fraction(1, 6)
MOST_SUMMED = 4
OVER = re.compile(
    r"(?<!\w)(?:over|above|more\s+than|at\s+least|upwards\s+of|понад|більше?(?:\s+(?:ніж|як))?"
    r"|щонайменше|не\s+менше)\s+\D{0,2}$",
    re.IGNORECASE,
)
ABOUT = re.compile(
    r"(?<!\w)(?:about|around|roughly|approximately|nearly|almost|some|close\s+to|up\s+to|близько"
    r"|приблизно|майже|десь|до|орієнтовно)\s+\D{0,2}$",
    re.IGNORECASE,
)
ROUNDED_DOWN = Fraction(3, 4)
ROUNDED = Fraction(1, 10)


def changes(text: str, found: list[Figure]) -> Iterator[tuple[str, Fraction]]:
    """What follows from "900 ms to 350 ms": the difference, the percentage, how many times."""
    is_of_change = CHANGE.search(text)
    for first, last in zip(found, found[1:], strict=False):
        between = text[first.stop : last.start]
        if not (is_of_change or TO.search(between)) or len(between) > FAR:
            continue
        if first.unit != last.unit or not first.may_count_what(last):
            continue
        if not first.value or not last.value or first.value == last.value:
            continue
        yield first.unit, abs(first.value - last.value)
        yield from _shares(last.value / first.value - 1)
        if INSTEAD.search(text[first.stop : last.start]):
            yield from _shares(first.value / last.value - 1)
        yield from _ratios(last.value / first.value)


def sums(found: list[Figure]) -> Iterator[Fraction]:
    """14 houses and 3 schools are 17 buildings."""
    counts = [one.value for one in found if not one.unit and one.counted]
    for size in range(2, MOST_SUMMED + 1):
        for start in range(len(counts) - size + 1):
            yield sum(counts[start : start + size], Fraction(0))


def is_round(figure: Figure, known: Figure, before: str) -> bool:
    """ "Over three thousand" is said by 3,100, and "about 60" by 58."""
    if figure.unit != known.unit or not known.value or figure.is_of_another_time(known):
        return False
    return is_rounded(figure.value, known.value, before)


def is_rounded(value: Fraction, known: Fraction, before: str) -> bool:
    if OVER.search(before):
        return known * ROUNDED_DOWN <= value <= known
    return bool(ABOUT.search(before)) and abs(known - value) <= known * ROUNDED


def _shares(change: Fraction) -> Iterator[tuple[str, Fraction]]:
    """62.5 % less may be called 62, 63 and half less."""
    percent = abs(change) * 100
    yield from (("%", Fraction(said)) for said in (percent, int(percent), round(percent)))
    yield "%", Fraction(round(percent * 10), 10)
    yield from (("times", part) for part in PARTS if part <= abs(change) < part + SLACK)


def _ratios(ratio: Fraction) -> Iterator[tuple[str, Fraction]]:
    """2.67 times as many are more than twice as many; from 8 to 2 is four times quicker, and a
    quarter of what it was."""
    larger = max(ratio, 1 / ratio)
    yield "times", Fraction(round(larger * 10), 10)
    if abs(larger - round(larger)) * 20 <= 1 < round(larger):
        yield "times", Fraction(round(larger))
    if ratio >= 2:
        yield "times", Fraction(int(ratio))
    if ratio in PARTS:
        yield "times", ratio
