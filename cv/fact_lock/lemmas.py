"""When two words are the same word: in another case, number, tense, spelling or alphabet."""

import re
from functools import lru_cache

import simplemma

CYRILLIC = re.compile(r"[Ѐ-ӿ]")
ENDING = re.compile(
    r"(?:ами|ями|ові|еві|єві|ого|ому|ими|іми|ою|ею|єю|ів|їв|ам|ям|ах|ях|ом|ем|єм|ий|ій|их|им|ої"
    r"|[аеєиіїйоуюяь])$"
)
SHORTEST_STEM = 3
SEPARATORS = re.compile(r"[-.]")
CHANGES = {"ц": "к", "з": "г", "с": "х", "ч": "к", "ж": "г"}  # Прага, у Празі
LETTERS = dict(
    zip(
        "абвгґдежзийклмнопрстуфхцчшщюяєіїь'",
        "a b v h g d e zh z y i k l m n o p r s t u f kh ts ch sh shch iu ia ie i i".split()
        + ["", ""],
        strict=True,
    )
)


@lru_cache(maxsize=20_000)
def keys(word: str) -> frozenset[str]:
    """Two words are one if they share a key."""
    folded = word.casefold().strip("'.-/&").replace("'", "")
    if not CYRILLIC.search(folded):
        return _english(folded.removesuffix("s") if word.casefold().endswith("'s") else folded)
    forms = {folded, _ukrainian_lemma(word.casefold()), _ukrainian_lemma(word.capitalize())}
    forms |= {f"у{form[1:]}" for form in forms if form.startswith("в")}
    stems = {stem for form in forms for stem in _stems(form)}
    return frozenset(forms | stems | {_latin(form) for form in forms})


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


def _latin(form: str) -> str:
    """The official romanisation, near enough: Kyiv, Lviv, Nova Poshta."""
    starts = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
    first = starts.get(form[:1], LETTERS.get(form[:1], form[:1]))
    return first + "".join(LETTERS.get(letter, letter) for letter in form[1:])
