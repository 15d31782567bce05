"""The forms of Ukrainian words, for those that the dictionary of lemmas gets wrong: докером, фігмі.

Whole paradigms are written out, by the ending of the word. Nothing is cut to a stem.
"""

from collections.abc import Iterator

VOWELS = "аеєиіїоуюя"
SHORTEST_CHANGING = 4
# Longest ending first: what is cut off, and what may stand in its place.
PARADIGMS: tuple[tuple[str, str], ...] = (
    ("ість", "ість ості істю остей остям остями остях"),
    ("ння", "ння нню нням нні нь ннями ннях"),
    ("ття", "ття ттю ттям тті ттями ттях"),
    ("ія", "ія ії ію ією ій іям іями іях"),
    ("ий", "ий ого ому им ім а ої ій у ою е і их ими"),
    ("ка", "ка ки ці ку кою ко ок кам ками ках"),
    ("на", "на ни ні ну ною н нам нами нах ної ній ний ного ному ним нім не них ними"),
    ("ва", "ва ви ві ву вою в вам вами вах вої вій вий вого вому вим вім ве вих вими"),
    ("ька", "ька ької ькій ьку ькою ькі ьких ьким ькими ький ького ькому ьке"),
    ("га", "га ги зі гу гою г гам гами гах"),
    ("а", "а и і у ою ам ами ах"),
    ("я", "я і ю ею єю ям ями ях"),
    ("ь", "ь я ю еві ем і ів ям ями ях"),
    ("й", "й я ю єві єм ї їв ям ями ях"),
    ("и", "и ів ам ами ах"),
    ("і", "і ів ей ам ами ах ям ями ях"),
    ("о", "о а у ом і ам ами ах"),
)
MASCULINE = ("", "а", "у", "ові", "еві", "ом", "ем", "і", "и", "ів", "ам", "ами", "ах")
BY_LENGTH = sorted(PARADIGMS, key=lambda paradigm: -len(paradigm[0]))


def forms_of(word: str) -> Iterator[str]:
    """Every form of a word in small letters; some that nobody says are among them."""
    yield word
    if word[-1] not in VOWELS + "ьй":
        for stem in _stems(word):
            yield from (stem + ending for ending in MASCULINE)
        return
    for ending, replacements in BY_LENGTH:
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            yield from (stem + one for one in replacements.split())
            return


def _stems(word: str) -> Iterator[str]:
    """підбір: підбір-, підбор-; гід: one alone, or it would be a year."""
    yield word
    if len(word) > SHORTEST_CHANGING and word[-2] == "і":
        yield f"{word[:-2]}о{word[-1]}"
