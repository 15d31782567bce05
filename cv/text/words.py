"""Whole words and whole figures of a text, for comparing what is said with what was written."""

import re

LONGEST_EXACT = 2  # "Go" and "R" are names only as they are written; "sql" is SQL
PERCENT = r"%|percent\b|per\scent\b|відсотк\w+"
FIGURE = re.compile(
    r"(?<![\w.,])"
    r"(?P<value>\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d.,]*\d)|\d+(?:[.,]\d+)*)"
    rf"(?:\s?(?P<percent>{PERCENT})|(?P<thousands>[kK])(?!\w)|(?P<millions>M)(?!\w)"
    r"|(?:ms|s|h|[KMGT]B|px|km|kg|x)(?!\w)|(?!\w))"
)


def has_word(text: str, word: str, *, is_exact: bool = False) -> bool:
    """Whether a term stands in a text by itself: no Java in JavaScript, no C in C++.

    Case counts only where `is_exact` and the term is very short.
    """
    if not word.strip():
        return False
    flags = 0 if is_exact and len(word) <= LONGEST_EXACT else re.IGNORECASE
    words = r"\s+".join(map(re.escape, word.split()))
    return bool(re.search(rf"(?<!\w){words}(?![\w+#]|\.\w)", text, flags))
