"""What changed from one analysis to the next, and what the score says beside Claude."""

import pytest

from cv.analysis import comparison, progress
from cv.analysis.findings import CvAnalysis
from cv.analysis.progress import Progress
from cv.score import Coverage, Score, Term
from tests.cv.test_findings import bullet, keyword

NEW_CV = "# Anna\n\n## Experience\n\n- Built a **Django** service\n- Led four people\n- Helped\n"


def analysis(*keywords, bullets=()):
    return CvAnalysis(summary="s", keywords=list(keywords), bullets=list(bullets))


def word(term, status="found"):
    return keyword(term=term, status=status)


def weak(quote):
    return bullet(quote).model_copy(update={"rewrite": "Better"})


def changed(before, after):
    return progress.between(before, after, NEW_CV)


NOTHING = Progress([], [], 0, [], [], 0)


@pytest.mark.parametrize(
    "was, now, found, missing, unchanged",
    [
        ("absent", "found", ["Kafka"], [], 0),
        ("absent", "prose_only", ["Kafka"], [], 0),
        ("found", "absent", [], ["Kafka"], 0),
        ("prose_only", "absent", [], ["Kafka"], 0),
        ("absent", "absent", [], [], 1),
        ("found", "found", [], [], 1),
        ("prose_only", "found", [], [], 1),
    ],
)
def test_term_is_newly_found_or_newly_missing_or_neither(was, now, found, missing, unchanged):
    result = changed(analysis(word("Kafka", was)), analysis(word("Kafka", now)))
    assert (result.now_found, result.now_missing, result.unchanged) == (found, missing, unchanged)


@pytest.mark.parametrize(
    "earlier, later", [("Postgres", "PostgreSQL"), ("team  SPIRIT", "Team spirit")]
)
def test_term_is_known_again_in_other_words(earlier, later):
    result = changed(analysis(word(earlier, "absent")), analysis(word(later)))
    assert result.now_found == [later]


def test_term_that_only_one_of_them_names_is_no_change():
    assert changed(analysis(word("Kafka", "absent")), analysis(word("Rust"))) == NOTHING
    assert NOTHING.is_nothing


@pytest.mark.parametrize(
    "quote, now, good, gone, still",
    [
        ("Led four people", [bullet("Led four people")], ["Led four people"], [], 0),
        ("Led four people", [weak("Led four people")], [], [], 1),
        ("Led  four people", [weak("Led four people")], [], [], 1),
        ("Led four people", [], [], [], 0),  # it stands there, unjudged
        ("Built a Django service", [], [], [], 0),
        ("Built a **Django** service", [], [], [], 0),
        ("Led people", [bullet("Led four people")], [], ["Led people"], 0),
        ("Help", [], [], ["Help"], 0),
    ],
)
def test_weak_line_is_good_now_or_gone_or_still_weak(quote, now, good, gone, still):
    result = changed(analysis(bullets=[weak(quote)]), analysis(bullets=now))
    assert (result.now_good, result.gone, result.still_weak) == (good, gone, still)


def test_line_that_was_good_before_is_no_change():
    before = analysis(bullets=[bullet("Gone now"), bullet("Helped")])
    assert changed(before, analysis(bullets=[weak("Helped")])) == NOTHING


def scored(*missing):
    terms = tuple(Term(name, "must", "quote") for name in missing)
    return Score(61, (), Coverage((), terms) if missing else None, not missing)


@pytest.mark.parametrize(
    "by_score, by_claude, both, only_score, only_claude",
    [
        (["Kafka", "Rust"], ["kafka", "Helm"], ["kafka"], ["Rust"], ["Helm"]),
        (["PostgreSQL"], ["Postgres"], ["Postgres"], [], []),
        (["Kafka"], ["Experience with Kafka"], ["Experience with Kafka"], [], []),
        (["Kafka"], [], [], ["Kafka"], []),
        ([], ["Kafka"], [], [], ["Kafka"]),
        ([], [], [], [], []),
    ],
)
def test_missing_terms_stand_with_who_finds_them_missing(
    by_score, by_claude, both, only_score, only_claude
):
    found = comparison.between(
        scored(*by_score), analysis(*(word(term, "absent") for term in by_claude), word("Kafka"))
    )
    assert (found.both, found.only_score, found.only_claude) == (both, only_score, only_claude)
    assert found.score.total == 61
