"""Letters: asked for, shown before they are sent, written once, edited, kept as sent."""

import datetime
import json

import pytest
from django.conf import settings
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from applications.models import SentDocument
from applications.stages import Stage
from billing import allowance, consent
from billing.models import AiCall
from coaching.drafts import proposals, write
from coaching.models import Draft, DraftVersion
from coaching.models.drafts import LONGEST_SUBJECT
from cv.sending.payload import PayloadChanged
from tests.coaching.letters import changed, make_draft, make_letter, start, written
from tests.coaching.test_chat_injections import INJECTIONS
from tests.factories import (
    make_application,
    make_contact,
    make_cv,
    make_posting,
    make_round,
)
from trackr import ai_mark

KEY = "11111111-2222-4333-8444-555555555555"
CHOSEN = {
    "key": KEY,
    "kind": "cover_letter", "language": "en", "tone": "warm", "length": "short",
    "has_posting": "on", "wish": "I can start in January.",
}  # fmt: skip
SECRETS = ("Alice", "Kovalenko", "alice@example.com", "123 45 67", "Iryna", "Bondar")


def address(deed, thing, *more):
    return reverse(f"coaching:{deed}", args=[thing.public_id, *more])


def again(page):
    """What the form of a page would send, unchanged."""
    fields = page.context["form"]
    return {field.name: field.value() for field in fields if field.value() not in (None, False)}


@pytest.fixture
def draft(alice, application, sandbox):
    return make_draft(alice, application, wish="I can start in January.")


def test_letter_is_written_from_what_was_shown(alices, alice, application, sandbox):
    cv = make_cv(alice)
    page = alices.post(address("draft_new", application), CHOSEN | {"cv": cv.pk})
    shown = page.context["sent"]
    assertContains(page, "I can start in January.")
    assertContains(page, "5+ years of Python and Django")
    answer = alices.post(
        address("draft_start", application), CHOSEN | {"cv": cv.pk, "digest": shown.digest}
    )
    draft = Draft.objects.get()
    assertRedirects(answer, address("draft", draft))
    alices.post(address("writing_run", draft.writings.get()))
    (request,) = sandbox.requests("anthropic")
    body = request.json()
    assert body["system"] == shown.prompt.system
    assert body["messages"][0]["content"] == shown.prompt.message
    page = alices.get(address("draft", draft))
    assertContains(page, "I can start in January.")
    assertContains(page, "Alice Kovalenko")  # put back
    assertContains(page, 'data-digital-source-type="trainedAlgorithmicMedia"')
    assertContains(page, "Drafted by Claude, an AI.")
    assert (draft.tone, draft.length, draft.language) == ("warm", "short", "en")


def test_one_letter_is_settled_and_recorded(alice, draft):
    written(alice, draft)
    call = AiCall.objects.get()
    assert (call.state, call.feature) == (AiCall.State.SETTLED, "draft")
    assert set(call.data_kinds) == {"cv", "applications", "posting", "answers"}
    assert allowance.left(alice, write.FEATURE).used == 1


def test_nothing_of_the_contact_data_leaves(alice, application, sandbox):
    contact = make_contact(alice, name="Iryna Bondar")
    draft = make_draft(alice, application, to=contact, wish="Iryna Bondar said: alice@example.com")
    letter = written(alice, draft).newest()
    (request,) = sandbox.requests("anthropic")
    body = request.body.decode()
    assert not [secret for secret in SECRETS if secret in body]
    assert "tools" not in request.json()
    assert letter.text.startswith("Dear Iryna Bondar,")
    assert letter.text.endswith("Alice Kovalenko")


def test_name_is_signed_though_no_cv_goes_along(alice, application, sandbox):
    alice.name = "Alice Kovalenko"
    letter = written(alice, make_draft(alice, application, cv=False)).newest()
    assert letter.text.endswith("Kind regards,\nAlice Kovalenko")
    (request,) = sandbox.requests("anthropic")
    assert "Kovalenko" not in request.body.decode()


def test_only_what_was_chosen_goes_along(alice, application, sandbox):
    make_round(application, title="Canary round")
    application.note("Canary note", datetime.date(2026, 11, 12))
    make_posting(application, text="Canary posting")
    draft = make_draft(
        alice, application, cv=False, has_posting=False, has_rounds=False, has_notes=False
    )
    assert "Canary" not in write.preview(alice, draft).prompt.message
    draft.has_posting = draft.has_rounds = draft.has_notes = True
    message = write.preview(alice, draft).prompt.message
    for canary in ("Canary round", "Canary note", "Canary posting"):
        assert canary in message


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("cover_letter", "a cover letter"),
        ("follow_up", "a follow-up"),
        ("thanks", "thanks after an interview"),
        ("decline", "declines an offer"),
        ("withdraw", "withdraws the application"),
        ("negotiation", "asks for better terms"),
        ("question", "a question to the recruiter"),
    ],
)
@pytest.mark.parametrize("language", ["en", "uk"])
def test_each_kind_is_asked_for_in_either_language(
    alice, application, sandbox, kind, words, language
):
    draft = written(alice, make_draft(alice, application, kind=kind, language=language))
    (request,) = sandbox.requests("anthropic")
    assert words in request.json()["system"]
    start = {"en": "Hello,", "uk": "Вітаю!"}[language]
    assert draft.newest().text.startswith(start)


def test_changed_choice_is_shown_before_anything_is_sent(alices, alice, application, sandbox):
    digest = write.preview(alice, make_draft(alice, application)).digest
    page = alices.post(address("draft_start", application), CHOSEN | {"digest": digest})
    assertContains(page, "Nothing is sent yet")
    assert not Draft.objects.exists()
    assert sandbox.requests("anthropic") == []


def test_posting_changed_after_the_start_is_not_sent(alice, draft, application, sandbox):
    writing = start(alice, draft)
    make_posting(application, text="Another posting")
    write.run(alice, writing)
    writing.refresh_from_db()
    assert (writing.state, writing.error) == ("failed", "changed")
    assert sandbox.requests("anthropic") == []
    assert allowance.left(alice, write.FEATURE).used == 0


def test_without_consent_nothing_starts(alices, alice, application, sandbox):
    make_cv(alice)
    consent.withdraw(alice, write.FEATURE)
    page = alices.post(address("draft_new", application), CHOSEN)
    assertContains(page, "I agree that what is shown here goes to Anthropic")
    data = CHOSEN | {"digest": page.context["sent"].digest}
    assertContains(alices.post(address("draft_start", application), data), "agree to it first")
    assert not Draft.objects.exists()
    alices.post(address("draft_start", application), data | {"agrees": "on"})
    assert Draft.objects.count() == 1


FAULTS = [
    ({"fault": "rate_limited", "retry_after": 30}, "Claude is busy or out of reach"),
    ({"fault": "overloaded"}, "Claude is busy or out of reach"),
    ({"fault": "server_error"}, "Claude is busy or out of reach"),
    ({"fault": "cut_stream"}, "Claude is busy or out of reach"),
    ({"fault": "mid_stream_error"}, "Claude is busy or out of reach"),
    ({"fault": "slow", "seconds": 5}, "Claude is busy or out of reach"),
    ({"fault": "not_json"}, "Claude is busy or out of reach"),
    ({"fault": "refusal"}, "Claude declined to write this one."),
    ({"fault": "truncated"}, "The answer did not fit."),
    ({"fault": "invalid_json"}, "The answer came back garbled."),
    ({"fault": "unauthorized"}, "Something is wrong on our side."),
]


@pytest.mark.parametrize(("fault", "sentence"), FAULTS, ids=lambda value: str(value)[:40])
def test_fault_is_told_and_costs_nothing(alices, alice, draft, sandbox, settings, fault, sentence):
    writing = start(alice, draft)
    settings.CLAUDE_TIMEOUT_SECONDS = 2
    sandbox.fault("anthropic", fault.pop("fault"), **fault)
    write.run(alice, writing)
    page = alices.get(address("draft", draft))
    assertContains(page, sentence)
    assertContains(page, "Nothing was charged.")
    assert not DraftVersion.objects.exists()
    assert allowance.left(alice, write.FEATURE).used == 0
    page = alices.get(address("draft_again", draft))
    assertContains(page, "I can start in January.</textarea>")
    chosen = again(page)
    page = alices.post(address("draft_again", draft), chosen)
    chosen["digest"] = page.context["sent"].digest
    alices.post(address("draft_again_start", draft), chosen)
    alices.post(address("writing_run", draft.writings.first()))
    assertContains(alices.get(address("draft", draft)), "Kind regards,")


@pytest.mark.parametrize("fault", ["truncated", "cut_stream", "mid_stream_error"])
def test_part_of_a_letter_that_broke_off_is_kept_and_marked(alices, alice, draft, sandbox, fault):
    writing = start(alice, draft)
    sandbox.fault("anthropic", fault)
    write.run(alice, writing)
    writing.refresh_from_db()
    assert writing.summary.startswith("Hello,\n\nI am writing about the role of Backend developer")
    call = AiCall.objects.get()
    assert call.output_tokens >= len(writing.summary) // 4
    assert call.input_tokens > 200  # the instructions alone are more
    page = alices.get(address("draft", draft))
    assertContains(page, "This much had come")
    assertContains(page, "Nothing was charged.")
    part = page.content.decode().partition("This much had come")[0].rpartition("<section")[2]
    assert 'data-digital-source-type="trainedAlgorithmicMedia"' in part
    assert not draft.versions.exists()
    assert alices.get(address("draft_download", draft, "text")).status_code == 404
    sandbox.fault("anthropic", "overloaded")
    write.run(alice, start(alice, draft))
    assertContains(alices.get(address("draft", draft)), "This much had come")


@pytest.mark.parametrize(
    "text", ["", "{", '{"paragraphs": 7}', '["x"]', '{"paragraphs": [1, {}, "']
)
def test_part_of_anything_is_no_letter(text):
    assert proposals.part_of(text, str) == ""


def test_letter_without_end_is_thrown_away(alices, alice, draft, sandbox):
    sandbox.fault("anthropic", "huge")
    writing = start(alice, draft)
    write.run(alice, writing)
    assertContains(alices.get(address("draft", draft)), "The answer did not fit.")
    assert not DraftVersion.objects.exists()
    assert allowance.left(alice, write.FEATURE).used == 0


def test_letter_longer_than_any_is_not_usable():
    long = proposals.LetterDraft(subject="S", paragraphs=["x" * 1_000_000], check=[])
    short = proposals.LetterDraft(subject="S" * 999, paragraphs=["x", " "], check=["y"] * 999)
    none = proposals.LetterDraft(subject="S", paragraphs=[" ", "\x01"], check=[])
    letters = [proposals.letter(one, str, LONGEST_SUBJECT) for one in (long, short, none)]
    assert [letter.is_usable for letter in letters] == [False, True, False]
    assert len(letters[1].subject) == LONGEST_SUBJECT


def test_thinking_first_changes_nothing(alice, draft, sandbox):
    sandbox.fault("anthropic", "thinking_first")
    assert "Kind regards," in written(alice, draft).newest().text


def test_hostile_answer_is_inert(alices, alice, draft, sandbox):
    sandbox.fault("anthropic", "hostile")
    written(alice, draft)
    page = alices.get(address("draft", draft)).content.decode()
    assert "<script>document.title" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("place", ["posting", "cv", "wish"])
@pytest.mark.parametrize("text", INJECTIONS)
def test_injection_stays_data(alice, bob, alices, sandbox, text, place):
    make_posting(make_application(bob, company="Bobco"), text="Canary of bob's posting")
    application = make_application(alice)
    make_posting(application, text=f"Canary of hers\n\n{text if place == 'posting' else ''}")
    make_cv(alice, markdown=f"# Alice\n\n- Python\n- {text if place == 'cv' else 'SQL'}\n")
    wish = text if place == "wish" else "Short, please."
    draft = written(alice, make_draft(alice, application, wish=wish))
    (request,) = sandbox.requests("anthropic")
    sent = json.dumps(request.json(), ensure_ascii=False)
    assert not {"tools", "tool_choice", "container"} & request.json().keys()
    assert "Canary of hers" in sent
    assert "Canary of bob" not in sent
    assert "Bobco" not in sent
    for name in ("SECRET_KEY", "ANTHROPIC_API_KEY", "RESEND_API_KEY"):
        assert getattr(settings, name) not in sent
    message = request.json()["messages"][0]["content"]
    for tag in ("cv", "applications", "posting", "wish"):
        assert message.count(f"<{tag}>") == message.count(f"</{tag}>") == 1
    page = alices.get(address("draft", draft)).content.decode()
    letter = page.partition('class="letter"')[2].partition("</article>")[0]
    assert not [tag for tag in ("<script", "<img", "<iframe", "<a ", "<form") if tag in letter]


def test_edit_makes_a_version_and_another_tab_loses_nothing(alices, alice, application):
    draft = make_letter(alice, application)
    form = {"subject": "Hi", "text": "By hand\r\n\r\nBye", "base": 1}
    assertRedirects(alices.post(address("draft_edit", draft), form), address("draft", draft))
    assert [(one.number, one.origin) for one in draft.versions.all()] == [
        (2, "edited"),
        (1, "written"),
    ]
    assert draft.newest().text == "By hand\n\nBye"
    late = alices.post(address("draft_edit", draft), form | {"text": "Typed late"})
    assertContains(late, "changed in another tab")
    assertContains(late, "Typed late</textarea>")
    assertContains(late, "By hand")
    assert draft.versions.count() == 2


def test_saving_the_same_makes_no_version(alices, alice, application):
    draft = make_letter(alice, application)
    same = {"subject": "Hi", "text": draft.newest().text, "base": 1}
    alices.post(address("draft_edit", draft), same)
    assert draft.versions.count() == 1


def test_earlier_version_is_had_back_and_compared(alices, alice, application):
    draft = make_letter(alice, application)
    draft.write("Hi", "Hello,\n\nI write otherwise.\n\nAlice", DraftVersion.Origin.EDITED, 1)
    page = alices.get(address("draft_version", draft, 2))
    assertContains(page, "otherwise")
    assertContains(page, "<ins>")
    alices.post(address("draft_restore", draft, 1))
    newest = draft.newest()
    assert (newest.number, newest.origin, newest.text) == (
        3,
        "restored",
        "Hello,\n\nI write.\n\nAlice",
    )
    assertContains(alices.get(address("draft_versions", draft)), "Restore version 2")


def test_sent_letter_is_kept_with_the_application(alices, alice, application):
    draft = make_letter(alice, application, "Dear team,\n\nBye", subject="My letter")
    answer = alices.post(address("draft_send", draft), {"sent_on": "2026-11-20"})
    assertRedirects(answer, reverse("applications:page", args=[application.public_id]))
    document = SentDocument.objects.get()
    assert (document.kind, document.title, document.text) == (
        "letter", "My letter", "Dear team,\n\nBye",
    )  # fmt: skip
    assert (document.origin, document.origin_version) == (draft.public_id, 1)
    assert document.source_type == ai_mark.WRITTEN
    alices.post(address("draft_delete", draft))
    assert not Draft.objects.exists()
    assert SentDocument.objects.count() == 1


def test_deletion_of_a_waiting_letter_gives_its_unit_back(alices, alice, draft):
    start(alice, draft)
    assertContains(alices.get(address("draft_delete", draft)), "can't be undone")
    alices.post(address("draft_delete", draft))
    assert allowance.left(alice, write.FEATURE).used == 0
    assert AiCall.objects.get().outcome == "dropped"


def test_kind_is_proposed_by_the_stage_or_by_a_link(alices, alice):
    offered = make_application(alice, stage=Stage.OFFER)
    page = alices.get(address("draft_new", offered))
    assert page.context["form"]["kind"].value() == "negotiation"
    page = alices.get(address("draft_new", offered), {"kind": "decline"})
    assert page.context["form"]["kind"].value() == "decline"
    page = alices.get(address("draft_new", offered), {"kind": "nonsense"})
    assert page.context["form"]["kind"].value() == "negotiation"


def test_tailored_cv_of_the_application_is_proposed(alices, alice, application):
    make_cv(alice)
    own = make_cv(alice, title="For them")
    type(own).objects.filter(pk=own.pk).update(application=application)
    make_cv(alice, title="Newer")
    page = alices.get(address("draft_new", application))
    assert page.context["form"]["cv"].value() == own.pk


def test_lists_show_the_persons_letters(alices, alice, bob, application):
    make_letter(alice, application)
    foreign = make_letter(bob, make_application(bob, company="Bobco"))
    assertContains(alices.get(reverse("coaching:drafts")), "Cover letter")
    assertNotContains(alices.get(reverse("coaching:drafts")), "Bobco")
    assertContains(alices.get(address("of_application", application)), "Cover letter")
    assert alices.get(address("draft", foreign)).status_code == 404


def test_letter_of_an_application_in_the_bin_is_not_shown(alices, alice, application):
    draft = make_letter(alice, application)
    application.throw_away()
    assert alices.get(address("draft", draft)).status_code == 404
    assertContains(alices.get(reverse("coaching:drafts")), "No letters yet")


def test_stale_digest_of_another_try_is_refused(alice, draft):
    with pytest.raises(PayloadChanged):
        write.start(alice, draft, "0" * 64)
    start(alice, draft)
    with pytest.raises(write.NotNow):
        start(alice, draft)
    assert AiCall.objects.count() == 1


def test_form_sent_twice_makes_one_letter_and_takes_one_unit(alices, alice, application, sandbox):
    digest = alices.post(address("draft_new", application), CHOSEN).context["sent"].digest
    data = CHOSEN | {"digest": digest}
    first = alices.post(address("draft_start", application), data)
    alices.post(address("writing_run", Draft.objects.get().writings.get()))
    assert alices.post(address("draft_start", application), data).url == first.url
    assert Draft.objects.count() == AiCall.objects.count() == 1


def test_form_sent_back_with_other_choices_makes_another_letter(alices, application, sandbox):
    for length in ("short", "long"):
        chosen = CHOSEN | {"length": length}
        page = alices.post(address("draft_new", application), chosen)
        data = chosen | {"digest": page.context["sent"].digest}
        alices.post(address("draft_start", application), data)
        alices.post(address("writing_run", Draft.objects.latest("pk").writings.get()))
    assert sorted(Draft.objects.values_list("length", flat=True)) == ["long", "short"]


@pytest.mark.parametrize("text", [" ", "\x01"])
def test_letter_can_not_be_emptied(alices, alice, application, text):
    draft = make_letter(alice, application)
    page = alices.post(address("draft_edit", draft), {"subject": "", "text": text, "base": 1})
    assert page.status_code == 200
    assert draft.versions.count() == 1


@pytest.mark.parametrize("day", ["2099-01-01", "0001-01-01", "nonsense"])
def test_letter_was_not_sent_on_such_a_day(alices, alice, application, day):
    draft = make_letter(alice, application)
    alices.post(address("draft_send", draft), {"sent_on": day})
    assert not SentDocument.objects.exists()


def test_what_to_check_stays_after_a_change(alices, alice, draft):
    changed(alice, written(alice, draft))
    assertContains(alices.get(address("draft", draft)), "This is a canned letter of the sandbox")
