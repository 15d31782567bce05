"""Cures for what text layers do to text; the same for every kind of file."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from cv.reader.document import Line

# Mac Quartz writes "word TAB CR SPACE NBSP word": all of that is one space.
SPACES = re.compile(r"[\t\r\x1f\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
LINE_ENDS = re.compile(r"\r\n|[\n\v\f\x85\u2028\u2029]")
INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1e\x7f-\x84\x86-\x9f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    r"\ufeff\ufff0-\uffff\U000e0000-\U000e0fff]"
)
LIGATURES = re.compile("[\ufb00-\ufb06]")
WORD_BREAK_HYPHEN = re.compile(r"(?<=[^\W\d_])\xad+(?=[^\W\d_])")
HYPHENS = re.compile("[\u2010\u2011]")
# Word for Mac prints a hyphen as hyphen + U+2010.
DOUBLED_HYPHEN = re.compile("(?<!-)-+\u2010-*|\u2010-+")

ICON = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]+")
LEADING_ICON = re.compile(rf"\s*({ICON.pattern})\s*(?=\S)")
ICON_BETWEEN_WORDS = re.compile(rf"(?<=[\w)]) *{ICON.pattern} *(?=[\w(+@])")
# What Word's Symbol and Wingdings fonts leave of a bullet.
BULLET_ICONS = frozenset("\uf02d\uf06f\uf076\uf0a7\uf0a8\uf0b7\uf0d8\uf0fc")
# The same icon at the start of that many lines is a bullet too.
LINES_THAT_MAKE_A_BULLET = 3

FEWEST_SPACED_LETTERS = 4
SINGLE_LETTERS_SHARE = 0.6
SHORT_TOKENS_SHARE = 0.85


def tidy(lines: list[Line]) -> tuple[list[Line], frozenset[str]]:
    """The lines with clean text, and what was cured that a CV's owner should hear of."""
    clean = [
        replace(line, text=part, continues=line.continues if first else None)
        for line in lines
        for first, part in _parts(line.text)
    ]
    found = {name for name, test in FINDINGS.items() if any(test(line.text) for line in clean)}
    bullets = _bullet_icons(line.text for line in clean)
    shaped = [replace(line, text=_shaped(line.text, bullets)) for line in clean]
    return _without_blank_runs(shaped), frozenset(found)


def _parts(text: str) -> Iterable[tuple[bool, str]]:
    for index, part in enumerate(LINE_ENDS.split(text)):
        yield index == 0, clean_characters(part)


def clean_characters(text: str) -> str:
    """Text without control characters, lone surrogates, soft hyphens, ligatures, odd spaces."""
    joined = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    spaced = SPACES.sub(" ", joined)
    # Some CVs print the dash of a date range as a soft hyphen; only inside a word may it vanish.
    mended = WORD_BREAK_HYPHEN.sub("", spaced).replace("\xad", "-")
    plain = HYPHENS.sub("-", DOUBLED_HYPHEN.sub("-", INVISIBLE.sub("", mended)))
    unbound = LIGATURES.sub(lambda match: unicodedata.normalize("NFKC", match[0]), plain)
    return unicodedata.normalize("NFC", unbound)


def is_letter_spaced(text: str) -> bool:
    """Whether the line is written l i k e   t h i s."""
    tokens = text.split()
    if len(tokens) < FEWEST_SPACED_LETTERS:
        return False
    single = sum(len(token) == 1 and token.isalpha() for token in tokens) / len(tokens)
    short = sum(len(token) <= 2 for token in tokens) / len(tokens)
    return single >= SINGLE_LETTERS_SHARE and short >= SHORT_TOKENS_SHARE


def _has_icon(text: str) -> bool:
    return any(icon not in BULLET_ICONS for run in ICON.findall(text) for icon in run)


FINDINGS = {"letter_spaced": is_letter_spaced, "icon_font": _has_icon}


def _bullet_icons(texts: Iterable[str]) -> frozenset[str]:
    leading = Counter(match[1] for text in texts if (match := LEADING_ICON.match(text)))
    often = {icon for icon, lines in leading.items() if lines >= LINES_THAT_MAKE_A_BULLET}
    return BULLET_ICONS | often


def _shaped(text: str, bullets: frozenset[str]) -> str:
    if (leading := LEADING_ICON.match(text)) and leading[1] in bullets:
        text = f"• {text[leading.end() :]}"
    text = ICON_BETWEEN_WORDS.sub(" · ", text)
    text = ICON.sub(" ", text)
    if is_letter_spaced(text):
        # Two spaces, where there are any, are the word breaks.
        words = re.split(r" {2,}", text.strip())
        text = " ".join(word.replace(" ", "") for word in words)
    return " ".join(text.split())


def _without_blank_runs(lines: list[Line]) -> list[Line]:
    kept: list[Line] = []
    for line in lines:
        if line.text or (kept and kept[-1].text):
            kept.append(line)
    while kept and not kept[-1].text:
        kept.pop()
    return kept
