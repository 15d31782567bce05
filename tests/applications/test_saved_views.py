"""Saved views: kept, opened, renamed, replaced, deleted; never a way off the site."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse

from applications.models import SavedView
from applications.table import saved_views

TABLE, VIEWS = reverse("applications:table"), reverse("applications:saved_views")
ADD = reverse("applications:save_view")


def view_url(view, deed):
    return reverse(f"applications:{deed}_view", args=[view.public_id])


@pytest.fixture
def view(alice):
    return saved_views.keep(alice, "Remote ones", "work_mode=remote")


def test_kept_view_opens_what_it_shows(alices, alice):
    query = "sort=company&work_mode=remote&stage=offer&stage=applied&page=3"
    response = alices.post(ADD, {"name": "  Good   ones ", "query": query})
    kept = alice.saved_views.get()
    assert kept.name == "Good ones"
    assert kept.query == "stage=applied&stage=offer&work_mode=remote&sort=company"
    assert response["Location"] == f"{TABLE}?{kept.query}"
    page = alices.get(response["Location"]).content.decode()
    assert f'href="{TABLE}?{kept.query.replace("&", "&amp;")}" aria-current="true"' in page


@pytest.mark.parametrize(
    "query",
    [
        "//evil.example", "next=https://evil.example&q=a", "?q=a#x", "javascript:alert(1)",
        "q=a%0d%0aLocation:%20https://evil.example", "q=a&unknown=1&show=nonsense", "\r\nX: y",
    ],
)  # fmt: skip
def test_only_what_the_table_knows_is_kept(alices, alice, query):
    response = alices.post(ADD, {"name": "Odd", "query": query})
    kept = alice.saved_views.get()
    assert kept.query == "" or kept.query.startswith("q=a")
    assert response["Location"].startswith(TABLE)
    assert "evil" not in response["Location"] or "%3A" in response["Location"]  # words, no address
    assert "\n" not in response["Location"]


def test_known_name_asks_before_it_replaces(alices, alice, view):
    page = alices.post(ADD, {"name": "REMOTE ones", "query": "stage=offer"})
    assert page.status_code == 409
    assert "Replace “Remote ones”?" in page.content.decode()
    assert 'value="stage=offer"' in page.content.decode()
    view.refresh_from_db()
    assert view.query == "work_mode=remote"

    response = alices.post(view_url(view, "replace"), {"query": "stage=offer&junk=1"})
    assert response["Location"] == f"{TABLE}?stage=offer"
    view.refresh_from_db()
    assert (view.name, view.query) == ("Remote ones", "stage=offer")


def test_form_sent_twice_keeps_one_view(alices, alice):
    for _ in range(2):
        response = alices.post(ADD, {"name": "Offers", "query": "stage=offer"})
        assert response["Location"] == f"{TABLE}?stage=offer"
    assert alice.saved_views.count() == 1


def test_filter_that_is_too_long_is_refused(alices, alice, view):
    long = urlencode({"source": [f"джерело номер {n} " + "я" * 80 for n in range(30)]}, doseq=True)
    for address in (ADD, view_url(view, "replace")):
        page = alices.post(address, {"name": "Long", "query": long})
        assert page.status_code == 422
        assert "too long to be kept" in page.content.decode()
    assert alice.saved_views.get().query == "work_mode=remote"


def test_fifty_views_are_enough(alices, alice):
    for n in range(50):
        saved_views.keep(alice, f"View {n}", "")
    page = alices.post(ADD, {"name": "One more", "query": "q=a"})
    assert page.status_code == 422
    assert "You have 50 views." in page.content.decode()
    assert 'value="One more"' in page.content.decode()
    assert alice.saved_views.count() == 50


@pytest.mark.parametrize("name", ["", "  ", "x" * 61, "a\x00b"])
def test_bad_name_comes_back_with_what_was_shown(alices, alice, name):
    page = alices.post(ADD, {"name": name, "query": "stage=offer"})
    assert page.status_code == 422
    assert 'value="stage=offer"' in page.content.decode()
    assert alice.saved_views.count() == 0


def test_rename(alices, alice, view):
    other = saved_views.keep(alice, "Other", "")
    alices.post(view_url(view, "rename"), {"name": "Far away"})
    assert [one.name for one in alice.saved_views.all()] == ["Far away", "Other"]
    page = alices.post(view_url(other, "rename"), {"name": "far AWAY"})
    assert page.status_code == 422
    assert "Another view is called so." in page.content.decode()
    assert 'value="far AWAY"' in page.content.decode()


def test_delete_asks_first(alices, alice, view):
    assert "Delete the view “Remote ones”?" in alices.get(view_url(view, "delete")).content.decode()
    assert alice.saved_views.exists()
    page = alices.post(view_url(view, "delete"), follow=True).content.decode()
    assert "The view “Remote ones” is deleted." in page
    assert "No views yet" in page


@pytest.mark.parametrize("deed", ["rename", "replace", "delete"])
def test_view_of_another_is_not_found(bobs, view, deed):
    for ask in (bobs.get, bobs.post):
        assert ask(view_url(view, deed), {"name": "Mine", "query": ""}).status_code == 404
    assert SavedView.objects.values_list("name", "query").get() == (
        "Remote ones", "work_mode=remote",
    )  # fmt: skip


def test_same_name_of_two_people_is_two_views(bobs, bob, view):
    bobs.post(ADD, {"name": "Remote ones", "query": ""})
    assert bob.saved_views.count() == 1


def test_views_of_others_are_not_listed(bobs, view):
    for address in (TABLE, VIEWS):
        assert "Remote ones" not in bobs.get(address).content.decode()


def test_keeping_is_offered_once_there_is_a_filter(alices):
    assert "Keep this view" not in alices.get(TABLE).content.decode()
    assert "Keep this view" in alices.get(TABLE, {"stage": "offer"}).content.decode()
