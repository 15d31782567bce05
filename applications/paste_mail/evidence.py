"""What words and pairs of them say, with weights fitted to the labelled mails.

The phrases know what is said plainly; this knows the company that words keep. The data is
wording/weights.txt, made by tests/applications/mails/fit.py: a word or a pair, its rarity, and its
weight for each of `KINDS`. A word of a question stands there once more, behind a question mark.
"""

import math
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

KINDS = ("invitation", "rejection", "offer", "test_task", "question", "automatic_reply")
DATA = Path(__file__).parent / "wording" / "weights.txt"
LEAST_LENGTH = 20.0  # of a mail: a few words alone say little
LONGEST = 8000  # characters that are read
PLAIN = (
    (re.compile(r"https?://\S+"), " <url> "),
    (
        re.compile(
            r"[€$£₴]\s?\d[\d\s.,]*k?"
            r"|\d[\d.,\s]*(?:k\b|€|\$|£|грн|usd|eur|uah|gbp|pln|тис|дол|євро)"
        ),
        " <money> ",
    ),
    (re.compile(r"\d{1,2}[:.]\d\d"), " <time> "),
    (re.compile(r"\d+"), " <number> "),
)
QUESTION = re.compile(r"[^.?!…\n]+\?")
WORD = re.compile(r"<\w+>|[^\W\d_]+(?:'[^\W\d_]+)?|[?!]")
CYRILLIC = re.compile(r"[а-яіїєґ]")
ENDING = re.compile(r"(?:ing|ed|es|s|ly)$")
REPLY = re.compile(r"^\s*(?:re|fwd?|відп)\s*:")
SENDERS = re.compile(
    r"no-?reply|notif\w*|alerts?|support|service|mailer|daemon|postmaster|team|careers?|hr|hiring"
    r"|recruit\w*|tests?|calendar|команда|підбір|кадри|робот"
)

type Row = tuple[float, tuple[float, ...]]  # its rarity, its weight for each kind


def scores(text: str, subject: str = "", sender: str = "") -> dict[str, float]:
    """Of each kind; the least is 0."""
    rows = [row for one in features(text, subject, sender) if (row := _rows().get(one))]
    length = max(LEAST_LENGTH, math.sqrt(sum(rarity**2 for rarity, _weights in rows)))
    sums = [
        sum(rarity * weights[number] for rarity, weights in rows) / length
        for number in range(len(KINDS))
    ]
    return {kind: one - min(sums) for kind, one in zip(KINDS, sums, strict=True)}


def features(text: str, subject: str = "", sender: str = "") -> set[str]:
    body = _stems(text[:LONGEST])
    title = _stems(REPLY.sub("", subject.lower()))
    return {
        *body,
        *title,
        *_pairs(body),
        *(f"?{stem}" for one in QUESTION.findall(text[:LONGEST]) for stem in _stems(one)),
        *(f"subject:{one}" for one in title),
        *(f"sender:{one}" for one in SENDERS.findall(sender.lower())),
    }


def _stems(text: str) -> list[str]:
    plain = text.lower()
    for pattern, instead in PLAIN:
        plain = pattern.sub(instead, plain)
    return [_stem(word) for word in WORD.findall(plain)]


def _stem(word: str) -> str:
    """Enough of a word to know its other forms by."""
    if CYRILLIC.match(word):
        return word[: max(4, min(5, len(word) - 2))]
    return ENDING.sub("", word) if len(word) > 5 and word[0] != "<" else word


def _pairs(words: list[str]) -> Iterator[str]:
    """Neighbours, and those with one word between."""
    yield from (f"{one} {two}" for one, two in zip(words, words[1:], strict=False))
    yield from (f"{one} _ {two}" for one, two in zip(words, words[2:], strict=False))


@cache
def _rows() -> dict[str, Row]:
    with DATA.open(encoding="utf-8") as lines:
        return dict(_parsed(line for line in lines if not line.startswith("#")))


def _parsed(lines: Iterable[str]) -> Iterator[tuple[str, Row]]:
    for line in lines:
        name, rarity, *weights = line.rstrip("\n").split("\t")
        yield name, (float(rarity), tuple(map(float, weights)))
