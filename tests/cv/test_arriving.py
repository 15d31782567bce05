"""Findings of an unfinished answer: told once each, whole and checked."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cv.analysis.arriving import Arriving
from cv.analysis.findings import CvAnalysis, Sent, check, whole_in
from tests.cv.test_findings import CV, POSTING, bullet, keyword
from trackr.claude.parsing import so_far

ANSWER = CvAnalysis(
    summary="[NAME] fits.",
    keywords=[
        keyword(),
        keyword(term="Go", status="absent", cv_quote="", posting_quote="Go"),
        keyword(cv_quote="Led Django at NASA"),
    ],
    bullets=[bullet("Built a Django service"), bullet("Invented"), bullet("Helped")],
)


def arriving():
    return Arriving(Sent.of(CV, POSTING), lambda text: text.replace("[NAME]", "Anna"))


def snapshots(size):
    text = ANSWER.model_dump_json()
    return [so_far(text[:end]) for end in [*range(1, len(text), size), len(text)]]


@pytest.mark.parametrize("size", [1, 7, 24, 5_000])
def test_each_finding_is_told_once_and_in_order(size):
    reader = arriving()
    told = [arrived for one in snapshots(size) if (arrived := reader.take(one))]
    assert "".join(one.fresh.summary for one in told) == "Anna fits."
    assert [word.term for one in told for word in one.fresh.keywords] == ["Django", "Go"]
    quotes = [judged.quote for one in told for judged in one.fresh.bullets]
    assert quotes == ["Built a Django service", "Helped"]
    final = check(ANSWER, CV, POSTING).analysis
    assert told[-1].so_far == final.model_copy(update={"summary": "Anna fits."})


def test_snapshot_that_adds_nothing_tells_nothing():
    reader = arriving()
    reader.take(ANSWER.model_dump())
    assert reader.take(ANSWER.model_dump()) is None
    assert reader.take({}) is not None or reader.so_far.keywords == []


@pytest.mark.parametrize(
    "odd",
    [
        None,
        1,
        [],
        "text",
        {"summary": 1, "keywords": "x", "bullets": {}},
        {"keywords": [1, None, {}]},
    ],
)
def test_snapshot_of_any_shape_is_borne(odd):
    assert whole_in(odd) == CvAnalysis(summary="", keywords=[], bullets=[])


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["summary", "keywords", "bullets", "term"]), inner)
    ),
    max_leaves=8,
)


@given(JSON, st.integers(0, 200))
def test_beginning_of_any_json_is_borne(value, end):
    arriving().take(so_far(json.dumps(value)[:end]))
