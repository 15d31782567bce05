"""The analyses of an application: where they are listed, and how the end of one is told."""

import json

import pytest
from django.urls import reverse
from pytest_django.asserts import assertNumQueries

from cv.analysis import analyse
from cv.models import Analysis
from tests.factories import make_application, make_cv, make_posting

HTMX = {"HX-Request": "true"}
State = Analysis.State


@pytest.fixture
def cv(alice):
    return make_cv(alice, title="Backend")


def make_analysis(cv, posting, **fields):
    return Analysis.objects.create(version=cv.current(), posting=posting, **fields)


def url(deed, *names):
    return reverse(f"cv:{deed}", args=[one.public_id for one in names])


def page(client, address, **headers):
    return client.get(address, headers=headers or None).content.decode()


def history(client, posting):
    return client.get(url("history", posting.application), headers=HTMX).content.decode()


@pytest.mark.parametrize(
    "state, label", [("pending", "Waiting"), ("running", "In progress"), ("done", "Done"),
                     ("failed", "Failed")],
)  # fmt: skip
def test_history_shows_every_state(alices, cv, posting, state, label):
    analysis = make_analysis(cv, posting, state=state)
    part = history(alices, posting)
    assert f'href="{url("analysis", analysis)}"' in part
    assert "Backend, version 1" in part
    assert f">{label}</span>" in part
    assert "<html" not in part


def test_history_holds_those_of_its_application_only(alices, alice, cv, posting):
    other = make_posting(make_application(alice))
    make_analysis(cv, other)
    assert history(alices, posting).strip() == ""


@pytest.mark.parametrize("count", [1, 20])
def test_history_takes_four_queries(alices, alice, posting, count):
    for n in range(count):
        make_analysis(make_cv(alice, title=f"CV {n}"), posting)
    with assertNumQueries(4):
        assert history(alices, posting).count("list__row") == count


def test_history_asked_for_as_a_page_leads_to_the_choice(alices, posting):
    response = alices.get(url("history", posting.application))
    assert response["Location"] == url("choose", posting.application)


def test_choice_of_one_cv_goes_straight_on(alices, cv, posting):
    response = alices.get(url("choose", posting.application))
    assert response["Location"] == url("preview", posting.application, cv)


def test_choice_shows_what_was_found_before(alices, cv, posting):
    analysis = make_analysis(cv, posting, state=State.FAILED, error="busy")
    choice = page(alices, url("choose", posting.application))
    assert url("analysis", analysis) in choice
    assert url("preview", posting.application, cv) in choice


def test_choice_without_a_cv_still_shows_nothing_but_the_way_on(alices, posting):
    assert "No CV yet" in page(alices, url("choose", posting.application))


@pytest.mark.parametrize("deed, target", [("start", "preview"), ("run", "analysis")])
def test_deed_asked_for_by_get_leads_to_its_form(alices, cv, posting, deed, target):
    analysis = make_analysis(cv, posting)
    names = (analysis,) if deed == "run" else (posting.application, cv)
    assert alices.get(url(deed, *names))["Location"] == url(target, *names)
    analysis.refresh_from_db()
    assert analysis.state == State.PENDING
    assert Analysis.objects.count() == 1


def test_saving_asked_for_by_get_leads_to_the_upload(alices):
    assert alices.get(reverse("cv:save"))["Location"] == reverse("cv:upload")


def test_end_of_an_analysis_is_announced(alices, alice, cv, posting):
    digest = analyse.preview(alice, cv.current(), posting).digest
    analysis = analyse.start(alice, cv.current(), posting, digest)
    response = alices.post(url("run", analysis), headers=HTMX, follow=True)
    assert json.loads(response["HX-Trigger"]) == {"announce": {"text": "The analysis is done."}}


def test_failure_of_an_analysis_is_announced(alices, cv, posting):
    analysis = make_analysis(cv, posting, state=State.FAILED, error="busy")
    response = alices.get(url("analysis", analysis), headers=HTMX)
    said = json.loads(response["HX-Trigger"])["announce"]["text"]
    assert said == str(analyse.SENTENCES["busy"])


def test_waiting_for_an_analysis_announces_nothing(alices, cv, posting):
    analysis = make_analysis(cv, posting, state=State.RUNNING)
    response = alices.get(url("analysis", analysis), headers=HTMX)
    assert "HX-Trigger" not in response
    assert "data-seconds>0</span>" in response.content.decode()


def test_opening_a_finished_analysis_announces_nothing(alices, cv, posting):
    analysis = make_analysis(cv, posting, state=State.FAILED, error="busy")
    assert "HX-Trigger" not in alices.get(url("analysis", analysis))
