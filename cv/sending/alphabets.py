"""Names known in one alphabet, found in the other: Shevchenko, Шевченком; Сергій, Sergey."""

import re
import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import lru_cache

from cv.sending.spellings import CYRILLIC, NAME_PART, in_latin
from cv.text.romanised import romanised

CYRILLIC_WORD = re.compile(r"[а-яёіїєґ]+(?:['’ʼ`][а-яёіїєґ]+)*", re.IGNORECASE)
LATIN_WORD = re.compile(r"(?<![^\W\d_])[a-z\u00c0-\u017f]{3,40}(?![^\W\d_])", re.IGNORECASE)
ENDING_OF_MEN = re.compile("(?<=...)e?i$")
VOWELS = "aeiou"
CUT = "-"  # after the stem of a name that ends in a vowel: Надя is declined, but is no "над"
SHORTEST_STEM = 3
SURE = 5  # sounds that no usual word has by chance
# Many ways lead from one alphabet to the other: all that sounds alike is made the same.
SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"['’ʼ`ьъ]", ""),
        ("shch|szcz|sch|sz|sh", "S"),
        ("zgh|zh", "Z"),
        ("tch|ch|cz", "C"),
        ("kh|g|h", "h"),
        ("ts|tz", "T"),
        ("ph", "f"),
        ("th", "t"),
        ("ck|c|q", "k"),
        ("x", "ks"),
        ("w", "v"),
        ("[yji]+", "i"),
        ("(?<=.)i(?=[aeou])", ""),
        (r"([a-zA-Z])\1+", r"\1"),
    )
)
LONE = str.maketrans({"ł": "l", "ы": "i", "э": "e", "ё": "o"})
# What is no transliteration: the Ukrainian name, and how its owner may be called abroad.
ABROAD = """
    oleksandr alexander aleksandr alex
    oleksandra alexandra aleksandra
    oleksii alexey alexei aleksey aleksei
    olena elena helen helena
    mykhailo michael mikhail
    mykola nicholas nikolai nikolay
    volodymyr vladimir
    kateryna catherine katherine ekaterina
    tetiana tatiana tatyana
    svitlana svetlana
    hanna anna ann
    andrii andrew
    pavlo paul pavel
    petro peter
    danylo daniel
    mykyta nikita
    ievhen eugene
    ievheniia eugenia
    dmytro dmitri
    serhii serge
    kostiantyn constantine konstantin
    nataliia natalie
"""
AT_HOME = {
    abroad: names[0]
    for names in map(str.split, ABROAD.strip().splitlines())
    for abroad in names[1:]
}
CASE_ENDINGS = (
    "ові еві єві ого ому ій ою ею єю ої ій ем ом єм им ім ам ям а я у ю о е є і ї и ь й".split()
)
# Яків, Якова; Кравець, Кравця; Коломієць, Коломійця; Ольга, Ользі; Чумак, Чумаче.
CHANGES = (
    (re.compile(f"i(?=[^{VOWELS}]$)"), ("o", "e")),
    (re.compile("e(?=T$)"), ("", "i")),
    (re.compile("o(?=k$)"), ("",)),
    (re.compile("h$"), ("z", "Z")),
    (re.compile("k$"), ("T", "C")),
    (re.compile("T$"), ("C",)),
)


@dataclass(frozen=True)
class Sounds:
    """How single names sound that stand in one alphabet and may be met in the other."""

    stems: frozenset[str]  # of names in Latin letters: how they begin in every case
    whole: frozenset[str]  # of names in Cyrillic letters


def sounds_of(names: Collection[str]) -> Sounds:
    derived = {latin for name in names for latin in in_latin(name)}
    single = {name.lower() for name in names if NAME_PART.fullmatch(name) and name not in derived}
    cyrillic = {name for name in single if CYRILLIC.search(name)}
    return Sounds(
        stems=frozenset(stem for name in single - cyrillic for stem in _stems_of(name)),
        whole=frozenset(_whole(romanised(name)) for name in cyrillic),
    )


def spans(text: str, sounds: Sounds) -> list[tuple[int, int]]:
    """Where words stand that sound like one of the names and are written in the other alphabet."""
    found = []
    if sounds.stems:
        words = CYRILLIC_WORD.finditer(text)
        found += [word.span() for word in words if _is_in(_beginnings, word[0], sounds.stems)]
    if sounds.whole:
        words = LATIN_WORD.finditer(text)
        found += [word.span() for word in words if _is_in(_ways, word[0], sounds.whole)]
    return sorted(found)


def _is_in(ways: Callable[[str], frozenset[str]], word: str, sounds: frozenset[str]) -> bool:
    found = ways(word.lower()) & sounds
    return any(word[0].isupper() or len(sound.rstrip(CUT)) >= SURE for sound in found)


def _stems_of(folded: str) -> set[str]:
    heard = _heard_at_home(folded)
    heard |= {f"i{sound}" for sound in heard if sound.startswith("e")}  # Evhen, Євген
    return {stem for sound in heard for stem in _changed(sound)}


def _changed(sound: str) -> set[str]:
    stem = _stem(sound)
    mark = CUT if stem != sound else ""
    stems = {stem}
    for pattern, others in CHANGES:
        stems |= {pattern.sub(other, one) for one in stems for other in others}
    return {one + mark for one in stems}


def _heard_at_home(folded: str) -> set[str]:
    return {_heard(folded), _heard(AT_HOME.get(folded, folded))}


@lru_cache(maxsize=512)
def _heard(folded: str) -> str:
    """How a word in small letters sounds."""
    plain = unicodedata.normalize("NFKD", folded.translate(LONE))
    sound = "".join(letter for letter in plain if not unicodedata.combining(letter))
    for pattern, other in SOUNDS:
        sound = pattern.sub(other, sound)
    return sound


def _stem(sound: str) -> str:
    stem = sound.rstrip(VOWELS)
    return stem if len(stem) >= SHORTEST_STEM else sound


def _whole(folded: str) -> str:
    """Sergii, Serhiy and Sergey are one."""
    return ENDING_OF_MEN.sub("", _heard(folded))


@lru_cache(maxsize=4096)  # a CV says the same words again and again
def _ways(folded: str) -> frozenset[str]:
    ways = {folded, AT_HOME.get(folded, folded)}
    ways |= {f"i{way}" for way in ways if way.startswith("e")}
    return frozenset(map(_whole, ways))


@lru_cache(maxsize=4096)
def _beginnings(folded: str) -> frozenset[str]:
    """What may be left of a word without its case ending, as it sounds."""
    rests = {folded.removesuffix(ending) for ending in CASE_ENDINGS} - {folded}
    whole = _heard(romanised(folded))
    cut = {_heard(romanised(rest)) for rest in rests if len(rest) > 1}
    cut |= {_stem(sound) for sound in (whole, *cut) if _stem(sound) != sound}
    return frozenset({whole} | cut | {sound + CUT for sound in cut})
