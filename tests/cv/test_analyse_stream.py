"""An analysis that is followed while Claude answers."""

import re
import time

import pytest
from django.db import connection
from django.urls import reverse

from billing import allowance
from billing.models import AiCall
from cv.analysis import analyse
from cv.models import Analysis
from sandbox.claude import ERRORS, SHAPES
from tests.cv.analyses import address, followed, start
from tests.factories import make_cv

ANALYSIS = allowance.Feature.CV_ANALYSIS
GOOD_SHAPES = {"thinking_first", "slow", "hostile", "huge", "invention", "long", "silence"}
ERROR_OF = {
    "rate_limited": "busy",
    "overloaded": "busy",
    "server_error": "busy",
    "cut_stream": "busy",
    "mid_stream_error": "busy",
    "clean_early_end": "busy",
    "pings": "busy",
    "not_json": "busy",
    "refusal": "refused",
    "truncated": "cut_short",
    "invalid_json": "unreadable",
    "fabricated_quotes": "untrue",
}


@pytest.fixture
def analysis(alice, posting):
    return start(alice, make_cv(alice).current(), posting)


@pytest.fixture
def paced(sandbox, monkeypatch):
    """Claude writes some 5,000 characters a second."""
    monkeypatch.setattr(sandbox.world, "pace", 0.005)


def of_alice(alice):
    return allowance.left(alice, ANALYSIS).used, AiCall.objects.get().state


def page(client, analysis):
    return client.get(address("analysis", analysis)).content.decode()


def test_waiting_page_follows_and_works_without_scripts(alices, analysis):
    shown = page(alices, analysis)
    assert f'data-follow="{address("events", analysis)}"' in shown
    assert f'<form method="post" action="{address("run", analysis)}">' in shown
    assert "hx-post" not in shown
    analysis.refresh_from_db()
    assert analysis.state == "pending"


def test_findings_arrive_in_the_places_of_the_page(alices, analysis, paced):
    places = set(re.findall(r'data-slot="([\w-]+)"', page(alices, analysis)))
    told = followed(alices, analysis)
    assert [name for name, _ in told[-1:]] == ["over"]
    assert len(told) > 2
    into = {place for _, data in told for place in re.findall(r'data-into="([\w-]+)"', data)}
    assert into <= places
    assert into >= {"summary", "must-found", "must-absent", "lines", "figures", "step"}


def test_what_arrived_is_what_is_kept(alices, analysis, paced):
    told = "".join(data for _, data in followed(alices, analysis))
    analysis.refresh_from_db()
    assert analysis.state == "done"
    shown = page(alices, analysis)
    for quote in re.findall(r'judgement__line">([^<]+)<', told):
        assert shown.count(f'judgement__line">{quote}<') == told.count(f'line">{quote}<') == 1
    terms = re.findall(r'data-status="\w+">.*?</svg>([^<]+)<', told)
    assert len(terms) > 3
    assert set(terms) <= set(re.findall(r'data-status="\w+">.*?</svg>([^<]+)<', shown))


def test_events_are_ten_a_second_at_most(alice, analysis, paced):
    began = time.monotonic()
    count = sum(1 for _ in analyse.follow(alice, analysis))
    assert 2 < count <= (time.monotonic() - began) * 10 + 1


def test_only_the_turn_to_the_lines_is_announced(alices, analysis, paced):
    told = [data for name, data in followed(alices, analysis) if name == "found"]
    announced = [data for data in told if "data-announced" in data]
    assert len(announced) <= 1
    assert all("Judging your lines" in data for data in announced)


def test_events_speak_the_language_of_the_person(alices, alice, posting, paced):
    type(alice).objects.update(language="uk")
    alice.refresh_from_db()
    told = followed(alices, start(alice, make_cv(alice).current(), posting))
    said = "".join(data for _, data in told)
    assert "required and found" not in said
    assert "in your CV" not in said


def test_events_of_a_hostile_answer_are_text(alices, analysis, sandbox, paced):
    sandbox.fault("anthropic", "hostile")
    told = followed(alices, analysis)
    said = "".join(data for _, data in told)
    assert "&lt;script&gt;" in said
    assert not re.search(r"<(?:script|img|a\b)", said)
    assert {name for name, _ in told} == {"found", "over"}


def test_events_are_neither_kept_nor_collected(alices, analysis):
    response = alices.get(address("events", analysis))
    assert response["Content-Type"] == "text/event-stream; charset=utf-8"
    assert (response["Cache-Control"], response["X-Accel-Buffering"]) == ("no-store", "no")
    assert alices.head(address("events", analysis)).status_code == 405


def test_second_tab_asks_nobody_and_is_sent_to_the_page(alices, analysis, sandbox):
    followed(alices, analysis)
    assert followed(alices, analysis) == [("over", "")]
    assert len(sandbox.requests("anthropic")) == 1


def test_tab_beside_a_running_one_is_sent_to_the_page(alices, alice, analysis, sandbox, paced):
    first = analyse.follow(alice, analysis)
    next(first)
    assert followed(alices, analysis) == [("over", "")]
    assert 'hx-trigger="every 2s"' in page(alices, analysis)
    list(first)
    assert len(sandbox.requests("anthropic")) == 1
    assert of_alice(alice) == (1, "settled")


def test_follower_who_leaves_is_charged_once_and_keeps_the_text(alice, analysis, paced):
    findings = analyse.follow(alice, analysis)
    seen = next(findings)
    findings.close()
    analysis.refresh_from_db()
    assert analysis.state == "done"
    assert len(seen.so_far.keywords) < len(analysis.result["keywords"])
    assert len(analysis.result["bullets"]) == 3
    assert of_alice(alice) == (1, "settled")
    assert AiCall.objects.get().output_tokens > 100


def test_fault_after_the_follower_left_costs_nothing(alice, analysis, sandbox, paced):
    sandbox.fault("anthropic", "cut_stream")
    findings = analyse.follow(alice, analysis)
    next(findings)
    findings.close()
    analysis.refresh_from_db()
    assert (analysis.state, analysis.error) == ("failed", "busy")
    assert of_alice(alice) == (0, "refunded")


def test_fault_of_ours_while_showing_loses_no_answer(alice, analysis, paced):
    findings = analyse.follow(alice, analysis)
    next(findings)
    with pytest.raises(ZeroDivisionError):
        findings.throw(ZeroDivisionError())
    analysis.refresh_from_db()
    assert analysis.state == "done"
    assert of_alice(alice) == (1, "settled")


def test_follower_who_never_looked_has_started_nothing(alices, analysis, sandbox):
    alices.get(address("events", analysis))  # nobody reads it
    analysis.refresh_from_db()
    assert analysis.state == "pending"
    assert sandbox.requests("anthropic") == []


def test_finished_or_strange_analysis_is_not_begun_again(alices, bobs, alice, analysis, sandbox):
    assert bobs.get(address("events", analysis)).status_code == 404
    Analysis.objects.update(state="failed", error="busy")
    assert followed(alices, analysis) == [("over", "")]
    assert sandbox.requests("anthropic") == []


@pytest.mark.parametrize("fault", sorted({*ERRORS, *SHAPES} - GOOD_SHAPES))
def test_every_fault_fails_refunds_once_and_keeps_nothing(alices, alice, analysis, sandbox, fault):
    sandbox.fault("anthropic", fault)
    told = followed(alices, analysis)
    assert told[-1] == ("over", "")
    analysis.refresh_from_db()
    error = ERROR_OF.get(fault, "misconfigured")
    assert (analysis.state, analysis.error, analysis.result) == ("failed", error, {})
    assert of_alice(alice) == (0, "refunded")
    analyse.run(alice, analysis)
    assert of_alice(alice) == (0, "refunded")
    shown = page(alices, analysis)
    assert str(analyse.SENTENCES[error]).replace("'", "&#x27;") in shown
    assert "data-ai-generated" not in shown


@pytest.mark.parametrize("fault", sorted(GOOD_SHAPES))
def test_every_odd_but_sound_answer_is_kept_and_charged(alices, alice, analysis, sandbox, fault):
    sandbox.fault("anthropic", fault, seconds=0.1)
    followed(alices, analysis)
    analysis.refresh_from_db()
    assert analysis.state == "done"
    assert of_alice(alice) == (1, "settled")


def test_cv_deleted_on_the_way_leaves_no_row_and_costs_nothing(alices, alice, analysis, paced):
    findings = analyse.follow(alice, analysis)
    next(findings)
    alices.post(reverse("cv:delete", args=[analysis.version.cv.public_id]))
    list(findings)
    assert not Analysis.objects.exists()
    assert of_alice(alice) == (0, "refunded")


def test_person_deleted_on_the_way_leaves_nothing(alice, analysis, paced):
    findings = analyse.follow(alice, analysis)
    next(findings)
    type(alice).objects.filter(pk=alice.pk).delete()
    list(findings)
    assert not Analysis.objects.exists()
    assert not AiCall.objects.exists()


def test_connection_is_given_back_while_claude_answers(committed_db, alice, posting, paced):
    findings = analyse.follow(alice, start(alice, make_cv(alice).current(), posting))
    for _ in findings:
        assert connection.connection is None
    assert of_alice(alice) == (1, "settled")
