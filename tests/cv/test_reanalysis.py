"""The page of a later analysis says what changed; each finished one stands beside the score."""

import re

import pytest
from django.urls import reverse

from billing.models import AllowanceUse
from cv.analysis import analyse
from cv.sending import asking
from tests.cv.analyses import address, start
from tests.factories import CV, make_application, make_cv, make_posting

POSTING = """\
Senior Python Developer

Requirements
- Python and Django
- PostgreSQL, Docker, Redis
- Kubernetes in production
- Kafka

Nice to have
- React
"""
BETTER = CV.replace(
    "- Helped with Docker\n", "- Cut deployments to Kubernetes from 40 to 5 minutes\n"
).replace("- Responsible for PostgreSQL\n", "- Tuned PostgreSQL, 3 times faster reports\n")


@pytest.fixture
def posting(alice, sandbox):
    return make_posting(make_application(alice), text=POSTING)


@pytest.fixture
def cv(alice):
    return make_cv(alice)


def finished(alice, cv, posting):
    AllowanceUse.objects.update(used=0)
    analysis = start(alice, cv.current(), posting)
    analyse.run(alice, analysis)
    analysis.refresh_from_db()
    assert analysis.state == "done"
    return analysis


def page(client, analysis):
    text = client.get(address("analysis", analysis)).content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<svg.*?</svg>", "", text, flags=re.S))


def part(text, heading):
    """From a heading on, as people read it."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text[text.index(heading) :]))


def test_later_analysis_says_what_changed(alices, alice, cv, posting):
    first = finished(alice, cv, posting)
    cv.write(BETTER)
    shown = page(alices, finished(alice, cv, posting))
    assert f'What changed since <a href="{address("analysis", first)}">version 1</a>' in shown
    said = part(shown, "What changed since")
    assert "Newly found Kubernetes " in said
    assert (
        "Weak lines that are gone or rewritten Helped with Docker Responsible for PostgreSQL"
        in said
    )
    before, after = map(int, re.search(r"Score without AI: (\d+) → (\d+)", said).groups())
    assert 0 < before < after <= 100


def test_waiting_page_knows_the_scores_already(alices, alice, cv, posting):
    finished(alice, cv, posting)
    cv.write(BETTER)
    said = part(page(alices, start(alice, cv.current(), posting)), "What changed since")
    assert re.search(r"Score without AI: \d+ → \d+", said)
    assert "The rest is compared when Claude has read everything." in said


def test_same_text_read_twice_is_no_change_of_the_cv(alices, alice, cv, posting):
    finished(alice, cv, posting)
    said = part(page(alices, finished(alice, cv, posting)), "What changed since")
    assert "Both times Claude read the same text." in said
    assert "No required or welcome term and no weak line has changed." in said


def test_what_is_of_another_cv_or_application_or_failed_is_not_compared(alices, alice, cv, posting):
    finished(alice, make_cv(alice), posting)
    finished(alice, cv, make_posting(make_application(alice), text=POSTING))
    asking.fail(start(alice, cv.current(), posting), "busy", "overloaded")
    assert "What changed since" not in page(alices, finished(alice, cv, posting))


def test_first_analysis_is_not_compared_with_a_later_one(alices, alice, cv, posting):
    first = finished(alice, cv, posting)
    finished(alice, cv, posting)
    assert "What changed since" not in page(alices, first)


def test_score_stands_beside_claude_and_is_not_mixed_with_it(alices, alice, cv, posting):
    analysis = finished(alice, cv, posting)
    shown = page(alices, analysis)
    said = part(shown, "Beside the score without AI")
    assert re.search(r"Version 1 scores \d+ of 100 against this posting\.", said)
    both = re.search(r"Both find missing (.*?) (?:Only|They)", said)[1]
    assert {"Kubernetes", "Kafka"} <= set(both.split())
    assert "the score counts known words and sees no meaning" in said


def test_posting_of_few_terms_is_not_compared_term_by_term(alices, alice, cv, sandbox):
    short = make_posting(make_application(alice), text="Developer\n\nRequirements\n- Python\n")
    said = part(page(alices, finished(alice, cv, short)), "Beside the score without AI")
    assert "The posting names too few terms that the score knows" in said
    assert "Both find missing" not in said


def test_report_leads_to_the_editor_and_to_the_analysis_of_a_newer_version(
    alices, alice, cv, posting
):
    analysis = finished(alice, cv, posting)
    preview = reverse("cv:preview", args=[posting.application.public_id, cv.public_id])
    shown = page(alices, analysis)
    assert f'href="{reverse("cv:edit", args=[cv.public_id])}"' in shown
    assert preview not in shown
    cv.write(BETTER)
    assert re.search(f'href="{preview}">Analyse version 2<', page(alices, analysis))
