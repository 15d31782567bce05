"""Funnel, flows and rates, reckoned by hand and by property."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applications.insights import rates
from applications.insights.course import SentCv, stages
from applications.insights.flows import OUTCOMES, WAITING, Flow, flows, way
from applications.insights.funnel import funnel
from applications.insights.rates import Group, Rate
from applications.stages import Ending, Stage
from tests.applications.courses import course, moves

SENT = [stage for stage in Stage if stage != "saved"]


@st.composite
def any_course(draw):
    visited = draw(st.lists(st.sampled_from(SENT)))
    furthest = max([*visited, "applied"], key=list(Stage).index)
    found = stages(moves(*((stage, 1) for stage in visited)), furthest)
    return course(furthest, stages=found, ending=draw(st.sampled_from(["", *Ending])))


def hits(courses):
    return {step.name: step.rate.hits for step in funnel(courses)}


def test_funnel_counts_each_at_every_step_up_to_its_furthest():
    # 3 stayed at Applied, 2 at Screening, 1 at the test task, 2 at Interview, 1 at Offer, 1 hired:
    # Applied 10 · Screening or test task 10-3=7 · Interview 7-2-1=4 · Offer 4-2=2 · Accepted 1
    far = ["applied"] * 3 + ["screening"] * 2 + ["test_task"] + ["interview"] * 2 + ["offer"]
    courses = [course(stage, ending="rejected") for stage in far]
    courses.append(course("offer", ending="accepted"))
    assert hits(courses) == {
        "applied": 10, "screening": 7, "interview": 4, "offer": 2, "accepted": 1,
    }  # fmt: skip


@given(st.lists(any_course()))
def test_funnel_never_grows(courses):
    counts = [step.rate.hits for step in funnel(courses)]
    # Who accepted without an offer on record is counted at the offer by the ledger, not here.
    assert counts[:-1] == sorted(counts[:-1], reverse=True)
    assert counts[0] == len(courses)


def test_way_is_the_stages_in_their_order_and_then_what_became_of_it():
    said = moves(("saved", 9), ("screening", 8), ("interview", 7), ("test_task", 6))
    found = stages(said, "interview")
    assert found == ("applied", "screening", "test_task", "interview")
    assert way(course("interview", stages=found))[-1] == WAITING
    assert way(course("interview", stages=found, ending="withdrew"))[-1] == "withdrew"


def test_way_of_a_hire_out_of_nowhere_has_an_offer():
    assert stages(moves(("saved", 9), ("-accepted", 2)), "offer") == ("applied", "offer")


def test_flows_by_hand():
    # a: Applied > Interview > Rejected · b: Applied > Interview > open · c, d: Applied > silence
    courses = [
        course("interview", ending="rejected"),
        course("interview"),
        course(ending="no_response"),
        course(ending="no_response"),
    ]
    assert flows(courses) == [
        Flow("applied", "interview", 2),
        Flow("applied", "no_response", 2),
        Flow("interview", WAITING, 1),
        Flow("interview", "rejected", 1),
    ]


@given(st.lists(any_course()))
def test_flows_lose_nobody(courses):
    into, out_of = Counter(), Counter()
    for flow in flows(courses):
        into[flow.target] += flow.count
        out_of[flow.source] += flow.count
    assert out_of["applied"] == len(courses)
    for stage in SENT[1:]:
        assert into[stage] == out_of[stage]
    for outcome in OUTCOMES:
        ended = [one for one in courses if (one.ending or WAITING) == outcome]
        assert into[outcome] == len(ended)
    assert sum(into[outcome] for outcome in OUTCOMES) == len(courses)


@pytest.mark.parametrize(
    "hits, total, percent",
    [
        (0, 0, None),
        (4, 4, None),  # four of four is no rate
        (0, 5, 0),
        (5, 5, 100),
        (1, 8, 13),  # 12.5, halves up
        (1, 40, 3),  # 2.5
        (1, 3000, 0),
    ],
)
def test_rate_is_silent_under_five_and_rounds_halves_up(hits, total, percent):
    assert Rate(hits, total).percent == percent


def sources(**counts):
    """sources(DOU=(3, 8)): of 8 found there, 3 were answered."""
    return [
        course(source=name, answered=number < hits)
        for name, (hits, total) in counts.items()
        for number in range(total)
    ]


def test_sources_by_hand():
    # DOU 3 of 12, LinkedIn 4 of 8 in two spellings; Friend has 4, which is too few to show.
    found = rates.by_source(sources(DOU=(3, 12), LinkedIn=(4, 5), Friend=(2, 4)) + [
        course(source=" linkedin", answered=False) for _ in range(3)
    ] + [course(source=" "), course()])  # fmt: skip
    assert found.groups == (Group("DOU", Rate(3, 12)), Group("LinkedIn", Rate(4, 8)))
    assert (found.total, found.too_small, found.left_out) == (12 + 8 + 4, 1, 2)
    assert [group.rate.percent for group in found.groups] == [25, 50]
    assert found.is_drawn


def test_sources_under_twenty_are_not_compared():
    assert not rates.by_source(sources(DOU=(3, 10), LinkedIn=(4, 9)) + [course()] * 9).is_drawn
    assert rates.by_source(sources(DOU=(3, 10), LinkedIn=(4, 10))).is_drawn


def test_cvs_are_told_apart_by_title_origin_and_version():
    first, second = SentCv("Backend", "a", 1), SentCv("Backend", "a", 2)
    another = SentCv("Backend", "b", 1)
    courses = [
        course(cv=cv, answered=number < 2)
        for cv, total in [(first, 9), (second, 7), (another, 5)]
        for number in range(total)
    ] + [course()]
    found = rates.by_cv(courses)
    assert found.groups == (
        Group("Backend", Rate(2, 9), 1),
        Group("Backend", Rate(2, 7), 2),
        Group("Backend", Rate(2, 5), 1),
    )
    assert (found.total, found.left_out) == (21, 1)
