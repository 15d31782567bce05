"""Where a text says a fact."""

import pytest

from coaching.occurrences import spans


@pytest.mark.parametrize(
    ("text", "fact", "found"),
    [
        ("Result", "R", []),
        ("R, and r", "R", ["R", "r"]),
        ("Google uses Go.", "Go", ["Go"]),
        ("112 people, 12\n people", "12 people", ["12\n people"]),
        ("12people", "12 people", ["12people"]),
        ("C, C++, C++11", "C++", ["C++", "C++"]),
        ("up30% and 30%", "30%", ["30%"]),
        ("ASP.NET, .NET", ".NET", [".NET", ".NET"]),
        ("в Києві, у КИЄВІ, Києвів", "Києві", ["Києві", "КИЄВІ"]),
        ("a.b", "a?b", []),
        ("x", " ", []),
        ("x", "", []),
    ],
)
def test_spans_are_of_words_of_their_own(text, fact, found):
    assert [text[start:end] for start, end in spans(text, fact)] == found


@pytest.mark.parametrize("fact", ["a b", "a a b", "a a a a b"])
def test_long_text_is_read_in_linear_time(fact):
    assert spans("a " * 200_000 + " " * 400_000 + "c", fact) == []
    assert len(spans(f"{fact}\t" * 50_000, fact)) == 50_000
