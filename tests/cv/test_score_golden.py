"""Postings and CVs that belong together: the right CV comes first, and for the right reasons."""

import pytest

from tests.cv.score import CVS, PAIRS, POSTINGS, part_of, scored


def coverage(cv, posting):
    return part_of(scored(CVS[cv], POSTINGS[posting]), "coverage").points


def ranked(posting, value):
    return sorted(CVS, key=lambda cv: -value(cv, posting))


@pytest.mark.parametrize("name", PAIRS)
def test_the_right_cv_comes_first_by_far(name):
    first, second, *_ = ranked(name, coverage)
    assert first == name
    assert coverage(first, name) >= 24
    assert coverage(second, name) <= 10
    total = {cv: scored(CVS[cv], POSTINGS[name]).total for cv in CVS}
    assert max(total, key=total.get) == name


def test_there_are_enough_pairs_in_both_languages():
    assert len(PAIRS) >= 10
    assert sum("і" in POSTINGS[name] for name in PAIRS) >= 5


def test_a_ukrainian_posting_finds_english_and_ukrainian_testers():
    first, second, third, *_ = ranked("qa", coverage)
    assert {first, second} == {"qa_english", "qa_ukrainian"}
    assert coverage(second, "qa") > 4 * coverage(third, "qa")


def test_a_posting_that_nobody_fits_says_what_is_missing():
    best = ranked("android", coverage)[0]
    assert coverage(best, "android") < 16
    missing = {term.name for term in scored(CVS[best], POSTINGS["android"]).coverage.missing}
    assert missing >= {"Kotlin", "Jetpack Compose", "Android"}


def test_an_account_executive_is_no_accountant():
    assert coverage("accountant", "sales") == 0
    assert coverage("sales", "accountant") == 0


def test_the_longest_cv_does_not_win():
    """Where the prototype of the reference failed: words of everybody's, and many of them."""
    everything = "\n".join(CVS[name] for name in ("backend", "sre", "sales", "recruiter"))
    assert part_of(scored(everything, POSTINGS["nurse"]), "coverage").points < 4


def test_the_same_input_makes_the_same_score():
    for name in PAIRS:
        assert scored(CVS[name], POSTINGS[name]) == scored(CVS[name], POSTINGS[name])


@pytest.mark.parametrize("name", sorted(CVS))
@pytest.mark.parametrize("posting", ["", *POSTINGS.values()], ids=["", *POSTINGS])
def test_points_add_up_and_each_has_its_line(name, posting):
    found = scored(CVS[name], posting)
    lines = CVS[name].splitlines()
    for part in found.parts:
        assert part.points == pytest.approx(sum(one.gained for one in part.findings))
        assert part.most == pytest.approx(sum(one.gained + one.lost for one in part.findings))
        assert 0 <= part.points <= part.most
        assert all(lines[one.line - 1].strip() for one in part.findings)
    assert sum(part.most for part in found.parts) == pytest.approx(100)
    assert found.total == int(sum(part.points for part in found.parts) + 0.5)


def test_matched_terms_stand_in_their_lines():
    found = scored(CVS["recruiter"], POSTINGS["recruiter"])
    lines = CVS["recruiter"].splitlines()
    assert {term.name: lines[term.cv_line - 1] for term in found.coverage.matched} | {
        "Boolean search": "- IT-рекрутинг, булевий пошук, ATS, переговори",
        "B2": "- Англійська B2",
    } == {term.name: lines[term.cv_line - 1] for term in found.coverage.matched}
