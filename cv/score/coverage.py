"""How much of what a posting asks for a CV shows, and what stuffing can't buy.

A sentence shows a term; a list only names it, which counts less and for a part of the whole at
most. Words copied from the posting show nothing. A term counts once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from cv.score.formula import (
    COVERAGE,
    LISTED_MOST_PERCENT,
    LISTED_PERCENT,
    PASTED_PERCENT,
    PASTED_WORDS,
    SHOWN_BY_A_LINE,
    WORDS_OF_A_SENTENCE,
)
from cv.score.lexicon import Named, entries, names_in
from cv.score.reading import WORD, Reading, Row, is_heading
from cv.score.shapes import Coverage, Evidence, Finding, Part, Term, said

# Fields whose terms are shown by being listed: nobody tells a language in a sentence.
SHOWN_BY_LISTS = frozenset({"languages", "certificates"})
ORDER: tuple[Evidence, ...] = ("shown", "listed", "missing")
LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2")  # a higher one answers a lower one


@dataclass(frozen=True, slots=True)
class Place:
    """A line that names a term, and the languages that it or the line above it speaks of."""

    line: int
    evidence: Evidence
    languages: frozenset[str]


@dataclass(frozen=True)
class Outcome:
    coverage: Coverage
    part: Part


def of(reading: Reading, wanted: Sequence[Term], posting: str) -> Outcome:
    places = _places(reading, posting)
    terms = _with_evidence(_by_group([_found(term, places) for term in wanted]))
    findings = _findings(terms, reading)
    points = _points(terms)
    part = Part("coverage", _("Words of the posting"), points, COVERAGE, tuple(findings))
    matched = tuple(term for term in terms if term.evidence != "missing")
    missing = tuple(term for term in terms if term.evidence == "missing")
    return Outcome(Coverage(matched, missing), part)


def _points(terms: Sequence[Term]) -> float:
    """In whole hundredths of a weight until the one division: so no rounding can lower it."""
    whole = sum(term.weight for term in terms)
    shown = sum(100 * term.weight for term in terms if term.evidence == "shown")
    return COVERAGE * (shown + _listed(terms)) / (100 * whole)


def _listed(terms: Sequence[Term]) -> int:
    whole = sum(term.weight for term in terms)
    listed = sum(LISTED_PERCENT * term.weight for term in terms if term.evidence == "listed")
    return min(listed, LISTED_MOST_PERCENT * whole)


def _places(reading: Reading, posting: str) -> dict[str, list[Place]]:
    """For each term the lines that name it."""
    runs = _runs_of(posting)
    found: dict[str, list[Place]] = {}
    above: frozenset[str] = frozenset()
    for row in reading.filled:
        languages = _languages(row.names)
        if not (is_heading(row) or row.line.kind == "name" or _is_pasted(row, runs)):
            for name in (one for named in row.names for one in _answered(named.name)):
                place = Place(row.number, _evidence(name, row), languages | above)
                found.setdefault(name, []).append(place)
        above = languages
    return found


def _languages(names: Iterable[Named]) -> frozenset[str]:
    spoken = (named.name for named in names if entries()[named.name].field == "languages")
    return frozenset(spoken) - set(LEVELS)


def _answered(name: str) -> Sequence[str]:
    return LEVELS[: LEVELS.index(name) + 1] if name in LEVELS else (name,)


def _evidence(name: str, row: Row) -> Evidence:
    is_sentence = row.line.section != "skills" and len(row.words) >= WORDS_OF_A_SENTENCE
    return "shown" if is_sentence or entries()[name].field in SHOWN_BY_LISTS else "listed"


def _found(term: Term, places: dict[str, list[Place]]) -> Term:
    found = places.get(term.name, [])
    if term.name in LEVELS:  # of the language that is asked for, not of another
        asked = _languages(names_in(term.posting_quote))
        found = [place for place in found if not asked or asked & place.languages]
    if not found:
        return term
    best = next((place for place in found if place.evidence == "shown"), found[0])
    return replace(term, cv_line=best.line, evidence=best.evidence)


def _by_group(terms: list[Term]) -> list[Term]:
    """The best answer of each group carries its weight; what it makes needless is left out."""
    groups: dict[str, list[Term]] = {}
    for term in terms:
        groups.setdefault(term.group, []).append(term)
    kept: list[Term] = []
    for group in groups.values():
        best = min(group, key=lambda term: ORDER.index(term.evidence))
        weight = max(term.weight for term in group)
        needed = [term for term in group if best.evidence == "missing" or term.cv_line]
        kept += [replace(term, weight=weight if term is best else 0) for term in needed]
    return kept


def _with_evidence(terms: list[Term]) -> list[Term]:
    """No more terms are shown than the sentences that show them can carry; the weightiest are."""
    shown = [
        term
        for term in terms
        if term.evidence == "shown" and entries()[term.name].field not in SHOWN_BY_LISTS
    ]
    carried = SHOWN_BY_A_LINE * len({term.cv_line for term in shown})
    by_weight = sorted(shown, key=lambda term: -term.weight)
    too_many = {term.name for term in by_weight[carried:]}
    return [replace(term, evidence="listed") if term.name in too_many else term for term in terms]


def _findings(terms: Sequence[Term], reading: Reading) -> Iterable[Finding]:
    whole = sum(term.weight for term in terms)
    all_listed = sum(term.weight for term in terms if term.evidence == "listed")
    worth = {"shown": 1.0, "listed": _listed(terms) / (100 * all_listed or 1), "missing": 0.0}
    place = reading.heading("skills") or reading.last
    for term in (one for one in terms if one.weight):
        names = [one.name for one in terms if one.group == term.group]
        label = said_together(names if term.evidence == "missing" else [term.name])
        most = COVERAGE * term.weight / whole
        gained = most * worth[term.evidence]
        yield Finding(term.evidence, label, term.cv_line or place, most - gained, gained)


def _said_together(names: Sequence[str]) -> str:
    return " / ".join(map(said, names))


said_together = lazy(_said_together, str)


def _runs_of(posting: str) -> set[tuple[str, ...]]:
    """Every run of words, beside the terms, within a line of the posting."""
    runs: set[tuple[str, ...]] = set()
    for line in posting.splitlines():
        words = _words_beside_terms(line)
        runs.update(_runs(words))
    return runs


def _words_beside_terms(line: str) -> tuple[str, ...]:
    for named in reversed(names_in(line)):
        line = f"{line[: named.start]} {line[named.stop :]}"
    return tuple(word.casefold() for word in WORD.findall(line))


def _runs(words: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    starts = range(len(words) - PASTED_WORDS + 1)
    return (words[start : start + PASTED_WORDS] for start in starts)


def _is_pasted(row: Row, runs: set[tuple[str, ...]]) -> bool:
    if len(row.words) < PASTED_WORDS:
        return False
    pasted: set[int] = set()
    for start, run in enumerate(_runs(row.words)):
        if run in runs:
            pasted.update(range(start, start + PASTED_WORDS))
    return 100 * len(pasted) >= PASTED_PERCENT * len(row.words)
