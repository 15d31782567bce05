"""Words that claim a fact by themselves: a degree, an award, leadership, a size, a language."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from cv.fact_lock import stations, text_data, titles
from cv.fact_lock.plain import Plain
from cv.fact_lock.sources import Known

FIELD = re.compile(
    r"(?:degree|diploma|bachelor(?:'s)?|master(?:'s)?|b\.?sc|m\.?sc|ba|ma|ph\.?d|doctorate)\s+"
    r"(?:degree\s+)?(?:in|of)\s+(?P<english>[^\W\d_]{4,})"
    r"|(?:бакалавр|магістр|доктор|диплом|кандидат(?=\w*\s+\w+(?:\s+\w+)?\s+наук))\w*\s+"
    r"(?:зі?\s+|із\s+)?(?P<other>[^\W\d_][\w']{3,})",
    re.IGNORECASE,
)
MOST_WORDS_OF_ENTRY = 10
GENERAL = frozenset("arts science engineering philosophy".split())  # a BA is one of Arts


@dataclass(frozen=True)
class Claim:
    """Ways to claim one thing; `titles` are posts that imply it for whoever holds them."""

    kind: str
    ways: re.Pattern[str]
    proofs: re.Pattern[str]
    titles: re.Pattern[str]

    def found(self, text: str) -> list[re.Match[str]]:
        return [one for one in self.ways.finditer(text) if one["way"]]

    def is_traced(self, known: Known) -> bool:
        is_said = self.found(known.text) or self.proofs.search(known.text)
        return bool(is_said or self.titles.search(known.titles))


@lru_cache(maxsize=1)
def claims() -> list[Claim]:
    return [_claim(line) for line in text_data.lines_of("claims.txt")]


def untraced(read: Plain, known: Known) -> Iterator[tuple[str, int, int]]:
    for claim in claims():
        found = claim.found(read.text)
        if found and not (claim.is_traced(known) and _is_there(claim, read, known)):
            yield from ((claim.kind, *one.span()) for one in found)
    yield from _untraced_fields(read, known)


def _is_there(claim: Claim, read: Plain, known: Known) -> bool:
    """A degree in a line as an entry has it was got where the line says: no employer gave it."""
    is_entry = len(read.words) <= MOST_WORDS_OF_ENTRY and not list(titles.own(read))
    is_of_school = claim.kind == "degree" and is_entry
    return not (is_of_school and stations.is_at_work(read.text, known.stations, claim.ways))


def _untraced_fields(read: Plain, known: Known) -> Iterator[tuple[str, int, int]]:
    """What a degree was in: a bachelor of economics is none of law."""
    for found in FIELD.finditer(read.text):
        group = "english" if found["english"] else "other"
        if found[group].casefold() not in GENERAL and not known.has_word(found[group]):
            yield "degree", *found.span(group)


def _claim(line: str) -> Claim:
    kind, ways, titles, proofs = [*line.split(";"), "", ""][:4]
    return Claim(
        kind=kind.strip(),
        ways=text_data.pattern_of(text_data.ways_of(ways)),
        proofs=text_data.pattern_of(text_data.ways_of(proofs)),
        titles=text_data.pattern_of(text_data.ways_of(titles)),
    )
