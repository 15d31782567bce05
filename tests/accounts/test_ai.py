"""The glass box: the switch, the consents, the log of calls."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from billing import allowance, consent
from billing.models import AiCall, AiConsent
from cv.analysis import analyse
from cv.models import Analysis
from cv.tailoring import tailor
from tests.conftest import signed_in
from tests.factories import make_application, make_cv, make_posting, make_user
from trackr.claude import Usage

ANALYSIS = allowance.Feature.CV_ANALYSIS
PAGE, CALLS = "/settings/ai/", "/settings/ai/calls/"
USAGE = Usage("claude-sonnet-5-5", 12_000, 300, 0, 34, "req_1")


@pytest.fixture
def posting(alice):
    return make_posting(make_application(alice))


def test_switch_makes_every_call_impossible(alices, alice, posting, sandbox):
    cv = make_cv(alice)
    waiting = analyse.start(
        alice, cv.current(), posting, analyse.preview(alice, cv.current(), posting).digest
    )
    assertContains(alices.post("/settings/ai/switch/", follow=True), "AI is off. Nothing is sent.")
    alices.get(reverse("cv:events", args=[waiting.public_id])).getvalue()
    places = [posting.application.public_id, cv.public_id]
    version = cv.current()
    starts = {
        "cv:start": analyse.preview(alice, version, posting).digest,
        "cv:tailor_start": tailor.preview(alice, version, posting, "").digest,
    }
    for name, digest in starts.items():
        answer = alices.post(
            reverse(name, args=places), {"digest": digest, "answers": ""}, follow=True
        )
        assertContains(answer, "You have switched AI off")
        assertNotContains(answer, "data-busy-label")  # no button that could not work
    assert sandbox.requests("anthropic") == []
    assert Analysis.objects.get().state == "failed"
    assert allowance.left(alice, ANALYSIS).used == 0


def test_switched_on_again_calls_begin(alices, alice):
    alices.post("/settings/ai/switch/")
    alices.post("/settings/ai/switch/", {"uses_ai": "on"})
    assert allowance.reserve(alice, ANALYSIS, [])


def test_first_use_asks_for_consent_and_the_second_does_not(db, sandbox):
    anna = make_user("anna@example.com", agrees=False)
    client, posting, cv = signed_in(anna), make_posting(make_application(anna)), make_cv(anna)
    address = reverse("cv:preview", args=[posting.application.public_id, cv.public_id])
    page = client.get(address)
    assertContains(page, 'name="agrees"')
    digest = {"digest": page.context["payload"].digest}
    refused = client.post(f"{address}start/", digest, follow=True)
    assertContains(refused, "agree to it first")
    assert not Analysis.objects.exists()
    client.post(f"{address}start/", {**digest, "agrees": "on"})
    assert Analysis.objects.count() == 1
    assert [row.feature for row in AiConsent.objects.all()] == ["cv_analysis"]
    assertNotContains(client.get(address), 'name="agrees"')


def test_consent_is_taken_back_by_its_feature(alices, alice):
    assertContains(alices.get(PAGE), "Agreed on", count=5)
    alices.post("/settings/ai/withdraw/", {"feature": "cv_analysis"})
    assert not consent.is_given(alice, ANALYSIS)
    assertContains(alices.get(PAGE), "Agreed on", count=4)
    assert alices.post("/settings/ai/withdraw/", {"feature": "x"}).status_code == 302
    assert AiConsent.objects.filter(user=alice).count() == 4


def test_log_says_when_for_what_and_with_what_but_not_the_content(alices, alice, bob):
    call = allowance.reserve(alice, ANALYSIS, ["cv", "posting"])
    allowance.record(call, USAGE)
    allowance.settle(call)
    failed = allowance.reserve(alice, allowance.Feature.DRAFT, ["answers"])
    allowance.refund(failed, "overloaded")
    allowance.reserve(bob, ANALYSIS, ["notes"])
    page = alices.get(CALLS).content.decode()
    rows = [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in page.split("<tr>")[2:]]
    assert len(rows) == 2
    assert "Drafts what you added – – not charged: Claude was busy or out of reach" in rows[0]
    assert "CV analyses CV, posting claude-sonnet-5-5 12,034, 300 charged: answered" in rows[1]
    assertContains(alices.get(PAGE), "2 of 3 left until")


@pytest.mark.parametrize("count, shown", [(1, 1), (51, 50)])
def test_log_is_in_pages_of_the_same_few_queries(
    alices, alice, count, shown, django_assert_num_queries
):
    AiCall.objects.bulk_create(
        AiCall(user=alice, feature="draft", state="settled", lease_until=timezone.now())
        for _ in range(count)
    )
    # Session, person, count, rows; paid periods, plan, grants, counters.
    with django_assert_num_queries(8):
        assertContains(alices.get(CALLS), ">Drafts<", count=shown)


def test_log_without_calls_says_so(alices):
    assertContains(alices.get(CALLS), "No call so far")
