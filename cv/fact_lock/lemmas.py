"""When two words are the same word: in another case, number, tense, spelling or alphabet."""

import re
import unicodedata
from functools import lru_cache

import simplemma

from cv.text.romanised import romanised

CYRILLIC = re.compile(r"[Ѐ-ӿ]")
ENDING = re.compile(
    r"(?:ами|ями|ові|еві|єві|ого|ому|ими|іми|ою|ею|єю|ів|їв|ам|ям|ах|ях|ом|ем|єм|ий|ій|их|им|ої"
    r"|[аеєиіїйоуюяь])$"
)
LATIN_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i"})
SHORTEST_NAME = 5
SHORTEST_STEM = 3
SEPARATORS = re.compile(r"[-.]")
CHANGES = {"ц": "к", "з": "г", "с": "х", "ч": "к", "ж": "г"}  # Прага, у Празі


@lru_cache(maxsize=20_000)
def keys(word: str) -> frozenset[str]:
    """Two words are one if they share a key. Names are in any alphabet: Зернової, Zernova."""
    is_capital = word[:1].isupper() and len(word) >= SHORTEST_NAME
    folded = _unaccented(word.casefold().strip("'.-/&").replace("'", ""))
    if not folded:
        return frozenset()
    if not CYRILLIC.search(folded):
        return _stem_of_a_name(folded, is_capital=is_capital) | _english(
            folded.removesuffix("s") if word.casefold().endswith("'s") else folded
        )
    forms = {folded, _ukrainian_lemma(word.casefold()), _ukrainian_lemma(word.capitalize())}
    forms |= {f"у{form[1:]}" for form in forms if form.startswith("в")}
    stems = {stem for form in forms for stem in _stems(form)}
    foreign = {romanised(form) for form in forms}
    for stem in stems:
        foreign |= _stem_of_a_name(romanised(stem[:-1]), is_capital=is_capital)
    return frozenset(forms | stems | foreign)


def _stem_of_a_name(latin: str, *, is_capital: bool) -> frozenset[str]:
    stem = latin.rstrip("aeiouy")
    return frozenset({f"{stem}~"} if is_capital and len(stem) > SHORTEST_NAME else ())


def _unaccented(folded: str) -> str:
    """Latin letters without their marks: Gdansk is Gdańsk. Cyrillic ones keep theirs."""
    if folded.isascii() or CYRILLIC.search(folded):
        return folded
    bare = unicodedata.normalize("NFKD", folded.translate(LATIN_LETTERS))
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def is_ordinary(word: str) -> bool:
    """Whether an English word stands in a dictionary: a capital at its start says nothing then."""
    parts = [part for part in re.split(r"[-/']", word.lower()) if len(part) > 1]
    return bool(parts) and all(
        simplemma.is_known(part, lang="en", low_memory=True) for part in parts
    )


def is_ordinary_ukrainian(word: str) -> bool:
    spellings = (word.lower(), word.lower().replace("'", "’"))
    return any(simplemma.is_known(one, lang="uk", low_memory=True) for one in spellings)


def _english(folded: str) -> frozenset[str]:
    found = {folded, SEPARATORS.sub("", folded), _lemma(folded, "en").casefold()}
    if folded.endswith("s") and len(folded) > SHORTEST_STEM:
        found.add(folded.removesuffix("s"))
    return frozenset(found)


def _ukrainian_lemma(word: str) -> str:
    return _lemma(word, "uk").casefold().replace("'", "").replace("’", "")


def _lemma(word: str, language: str) -> str:
    """Out of frugal dictionaries: 28 MB in place of 110."""
    return simplemma.lemmatize(word, lang=language, low_memory=True)


def _stems(form: str) -> set[str]:
    stem = ENDING.sub("", form)
    if len(stem) < SHORTEST_STEM:
        return set()
    found = {stem, re.sub(r"і(?=[^аеєиіїоуюя]+$)", "о", stem)}
    found |= {one[:-1] + CHANGES[one[-1]] for one in tuple(found) if one[-1] in CHANGES}
    return {f"{one}~" for one in found}
