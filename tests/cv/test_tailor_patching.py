"""Changes of single lines: put into a text, and carried over into one that was edited since."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cv.tailoring.patching import LineGone, carried, patched

CV = "# Ann\n\n## Work\n\n- Led sales\n- Ran ads\n- Ran ads\n"


def patch(kind, number, text=""):
    return SimpleNamespace(kind=kind, number=number, text=text)


def test_each_kind_touches_its_line_only():
    patches = [
        patch("replace", 5, "- Led sales of tea"),
        patch("remove", 7),
        patch("add", 5, "- Hired two"),
    ]
    work = "- Led sales of tea\n- Hired two\n- Ran ads\n"
    assert patched(CV, patches) == f"# Ann\n\n## Work\n\n{work}"


def test_new_lines_below_one_line_stand_in_their_order():
    found = patched(CV, [patch("add", 3, "- one"), patch("add", 3, "- two")])
    assert "## Work\n- one\n- two\n" in found


def test_change_is_carried_into_a_text_that_was_edited_elsewhere():
    edited = CV.replace("# Ann", "# Ann Reed") + "- Wrote the blog\n"
    after = patched(CV, [patch("replace", 6, "- Ran ads on radio")])
    found = carried(CV, after, edited)
    assert found == edited.replace("- Ran ads\n", "- Ran ads on radio\n", 1)


@pytest.mark.parametrize(
    "change", [patch("replace", 5, "- Sold tea"), patch("remove", 5), patch("add", 5, "- New")]
)
def test_change_of_a_line_that_is_gone_is_refused(change):
    edited = CV.replace("- Led sales\n", "")
    with pytest.raises(LineGone):
        carried(CV, patched(CV, [change]), edited)


SOME = st.sampled_from(["", "- a", "- b", "## S", "text"])
LINES = st.lists(SOME, min_size=1, max_size=12)


@given(LINES, st.data())
def test_any_order_of_decisions_ends_in_the_same_text_and_undo_in_the_first(found, data):
    original = "\n".join(found)
    kinds = st.sampled_from(["replace", "add", "remove"])
    numbers = st.integers(1, len(found))
    drawn = data.draw(st.lists(st.tuples(kinds, numbers), max_size=5, unique_by=lambda one: one[1]))
    patches = [patch(kind, number, f"- new {number}") for kind, number in drawn]
    text, accepted = original, []
    for one in data.draw(st.permutations(patches)):
        before, accepted = patched(original, accepted), [*accepted, one]
        text = carried(before, patched(original, accepted), text)
    assert text == patched(original, patches)
    for one in data.draw(st.permutations(patches)):
        before = patched(original, accepted)
        accepted = [other for other in accepted if other is not one]
        text = carried(before, patched(original, accepted), text)
    assert text == original


@given(LINES, st.data())
def test_lines_that_no_change_is_about_stay(found, data):
    number = data.draw(st.integers(1, len(found)))
    result = patched("\n".join(found), [patch("replace", number, "- new")]).split("\n")
    assert result == [*found[: number - 1], "- new", *found[number:]]
