"""The fact lock looks at the text that leaves: an earlier version brings back what was undone."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from tests.factories import CV, make_application, make_cv, make_posting, make_tailoring

DOCKER, POSTGRES = "- Helped with Docker", "- Responsible for PostgreSQL"
INVENTED = "- Cut the cost of Docker by 37 %"
OTHER = "- Saved 37 % of the costs of PostgreSQL"
ON = {"sent_on": "2026-11-03"}


@pytest.fixture
def posting(alice):
    return make_posting(make_application(alice))


@pytest.fixture
def tailoring(alice, posting):
    return make_tailoring(
        make_cv(alice), posting, ("replace", DOCKER, INVENTED), ("add", POSTGRES, OTHER)
    )


def decide(client, tailoring, deed, position=1, **data):
    change = tailoring.changes.get(position=position)
    client.post(reverse(f"cv:change_{deed}", args=[change.public_id]), data)


def restore(client, copy, number):
    client.post(reverse("cv:restore", args=[copy.public_id, number]))


def exported(client, copy):
    return client.get(reverse("cv:download", args=[copy.public_id, "markdown"]))


def by_hand(copy, old, new):
    copy.write(copy.current().markdown.replace(old, new))


@pytest.fixture
def undone(alices, tailoring):
    """The invention stands in version 2, which is kept; in version 3 it was taken out."""
    decide(alices, tailoring, "accept")
    tailoring.cv.current().pin()
    decide(alices, tailoring, "reopen")
    assert tailoring.cv.current().markdown == CV
    return tailoring.cv


@pytest.mark.parametrize("then", [None, "reject"])
def test_restored_invention_is_locked_whatever_was_decided_since(alices, tailoring, undone, then):
    assert exported(alices, undone).status_code == 200
    if then:
        decide(alices, tailoring, then)
    restore(alices, undone, 2)
    assertContains(exported(alices, undone), "37 %", status_code=409)
    page = alices.get(reverse("cv:tailoring", args=[tailoring.public_id]))
    assertContains(page, "be exported.")


def test_restored_invention_stays_locked_in_other_words(alices, undone):
    restore(alices, undone, 2)
    by_hand(undone, INVENTED, "- By 37 % cheaper, Docker runs")
    assertContains(exported(alices, undone), "37 %", status_code=409)
    by_hand(undone, "By 37 % cheaper, ", "")
    assert exported(alices, undone).status_code == 200


def test_restored_invention_is_free_when_confirmed(alices, tailoring, undone):
    restore(alices, undone, 2)
    page = alices.get(reverse("cv:tailoring", args=[tailoring.public_id]))
    assertContains(page, '<input type="hidden" name="fact" value="37 %">')
    decide(alices, tailoring, "confirm", fact="37 %")
    assert exported(alices, undone).status_code == 200


def test_invention_worded_otherwise_since_is_locked_when_restored(alices, tailoring):
    decide(alices, tailoring, "accept")
    tailoring.cv.current().pin()
    decide(alices, tailoring, "edit", text="Used Docker daily")
    assert exported(alices, tailoring.cv).status_code == 200
    restore(alices, tailoring.cv, 2)
    assertContains(exported(alices, tailoring.cv), "Used Docker daily", status_code=409)
    decide(alices, tailoring, "confirm", fact="37 %")
    assert exported(alices, tailoring.cv).status_code == 200


def test_what_is_written_by_hand_stays_free(alices, tailoring, undone):
    """Of a proposal that was taken out, and of one that never stood in the copy."""
    by_hand(undone, POSTGRES, "- Cut the cost of PostgreSQL by 37 %")
    decide(alices, tailoring, "reject", position=2)
    assert exported(alices, undone).status_code == 200


def test_fact_taken_out_locks_no_line_of_another_change(alices, tailoring):
    decide(alices, tailoring, "accept")
    decide(alices, tailoring, "accept", position=2)
    decide(alices, tailoring, "confirm", position=2, fact="37 %")
    tailoring.cv.current().pin()
    decide(alices, tailoring, "reopen")
    assert OTHER in tailoring.cv.current().markdown
    assert exported(alices, tailoring.cv).status_code == 200


def test_version_is_recorded_as_sent_by_what_it_says_itself(alices, alice, undone):
    application = make_application(alice, company="Kvitka")
    from_application = reverse("cv:send", args=[application.public_id])
    for address, data in [
        (reverse("cv:send_version", args=[undone.public_id, 2]), {"application": application.pk}),
        (from_application, {"version": undone.versions.get(number=2).pk}),
    ]:
        assertContains(alices.post(address, data | ON), "37 %", status_code=409)
    assert not application.sent_documents.exists()
    restore(alices, undone, 2)
    alices.post(from_application, {"version": undone.versions.get(number=1).pk} | ON)
    assert [one.text for one in application.sent_documents.all()] == [CV]


def test_restored_invention_is_no_source(alices, posting, undone):
    restore(alices, undone, 2)
    ids = [posting.application.public_id, undone.public_id]
    assert alices.get(reverse("cv:tailor_preview", args=ids)).status_code == 409
    assert alices.post(reverse("cv:copy", args=[undone.public_id])).status_code == 409
    assertNotContains(alices.get(reverse("cv:list")), "(copy)")
