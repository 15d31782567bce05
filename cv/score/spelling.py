"""Words as they are compared: without what keyboards and years write differently."""

import re

APOSTROPHES = re.compile("['’ʼ`]")
CYRILLIC = re.compile("[\u0400-\u04ff]")
# Cyrillic letters that look like Latin ones: whoever changes no layout types "С#" with them.
LOOK_ALIKES = str.maketrans("АВЕІКМНОРСТУХаеіорсух", "ABEIKMHOPCTYXaeiopcyx")
NOT_CYRILLIC = re.compile("[A-Za-z0-9+#]")
# One word in two spellings, before and after the orthography of 2019.
OLD_SPELLINGS = {"проект": "проєкт"}


def fold(word: str) -> str:
    folded = APOSTROPHES.sub("’", word.casefold())
    for old, new in OLD_SPELLINGS.items():
        folded = folded.replace(old, new)
    return folded


def in_one_script(word: str) -> str:
    """A name typed in letters of two scripts, or beside a digit or a sign in those of the other, as
    it was meant: "Рython", "1С" and "С#" in Latin letters. "С" alone is a Ukrainian letter."""
    if not NOT_CYRILLIC.search(word) or not CYRILLIC.search(word):
        return word
    latin = word.translate(LOOK_ALIKES)
    return word if CYRILLIC.search(latin) else latin
