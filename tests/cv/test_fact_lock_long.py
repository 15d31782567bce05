"""Lines longer than any letter: everything in them is still looked up, once."""

from cv import fact_lock

CV = (
    "# [NAME]\nBackend developer\n\n### Backend developer, Nordlys, 2019 – 2022\n- 12 clients, €5\n"
)


def test_each_of_thousands_of_figures_is_looked_up():
    found = fact_lock.unproven("3: 12 " * 3_000, [CV])
    assert [one.text for one in found] == ["3"] * 3_000


def test_sums_that_are_known_stay_known_in_a_line_of_thousands():
    assert fact_lock.unproven("€5 " * 4_000, [CV]) == []


def test_word_as_long_as_a_letter_is_no_tool():
    assert fact_lock.unproven("abcdefghij" * 1_200, [CV]) == []
    assert [one.text for one in fact_lock.unproven("I ran kubectl.", [CV])] == ["kubectl"]
