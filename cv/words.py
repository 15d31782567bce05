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
GROUPED = re.compile(r"\d{1,3}(?:[,.  \u202f]\d{3})+")
SCALES = {"thousands": 3, "millions": 6}


def has_word(text: str, word: str, *, is_exact: bool = False) -> bool:
    """Whether a term stands in a text by itself: no Java in JavaScript, no C in C++.

    Case counts only where `is_exact` and the term is very short.
    """
    if not word.strip():
        return False
    flags = 0 if is_exact and len(word) <= LONGEST_EXACT else re.IGNORECASE
    words = r"\s+".join(map(re.escape, word.split()))
    return bool(re.search(rf"(?<!\w){words}(?![\w+#]|\.\w)", text, flags))


def figures_in(text: str) -> set[str]:
    return {figure_of(match) for match in FIGURE.finditer(text)}


def figure_of(match: re.Match[str]) -> str:
    """One spelling for equal figures: 40,000 and 40 000 and 40k; 30% and 30 %."""
    value = match["value"]
    value = re.sub(r"\D", "", value) if GROUPED.fullmatch(value) else value.replace(",", ".")
    for group, zeros in SCALES.items():
        if match[group]:
            whole, _, rest = value.partition(".")
            value = whole + rest[:zeros].ljust(zeros, "0")
    return f"{value}%" if match["percent"] else value
