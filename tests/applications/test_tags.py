"""Tags: in the edit form, on the page, and their own page: renamed, merged, deleted."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from applications.models import Tag, Tagging
from applications.table import tags
from tests.factories import make_application

TAGS = reverse("applications:tags")


def edit(client, application, **data):
    address = reverse("applications:edit", args=[application.public_id])
    application.refresh_from_db()
    facts = {"company": "Kvitka", "role": "Gardener", "version": application.version}
    return client.post(address, facts | data)


def tag_url(tag, deed):
    return reverse(f"applications:{deed}_tag", args=[tag.public_id])


def names(application):
    return [tag.name for tag in application.tags.all()]


@pytest.fixture
def application(alice):
    return make_application(alice)


@pytest.fixture
def tag(alice, application):
    tags.replace(application, ["Python"])
    return alice.tags.get()


@pytest.mark.parametrize(
    "text, expected",
    [
        ("", []),
        (" , ,\n", []),
        ("remote", ["remote"]),
        ("b, a,  b ,B", ["b", "a"]),
        ("two  words,\ttab", ["two words", "tab"]),
        ("Ґанок, ґанок", ["Ґанок"]),
        ("one\ntwo", ["one", "two"]),
    ],
)
def test_names_in_a_line(text, expected):
    assert tags.names_in(text) == expected


@given(st.lists(st.text(max_size=30)))
def test_names_are_clean_and_each_is_there_once(texts):
    found = tags.names_in(",".join(texts))
    assert tags.names_in(", ".join(found)) == found
    assert all(name and name == " ".join(name.split()) for name in found)


def test_edit_makes_tags_and_takes_them_off(alices, alice, application):
    edit(alices, application, tags="Python, remote")
    assert names(application) == ["Python", "remote"]
    edit(alices, application, tags="PYTHON, Django")
    assert names(application) == ["Django", "Python"]  # as it was written first
    assert {tag.name for tag in alice.tags.all()} == {"Python", "remote", "Django"}
    edit(alices, application, tags="")
    assert names(application) == []


def test_same_name_of_two_people_is_two_tags(alices, bobs, application, bob):
    edit(alices, application, tags="Python")
    his = make_application(bob)
    edit(bobs, his, tags="python")
    assert names(his) == ["python"]
    assert Tag.objects.count() == 2


def test_letters_that_change_length_are_one_tag(alices, alice, application):
    for text in ("İzmir, Straße", "izmir, i̇zmir, STRASSE, straße", "İZMİR"):
        assert edit(alices, application, tags=text).status_code == 302
    assert alice.tags.count() <= 5


@pytest.mark.parametrize(
    "text, said",
    [("x" * 41, "up to 40 letters"), (",".join(map(str, range(21))), "Up to 20 tags")],
)
def test_too_long_and_too_many_are_refused(alices, alice, application, text, said):
    page = edit(alices, application, tags=text).content.decode()
    assert said in page
    assert alice.tags.count() == 0


def test_edit_form_offers_own_tags_and_sources(alices, bob, alice, tag, application):
    make_application(alice, source="Djinni")
    make_application(bob, source="Bobs site")
    tags.replace(make_application(bob), ["Bobs tag"])
    address = reverse("applications:edit", args=[application.public_id])
    page = alices.get(address).content.decode()
    for offered in ("Python", "Djinni"):
        assert f'<option value="{offered}">' in page
    assert "Bobs" not in page


def test_page_names_tags_and_priority(alices, alice, tag, application):
    edit(alices, application, tags="Python", priority="3")
    page = alices.get(reverse("applications:page", args=[application.public_id])).content.decode()
    assert f"?show=all&amp;tag={tag.public_id}" in page
    assert "<dd>High</dd>" in page


def test_captured_application_takes_its_tags_along(alices, alice):
    data = {
        "company": "Arka", "role": "Cook", "stage": "saved", "happened_on": "2026-11-02",
        "tags": "remote, Python", "priority": "3",
    }  # fmt: skip
    alices.post(reverse("applications:save_captured"), data)
    application = alice.applications.get()
    assert (names(application), application.priority) == (["Python", "remote"], 3)


def test_tags_are_listed_with_their_numbers(alices, alice, tag, django_assert_num_queries):
    tags.replace(make_application(alice), ["Python", "remote"])
    binned = make_application(alice)
    tags.replace(binned, ["remote"])
    binned.throw_away()
    with django_assert_num_queries(3):
        page = alices.get(TAGS)
    assert [(one.name, one.number) for one in page.context["tags"]] == [
        ("Python", 2),
        ("remote", 1),
    ]


def test_page_without_tags_says_how_to_get_some(alices):
    assert "No tags yet" in alices.get(TAGS).content.decode()


def test_rename(alices, tag, application):
    alices.post(tag_url(tag, "rename"), {"name": "  Snakes  &  co "})
    assert names(application) == ["Snakes & co"]
    alices.post(tag_url(tag, "rename"), {"name": "snakes & CO"})  # of itself: other letters
    assert names(application) == ["snakes & CO"]


@pytest.mark.parametrize(
    "name, said",
    [
        ("REMOTE", "Merge them instead"),
        ("a, b", "without a comma"),
        (" ", "required"),
        ("x" * 41, "at most 40"),
        ("a\x00b", "Null"),
    ],
)
def test_bad_name_is_said_beside_the_field(alices, alice, tag, name, said):
    tags.replace(make_application(alice), ["remote"])
    page = alices.post(tag_url(tag, "rename"), {"name": name})
    assert page.status_code == 422
    assert said in page.content.decode()
    tag.refresh_from_db()
    assert tag.name == "Python"


def test_merge_leaves_each_tagged_once(alices, alice, tag, application):
    tags.replace(application, ["Python", "snake"])
    other = make_application(alice)
    tags.replace(other, ["snake"])
    snake = alice.tags.get(name="snake")
    response = alices.post(tag_url(snake, "merge"), {"into": tag.public_id}, follow=True)
    assert "“snake” is now part of “Python”." in response.content.decode()
    assert (names(application), names(other)) == (["Python"], ["Python"])
    assert not Tag.objects.filter(pk=snake.pk).exists()


def test_merge_takes_own_other_tags_only(alices, alice, bob, tag):
    tags.replace(make_application(bob), ["his"])
    his = Tag.objects.get(name="his")
    for into in (
        his.public_id,
        tag.public_id,
        "nonsense",
        "",
        "00000000-0000-0000-0000-000000000000",
    ):
        page = alices.post(tag_url(tag, "merge"), {"into": into})
        assert page.status_code == 422
    assert Tag.objects.count() == 2


def test_delete_asks_and_says_how_many(alices, tag, application):
    assert "It comes off 1 application." in alices.get(tag_url(tag, "delete")).content.decode()
    assert names(application) == ["Python"]
    alices.post(tag_url(tag, "delete"))
    assert Tagging.objects.count() == 0
    application.refresh_from_db()


@pytest.mark.parametrize("deed", ["rename", "merge", "delete"])
def test_tag_of_another_is_not_found(bobs, tag, deed):
    for ask in (bobs.get, bobs.post):
        assert ask(tag_url(tag, deed), {"name": "Mine"}).status_code == 404
    tag.refresh_from_db()
    assert tag.name == "Python"
