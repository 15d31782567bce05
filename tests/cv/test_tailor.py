"""A CV tailored to a posting, with the real SDK against the sandbox."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertRedirects

from billing import allowance
from billing.models import AiCall
from cv.models import Cv, Tailoring
from cv.sending import asking
from cv.sending.payload import PayloadChanged
from cv.tailoring import changes, tailor
from tests.factories import CV, make_application, make_contact

TAILORED = allowance.Feature.TAILORED_CV
ANSWERS = "I cut build times by 30 % with Docker."


def started(alice, version, posting, answers=""):
    digest = tailor.preview(alice, version, posting, answers).digest
    return tailor.start(alice, version, posting, answers, digest)


def finished(alice, version, posting, answers=""):
    tailoring = started(alice, version, posting, answers)
    tailor.run(alice, tailoring)
    tailoring.refresh_from_db()
    return tailoring


def address(name, version, posting):
    return reverse(f"cv:{name}", args=[posting.application.public_id, version.cv.public_id])


def test_run_makes_a_copy_and_proposes_changes_of_its_lines(alice, version, posting):
    tailoring = finished(alice, version, posting)
    assert tailoring.state == "done", tailoring.error
    copy = tailoring.cv
    assert (copy.parent, copy.application) == (version.cv, posting.application)
    assert copy.title == "Backend for Dnipro Soft"
    assert copy.current().markdown == CV
    lines = CV.split("\n")
    proposed = list(tailoring.changes.all())
    assert proposed
    assert all(lines[one.number - 1] == one.line for one in proposed)


def test_run_settles_the_unit_and_records_the_tokens(alice, version, posting):
    finished(alice, version, posting)
    call = AiCall.objects.get()
    assert (call.state, call.feature) == (AiCall.State.SETTLED, "tailored_cv")
    assert call.input_tokens > 0
    assert allowance.left(alice, TAILORED).used == 1


def test_run_sends_no_contact_data_of_the_person_or_of_those_they_know(
    alice, version, posting, sandbox
):
    make_contact(alice, name="Solomiia Hrytsenko", company="Zerno", phone="+380 44 555 66 77")
    posting.text += "\nAsk Solomiia Hrytsenko, +380445556677, hr@zerno.example, 5 Baker Street."
    posting.save()
    finished(alice, version, posting, "Solomiia praised me: https://x.example/alice")
    (request,) = sandbox.requests("anthropic")
    body = request.body.decode()
    for secret in (
        "Alice", "Kovalenko", "alice@example.com", "123 45 67", "Solomiia", "Hrytsenko",
        "5556677", "zerno.example", "Baker", "x.example",
    ):  # fmt: skip
        assert secret not in body
    assert "tools" not in request.json()


def test_preview_shows_exactly_what_is_sent_with_the_answers(alices, version, posting, sandbox):
    page = alices.post(address("tailor_preview", version, posting), {"answers": ANSWERS})
    payload = page.context["payload"]
    assertContains(page, "cut build times by 30 %")
    data = {"digest": payload.digest, "answers": ANSWERS}
    alices.post(address("tailor_start", version, posting), data)
    tailoring = Tailoring.objects.get()
    alices.post(reverse("cv:tailoring_run", args=[tailoring.public_id]))
    (request,) = sandbox.requests("anthropic")
    assert request.json()["messages"] == [{"role": "user", "content": payload.prompt.message}]
    assert request.json()["system"] == payload.prompt.system


def test_nothing_starts_that_was_not_shown(alices, alice, version, posting):
    with pytest.raises(PayloadChanged):
        tailor.start(alice, version, posting, "", "0" * 64)
    digest = tailor.preview(alice, version, posting, "").digest
    data = {"digest": digest, "answers": "I also fly"}
    answer = alices.post(address("tailor_start", version, posting), data)
    assertContains(answer, "what would be sent has changed since you saw it")
    assert not AiCall.objects.exists()
    assertContains(answer, "I also fly</textarea>")
    assertContains(answer, "I also fly</pre>")
    data["digest"] = answer.context["payload"].digest
    alices.post(address("tailor_start", version, posting), data)
    assert Tailoring.objects.get().answers == "I also fly"


def test_what_is_added_is_in_the_form_that_starts(alices, version, posting):
    """One form: nothing that was typed can be left behind."""
    page = alices.get(address("tailor_preview", version, posting)).content.decode()
    (form,) = [one for one in page.split("<form")[1:] if 'name="answers"' in one]
    assert f'action="{address("tailor_start", version, posting)}"' in form
    assert f'formaction="{address("tailor_preview", version, posting)}"' in form
    assert 'name="digest"' in form


def test_answers_that_are_too_long_stay_in_their_field(alices, version, posting):
    digest = alices.get(address("tailor_preview", version, posting)).context["payload"].digest
    data = {"digest": digest, "answers": "x" * 10_001}
    page = alices.post(address("tailor_start", version, posting), data)
    assertContains(page, "x" * 10_001)
    assertContains(page, "at most 10000 characters")
    assert not Tailoring.objects.exists()


@pytest.mark.parametrize("deed", ["tailor_preview", "preview"])
def test_without_a_posting_its_text_is_asked_for(deed, alices, alice, version):
    application = make_application(alice)
    page = reverse(f"cv:{deed}", args=[application.public_id, version.cv.public_id])
    answer = alices.get(page, follow=True)
    assertRedirects(answer, reverse("applications:posting", args=[application.public_id]))
    assertContains(answer, "Keep the text of the posting first.")


@pytest.mark.parametrize(
    "fault, error",
    [
        ("rate_limited", "busy"),
        ("overloaded", "busy"),
        ("server_error", "busy"),
        ("cut_stream", "busy"),
        ("bad_request", "misconfigured"),
        ("unauthorized", "misconfigured"),
        ("refusal", "refused"),
        ("truncated", "cut_short"),
        ("invalid_json", "unreadable"),
        ("not_json", "busy"),
    ],
)
def test_fault_ends_in_a_sentence_and_costs_nothing(
    alice, alices, version, posting, sandbox, fault, error
):
    sandbox.fault("anthropic", fault)
    tailoring = finished(alice, version, posting)
    assert (tailoring.state, tailoring.error) == ("failed", error)
    assert allowance.left(alice, TAILORED).used == 0
    assert AiCall.objects.get().state == AiCall.State.REFUNDED
    assert Cv.objects.count() == 1
    page = alices.get(reverse("cv:tailoring", args=[tailoring.public_id]))
    assertContains(page, "Nothing was charged.")
    assert str(asking.SENTENCES[error]).replace("'", "&#x27;") in page.content.decode()


def test_answer_about_another_cv_is_thrown_away(alice, version, posting, sandbox):
    strange = (
        '{"summary": "", "changes": [{"kind": "replace", "line": "- Flew to Mars",'
        ' "text": "- Flew twice", "reason": ""}]}'
    )
    sandbox.fault("anthropic", "invalid_json", text=strange)
    tailoring = finished(alice, version, posting)
    assert (tailoring.state, tailoring.error) == ("failed", "untrue")
    assert allowance.left(alice, TAILORED).used == 0


def test_inventions_are_marked_and_answers_prove(alice, version, posting, sandbox):
    sandbox.fault("anthropic", "invention")
    tailoring = finished(alice, version, posting)
    assert tailoring.state == "done", tailoring.error
    assert all(one.unproven for one in tailoring.changes.exclude(kind="remove"))
    sources = changes.Sources(CV, ANSWERS)
    assert changes.facts("- Cut build times by 30 % with Docker", sources) == []


def test_hostile_answer_is_shown_as_text(alices, alice, version, posting, sandbox):
    sandbox.fault("anthropic", "hostile")
    tailoring = finished(alice, version, posting)
    page = alices.get(reverse("cv:tailoring", args=[tailoring.public_id])).content.decode()
    assert "<script>alert" not in page
    assert "<script>document" not in page
    assert "<img" not in page


def test_run_twice_asks_once(alice, version, posting, sandbox):
    tailoring = started(alice, version, posting)
    tailor.run(alice, tailoring)
    tailor.run(alice, tailoring)
    assert len(sandbox.requests("anthropic")) == 1
    assert Cv.objects.count() == 2


def test_what_a_killed_process_left_is_failed_and_refunded_once(alice, version, posting):
    tailoring = started(alice, version, posting)
    tailoring.claim()
    now = timezone.now()
    later = now + asking.STALE_AFTER + datetime.timedelta(seconds=1)
    assert [tailor.sweep(later, later + asking.STALE_AFTER) for _ in range(2)] == [1, 0]
    tailoring.refresh_from_db()
    assert (tailoring.state, tailoring.error) == ("failed", "lost")
    assert allowance.left(alice, TAILORED).used == 0


@pytest.mark.parametrize("when", ["before", "meanwhile"])
def test_tailoring_of_a_deleted_cv_is_not_charged(alice, alices, version, posting, when):
    tailoring = started(alice, version, posting)
    if when == "meanwhile":
        tailoring.claim()
    assertRedirects(
        alices.post(reverse("cv:delete", args=[version.cv.public_id])), reverse("cv:list")
    )
    assert allowance.left(alice, TAILORED).used == 0
    assert AiCall.objects.get().state == AiCall.State.REFUNDED
    assert not Tailoring.objects.exists()


def test_with_nothing_left_nothing_starts_and_the_page_says_when(alices, alice, version, posting):
    for _ in range(2):
        allowance.settle(started(alice, version, posting).call)
    page = alices.get(address("tailor_preview", version, posting))
    assertContains(page, "Tailored CVs: none are left in this cycle.")
    data = {"digest": page.context["payload"].digest, "answers": ""}
    alices.post(address("tailor_start", version, posting), data)
    assert Tailoring.objects.count() == 2


def test_choice_lists_own_cvs_and_what_was_tailored_before(alices, alice, version, posting):
    finished(alice, version, posting)
    page = alices.get(reverse("cv:tailor_choose", args=[posting.application.public_id]))
    assert [cv.title for cv in page.context["cvs"]] == ["Backend"]
    assertContains(page, "Backend for Dnipro Soft")
