"""Deleting a CV: said plainly first, then gone with its versions and analyses."""

import pytest
from django.urls import reverse

from cv.models import Analysis, Cv, CvVersion
from tests.factories import make_application, make_cv, make_posting, make_tailoring


@pytest.fixture
def cv(alice):
    cv = make_cv(alice, title="Mistaken")
    cv.write("# Two")
    posting = make_posting(make_application(alice))
    Analysis.objects.create(version=cv.current(), posting=posting)
    return cv


def url(cv, deed="delete"):
    return reverse(f"cv:{deed}", args=[cv.public_id])


def test_page_of_a_cv_leads_to_its_deletion(alices, cv):
    assert f'href="{url(cv)}"' in alices.get(url(cv, "page")).content.decode()


def test_asking_says_what_goes_and_deletes_nothing(alices, cv):
    page = alices.get(url(cv)).content.decode()
    assert "Delete “Mistaken”?" in page
    assert "be undone." in page
    assert "all 2 versions of its text" in page
    assert "1 analysis against a posting" in page
    assert Cv.objects.exists()


def test_asking_of_a_cv_without_analyses_names_none(alices, alice):
    page = alices.get(url(make_cv(alice))).content.decode()
    assert "1 version of its text" in page
    assert "against a posting" not in page
    assert "tailoring" not in page


def test_asking_of_a_tailored_cv_names_its_proposals_and_answers(alices, alice):
    posting = make_posting(make_application(alice))
    proposals = [("add", "- Helped with Docker", "- Docker")] * 2
    tailoring = make_tailoring(make_cv(alice), posting, *proposals, answers="I fly")
    page = alices.get(url(tailoring.cv)).content.decode()
    assert "tailoring for an application" in page
    assert "2 proposed changes, with their reasons and what you decided" in page
    assert "what you added about yourself for the tailoring" in page
    assert "2 proposed changes" not in alices.get(url(tailoring.version.cv)).content.decode()


def test_deleting_takes_versions_and_analyses_and_nothing_else(alices, alice, cv):
    kept = make_cv(alice, title="Kept")
    response = alices.post(url(cv), follow=True)
    assert "“Mistaken” is deleted." in response.content.decode()
    assert list(Cv.objects.all()) == [kept]
    assert list(CvVersion.objects.all()) == [kept.current()]
    assert not Analysis.objects.exists()
    assert alice.applications.count() == 1


def test_stranger_deletes_nothing(bobs, cv):
    assert bobs.post(url(cv)).status_code == 404
    assert Cv.objects.count() == 1
