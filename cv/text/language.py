"""Which language a text is in, by its letters: English or Ukrainian, the two that we speak."""

import re
from typing import Literal

Language = Literal["en", "uk"]

LATIN = re.compile(r"[a-zA-Z]")
CYRILLIC = re.compile(r"[\u0400-\u04ff]")
UKRAINIAN = re.compile(r"[іїєґ]", re.IGNORECASE)
# A Ukrainian CV is full of Latin names of tools, an English one holds a Cyrillic name at most.
CYRILLIC_SHARE = 0.3
# Less Cyrillic will do when it is plainly Ukrainian.
UKRAINIAN_CYRILLIC_SHARE = 0.2


def language_of(text: str) -> Language:
    """Whichever prevails; any Cyrillic counts as Ukrainian, which a Russian CV is read like."""
    cyrillic, latin = len(CYRILLIC.findall(text)), len(LATIN.findall(text))
    enough = UKRAINIAN_CYRILLIC_SHARE if UKRAINIAN.search(text) else CYRILLIC_SHARE
    return "uk" if cyrillic and cyrillic >= enough * (cyrillic + latin) else "en"
