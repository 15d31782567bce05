"""The forms of the lexicon's words, looked up in forms.txt: «договорами» is «договір».

Each line there is a word's key and its forms. cv/score/inflection.py writes the file; so a score
waits for no dictionary of lemmas, which take most of a second to load.
"""

from collections import defaultdict
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).with_name("forms.txt")


def keys_of(folded: str) -> tuple[str, ...]:
    """Of which words of the lexicon this may be a form; a word that is none of any is its own."""
    return _keys().get(folded, (folded,))


@lru_cache(maxsize=1)
def _keys() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for line in FILE.read_text(encoding="utf-8").splitlines():
        key, *forms = line.split(" ")
        for form in forms:
            found[form] += (key,)
    return dict(found)
