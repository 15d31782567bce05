"""Recording which version of a CV went out: the copy outlives the CV."""

import pytest
from django.urls import reverse

from applications.models import SentDocument
from tests.factories import make_application, make_cv

ON = {"sent_on": "2026-11-03"}


def from_application(application):
    return reverse("cv:send", args=[application.public_id])


def from_cv(cv, number=1):
    return reverse("cv:send_version", args=[cv.public_id, number])


def html(response):
    return response.content.decode()


@pytest.fixture
def cv(alice):
    cv = make_cv(alice, title="Gardener", markdown="# Roses")
    cv.write("# Roses and tulips")
    return cv


def test_version_is_chosen_on_the_application(alices, alice, cv):
    application = make_application(alice)
    page = html(alices.get(from_application(application)))
    assert "Gardener, version 2 of" in page
    data = {"version": cv.versions.get(number=1).pk, **ON}
    page = html(alices.post(from_application(application), data, follow=True))
    assert "“Gardener” is kept as sent." in page
    document = application.sent_documents.get()
    assert (document.kind, document.title, document.text) == ("cv", "Gardener", "# Roses\n")
    assert (document.origin, document.origin_version) == (cv.public_id, 1)
    assert str(document.sent_on) == "2026-11-03"


def test_application_is_chosen_on_the_cv(alices, alice, cv):
    application = make_application(alice)
    assert from_cv(cv, 2) in html(alices.get(reverse("cv:page", args=[cv.public_id])))
    for _ in range(2):
        alices.post(from_cv(cv, 2), {"application": application.pk, **ON})
    document = application.sent_documents.get()
    assert (document.text, document.origin_version) == ("# Roses and tulips\n", 2)


def test_copy_stays_when_the_cv_is_edited_and_deleted(alices, alice, cv):
    application = make_application(alice)
    alices.post(from_cv(cv, 2), {"application": application.pk, **ON})
    document = SentDocument.objects.get()
    cv.write("# Cacti")
    alices.post(reverse("cv:delete", args=[cv.public_id]))
    assert not alice.cvs.exists()
    page = html(alices.get(reverse("applications:document", args=[document.public_id])))
    assert "# Roses and tulips" in page
    assert "Gardener" in page
    assert "version 2" in page


def test_version_of_a_stranger_is_no_choice(alices, alice, bob, cv):
    application = make_application(alice)
    theirs = make_cv(bob, title="Canary CV").current()
    assert "Canary CV" not in html(alices.get(from_application(application)))
    page = html(alices.post(from_application(application), {"version": theirs.pk, **ON}))
    assert "Select a valid choice" in page
    assert not SentDocument.objects.exists()


def test_application_of_a_stranger_or_in_the_bin_is_no_choice(alices, alice, bob, cv):
    theirs = make_application(bob, role="Canary role")
    binned = make_application(alice, role="Canary binned")
    binned.throw_away()
    assert "Canary" not in html(alices.get(from_cv(cv)))
    for application in (theirs, binned):
        page = html(alices.post(from_cv(cv), {"application": application.pk, **ON}))
        assert "Select a valid choice" in page
    assert not SentDocument.objects.exists()


def test_without_a_cv_the_page_says_what_to_do(alices, alice):
    page = html(alices.get(from_application(make_application(alice))))
    assert reverse("cv:upload") in page
    assert "<select" not in page


def test_cv_can_not_have_been_sent_tomorrow(alices, alice, cv):
    data = {"application": make_application(alice).pk, "sent_on": "2999-01-01"}
    assert "This day has not come yet." in html(alices.post(from_cv(cv), data))
    assert not SentDocument.objects.exists()
