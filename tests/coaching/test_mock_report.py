"""The report of a mock interview: honest arithmetic."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from coaching.interviews.report import most_points, report_of
from tests.coaching.interviews import address, make_mock, make_mock_turn


@pytest.fixture
def reported(preparation):
    def make(*points):
        mock = make_mock(preparation, *(f"Q{number}?" for number in range(1, len(points) + 1)))
        for number, four in enumerate(points, 1):
            if four:
                make_mock_turn(mock, number, points=four)
            else:
                make_mock_turn(mock, number, state="done", is_skipped=True)
        return mock

    return make


def test_means_are_of_the_scored_answers_only(reported):
    report = report_of(reported((5, 2, 3, 4), None, (4, 1, 3, 4)))
    assert [(mean.name, mean.value, mean.n) for mean in report.means] == [
        ("structure", 4.5, 2),
        ("evidence", 1.5, 2),
        ("relevance", 3.0, 2),
        ("concision", 4.0, 2),
    ]


def test_strongest_and_weakest_are_told_by_the_sum(reported):
    report = report_of(reported((1, 1, 1, 2), (5, 5, 5, 5), (2, 2, 2, 2)))
    assert (report.strongest.number, report.weakest.number) == (2, 1)
    assert (report.strongest_points, report.weakest_points, most_points()) == (20, 5, 20)


@pytest.mark.parametrize("points", [[(1, 2, 3, 4)], [(1, 2, 3, 4), (4, 3, 2, 1)], [None]])
def test_nothing_is_strongest_among_one_or_among_equals(reported, points):
    report = report_of(reported(*points))
    assert (report.strongest, report.weakest) == (None, None)


def test_lowest_criterion_comes_first_with_its_worst_reason_first(reported):
    (first,) = report_of(reported((5, 2, 5, 5), (5, 1, 5, 5))).to_work_on
    assert first.mean.name == "evidence"
    assert [(one.number, one.score, one.text) for one in first.reasons] == [
        (2, 1, "evidence of 2"),
        (1, 2, "evidence of 1"),
    ]


def test_criteria_that_are_level_are_all_named_and_four_are_none(reported):
    both = report_of(reported((5, 2, 5, 2))).to_work_on
    assert [one.mean.name for one in both] == ["evidence", "concision"]
    assert report_of(reported((3, 3, 3, 3))).to_work_on == []


def test_page_shows_n_and_calls_few_answers_a_first_impression(alices, reported):
    page = alices.get(address("mock", reported((5, 2, 3, 4), (4, 1, 3, 4))))
    assertContains(page, "Means of 2 scored answers, out of 5.")
    assertContains(page, "So few answers are a first impression, no more.")
    assertContains(page, "Weakest: answer 2, 12 of 20 points")
    assertContains(page, "Answer 2: 1 of 5")
    page = alices.get(address("mock", reported(*[(3, 3, 3, 2)] * 5)))
    assertNotContains(page, "So few answers")


def test_page_in_ukrainian_writes_a_comma_and_keeps_the_meter(alices, alice, reported):
    alice.language = "uk"
    alice.save()
    page = alices.get(address("mock", reported((5, 2, 3, 4), (4, 1, 3, 4)))).content.decode()
    assert ">4,5<" in page
    assert 'value="4.5"' in page


@pytest.mark.parametrize("count", [2, 8])
def test_report_takes_the_same_few_queries(alices, reported, count, django_assert_num_queries):
    mock = reported(*[(5, 2, 3, 4)] * count)
    with django_assert_num_queries(5):  # session, person, itself, what is done, its answers
        alices.get(address("mock", mock))
