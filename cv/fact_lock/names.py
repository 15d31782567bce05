"""Names of employers, tools, people and places: what is written with a capital, or technically."""

import re
from collections.abc import Iterator
from functools import lru_cache

from cv.fact_lock import text_data
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
# Tools that write themselves small, and look like a word of every day.
SMALL = frozenset("pandas dbt pytest n8n iiko deno metabase inkscape".split())
# Companies that look like one at the start of a sentence.
COMPANIES = frozenset("Google Apple Amazon Oracle Uber Meta Microsoft Spotify Adidas".split())
FORM = re.compile(r"\s+(?:Ltd|LLC|LLP|Inc|GmbH|Corp|plc|PLC|Limited|AG|Sp\.|S\.A\.)(?!\w)")
# Tools that are everyday words in small letters, unless they are said to be used, or listed.
EVERYDAY = frozenset(
    "excel airflow spark celery flask rust swift scala ruby dart perl bash react vite hibernate"
    " helm puppet snowflake playwright postman cucumber copilot outlook slack sketch illustrator"
    " oracle notion gatling julia latex workday rhino keynote".split()
)
USED_BEFORE = re.compile(
    r"(?:(?<!\w)(?:in|with|using|used|uses?|via|through|by means of|knows?|learn(?:ed|t)|and|or)"
    r"\s+|[,:/(&]\s*)$",
    re.IGNORECASE,
)
USED_AFTER = re.compile(r"\s*(?:[.,;:/)&]|$)|\s+(?:and|or|for|daily)(?!\w)", re.IGNORECASE)
AFFIX = re.compile(r"^(?:e|co|up|geo|omni|multi|micro|inter|pre|non)|(?:up|ups|able)$")
# Where Ukrainian says what was worked with: "у моріоні", "через постман".
WITH_BEFORE = re.compile(r"(?<!\w)(?:в|у|на|через|за допомогою|із|зі|з)\s+$", re.IGNORECASE)
WITH_AFTER = re.compile(r"\s*(?:[.,;:)]|$)|\s+(?:і|й|та|або)(?!\w)", re.IGNORECASE)
SHORTEST_COINED = 3
SHORTEST_PART = 4  # of what two everyday words make: timesheets
NO_NAMES = frozenset("I I'm I've A An The CV IT OK Ok Mr Mrs Ms".split())
EMPLOYER_BEFORE = re.compile(
    r"(?:\b(?:at|for|with|of|joined|client|company)\s+(?:the\s+)?"
    r"|\b(?:ТОВ|АТ|ПП|ГО|LLC|в|у|для|з|із|компані\w+|фірм\w+|клієнт\w*)\s+)[«\"“]?$",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"\b(?:https?://|www\.)[^\s)\]]+|[\w.+-]+@[\w-]+\.[\w.-]+")
MOSTLY = 0.7
NEAR = 24  # letters before a word that say what it is
HEADLINE = 4  # words of more than three letters after the first one


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
    is_cyrillic = bool(CYRILLIC.search(read.text))
    for word in read.words:
        if word.start in done:
            continue
        starts = read.starts_sentence(word.start)
        is_name = _is_name(word.text, starts, is_titled, is_cyrillic)
        is_name = is_name or _is_firm(read, word) or _is_used(read, word)
        if is_name and not _is_traced(word.text, known):
            yield _kind(read, word, is_cyrillic), *_span(word)


def _holds(known: Known, spelling: str) -> bool:
    return all(_is_traced(word, known) for word in spelling.split())


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
        return word[0].isupper() and not starts
    if is_cyrillic:  # a Latin word among Cyrillic ones
        return len(word) > 1 or word.isupper()
    if not word[0].isupper():
        return word in SMALL or _is_coined(bare)
    return not ((starts or is_titled) and is_ordinary(word)) or (starts and bare in COMPANIES)


def _is_coined(word: str) -> bool:
    """Whether a small English word stands in no dictionary, nor is made of two that do: kubectl."""
    if len(word) < SHORTEST_COINED or not word.isalpha() or is_ordinary(word):
        return False
    bare = AFFIX.sub("", word)
    if bare != word and is_ordinary(bare):
        return False
    places = range(SHORTEST_PART, len(word) - SHORTEST_PART + 1)
    return not any(is_ordinary(word[:place]) and is_ordinary(word[place:]) for place in places)


def _is_used(read: Plain, word: Word) -> bool:
    """Whether a small "excel" is the tool, or a small Ukrainian word that no dictionary has."""
    if CYRILLIC.search(word.text):
        return _is_worked_with(read, word)
    if word.text not in EVERYDAY:
        return False
    before = read.text[max(0, word.start - NEAR) : word.start]
    return bool(USED_BEFORE.search(before) and USED_AFTER.match(read.text, word.stop))


def _is_worked_with(read: Plain, word: Word) -> bool:
    before = read.text[max(0, word.start - NEAR) : word.start]
    is_placed = WITH_BEFORE.search(before) and WITH_AFTER.match(read.text, word.stop)
    is_small = word.text.isalpha() and word.text.islower() and len(word.text) > SHORTEST_COINED
    return bool(is_placed and is_small and not is_ordinary_ukrainian(word.text))


def _is_firm(read: Plain, word: Word) -> bool:
    """Whether the name of a company ends here: Harbour Ltd, even at the start of a sentence."""
    return word.text[0].isupper() and bool(FORM.match(read.text, word.stop))


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
    groups = [text_data.ways_of(line) for line in text_data.lines_of("aliases.txt")]
    return [
        (group, text_data.pattern_of([name for name in group if name not in AMBIGUOUS]))
        for group in groups
        if AMBIGUOUS & set(group)
    ]


def _span(word: Word) -> tuple[int, int]:
    return word.start + word.text.startswith("."), word.start + len(word.text.removesuffix("'s"))


def _kind(read: Plain, word: Word, is_cyrillic: bool) -> str:
    before = read.text[max(0, word.start - NEAR) : word.start]
    is_small = word.text[0].islower()
    if is_small or TECHNICAL.search(word.text) or (is_cyrillic and LATIN.match(word.text)):
        return "tool"
    if _is_firm(read, word):
        return "employer"
    return "employer" if EMPLOYER_BEFORE.search(before) or before.endswith("«") else "name"


def _is_title_case(words: list[Word]) -> bool:
    """Headlines In Such Letters say nothing by a capital."""
    long = [word.text for word in words[1:] if len(word.text) > 3]
    return len(long) >= HEADLINE and sum(word[0].isupper() for word in long) / len(long) > MOSTLY
