"""Names of employers, tools, people and places: what is written with a capital, or technically."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import takewhile

from cv.fact_lock import small_tools, text_data
from cv.fact_lock.lemmas import CYRILLIC, is_ordinary, is_ordinary_ukrainian
from cv.fact_lock.plain import Plain, Word
from cv.fact_lock.sources import Known
from cv.score import lexicon

TECHNICAL = re.compile(
    r"[a-zа-яіїєґ][A-ZА-ЯІЇЄҐ]|^[A-ZА-ЯІЇЄҐ]{2,}|[^\W\d_]\d|\d[^\W\d_]|[+#]$|\w\.\w"
)
CAPITAL = re.compile(r"[^\W\d_]")
LATIN = re.compile(r"[A-Za-z]")
# Everyday words that are names as well: only their exact spelling traces them.
AMBIGUOUS = frozenset(
    "Go R C Excel Swift Rust Spark Notion Slack Sketch Word Access Teams Outlook React Express"
    " Dart Julia Oracle Scala Ruby Git Rest REST Rails Flask Chef Puppet Helm Ember Meteor".split()
)
# Companies that look like one at the start of a sentence.
COMPANIES = frozenset("Google Apple Amazon Oracle Uber Meta Microsoft Spotify Adidas".split())
FORM = re.compile(r"\s+(?:Ltd|LLC|LLP|Inc|GmbH|Corp|plc|PLC|Limited|AG|Sp\.|S\.A\.)(?!\w)")
DEGREE_BEFORE = re.compile(r"(?:Master|Bachelor|Doctor) of $")  # cv/fact_lock/claims.py looks there
TELLS = re.compile(r"\s*(?::|,\s*$|\s[–—-]\s)")  # «Приватбанк: закупівлі»
LIKE_A_POST = re.compile(r"(?:ниця|ник|ка|иня|тель|ець|ист|лог)$")  # words that no dictionary has
JOINED = re.compile(r"\s+(?:and|&)\s+[A-Z][a-z]")
NO_NAMES = frozenset("I I'm I've A An The CV IT OK Ok Mr Mrs Ms".split())
EMPLOYER_BEFORE = re.compile(
    r"(?:\b(?:at|for|with|of|joined|client|company)\s+(?:the\s+)?"
    r"|\b(?:ТОВ|АТ|ПП|ГО|LLC|в|у|для|з|із|компані\w+|фірм\w+|клієнт\w*)\s+)[«\"“]?$",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"\b(?:https?://|www\.)[^\s)\]]+|[\w.+-]+@[\w-]+\.[\w.-]+")
ENGLISH = re.compile(r"(?<!\w)(?:the|a|of|to|and|for|with|in|at|is|am|I)(?!\w)")
MOSTLY = 0.7
SHORTEST_SHORTENED, LONGEST_SHORTENED = 3, 7  # words
NEAR = 24  # letters before a word that say what it is
SPEAKERS = frozenset({"I", "Я"})  # whoever speaks of themselves writes no headline
HEADLINE = 4  # words of more than three letters, at least, besides one
SMALL_WORDS = frozenset("with from into over that than після задля крізь через".split())
DEED = re.compile(
    r"(?:ed|ran|led|built|wrote|made|kept|held|sold|taught|grew|won|took|gave|did)$", re.I
)


def untraced(read: Plain, known: Known) -> Iterator[tuple[str, int, int]]:
    addresses = list(ADDRESS.finditer(read.text))
    for found in addresses:
        if found[0].casefold().rstrip(".,") not in known.text.casefold():
            yield "name", *found.span()
    named = lexicon.names_in(read.text)
    done = {place for found in addresses for place in range(*found.span())}
    for one in named:
        done.update(range(one.start, one.stop) if one.name in known.tools else ())
    for tool in named:
        spelling = read.text[tool.start : tool.stop]
        if _is_proper(tool.name) and tool.name not in known.tools and not _holds(known, spelling):
            yield "tool", tool.start + spelling.startswith("."), tool.stop
    yield from _untraced_words(read, known, done)


def _untraced_words(read: Plain, known: Known, done: set[int]) -> Iterator[tuple[str, int, int]]:
    is_titled = _is_title_case(read.words)
    is_cyrillic = _is_cyrillic(read)
    for place, word in enumerate(read.words):
        if word.start in done or DEGREE_BEFORE.search(_before(read, word)):
            continue
        starts = read.starts_sentence(word.start)
        is_name = _is_name(word.text, starts, is_titled, is_cyrillic)
        is_name = (
            is_name
            or _is_firm(read, word, starts=starts, is_titled=is_titled)
            or small_tools.is_used(read, word)
        )
        if is_name and not (_is_traced(word.text, known) or _is_spelled_out(read, place, known)):
            yield _kind(read, word, is_cyrillic), *_span(word)


def _is_cyrillic(read: Plain) -> bool:
    """Whether Latin words stand out: a Ukrainian name makes no Ukrainian of an English line."""
    cyrillic = sum(bool(CYRILLIC.search(word.text)) for word in read.words)
    return cyrillic > 0 and not (2 * cyrillic < len(read.words) and ENGLISH.search(read.text))


def _is_spelled_out(read: Plain, place: int, known: Known) -> bool:
    """Whether the word stands in what the user's words shorten to three letters or more, each of a
    long word: Київський національний університет is КНУ; "in Tableau" is no IT."""
    for start in range(max(0, place - LONGEST_SHORTENED + 1), place + 1):
        run = list(takewhile(_is_long, read.words[start : start + LONGEST_SHORTENED]))
        for size in range(max(SHORTEST_SHORTENED, place - start + 1), len(run) + 1):
            if "".join(one.text[0] for one in run[:size]).upper() in known.shortened:
                return True
    return False


def _is_long(word: Word) -> bool:
    return len(word.text) > SHORTEST_SHORTENED


def _holds(known: Known, spelling: str) -> bool:
    words = (word for word in spelling.split() if any(map(str.isalnum, word)))
    return all(_is_traced(word, known) for word in words)


def _is_proper(name: str) -> bool:
    """Of the lexicon's terms tools are written with a capital, what people do is not."""
    return any(letter.isupper() for letter in name)


def _is_name(word: str, starts: bool, is_titled: bool, is_cyrillic: bool) -> bool:
    if word in NO_NAMES or word.isdigit():
        return False
    bare = word.removesuffix("'s")
    if TECHNICAL.search(bare):
        return True
    if CYRILLIC.search(word):
        return word[0].isupper() and not (starts or (is_titled and is_ordinary_ukrainian(word)))
    if is_cyrillic:  # a Latin word among Cyrillic ones
        return len(word) > 1 or word.isupper()
    if not word[0].isupper():
        return small_tools.is_coined(bare)
    return not ((starts or is_titled) and is_ordinary(word)) or (starts and bare in COMPANIES)


def _is_firm(read: Plain, word: Word, *, starts: bool, is_titled: bool) -> bool:
    """Whether a company's name ends here, even where a capital says nothing: Harbour Ltd, «Обрій»,
    Boots and Greenway, «Приватбанк: закупівлі»."""
    if not word.text[0].isupper():
        return False
    is_quoted = _before(read, word).endswith("«")
    if starts and CYRILLIC.search(word.text) and TELLS.match(read.text, word.stop):
        return not (is_ordinary_ukrainian(word.text) or LIKE_A_POST.search(word.text))
    is_joined = starts and not is_titled and JOINED.match(read.text, word.stop)
    return bool(is_quoted or is_joined or FORM.match(read.text, word.stop))


def _is_traced(word: str, known: Known) -> bool:
    bare = word.removesuffix("'s")
    if bare in AMBIGUOUS:
        return bare in known.exact or _is_listed(bare, known) or _by_alias(bare, known)
    return known.has_word(bare)


def _is_listed(word: str, known: Known) -> bool:
    """Whether the word stands alone between commas, as a skill does in small letters as well."""
    alone = rf"(?:^|[,:;/|])\s*{re.escape(word)}\s*(?:[,;/|.]|$)"
    return bool(re.search(alone, known.text, re.IGNORECASE | re.MULTILINE))


def _by_alias(word: str, known: Known) -> bool:
    """Whether another name of the same thing stands in the user's words: MS Excel, Ексель."""
    return any(
        word in names and pattern.search(known.text) for names, pattern in _ambiguous_aliases()
    )


@lru_cache(maxsize=1)
def _ambiguous_aliases() -> list[tuple[list[str], re.Pattern[str]]]:
    groups = [
        text_data.ways_of(line) for line in text_data.lines_of("aliases.txt") if ":" not in line
    ]
    return [
        (group, text_data.pattern_of([name for name in group if name not in AMBIGUOUS]))
        for group in groups
        if AMBIGUOUS & set(group)
    ]


def _span(word: Word) -> tuple[int, int]:
    return word.start + word.text.startswith("."), word.start + len(word.text.removesuffix("'s"))


def _kind(read: Plain, word: Word, is_cyrillic: bool) -> str:
    before = _before(read, word)
    is_small = word.text[0].islower()
    if is_small or TECHNICAL.search(word.text) or (is_cyrillic and LATIN.match(word.text)):
        return "tool"
    if FORM.match(read.text, word.stop):
        return "employer"
    return "employer" if EMPLOYER_BEFORE.search(before) or before.endswith("«") else "name"


def _before(read: Plain, word: Word) -> str:
    return read.text[max(0, word.start - NEAR) : word.start]


def _is_title_case(words: list[Word]) -> bool:
    """Headlines In Such Letters say nothing by a capital."""
    said = [word.text for word in words if len(word.text) > 3 and word.text not in SMALL_WORDS]
    if not said or DEED.search(words[0].text) or any(word.text in SPEAKERS for word in words):
        return False
    fewest = HEADLINE - bool(CYRILLIC.search(said[0]))  # Ukrainian has fewer capitals of itself
    rest = said[1:]
    return len(rest) >= fewest and sum(word[0].isupper() for word in rest) / len(rest) > MOSTLY
