"""Words as they are compared: without what keyboards and years write differently."""

import re

APOSTROPHES = re.compile("['’ʼ`]")
CYRILLIC = re.compile("[\u0400-\u04ff]")
# One word in two spellings, before and after the orthography of 2019.
OLD_SPELLINGS = {"проект": "проєкт"}


def fold(word: str) -> str:
    folded = APOSTROPHES.sub("’", word.casefold())
    for old, new in OLD_SPELLINGS.items():
        folded = folded.replace(old, new)
    return folded
