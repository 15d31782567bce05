"""Where a text says a fact: as a word or words of its own, not inside another one."""

import re

WORD = re.compile(r"\w")


def spans(text: str, fact: str) -> list[tuple[int, int]]:
    """Of each place from its first character to behind its last, whatever the case, and whatever
    spaces stand between the fact's parts. The "Go" of "Google" is none."""
    parts = fact.split()
    if not parts:
        return []
    # A border only beside letters and digits: "30%" may stand before anything, "+" behind it.
    before = r"(?<!\w)" if WORD.match(parts[0]) else ""
    after = r"(?!\w)" if WORD.match(parts[-1][-1]) else ""
    said = r"\s*+".join(map(re.escape, parts))
    found = re.finditer(f"{before}{said}{after}", text, re.IGNORECASE)
    return [one.span() for one in found]
