"""What changed between two texts: rows, pieces of words, bounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cv.editing.diff import Piece, changed_words, parts, rows
from cv.text.document import lines
from tests.factories import CV

TEXTS = st.lists(
    st.sampled_from(["# Anna", "## Skills", "- Led a team of four", "- Led a team of five", "SQL",
                     "  * Led one team", "", "**Led** a team", "### Dnipro Soft"]), max_size=12
).map("\n".join)  # fmt: skip


def told(before, after):
    return [(row.kind, row.text) for row in rows(before, after) if row.kind != "same"]


def side(found, kind):
    """One of the two texts, put together again from the rows."""
    return [
        "".join(piece.text for piece in row.pieces if piece.kind in ("same", kind))
        for row in found
        if row.kind in ("same", "changed", kind)
    ]


def test_one_changed_word_is_marked_in_its_line():
    (row,) = [r for r in rows(CV, CV.replace("40,000", "50,000")) if r.kind != "same"]
    assert (row.kind, row.line) == ("changed", "bullet")
    assert row.pieces == (
        Piece("same", "• Built a Django service that serves "),
        Piece("removed", "40"),
        Piece("added", "50"),
        Piece("same", ",000 users a day"),
    )


def test_neighbouring_words_change_as_one():
    (row,) = rows("Led a small team in Kyiv", "Led the whole team in Kyiv")
    assert row.pieces == (
        Piece("same", "Led "),
        Piece("removed", "a small"),
        Piece("added", "the whole"),
        Piece("same", " team in Kyiv"),
    )


def test_lines_come_and_go():
    before = "# A\n\n## Work\n\n- Sold boats\n- Wrote letters\n"
    after = "# A\n\n## Work\n\n- Wrote letters\n- Repaired engines\n"
    assert told(before, after) == [("removed", "• Sold boats"), ("added", "• Repaired engines")]


def test_lines_with_little_in_common_are_no_change_of_one_another():
    before, after = "- Led a team in Kyiv", "- Wrote a letter"
    assert [row.kind for row in rows(before, after)] == ["removed", "added"]


def test_heading_made_of_a_line_is_another_line():
    assert told("Work", "## Work") == [("removed", "Work"), ("added", "Work")]


def test_changed_line_among_new_ones_finds_its_own():
    before = "- Led a team of four people\n"
    after = "- Grew sales twice\n- Led a team of six people\n- Wrote letters\n"
    assert [row.kind for row in rows(before, after)] == ["added", "changed", "added"]


@pytest.mark.parametrize("other", ["* a\n\n\n* b  \n", "- a\n+ b\n", "-  a\n- **b**"])
def test_what_nobody_sees_is_no_change(other):
    assert told("- a\n- b\n", other) == []


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_the_rows(before, after):
    found = rows(before, after)
    for text, kind in ((before, "removed"), (after, "added")):
        said = [one.removeprefix("• ") for one in side(found, kind)]
        assert said == [line.text for line in lines(text) if line.kind != "blank"]


def test_address_of_a_link_is_a_change():
    (row,) = rows("- [Site](https://a.example)", "- [Site](https://b.example)")
    assert row.text == "• [Site](https://ab.example)"


@given(TEXTS)
def test_text_beside_itself_is_the_same(text):
    assert told(text, text) == []
    assert changed_words(text, text) == (0, 0)


def test_words_are_counted_once_and_moving_is_no_change():
    assert changed_words("one two two", "two one three") == (1, 1)
    assert changed_words("## A\n- b\n", "## A\n- b c d\n") == (2, 0)


def test_far_rows_are_parted_from_near_ones():
    before = "\n".join(f"line {number}" for number in range(20))
    found = parts(rows(before, before.replace("line 10", "row 10")))
    assert [(len(part.rows), part.is_far) for part in found] == [(8, True), (5, False), (7, True)]
    assert [part.is_far for part in parts(rows(before, before))] == [True]


def test_texts_too_long_to_compare_are_told_apart_in_one_piece():
    found = rows("- a b\n" * 20_000, "- a c\n" * 20_000)
    assert [row.kind for row in found] == ["removed"] * 20_000 + ["added"] * 20_000
    (row,) = rows("a " * 100_000, "a " * 99_999 + "b")
    assert [piece.kind for piece in row.pieces] == ["removed", "added"]
