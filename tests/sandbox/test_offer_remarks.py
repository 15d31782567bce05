"""The sandbox on offers: shaped by the comparison and its language, or with a lie in it."""

from sandbox.offer_remarks import remark

ENGLISH = """\
<criteria>
- Pay: weight 8
- People: weight 4
</criteria>

<offers>
## Developer, Rozum
- stage: offer
- score: 60 of 100; 2 of 2 criteria rated, 100 % of the weight
- Pay: 8 of 10
- People: 2 of 10; reason: Great team

## Developer, Kvitka
- score: 50 of 100; 1 of 2 criteria rated, 66 % of the weight
- People: not rated

## Standing
- first by the score: Developer, Rozum
</offers>"""
UKRAINIAN = """\
<criteria>
- Оплата: weight 8
</criteria>

<offers>
## Розробниця, Квітка
- score: none, nothing that counts is rated
- Оплата: not rated
</offers>"""


def said(message, fault=""):
    return [(one["kind"], one["text"]) for one in remark(message, fault)["comment"]]


def test_remarks_name_the_offer_the_contradiction_and_what_is_not_rated():
    kinds = dict(said(ENGLISH))
    assert list(kinds) == ["rests_on", "contradiction", "question", "missing"]
    assert "Developer, Rozum has a score of 60" in kinds["rests_on"]
    assert "For People the points are low" in kinds["contradiction"]
    assert "People" in kinds["question"]


def test_remarks_are_in_the_language_of_the_criteria():
    kinds = dict(said(UKRAINIAN))
    assert "contradiction" not in kinds
    assert "ще ні на чому не тримаються" in kinds["rests_on"]
    assert "«Оплата»" in kinds["question"]


def test_invention_brings_a_figure_that_nobody_gave():
    assert said(ENGLISH, "invention")[-1] == ("missing", "The market pays 95,730 for such work.")
    assert "95 730" in said(UKRAINIAN, "invention")[-1][1]
