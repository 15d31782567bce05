"""Claude's comment on a comparison: shown first, charged once, its words bounded and inert."""

import datetime
import json

import pytest
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from billing import allowance
from billing.models import AiCall, AiConsent
from coaching.models import Criterion, Offer, OfferComment, Rating
from coaching.offers import commenting, comparison, facts
from cv.sending import asking
from cv.sending.payload import PayloadChanged
from tests.coaching.offers import (
    PAGE,
    commented,
    make_criterion,
    make_offer,
    start,
    url,
)
from tests.factories import make_contact
from trackr import cron

PREVIEW, START = "/coach/offers/comment/", "/coach/offers/comment/start/"
LETTERS = "abcdefghijklmnopqrst"
FAULTS = [
    ("rate_limited", {"retry_after": "30"}, "busy"),
    ("overloaded", {}, "busy"),
    ("server_error", {}, "busy"),
    ("cut_stream", {}, "busy"),
    ("not_json", {}, "busy"),
    ("bad_request", {}, "misconfigured"),
    ("unauthorized", {}, "misconfigured"),
    ("refusal", {}, "refused"),
    ("truncated", {}, "cut_short"),
    ("invalid_json", {}, "unreadable"),
    ("invalid_json", {"text": '{"comment": []}'}, "unreadable"),
    ("invalid_json", {"text": '{"comment": [{"kind": "advice", "text": "Go."}]}'}, "unreadable"),
    ("invalid_json", {"text": '{"comment": [{"kind": "missing", "text": " "}]}'}, "unreadable"),
    ("huge", {}, "cut_short"),
]


@pytest.fixture(autouse=True)
def _two_offers(alice, sandbox):
    make_criterion(alice, "Pay", 8)
    make_criterion(alice, "People", 4)
    make_offer(
        alice, 8, 2, company="Rozum", reason="Great team", gross=4200, net=3300, currency="EUR",
        note="Iryna Bondar said so on +380 44 555 66 77",
    )  # fmt: skip
    make_offer(alice, 6, None, company="Kvitka", gross=140_000, currency="UAH")


def used(user):
    return allowance.left(user, commenting.FEATURE).used


def text_sent(sandbox):
    (request,) = sandbox.requests("anthropic")
    return request.json()["messages"][0]["content"]


def test_comment_is_grouped_marked_and_charged_once(alices, alice):
    comment = commented(alice)
    assert comment.state == "done", comment.error
    call = AiCall.objects.get()
    assert (call.state, call.feature, call.data_kinds) == (
        AiCall.State.SETTLED, "coach_message", ["offers"],
    )  # fmt: skip
    assert call.input_tokens > 0
    assert used(alice) == 1
    page = alices.get(url("offer_comment", comment))
    assertContains(page, 'data-digital-source-type="trainedAlgorithmicMedia"')
    assertContains(page, "Written by Claude, an AI.")
    assertContains(page, "What does not fit together")
    assertContains(page, "For People the points are low, and yet the reason is kind: Great team")
    assertNotContains(page, "Not from your comparison")
    assertNotContains(page, "has changed since")


def test_what_leaves_is_what_was_shown_and_nothing_of_the_notes(alices, alice, sandbox):
    make_contact(alice, name="Iryna Bondar", phone="+380 44 555 66 77")
    page = alices.get(PREVIEW)
    sent = page.context["sent"]
    assertContains(page, "- gross: 4200 EUR a month, which makes 50400 a year")
    assertContains(page, "- score: 60 of 100; 2 of 2 criteria rated, 100 % of the weight")
    assertContains(page, "- People: not rated")
    answer = alices.post(START, {"digest": sent.digest})
    comment = OfferComment.objects.get()
    assertRedirects(answer, url("offer_comment", comment))
    assert sandbox.requests("anthropic") == []
    alices.post(url("run_offer_comment", comment))
    (request,) = sandbox.requests("anthropic")
    body = request.json()
    assert body["messages"] == [{"role": "user", "content": sent.prompt.message}]
    assert body["system"] == sent.prompt.system
    assert "tools" not in body
    assert "said so" not in json.dumps(body)


def test_consent_names_what_it_covers(alices):
    assertNotContains(alices.get(PREVIEW), "This covers")
    AiConsent.objects.all().delete()
    assertContains(alices.get(PREVIEW), "This covers the chat and comments on offers.")


@pytest.mark.parametrize(("points", "said"), [((8, 6), "ahead of"), ((8, 8), "level")])
def test_far_and_level_offers_are_told_as_such(alice, points, said):
    _rated_by_one(alice, *points)
    assert said in facts.offers_of(comparison.read(alice), has_notes=False)


def test_close_offers_are_told_without_the_points_between_them(alice):
    _rated_by_one(alice, 8, 8)
    many = [make_criterion(alice, f"C{number}", 10) for number in range(4)]
    for offer, points in zip(Offer.objects.of(alice), (5, 6), strict=True):
        for criterion in many:
            last = points if criterion == many[-1] else 5
            Rating.objects.create(offer=offer, criterion=criterion, points=last)
    told = facts.offers_of(comparison.read(alice), has_notes=False)
    assert "is less than 5 points behind: too close to call" in told
    assert "ahead of" not in told


def _rated_by_one(alice, *points):
    Offer.objects.all().delete()
    Criterion.objects.all().delete()
    make_criterion(alice, "Pay", 8)
    for company, one in zip(("Rozum", "Kvitka"), points, strict=True):
        make_offer(alice, one, company=company)


@pytest.mark.parametrize(("name", "is_warned"), [("Alice Kovalenko", False), ("", True)])
def test_person_without_a_name_is_warned_that_none_is_taken_out(alices, alice, name, is_warned):
    alice.name = name
    alice.save(update_fields=["name"])
    assert (b"We found no name to take out" in alices.get(PREVIEW).content) == is_warned


def test_notes_go_along_only_where_that_is_chosen_and_masked(alices, alice, sandbox):
    make_contact(alice, name="Iryna Bondar", phone="+380 44 555 66 77")
    page = alices.post(PREVIEW, {"has_notes": "on"})
    assertContains(page, "- note: [PERSON] said so on [PHONE]")
    late = alices.post(START, {"digest": page.context["sent"].digest})  # the tick was taken off
    assertContains(late, "what would be sent has changed since you saw it")
    alices.post(START, {"digest": page.context["sent"].digest, "has_notes": "on"})
    alices.post(url("run_offer_comment", OfferComment.objects.get()))
    text = text_sent(sandbox)
    assert "[PERSON] said so on [PHONE]" in text
    assert not any(one in text for one in ("Iryna", "Bondar", "555"))
    assert AiCall.objects.get().data_kinds == ["offers", "notes"]


def test_nothing_starts_that_was_not_shown(alices, alice):
    digest = alices.get(PREVIEW).context["sent"].digest
    Rating.objects.update(reason="Another")
    with pytest.raises(PayloadChanged):
        commenting.start(alice, digest, has_notes=False)
    page = alices.post(START, {"digest": digest})
    assertContains(page, "what would be sent has changed since you saw it")
    assertContains(page, "reason: Another")
    assert not AiCall.objects.exists()


def test_nothing_leaves_that_changed_before_it_ran(alice, sandbox):
    comment = start(alice)
    Rating.objects.update(reason="Another")
    commenting.run(alice, comment)
    comment.refresh_from_db()
    assert (comment.state, comment.error) == ("failed", "changed")
    assert used(alice) == 0
    assert sandbox.requests("anthropic") == []


def test_consent_is_asked_for_and_kept(alices, alice, sandbox):
    AiConsent.objects.all().delete()
    page = alices.get(PREVIEW)
    assertContains(page, 'name="agrees"')
    digest = page.context["sent"].digest
    alices.post(START, {"digest": digest})
    assert not OfferComment.objects.exists()
    alices.post(START, {"digest": digest, "agrees": "on"})
    assert OfferComment.objects.count() == 1
    assert AiConsent.objects.filter(user=alice, feature="coach_message").exists()


def test_empty_comparison_is_not_asked_about(alices, alice):
    Rating.objects.all().delete()
    alice.applications.all().delete()
    make_offer(alice, company="Nothing known")
    page = alices.get(PREVIEW, follow=True)
    assertContains(page, "Enter what is offered, or rate it")
    assertNotContains(alices.get(PAGE), PREVIEW)


@pytest.mark.parametrize(("fault", "options", "error"), FAULTS)
def test_fault_ends_in_a_sentence_and_costs_nothing(alices, alice, sandbox, fault, options, error):
    sandbox.fault("anthropic", fault, **options)
    comment = commented(alice)
    assert (comment.state, comment.error, comment.result) == ("failed", error, {})
    assert used(alice) == 0
    assert AiCall.objects.get().state == AiCall.State.REFUNDED
    page = alices.get(url("offer_comment", comment))
    assertContains(page, "Nothing was charged.")
    assertContains(page, str(commenting.SENTENCES[error]))
    assertContains(page, PREVIEW)
    assertNotContains(page, "data-ai-generated")
    assertNotContains(alices.get(PAGE), url("offer_comment", comment))


def test_slow_answer_is_given_up(alice, sandbox, settings):
    settings.CLAUDE_TIMEOUT_SECONDS = 0.3
    sandbox.fault("anthropic", "slow", seconds=2)
    comment = commented(alice)
    assert (comment.state, comment.error) == ("failed", "busy")
    assert AiCall.objects.get().outcome == "timeout"
    assert used(alice) == 0


@pytest.mark.parametrize("fault", ["thinking_first", "pings"])
def test_harmless_oddity_of_the_wire_is_no_fault(alice, sandbox, fault):
    sandbox.fault("anthropic", fault)
    assert commented(alice).state == "done"


def test_hostile_answer_is_shown_as_text(alices, alice, sandbox):
    sandbox.fault("anthropic", "hostile")
    page = alices.get(url("offer_comment", commented(alice))).content.decode()
    assert "&lt;script&gt;" in page
    for live in ("<script>document", "<img", 'href="javascript', 'https://tracker.invalid/p.png"'):
        assert live not in page


def test_invented_figure_is_named(alices, alice, sandbox):
    sandbox.fault("anthropic", "invention")
    assertContains(
        alices.get(url("offer_comment", commented(alice))), "Not from your comparison: 95,730"
    )


def test_remark_that_has_no_end_is_left_out_and_the_rest_stays(alice, sandbox):
    said = [
        {"kind": "missing", "text": "x" * 1_201},
        *(
            {"kind": "missing", "text": f"Ask about \x00notice {n}."}
            for n in "abcdefghijklmnopqrst"
        ),
        {"kind": "question", "text": "Ask about notice b."},
    ]
    sandbox.fault("anthropic", "invalid_json", text=json.dumps({"comment": said}))
    kept = [one["text"] for one in commented(alice).result["remarks"]]
    assert kept == [f"Ask about notice {n}." for n in LETTERS[:19]]


def test_contact_data_comes_back_into_the_comment(alices, alice, sandbox):
    make_contact(alice, name="Iryna Bondar")
    said = {"comment": [{"kind": "question", "text": "What did [PERSON] promise?"}]}
    sandbox.fault("anthropic", "invalid_json", text=json.dumps(said))
    comment = commented(alice, has_notes=True)
    assertContains(alices.get(url("offer_comment", comment)), "What did Iryna Bondar promise?")


def test_page_lists_comments_and_says_what_is_out_of_date(alices, alice):
    comment = commented(alice)
    page = alices.get(PAGE)
    assertContains(page, url("offer_comment", comment))
    assertContains(page, "Of the comparison as it stands.")
    Rating.objects.filter(points=8).update(points=9)
    assertContains(alices.get(PAGE), "The comparison has changed since.")
    assertContains(alices.get(url("offer_comment", comment)), "The comparison has changed since.")


def test_note_changes_only_a_comment_that_had_the_notes(alices, alice):
    commented(alice)
    Offer.objects.update(note="New")
    assertContains(alices.get(PAGE), "Of the comparison as it stands.")


def test_run_twice_asks_once(alices, alice, sandbox):
    comment = start(alice)
    for _ in range(2):
        alices.post(url("run_offer_comment", comment))
    assert len(sandbox.requests("anthropic")) == 1
    assert used(alice) == 1


def test_page_of_a_waiting_comment_runs_it_and_without_scripts_a_button_does(alices, alice):
    comment = start(alice)
    page = alices.get(url("offer_comment", comment))
    run = url("run_offer_comment", comment)
    assertContains(page, f'hx-post="{run}"')
    assertContains(page, f'action="{run}"')
    comment.claim()
    part = alices.get(url("offer_comment", comment), headers={"HX-Request": "true"})
    assertContains(part, 'hx-trigger="every 2s"')
    assertNotContains(part, "<html")


@pytest.mark.parametrize("when", ["waiting", "running", "done"])
def test_deleted_comment_is_gone_and_not_charged_unless_it_was_answered(alices, alice, when):
    comment = start(alice)
    if when == "running":
        comment.claim()
    if when == "done":
        commenting.run(alice, comment)
    assertContains(alices.get(url("delete_offer_comment", comment)), "be undone")
    assertRedirects(alices.post(url("delete_offer_comment", comment)), PAGE)
    assert not OfferComment.objects.exists()
    assert used(alice) == (when == "done")


def test_comment_deleted_before_it_ran_asks_nobody(alice, sandbox):
    comment = start(alice)
    gone = OfferComment.objects.get(pk=comment.pk)
    commenting.delete(gone)
    commenting.run(alice, comment)
    assert used(alice) == 0
    assert sandbox.requests("anthropic") == []


def test_what_a_killed_process_left_is_failed_and_refunded_once(alice):
    comment = start(alice)
    comment.claim()
    later = timezone.now() + asking.STALE_AFTER + datetime.timedelta(seconds=1)
    sweep = cron.SWEEPS["offer_comments"]
    assert [sweep(later, later + asking.STALE_AFTER) for _ in range(2)] == [1, 0]
    comment.refresh_from_db()
    assert (comment.state, comment.error) == ("failed", "lost")
    assert used(alice) == 0
    assert "offer_comments" in cron.DOORS["minute"]


def test_with_nothing_left_nothing_starts_and_the_page_says_when(alices, alice):
    for _ in range(20):
        allowance.settle(allowance.reserve(alice, commenting.FEATURE, []))
    page = alices.get(PREVIEW)
    assertContains(page, "Coach messages: none are left in this cycle.")
    alices.post(START, {"digest": page.context["sent"].digest})
    assert not OfferComment.objects.exists()


def test_switch_off_makes_a_waiting_comment_impossible(alice, sandbox):
    comment = start(alice)
    alice.uses_ai = False
    alice.save(update_fields=["uses_ai"])
    commenting.run(alice, comment)
    comment.refresh_from_db()
    assert comment.state == "failed"
    assert sandbox.requests("anthropic") == []
    assert used(alice) == 0


def test_language_of_the_person_is_asked_for(alice, sandbox):
    alice.language = "uk"
    commented(alice)
    (request,) = sandbox.requests("anthropic")
    assert "in Ukrainian." in request.json()["system"]
