"""Figures of a remark held against what Claude was given."""

import pytest

from coaching.offers.figures import strange
from coaching.offers.remarks import CommentOnOffers, groups, kept

GIVEN = (
    "- Pay: weight 8",
    """\
## Developer, Rozum
- gross: 4200 EUR a month, which makes 50400 a year
- gross: 35.50 USD a hour, which makes 73840 a year
- gross: 140000 UAH a month, which makes 1680000 a year
- answer by 2026-12-02
- score: 71 of 100; 5 of 6 criteria rated, 84 % of the weight""",
)


@pytest.mark.parametrize(
    "text",
    [
        "€4,200 a month is 50,400 a year; the other pays $35.50 an hour.",
        "4 200 євро на місяць, 50\u00a0400 на рік; 35,50 доларів за годину.",
        "1.68 million a year; 1,68 млн; 140k or 140 тис. a month.",
        "71 of 100, 84% of the weight; 3 points apart, weight 8, two of 6.",
        "Answer by 2 December 2026. 40 hours and 52 weeks are assumed.",
        "No figure at all, and version2 is none.",
    ],
)
def test_figure_that_was_given_is_traced_however_it_is_written(text):
    assert strange(text, GIVEN) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The market pays 95,730.", ["95,730"]),
        ("Ринок платить 95 730 грн, це 95 730.", ["95 730"]),
        ("Ask for 12 % or 5% more.", ["12 %", "5%"]),
        ("$4,300 and 4201.", ["4,300", "4201"]),
        ("24 days off and 2 million in shares.", ["24", "2 million"]),
        ("In 2027 it is 14 %.", ["2027", "14 %"]),
        ("9" * 400, ["9" * 400]),
    ],
)
def test_figure_that_stands_nowhere_is_named_as_it_is_written(text, found):
    assert strange(text, GIVEN) == found


def test_remarks_are_grouped_in_our_order():
    said = [("question", "Why?"), ("rests_on", "Pay."), ("question", "When?")]
    answer = CommentOnOffers(comment=[{"kind": kind, "text": text} for kind, text in said])
    found = groups(kept(answer, GIVEN, str))
    assert [[one["text"] for one in group.remarks] for group in found] == [
        ["Pay."], ["Why?", "When?"],
    ]  # fmt: skip
