"""What the user's own words hold, read once: figures, dates, words, titles."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import lru_cache

from cv.fact_lock import dates, days, text_data
from cv.fact_lock.blocks import BULLET, Block, blocks
from cv.fact_lock.derived import changes, sums
from cv.fact_lock.figures import Figure, figures
from cv.fact_lock.lemmas import keys
from cv.fact_lock.plain import blanked, plain
from cv.fact_lock.stations import Said, Station, said, stations
from cv.fact_lock.units import LINKS
from cv.score import lexicon
from cv.sending import contacts

SHARED_MONTHS = 1  # one job may begin in the month in which the last one ended
WORD = re.compile(r"[^\W\d_][^\W\d_'-]*")
SHORTENED = re.compile(r"[A-ZА-ЯІЇЄҐ]{2,7}")
SHORTEST_CUT = 4
SHORTEST_CONTENT = 3
COMMON = LINKS | frozenset(
    "less fewer percent all and are but can had has her his how its more most new not one our out"
    " over own per than that their them they this under was were will won your day days week year"
    " month відсоток відсотки відсотка відсотків вона вони воно все всі він два дві їхні їх їхній"
    " його мене мої мій моя нас наш наші них ще що щоб яка які який понад більш більше менш менше"
    " день рік року тиждень місяць".split()
)
# Words that ask for pay speak of the same, whichever they are.
PAY = re.compile(
    r"(?<!\w)(?:want|expect(?:ing|ations?)?|hop(?:e|ing)\s+for|look(?:ing)?\s+for|seek(?:ing)?"
    r"|ask(?:ing)?\s+(?:you\s+)?for|(?:would|'d)\s+(?:like|prefer|suit|be\s+(?:happy|glad))"
    r"|salary|wages?|compensation|remuneration"
    r"|хо(?:чу|ті(?:в|ла)\s+би?|тілося)|бажан\w+|очіку(?:ю|ван\w+)|розраховую|сподіваюс[яь]"
    r"|прошу|влашту\w+|бу(?:ду|в\s+би|ла\s+б)\s+рад\w+|зарплат\w*|заробітн\w+|оплат\w+|винагород\w+)(?!\w)",
    re.IGNORECASE,
)
OF_PAY = "=pay"
# What somebody has or was offered elsewhere is not what they ask for.
HAS_PAY = re.compile(
    r"(?<!\w)(?:current(?:ly)?|present|earn\w*|(?:am|was|being|get)\s+paid|offered|offers|another"
    r"|other|competitors?|elsewhere|my\s+(?:salary|pay|wages?|compensation)\s+(?:is|was)"
    r"|зараз|нині|тепер\w*|отриму\w+|отримал?[ав]?|заробля\w+|інш\w+|конкурент\w*|пропону\w+"
    r"|запропонува\w+)(?!\w)",
    re.IGNORECASE,
)
OF_PAY_NOW = "=pay now"
PAY_NOW = re.compile(
    r"(?<!\w)(?:I\s+(?:\w+\s+)?(?:earn|make|get)|(?:am|get)\s+paid|my\s+(?:current|present)"
    r"|my\s+(?:salary|pay|wages?|compensation)\s+is|(?:зараз|нині)\s+(?:я\s+)?отримую|заробляю"
    r"|моя\s+(?:теперішня|нинішня|зараз))(?!\w)",
    re.IGNORECASE,
)
SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class Known:
    lines: frozenset[str]
    text: str  # all of it, plain
    titles: str  # the lines that are no points: headings, entries, a headline, answers
    words: frozenset[str]  # keys
    exact: frozenset[str]  # words as they are written
    shortened: frozenset[str]  # those that are initials: КНЕУ; ХНУР, too, of ХНУРЕ
    figures: tuple[tuple[Figure, frozenset[str]], ...]  # each with the words of its line
    changes: frozenset[tuple[str, Fraction]]
    sums: tuple[tuple[Fraction, frozenset[str]], ...]  # each with the words of its line
    years: frozenset[int]
    months: frozenset[tuple[int, int]]
    named_months: frozenset[int]  # with a year or without one
    days: frozenset[tuple[int, int]]  # of a month
    first_years: frozenset[int]  # of periods
    last_years: frozenset[int]
    lengths: frozenset[tuple[int, int]]  # months that periods last, alone and one after another
    lengths_at_school: frozenset[tuple[int, int]]
    stations: tuple[Station, ...]
    said: tuple[Said, ...]
    tools: frozenset[str]  # of the lexicon, by their names there

    def has_word(self, word: str) -> bool:
        if keys(word) & self.words:
            return True
        parts = [part for part in re.split(r"[-/&]", word) if part]
        return len(parts) > 1 and all(keys(part) & self.words for part in parts)


@lru_cache(maxsize=8)  # a page asks about many lines of one CV
def known(sources: tuple[str, ...], today: date) -> Known:
    read = [plain(source) for source in sources]
    text = "\n".join(one.text for one in read)
    titles = "\n".join(plain(line).text for line in _titles(sources))
    lines = [line for one in read for line in one.text.split("\n")]
    moments = [(one, dates.moments(one.text)) for one in read]
    periods = [period for one, found in moments for period in dates.periods(one.text, found)]
    all_moments = [moment for _, found in moments for moment in found]
    counted = [(line, figures(blanked_dates(_without_phones(line)))) for line in lines]
    about = {line: about_figures(line, found) for line, found in counted if found}
    written = [word.text for one in read for word in one.words]
    parts = [block for source in sources for block in blocks(source)]
    return Known(
        lines=frozenset(map(same_line, lines)),
        text=text,
        titles=titles,
        words=_keys(written) | _aliases(text),
        exact=frozenset(part for word in written for part in (word, *re.split(r"[-/]", word))),
        shortened=_shortened(written),
        figures=_figures(counted, about),
        changes=frozenset(change for line, found in counted for change in changes(line, found)),
        sums=tuple(
            dict.fromkeys((value, about[line]) for line, found in counted for value in sums(found))
        ),
        years=frozenset(moment.year for moment in all_moments),
        months=frozenset((moment.year, moment.month) for moment in all_moments if moment.month),
        named_months=_named_months(text, all_moments),
        days=frozenset(days.said_days(text)),
        first_years=frozenset(period.first.year for period in periods),
        last_years=frozenset(period.last.year for period in periods if period.last),
        lengths=frozenset(_lengths(_periods(parts, is_school=False), today)),
        lengths_at_school=frozenset(_lengths(_periods(parts, is_school=True), today)),
        stations=tuple(stations(parts)),
        said=tuple(said(parts)),
        tools=frozenset(named.name for named in lexicon.names_in(text)),
    )


def _figures(
    counted: Iterable[tuple[str, list[Figure]]], about: dict[str, frozenset[str]]
) -> tuple[tuple[Figure, frozenset[str]], ...]:
    """Each once, wherever it stands."""
    placeless = (
        (replace(figure, start=0, stop=0, period_stop=0), about[line])
        for line, found in counted
        for figure in found
    )
    return tuple(dict.fromkeys(placeless))


def _shortened(words: Iterable[str]) -> frozenset[str]:
    """Words that are initials; of long ones the beginning, too: the last word may give two."""
    found = [word for word in words if SHORTENED.fullmatch(word)]
    return frozenset([*found, *(word[:-1] for word in found if len(word) > SHORTEST_CUT)])


def _without_phones(line: str) -> str:
    """The digits of a phone number count nothing."""
    return blanked(line, contacts.phone_spans(line))


def content(line: str) -> frozenset[str]:
    """Keys of the words of a line that say what it is about."""
    words = (found[0] for found in WORD.finditer(line))
    said = (word for word in words if len(word) >= SHORTEST_CONTENT and word.lower() not in COMMON)
    return _of_pay(line).union(*map(keys, said))


def _of_pay(line: str) -> frozenset[str]:
    if HAS_PAY.search(line):
        return frozenset({OF_PAY_NOW} if PAY_NOW.search(line) else ())
    return frozenset({OF_PAY} if PAY.search(line) else ())


def about_figures(line: str, found: Iterable[Figure]) -> frozenset[str]:
    """What a line with figures is about; nothing where it says no more than these."""
    rest = blanked(line, [(figure.start, figure.stop) for figure in found])
    return content(rest)


def same_line(line: str) -> str:
    return SPACES.sub(" ", line).strip()


def blanked_dates(text: str) -> str:
    spans = [(moment.start, moment.stop) for moment in dates.moments(text)]
    return blanked(text, spans + [(day.start, day.stop) for day in days.days(text)])


def _named_months(text: str, moments: Iterable[dates.Moment]) -> frozenset[int]:
    of_years = {moment.month for moment in moments if moment.month}
    of_days = {day.month for day in days.days(text)}
    alone = {month for month, _, _ in (*days.named_months(text), *dates.lone_months(text))}
    return frozenset(of_years | of_days | alone)


def _titles(sources: Iterable[str]) -> Iterator[str]:
    for source in sources:
        yield from (line for line in source.split("\n") if not BULLET.match(line))


def _keys(words: Iterable[str]) -> frozenset[str]:
    found: set[str] = set()
    for word in words:
        found |= keys(word)
        for part in re.split(r"[-/&]", word):
            found |= keys(part) if len(part) > 1 and part != word else frozenset()
    return frozenset(found)


@lru_cache(maxsize=1)
def _alias_groups() -> list[tuple[re.Pattern[str], frozenset[str]]]:
    """What proves the names of each line, and the words of those that it proves."""
    rows = [line.rpartition(":") for line in text_data.lines_of("aliases.txt")]
    return [
        (
            text_data.pattern_of(text_data.ways_of(proofs)),
            _keys(word for name in text_data.ways_of(proved or proofs) for word in name.split()),
        )
        for proved, _, proofs in rows
    ]


def _aliases(text: str) -> frozenset[str]:
    found = [words for pattern, words in _alias_groups() if pattern.search(text)]
    return frozenset().union(*found)


def _periods(parts: list[Block], *, is_school: bool) -> list[dates.Period]:
    texts = [block.text for block in parts if block.is_school == is_school]
    return [period for text in texts for period in dates.periods(text, dates.moments(text))]


def _lengths(periods: list[dates.Period], today: date) -> set[tuple[int, int]]:
    """Months of each period, and of any that follow one another, added up."""
    spans = sorted({_span(period, today) for period in periods})
    ending: list[tuple[int, set[tuple[int, int]]]] = []
    for first, last, full in spans:
        before = {(0, 0)}
        for end, lengths in ending:
            if end <= first + SHARED_MONTHS:
                before |= lengths
        ending.append((last, {(low + last - first, high + full) for low, high in before}))
    return {length for _, lengths in ending for length in lengths}


def _span(period: dates.Period, today: date) -> tuple[int, int, int]:
    low, high = period.length(today)
    return period.first.months, period.first.months + low, high
