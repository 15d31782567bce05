"""The words of a mail that its sender's domain was made of, with those that belong to them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from applications import likeness
from applications.likeness import Company
from applications.paste_mail import company_names, institutions
from applications.paste_mail.company_names import Segment

PART = 0.8  # of the domain only
INFLECTED = 0.02  # less than a name in the dictionary's form
SURELY = 0.95
SHORTEST_PART = 4  # letters
SHORT = 6  # letters, too few to be half alike
SHORTEST_BEGINNING = 5
MOST_WORDS = 6
MOST_COMPARED = 600  # segments and capitalised words in them
HALF_ALIKE = 0.5  # what another ending may make whole
SENDER = 0  # the place of the sender's name among the texts
SIGNED = 1
TOKEN = re.compile(r"[^\W_][\w'&.+-]*|&|№")
LINKS = frozenset("of the and for de von van & і та й".split())
CYRILLIC = re.compile(r"[а-яіїєґ]", re.IGNORECASE)
# Parts of domains, and words of names, that say what a company is and not which.
COMMON = frozenset(
    "bank банк school школа clinic klinika клініка studio студія fond fund фонд market hotel готель"
    " hospital лікарня law legal group games news agency media shop house center centre центр mebli"
    " shkola likarnia litsei sadok zavod завод university uni institute music team kadry mail labs"
    " tech software digital print build sales careers jobs work talent recruit people ukraine lviv"
    " kyiv retail coffee online design service services".split()
)
# Endings of names after "у", "з", "від", with those of the dictionary.
OF_ADJECTIVES = (("ій", "а"), ("ої", "а"), ("ому", "ий"), ("ого", "ий"))
OF_NOUNS = (
    ("ці", "ка"), ("ки", "ка"), ("ії", "ія"), ("ові", ""), ("ом", ""), ("і", ""), ("і", "а"),
    ("і", "ь"), ("і", "я"), ("и", "а"), ("у", ""), ("у", "о"), ("а", ""), ("ю", "й"),
    *OF_ADJECTIVES,
)  # fmt: skip


@dataclass(frozen=True)
class Found:
    name: str
    alike: float
    is_whole: bool  # the segment is this name and nothing else
    place: int  # of its text among the texts
    line: str


@dataclass(frozen=True)
class Domain:
    label: str
    whole: Company
    parts: tuple[Company, ...]


def domain(label: str) -> Domain:
    return Domain(
        label,
        likeness.company(label.replace("-", " ")),
        tuple(map(likeness.company, _parts(label))),
    )


def named(wanted: Domain, texts: list[str], person: frozenset[str]) -> Found | None:
    """The company in `texts`, the most telling first, that owns the domain."""
    if not wanted.label:
        return None
    found = [
        one
        for place, segment, line in _pieces(texts)
        if (one := _in_segment(segment, wanted, place, person, line))
    ]
    return max(
        found, key=lambda one: (one.alike, one.is_whole, -one.place, len(one.name)), default=None
    )


def _pieces(texts: list[str]) -> Iterator[tuple[int, Segment, str]]:
    """Each line once; no more of them than can be compared in a moment."""
    seen: set[str] = set()
    left = MOST_COMPARED
    for place, text in enumerate(texts):
        for line in text.split("\n"):
            if line in seen:
                continue
            seen.add(line)
            for segment in company_names.segments(line):
                left -= 1 + sum(word[0].isupper() for word in segment.text.split())
                if left < 0:
                    return
                yield place, segment, line


def _in_segment(
    segment: Segment, wanted: Domain, place: int, person: frozenset[str], line: str
) -> Found | None:
    spots = list(TOKEN.finditer(segment.text))
    words = [spot[0] for spot in spots]
    alike, first, last, form = _likest(words, wanted, frozenset() if segment.is_quoted else person)
    if not alike:
        return None
    text = segment.text
    begin, end = (0, len(words)) if segment.is_quoted else _grown(words, first, last, place)
    if not segment.is_quoted:
        text = text[spots[begin].start() : spots[end - 1].end()]
        if wanted.label.startswith("the") and words[max(0, begin - 1)].casefold() == "the":
            return Found(f"The {text.removeprefix('The ')}", alike, begin < 2, place, line)
    name = company_names.clean(form if form and (begin, end) == (first, last) else text)
    is_whole = segment.is_quoted or len(name) >= len(company_names.clean(segment.text))
    name = name if is_whole else re.sub(r"'s?$", "", name)
    return Found(name, alike, is_whole, place, line) if company_names.is_name(name) else None


def _likest(
    words: list[str], wanted: Domain, person: frozenset[str]
) -> tuple[float, int, int, str]:
    """How alike, from where to where, in which dictionary form; the longest of the likest."""
    best = (0.0, 0, 0, "")
    for begin, end in _spans(words):
        alike, form = _alike(words[begin:end], wanted)
        if not alike or _is_person(words, begin, end, person, is_part=alike <= PART):
            continue
        if alike > best[0] or (alike == best[0] and end - begin > best[2] - best[1]):
            best = (alike, begin, end, form)
    return best


def _is_person(
    words: list[str], begin: int, end: int, person: frozenset[str], *, is_part: bool
) -> bool:
    """Whether this is the writer's name, or stands beside it: "Ann Kovalenko"."""
    span = set(words[begin:end])
    if "&" in span:
        return False
    if is_part:
        return bool(person & {*span, *words[max(0, begin - 1) : begin]})
    return len(span) == 1 < len(person) and span <= person


def _spans(words: list[str]) -> Iterator[tuple[int, int]]:
    for first, word in enumerate(words):
        if _is_capital(word):
            for last in range(first + 1, min(len(words), first + MOST_WORDS) + 1):
                if _is_capital(words[last - 1]) or CYRILLIC.match(words[last - 1]):
                    yield first, last


def _is_capital(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit() or word in "&№"


def _goes_on(words: list[str], place: int) -> bool:
    return (
        0 <= place < len(words)
        and _is_capital(words[place])
        and not company_names.ends_name(words[place])
    )


def _alike(words: list[str], wanted: Domain) -> tuple[float, str]:
    """How much of the domain the words are, and their dictionary form if it is another one."""
    if words[-1] in LINKS or all(word.casefold() in COMMON for word in words):
        return 0, ""
    letters = sum(map(len, words))
    if not SHORTEST_PART - 1 <= letters <= 1.3 * len(wanted.label) + 8:
        return 0, ""
    written = " ".join(words)
    best, form = _likeness(written, wanted), ""
    if "&" in words:
        best = max(best, _likeness(" ".join("and" if w == "&" else w for w in words), wanted))
    if letters <= SHORT or best >= HALF_ALIKE:
        for spelt in _dictionary_forms(words):
            alike = _likeness(spelt, wanted) - INFLECTED
            if alike > best:
                best, form = alike, spelt
    return (best, form) if best >= PART - INFLECTED else (0, "")


def _likeness(name: str, wanted: Domain) -> float:
    here = likeness.company(name)
    alike = likeness.of_companies(here, wanted.whole)
    if alike >= likeness.SAME_COMPANY:
        return alike
    partly = max((likeness.of_companies(here, part) for part in wanted.parts), default=0)
    if partly >= SURELY or _begins(name, wanted.label):
        return PART
    return min(max(alike, partly), PART - 2 * INFLECTED)


def _dictionary_forms(words: list[str]) -> Iterator[str]:
    if CYRILLIC.search(words[-1]):
        before = [_dictionary(word, OF_ADJECTIVES) for word in words[-2:-1]]
        for ends in list(product(*before, _dictionary(words[-1], OF_NOUNS)))[1:]:
            yield " ".join([*words[:-2], *ends])


def _dictionary(word: str, endings: tuple[tuple[str, str], ...]) -> list[str]:
    return [word, *(word[: -len(old)] + new for old, new in endings if word.endswith(old))]


def _parts(label: str) -> list[str]:
    """What is left of "klinika-lysenko" without what any clinic is called."""
    words = label.split("-")
    if len(words) == 1:
        return []
    runs = [words[1:], words[:-1], *([word] for word in words)]
    return [
        " ".join(run)
        for run in runs
        if len("".join(run)) >= SHORTEST_PART and not set(run) <= COMMON
    ]


def _begins(name: str, label: str) -> bool:
    """Whether a Latin name is the beginning of the label, or the label that of the name."""
    name = re.sub(r"\W", "", name.casefold())
    shorter, longer = sorted((name, label.replace("-", "")), key=len)
    is_long = len(shorter) >= SHORTEST_BEGINNING and 2 * len(shorter) >= len(longer)
    return is_long and longer.startswith(shorter)


def _grown(words: list[str], first: int, last: int, place: int) -> tuple[int, int]:
    """With the capitals that follow, and with those before that are not a sentence's first word."""
    is_title = all(_is_capital(word) or word in LINKS for word in words)
    if not is_title and institutions.is_one(words, is_sender=place == SENDER) and first == 0:
        return 0, len(words)
    while _goes_on(words, last) or (
        words[last : last + 1] and words[last] in LINKS and _goes_on(words, last + 1)
    ):
        last += 1
    while _goes_on(words, first - 1) and (is_title or first > 1):
        first -= 1
    return institutions.head(words, first), last
