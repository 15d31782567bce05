"""The preparation of an interview, with the real SDK against the sandbox."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertRedirects

from billing import allowance
from billing.models import AiCall
from coaching.interviews import bank, preparing
from coaching.models import Preparation, Question
from cv.sending import asking
from cv.tailoring import changes
from tests.coaching.interviews import (
    address,
    chosen,
    make_mock,
    make_mock_turn,
    make_preparation,
    make_proposal,
    make_story,
    prepared,
    started,
)
from tests.conftest import signed_in
from tests.factories import (
    make_application,
    make_contact,
    make_cv,
    make_posting,
    make_round,
    make_tailoring,
    make_user,
)
from trackr import ai_mark

INTERVIEW = allowance.Feature.INTERVIEW


def page_of(name, application):
    return reverse(f"coaching:{name}", args=[application.public_id])


def start_form(page, **over):
    """What the page would send, as it stands."""
    form = page.context["form"]
    data = {name: form[name].value() for name in form.fields} | over
    data = {name: value for name, value in data.items() if value not in (None, False, "")}
    return {"digest": page.context["sent"].digest, **data}


def test_run_keeps_questions_lists_and_stories(alice, version, posting):
    story = make_story(alice, title="Django", action="I tuned Django.")
    preparation = prepared(alice, version, posting, story)
    assert preparation.state == "done", preparation.error
    questions = list(preparation.questions.all())
    (django,) = [one for one in questions if one.text == "What have you done with Django?"]
    assert (django.kind, django.story) == ("skill", story)
    assert "5+ years of Python and Django" in django.why
    assert preparation.research[0] == {
        "topic": "What the company sells, and to whom: its own site.",
        "why": "Every answer may lean on it.",
    }
    assert len(preparation.to_ask) == 3
    assert [one.cv_quote for one in preparation.proposals.all()][1] == "Helped with Docker"


def test_run_settles_one_unit_and_logs_what_went_along(alice, version, posting):
    make_round(posting.application)
    prepared(alice, version, posting, make_story(alice))
    call = AiCall.objects.get()
    assert (call.state, call.feature) == (AiCall.State.SETTLED, "interview")
    assert call.data_kinds == ["cv", "applications", "posting", "rounds", "stories"]
    assert "your stories" in call.kinds_of_data
    assert call.input_tokens > 0
    assert allowance.left(alice, INTERVIEW).used == 1


def test_no_contact_data_leaves(alice, version, posting, sandbox):
    make_contact(alice, name="Solomiia Hrytsenko", company="Zerno", phone="+380 44 555 66 77")
    posting.text += "\nAsk Solomiia Hrytsenko, +380445556677, hr@zerno.example, 5 Baker Street."
    posting.save()
    story = make_story(alice, result="Solomiia praised me: https://x.example/alice")
    prepared(alice, version, posting, story)
    (request,) = sandbox.requests("anthropic")
    body = request.body.decode()
    for secret in (
        "Alice", "Kovalenko", "alice@example.com", "123 45 67", "Solomiia", "Hrytsenko",
        "5556677", "zerno.example", "Baker", "x.example",
    ):  # fmt: skip
        assert secret not in body
    assert "tools" not in request.json()


@pytest.mark.parametrize("part, words", [("has_rounds", "System design"), ("has_notes", "Canary")])
def test_what_is_not_chosen_stays_home(alice, version, posting, part, words):
    make_round(posting.application, title="System design")
    posting.application.note("Canary note", datetime.date(2026, 11, 3))
    for is_chosen in (True, False):
        sent = preparing.preview(alice, chosen(version, posting, **{part: is_chosen}))
        assert (words in sent.prompt.message) == is_chosen


def test_page_proposes_the_cv_of_the_application_and_every_story(alices, alice, posting):
    own = make_cv(alice, title="Made for it")
    own.application = posting.application
    own.save()
    make_cv(alice, title="Newer")
    stories = [make_story(alice, title=title) for title in ("One", "Two")]
    page = alices.get(page_of("prepare", posting.application))
    form = page.context["form"]
    assert (form["cv"].value(), set(form["stories"].value())) == (
        own.pk,
        {story.pk for story in stories},
    )
    assert form["has_rounds"].value()
    assert not form["has_notes"].value()


def test_preview_shows_exactly_what_is_sent(alices, alice, version, posting, sandbox):
    make_story(alice)
    page = alices.get(page_of("prepare", posting.application))
    sent = page.context["sent"]
    assertContains(page, "I added indexes.")
    assertContains(page, "alice@example.com → <code>[EMAIL]</code>")
    alices.post(page_of("prepare_start", posting.application), start_form(page))
    alices.post(address("preparation_run", Preparation.objects.get()))
    (request,) = sandbox.requests("anthropic")
    assert request.json()["messages"] == [{"role": "user", "content": sent.prompt.message}]
    assert request.json()["system"] == sent.prompt.system


def test_other_choice_is_shown_before_it_is_sent(alices, alice, version, posting):
    make_story(alice)
    page = alices.get(page_of("prepare", posting.application))
    data = start_form(page, stories=[])
    again = alices.post(page_of("prepare_start", posting.application), data)
    assertContains(again, "what would be sent has changed since you saw it")
    assert not again.context["sent"].material.said["stories"]
    assert not AiCall.objects.exists()
    alices.post(page_of("prepare_start", posting.application), start_form(again))
    assert Preparation.objects.get().chosen_stories == []


def test_consent_comes_before_the_first_call(posting, db, sandbox):
    anna = make_user("anna@example.com", agrees=False, name="Anna Koval")
    make_cv(anna)
    own = make_posting(make_application(anna)).application
    client = signed_in(anna)
    page = client.get(page_of("prepare", own))
    assertContains(page, 'name="agrees"')
    data = start_form(page)
    client.post(page_of("prepare_start", own), data)
    assert not Preparation.objects.exists()
    client.post(page_of("prepare_start", own), {**data, "agrees": "on"})
    assert Preparation.objects.get().state == "pending"


def test_without_a_posting_its_text_is_asked_for(alices, alice, version):
    application = make_application(alice)
    answer = alices.get(page_of("prepare", application), follow=True)
    assertRedirects(answer, reverse("applications:posting", args=[application.public_id]))
    assertContains(answer, "Keep the text of the posting first.")


def test_without_a_cv_one_is_asked_for(alices, posting):
    assertContains(alices.get(page_of("prepare", posting.application)), "Bring in a CV first")


def test_copy_with_unproven_facts_does_not_leave_and_another_can_be_chosen(
    alices, version, posting, sandbox
):
    change = ("replace", "- Helped with Docker", "- Led 40 people with Docker")
    tailoring = make_tailoring(version.cv, posting, change)
    changes.accept(tailoring.changes.get())
    page = alices.get(page_of("prepare", posting.application))
    assertContains(page, "This copy says things that nothing proves yet", status_code=409)
    data = {"cv": tailoring.cv.pk, "digest": "0" * 64}
    again = alices.post(page_of("prepare_start", posting.application), data)
    assert again.status_code == 409
    own = alices.post(page_of("prepare", posting.application), {"cv": version.cv.pk})
    alices.post(page_of("prepare_start", posting.application), start_form(own))
    assert Preparation.objects.get().version == version


def test_others_stories_and_cvs_cannot_be_chosen(alices, bob, alice, version, posting):
    page = alices.get(page_of("prepare", posting.application))
    for over in ({"cv": make_cv(bob).pk}, {"stories": [make_story(bob).pk]}):
        answer = alices.post(
            page_of("prepare_start", posting.application), start_form(page, **over)
        )
        assert answer.status_code == 422
    assert not Preparation.objects.exists()


def test_too_many_stories_are_refused_in_words(alices, alice, version, posting, monkeypatch):
    stories = [make_story(alice) for _ in range(2)]
    monkeypatch.setattr(bank, "LONGEST_SENT", len(bank.numbered(stories[:1])))
    page = alices.get(page_of("prepare", posting.application))
    data = start_form(page, stories=[story.pk for story in stories])
    answer = alices.post(page_of("prepare", posting.application), data)
    assertContains(answer, "Choose fewer.", status_code=422)


def test_run_twice_asks_once(alice, version, posting, sandbox):
    preparation = started(alice, version, posting)
    preparing.run(alice, preparation)
    preparing.run(alice, preparation)
    assert len(sandbox.requests("anthropic")) == 1
    assert preparation.questions.filter(position=1).count() == 1


def test_nothing_leaves_that_changed_since_it_was_shown(alice, version, posting, sandbox):
    story = make_story(alice)
    preparation = started(alice, version, posting, story)
    story.delete()
    preparing.run(alice, preparation)
    preparation.refresh_from_db()
    assert (preparation.state, preparation.error) == ("failed", "changed")
    assert sandbox.requests("anthropic") == []
    assert allowance.left(alice, INTERVIEW).used == 0


def test_edited_cv_changes_nothing_of_what_was_chosen(alice, version, posting, sandbox):
    preparation = started(alice, version, posting)
    version.cv.write("# Alice\n\n- Canary\n")
    preparing.run(alice, preparation)
    assert "Canary" not in sandbox.requests("anthropic")[0].body.decode()
    preparation.refresh_from_db()
    assert preparation.state == "done"


@pytest.mark.parametrize("when", ["before", "meanwhile"])
def test_deleted_while_it_waits_or_runs_is_not_charged(alice, alices, version, posting, when):
    preparation = started(alice, version, posting)
    if when == "meanwhile":
        preparation.claim()
    alices.post(address("preparation_delete", preparation))
    assert not Preparation.objects.exists()
    assert allowance.left(alice, INTERVIEW).used == 0
    assert AiCall.objects.get().state == AiCall.State.REFUNDED


def test_delete_names_what_goes_and_leaves_the_bank(alices, alice, version, posting):
    story = make_story(alice)
    preparation = make_preparation(version.cv, posting, stories=[story])
    make_mock_turn(make_mock(preparation), 1)
    assertContains(alices.get(address("preparation_delete", preparation)), "1 mock interview")
    assertRedirects(
        alices.post(address("preparation_delete", preparation)), reverse("coaching:interviews")
    )
    assert alice.stories.get() == story


def test_what_a_killed_process_left_is_failed_and_refunded_once(alice, version, posting):
    preparation = started(alice, version, posting)
    preparation.claim()
    later = timezone.now() + asking.STALE_AFTER + datetime.timedelta(seconds=1)
    assert [preparing.sweep(later, later + asking.STALE_AFTER) for _ in range(2)] == [1, 0]
    preparation.refresh_from_db()
    assert (preparation.state, preparation.error) == ("failed", "lost")
    assert allowance.left(alice, INTERVIEW).used == 0


def test_page_says_that_an_ai_wrote_it_and_marks_it(alices, preparation):
    page = alices.get(address("preparation", preparation))
    assertContains(page, "Written by Claude, an AI, from the posting and your CV.")
    mark = 'data-ai-generated="true" data-digital-source-type="trainedAlgorithmicMedia"'
    for text in ("Why us?", "What they sell", "Who decides?", "I added indexes."):
        before = page.content.decode().partition(text)[0]
        assert before.rpartition(mark)[2].count("</section>") == 0


def test_failed_and_waiting_pages_say_what_to_do(alices, alice, version, posting):
    preparation = started(alice, version, posting)
    page = alices.get(address("preparation", preparation))
    assertContains(page, f'hx-post="{address("preparation_run", preparation)}"')
    assertContains(page, "Run it now (takes up to a minute)")


@pytest.mark.parametrize("count", [1, 15])
def test_page_takes_the_same_few_queries(
    alices, alice, preparation, count, django_assert_num_queries
):
    for number in range(count):
        make_proposal(preparation, title=f"P{number}")
        make_story(alice)
        make_mock(preparation)
    with django_assert_num_queries(7):  # session, person, itself and its four lists
        alices.get(address("preparation", preparation))


def test_list_is_the_persons_own_newest_first(alices, alice, bob, version, posting):
    make_preparation(version.cv, posting)
    later = make_posting(make_application(alice, company="Later"))
    make_mock(make_preparation(version.cv, later))
    make_preparation(make_cv(bob), make_posting(make_application(bob, company="Bobco")))
    page = alices.get("/coach/interviews/").content.decode()
    assert page.index("Later") < page.index("Dnipro Soft")
    assert "1 mock interview" in page
    assert "Bobco" not in page


def test_what_belongs_to_the_bin_is_not_there(alices, preparation):
    preparation.application.throw_away()
    assert alices.get(address("preparation", preparation)).status_code == 404
    assertContains(alices.get("/coach/interviews/"), "No interview prepared so far")


def test_markdown_is_marked_and_inert(alices, alice, preparation):
    question = preparation.questions.get()
    Question.objects.update(text="Why <b>us</b>? ![x](https://tracker.invalid/p.png)")
    bank.match(question, make_story(alice, action="I [clicked](javascript:1)"))
    answer = alices.get(address("preparation_export", preparation))
    assert answer["Content-Disposition"] == 'attachment; filename="interview.md"'
    text = answer.content.decode()
    assert f"digital-source-type: {ai_mark.WRITTEN}" in text.partition("\n---\n")[0]
    assert text.count(ai_mark.in_markdown(ai_mark.WRITTEN)) == 3
    assert "Why \\<b>us\\</b>?" in text
    assert "](https" not in text.replace("\\](https", "")
    assert "What they sell" in text
