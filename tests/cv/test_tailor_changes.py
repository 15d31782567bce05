"""Deciding on proposed changes: one line each, undone to the byte, facts settled before export."""

import json

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from cv.models import Change
from cv.tailoring import lock
from tests.factories import CV, make_application, make_cv, make_posting, make_tailoring

DOCKER, POSTGRES = "- Helped with Docker", "- Responsible for PostgreSQL"
SKILLS = "- Python, Django, PostgreSQL, Docker"
BETTER = "- Ran PostgreSQL"
INVENTED = "- Cut the cost of Docker by 40 %"


@pytest.fixture
def cv(alice):
    return make_cv(alice)


@pytest.fixture
def posting(alice):
    return make_posting(make_application(alice))


@pytest.fixture
def tailoring(cv, posting):
    return make_tailoring(
        cv, posting,
        ("replace", DOCKER, INVENTED), ("replace", POSTGRES, BETTER),
        ("add", POSTGRES, "- Python and Docker"), ("remove", SKILLS, ""),
    )  # fmt: skip


def change(tailoring, position):
    return tailoring.changes.get(position=position)


def url(change, deed):
    return reverse(f"cv:change_{deed}", args=[change.public_id])


def text_of(tailoring):
    return tailoring.cv.current().markdown


def page_of(tailoring):
    return reverse("cv:tailoring", args=[tailoring.public_id])


def test_copy_begins_byte_equal(tailoring, cv):
    assert text_of(tailoring) == cv.current().markdown


@pytest.mark.parametrize(
    ("position", "after"),
    [
        (2, CV.replace(POSTGRES, BETTER)),
        (3, CV.replace(POSTGRES, f"{POSTGRES}\n- Python and Docker")),
        (4, CV.replace(f"{SKILLS}\n", "").rstrip() + "\n"),
    ],
)
def test_accepting_touches_its_line_only_and_undo_is_exact(alices, tailoring, position, after):
    one = change(tailoring, position)
    alices.post(url(one, "accept"))
    assert text_of(tailoring) == after
    alices.post(url(one, "reopen"))
    assert text_of(tailoring) == CV
    one.refresh_from_db()
    assert one.decision == "open"


def test_parent_and_other_changes_stay(alices, tailoring, cv):
    alices.post(url(change(tailoring, 2), "accept"))
    assert cv.current().markdown == CV
    assert cv.versions.count() == 1
    decisions = tailoring.changes.values_list("decision", flat=True)
    assert list(decisions) == ["open", "accepted", "open", "open"]


def test_decisions_of_one_sitting_are_one_version(alices, tailoring):
    for position in (2, 3):
        alices.post(url(change(tailoring, position), "accept"))
    assert [version.number for version in tailoring.cv.versions.all()] == [2, 1]


def test_versions_made_of_proposals_and_by_hand_stay_apart_and_say_so(alices, tailoring):
    copy = tailoring.cv
    alices.post(url(change(tailoring, 2), "accept"))
    by_hand = text_of(tailoring).replace("Kyiv", "Lviv")
    copy.autosave(by_hand, (copy.current().number, copy.current().revision))
    alices.post(url(change(tailoring, 3), "accept"))
    origins = copy.versions.order_by("number").values_list("origin", flat=True)
    assert list(origins) == ["tailored", "proposed", "edited", "proposed"]
    page = alices.get(reverse("cv:versions", args=[copy.public_id]))
    assertContains(page, "proposals decided on", count=2)


@pytest.mark.parametrize("deed", ["accept", "reject", "reopen"])
def test_deed_sent_twice_has_one_effect(alices, tailoring, deed):
    one = change(tailoring, 3)
    for _ in range(2):
        assert alices.post(url(one, deed)).status_code == 302
    assert text_of(tailoring).count("- Python and Docker") == (deed == "accept")


def test_rejecting_what_was_accepted_takes_it_out(alices, tailoring):
    one = change(tailoring, 2)
    alices.post(url(one, "accept"))
    alices.post(url(one, "reject"))
    assert text_of(tailoring) == CV


def test_line_edited_by_hand_is_left_alone(alices, tailoring):
    edited = CV.replace(POSTGRES, "- Kept PostgreSQL alive")
    tailoring.cv.write(edited)
    answer = alices.post(url(change(tailoring, 2), "accept"), follow=True)
    assertContains(answer, "You have edited this line by hand since")
    assert text_of(tailoring) == edited
    assert change(tailoring, 2).decision == "open"


def test_other_lines_edited_by_hand_stay(alices, tailoring):
    tailoring.cv.write(CV.replace("Kyiv", "Lviv"))
    alices.post(url(change(tailoring, 2), "accept"))
    assert text_of(tailoring) == CV.replace("Kyiv", "Lviv").replace(POSTGRES, BETTER)


def test_accept_proven_leaves_what_brings_a_new_fact(alices, tailoring):
    address = reverse("cv:accept_proven", args=[tailoring.public_id])
    answer = alices.post(address, follow=True)
    assertContains(answer, "3 changes are accepted.")
    assert change(tailoring, 1).decision == "open"
    assert INVENTED not in text_of(tailoring)
    assert BETTER in text_of(tailoring)


def test_unproven_fact_is_open_only_while_it_stands_in_the_cv(alices, tailoring):
    one = change(tailoring, 1)
    assert lock.open_facts(tailoring.cv.current()) == []
    alices.post(url(one, "accept"))
    assert lock.open_facts(tailoring.cv.current()) == [one]
    alices.post(url(one, "reject"))
    assert lock.open_facts(tailoring.cv.current()) == []
    alices.post(url(one, "accept"))
    tailoring.cv.write(text_of(tailoring).replace(INVENTED, "- Cut the cost of Docker"))
    assert lock.open_facts(tailoring.cv.current()) == []


@pytest.mark.parametrize(
    "said", ["- Cut the cost of Docker by 40%.", "By 40 % cheaper, Docker runs"]
)
def test_lock_holds_while_the_fact_stands_in_other_words(alices, tailoring, said):
    one = change(tailoring, 1)
    alices.post(url(one, "accept"))
    tailoring.cv.write(text_of(tailoring).replace(INVENTED, said))
    assert lock.open_facts(tailoring.cv.current()) == [one]
    assertContains(alices.get(page_of(tailoring)), "be exported.")


def test_lock_stands_at_every_way_out(alices, tailoring, posting):
    alices.post(url(change(tailoring, 1), "accept"))
    copy, application = tailoring.cv, posting.application
    ways = [
        ("get", reverse("cv:download", args=[copy.public_id, "text"]), {}),
        ("post", reverse("cv:copy", args=[copy.public_id]), {}),
        ("get", reverse("cv:tailor_preview", args=[application.public_id, copy.public_id]), {}),
        ("post", reverse("cv:tailor_start", args=[application.public_id, copy.public_id]), {}),
        ("post", reverse("cv:send_version", args=[copy.public_id, 2]),
         {"application": application.pk, "sent_on": "2026-11-03"}),
    ]  # fmt: skip
    for method, address, data in ways:
        answer = getattr(alices, method)(address, data)
        assertContains(answer, "Cut the cost of Docker by 40 %", status_code=409)
    assert not application.sent_documents.exists()
    assertContains(alices.get(reverse("cv:page", args=[copy.public_id])), page_of(tailoring))


@pytest.mark.parametrize(
    ("invented", "other", "is_true"),
    [
        ("- Ran Docker on Kubernetes", "- Kubernetes with PostgreSQL", True),
        (INVENTED, "- Saved 40 % of Docker", False),
        ("- Led the move to Docker", "- Led the move to PostgreSQL", False),
        ("- Docker since 2011", "- PostgreSQL since 2011", False),
    ],
)
def test_confirmed_name_is_settled_in_every_change_a_figure_in_its_own(
    alices, cv, posting, invented, other, is_true
):
    tailoring = make_tailoring(cv, posting, ("replace", DOCKER, invented), ("add", POSTGRES, other))
    one = change(tailoring, 1)
    (fact,) = one.unproven
    alices.post(url(one, "accept"))
    alices.post(url(one, "confirm"), {"fact": fact["text"]})
    assert lock.open_facts(tailoring.cv.current()) == []
    assert [fact["is_true"] for fact in change(tailoring, 2).unproven] == [is_true]
    assertContains(alices.get(page_of(tailoring)), "You confirmed that this is true.")


def test_confirming_what_no_change_says_changes_nothing(alices, tailoring):
    for fact in ("41 %", "", "x" * 2_000):
        alices.post(url(change(tailoring, 1), "confirm"), {"fact": fact})
    assert [fact["is_true"] for fact in change(tailoring, 1).unproven] == [False]


def test_own_wording_is_accepted_and_traced(alices, tailoring):
    one = change(tailoring, 1)
    alices.post(url(one, "accept"))
    alices.post(url(one, "edit"), {"text": "Used Docker daily"})
    one.refresh_from_db()
    assert (one.text, one.decision, one.is_edited) == ("- Used Docker daily", "accepted", True)
    assert text_of(tailoring) == CV.replace(DOCKER, "- Used Docker daily")
    alices.post(url(one, "edit"), {"text": "Used Docker for 12 teams"})
    one.refresh_from_db()
    assert one.unproven[0]["is_true"] is False
    assert lock.open_facts(tailoring.cv.current()) == [one]


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
@pytest.mark.parametrize(
    "text, sentence",
    [
        ("", "This field is required."),
        ("# A heading", "Write one line of text, without marks of headings."),
        ("x" * 1_001, "at most 1000 characters"),
    ],
)
def test_wording_that_is_no_line_stays_in_its_field_with_the_reason(
    alices, tailoring, text, sentence, headers
):
    one = change(tailoring, 1)
    answer = alices.post(url(one, "edit"), {"text": text}, headers=headers)
    assertContains(answer, sentence, count=1, status_code=422)
    assertContains(answer, f"autofocus>{text}</textarea>", status_code=422)
    assertContains(answer, f'id="text-{one.public_id}-error"', count=1, status_code=422)
    one.refresh_from_db()
    assert (one.text, one.decision) == (INVENTED, "open")


def test_wording_of_a_line_that_is_gone_stays_in_its_field(alices, tailoring):
    tailoring.cv.write(CV.replace(POSTGRES, "- Kept PostgreSQL alive"))
    answer = alices.post(url(change(tailoring, 2), "edit"), {"text": "Kept it"})
    assertContains(answer, "You have edited this line by hand since", status_code=422)
    assertContains(answer, ">Kept it</textarea>", status_code=422)
    assert change(tailoring, 2).text == BETTER


def test_facts_stay_known_when_cv_and_posting_are_deleted(alices, alice, tailoring, cv, posting):
    alices.post(url(change(tailoring, 1), "accept"))
    alices.post(reverse("cv:delete", args=[cv.public_id]))
    posting.application.delete()
    tailoring.refresh_from_db()
    assert (tailoring.version, tailoring.posting) == (None, None)
    assert lock.open_facts(tailoring.cv.current()) == [change(tailoring, 1)]
    assertContains(alices.get(page_of(tailoring)), "facts to check")


def test_deleting_the_copy_takes_its_proposals_along(alices, tailoring):
    assertRedirects(
        alices.post(reverse("cv:delete", args=[tailoring.cv.public_id])), reverse("cv:list")
    )
    assert not Change.objects.exists()


def test_htmx_gets_the_changes_and_an_announcement(alices, tailoring):
    answer = alices.post(url(change(tailoring, 2), "accept"), headers={"HX-Request": "true"})
    assertContains(answer, 'data-decision="accepted"', count=1)
    assertNotContains(answer, "<html")
    assert json.loads(answer["HX-Trigger"]) == {"announce": {"text": "Accepted."}}


def test_htmx_is_told_in_sight_that_a_line_is_gone(alices, tailoring):
    tailoring.cv.write(CV.replace(POSTGRES, "- Kept PostgreSQL alive"))
    answer = alices.post(url(change(tailoring, 2), "accept"), headers={"HX-Request": "true"})
    toast = json.loads(answer["HX-Trigger"])["toast"]
    assert toast["text"].startswith("You have edited this line by hand since")
    assert toast["level"] == "warning"


def test_page_marks_the_fact_and_says_why(alices, tailoring):
    page = alices.get(page_of(tailoring)).content.decode()
    assert '<mark class="unverified">40 %</mark>' in page
    assert "This number is neither in your CV nor in your answers." in page
    assert "4 of 4" in page


@pytest.mark.parametrize(
    "deed, count, is_locked",
    [(None, 1, False), ("accept", 1, True), ("reject", 0, False)],
)
def test_page_and_card_count_the_same_facts(alices, tailoring, deed, count, is_locked):
    """Undecided or in the copy: it is to check. Rejected: it is not asked for."""
    if deed:
        alices.post(url(change(tailoring, 1), deed))
    page = alices.get(page_of(tailoring)).content.decode()
    assert f"<dt>facts to check</dt><dd>{count}</dd>" in page
    assert page.count("1 fact to check") == count
    assert page.count('name="fact"') == count
    assert page.count("<mark") == count
    assert ('id="facts"' in page) == is_locked


def test_accepted_fact_that_was_dropped_by_hand_is_not_asked_for(alices, tailoring):
    alices.post(url(change(tailoring, 1), "accept"))
    tailoring.cv.write(text_of(tailoring).replace(" by 40 %", ""))
    assertNotContains(alices.get(page_of(tailoring)), "1 fact to check")


def test_hostile_text_stays_text(alices, cv, posting):
    hostile = '- <script>alert(1)</script> "><img src=x onerror=alert(1)>'
    tailoring = make_tailoring(cv, posting, ("replace", DOCKER, hostile))
    page = alices.get(page_of(tailoring)).content.decode()
    assert "<script>alert" not in page
    assert "<img" not in page


@pytest.mark.parametrize("count", [1, 50])
def test_page_takes_as_many_queries_however_many_changes(
    alices, cv, posting, count, django_assert_num_queries
):
    tailoring = make_tailoring(cv, posting, *[("add", DOCKER, "- Docker")] * count)
    with django_assert_num_queries(6):
        alices.get(page_of(tailoring))
