"""What of Claude's proposals can be done: one line of the CV each, of the same kind."""

import pytest

from cv.tailoring import proposals
from cv.tailoring.proposals import CvTailoring

CV = "# [NAME]\n[EMAIL]\n\n## Work\n\nShop, 2020 – 2023\n- Led sales\n  - of tea\n"
ORIGINAL = CV.replace("[NAME]", "Ann Reed").replace("[EMAIL]", "ann@shop.example")


def show(text):
    return text.replace("[NAME]", "Ann Reed").replace("[EMAIL]", "ann@shop.example")


def checked(*changes, sent=CV, original=ORIGINAL):
    given = [
        {"kind": kind, "line": line, "text": text, "reason": "It fits."}
        for kind, line, text in changes
    ]
    said = CvTailoring.model_validate({"summary": "", "changes": given})
    return proposals.check(said, sent, original, show)


def test_a_replaced_line_is_known_by_its_number():
    found = checked(("replace", "- Led sales", "- Led sales of tea"))
    assert [(one.kind, one.number, one.text) for one in found.proposals] == [
        ("replace", 7, "- Led sales of tea")
    ]
    assert found.left_out == 0


def test_contact_data_comes_back():
    found = checked(("replace", "[EMAIL]", "[EMAIL], Leeds"))
    assert found.proposals[0].text == "ann@shop.example, Leeds"


def test_forgotten_mark_and_depth_are_put_back():
    found = checked(
        ("replace", "- Led sales", "Led sales well"), ("replace", "  - of tea", "- of green tea")
    )
    assert [one.text for one in found.proposals] == ["- Led sales well", "  - of green tea"]


def test_new_point_of_a_section_stands_below_the_empty_line():
    found = checked(("add", "## Work", "Hired two"))
    assert (found.proposals[0].number, found.proposals[0].text) == (5, "- Hired two")


@pytest.mark.parametrize(
    "change",
    [
        ("replace", "- Led the sales", "- Led sales of tea"),  # no line of the CV
        ("replace", "# [NAME]", "# Ann the Great"),
        ("replace", "## Work", "## Triumphs"),
        ("remove", "## Work", ""),
        ("replace", "- Led sales", "## Chief of sales"),
        ("replace", "Shop, 2020 – 2023", "- Shop"),
        ("replace", "- Led sales", ""),
        ("replace", "- Led sales", "- " + "x" * 1_001),
        ("add", "- Led sales", "# Another name"),
    ],
)
def test_what_fits_no_line_is_left_out(change):
    found = checked(change)
    assert (found.proposals, found.left_out) == ([], 1)
    assert not found.is_credible


def test_second_change_of_a_line_is_left_out():
    found = checked(("remove", "- Led sales", ""), ("replace", "- Led sales", "- Led all"))
    assert [one.kind for one in found.proposals] == ["remove"]
    assert found.left_out == 1


def test_no_change_at_all_is_an_answer():
    assert checked().is_credible
    same = checked(("replace", "- Led sales", "- Led  sales"))
    assert (same.proposals, same.left_out) == ([], 0)


def test_several_lines_and_control_characters_become_one_line():
    found = checked(("replace", "- Led sales", "- Led\nsales\x00 and\u2028ads"))
    assert found.proposals[0].text == "- Led sales and ads"


@pytest.mark.parametrize(
    "line, text, worded",
    [
        ("- a", "sold tea", "- sold tea"),
        ("  - a", "- sold tea", "  - sold tea"),
        ("Shop", "Shop, Leeds", "Shop, Leeds"),
        ("- a", "## Great", None),
        ("Shop", "- Shop", None),
        ("Shop", "## Shop", None),
        ("- a", "   ", None),
    ],
)
def test_own_wording_is_a_line_of_the_same_kind(line, text, worded):
    assert proposals.worded_like(line, text) == worded
