"""The versions of a CV: listed, compared, brought back, copied."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertNumQueries

from cv.models import Cv
from tests.factories import make_application, make_cv, make_document


@pytest.fixture
def cv(alice):
    cv = make_cv(alice, markdown="# Anna\n\n## Work\n\n- Led four people\n")
    cv.write("# Anna\n\n## Work\n\n- Led five people\n- Sold boats\n")
    return cv


def address(cv, deed, *args):
    return reverse(f"cv:{deed}", args=[cv.public_id, *args])


def origins(cv):
    return [(one.number, one.origin) for one in cv.versions.order_by("number")]


# The list


def test_list_tells_what_changed_and_where_it_was_sent(alices, alice, cv):
    application = make_application(alice, company="Kvitka", role="Developer")
    make_document(application, origin=cv.public_id, origin_version=2)
    other = make_application(alice, company="Zorya")
    make_document(other, origin=cv.public_id, origin_version=9)
    make_document(other, origin=make_cv(alice).public_id, origin_version=2)
    response = alices.get(address(cv, "versions"))
    page = response.content.decode()
    entries = response.context["entries"]
    assert [(one.version.number, one.added, one.removed) for one in entries] == [
        (2, 3, 1),
        (1, 0, 0),
    ]
    assert [[document.application for document in one.sent] for one in entries] == [
        [application],
        [],
    ]
    assert "3 words added" in page
    assert "Zorya" not in page


def test_list_shows_twenty_at_a_time_and_compares_across_pages(alices, alice):
    cv = make_cv(alice, markdown="# 0")
    for number in range(1, 22):
        cv.write(f"# {number}")
    pages = [alices.get(address(cv, "versions"), {"page": page}) for page in (1, 2, "x")]
    shown = [[one.version.number for one in page.context["entries"]] for page in pages]
    assert shown == [list(range(22, 2, -1)), [2, 1], list(range(22, 2, -1))]
    assert pages[0].context["entries"][-1].added == 1
    assert "Restore version 2" in pages[1].content.decode()


@pytest.mark.parametrize("number", [1, 19])
def test_list_takes_as_many_queries_for_many(alices, alice, number):
    cv = make_cv(alice, markdown="# 0")
    for index in range(number):
        cv.write(f"# {index + 1}")
        make_document(make_application(alice), origin=cv.public_id, origin_version=index + 1)
    with assertNumQueries(7):
        alices.get(address(cv, "versions"))


# What changed


def test_changes_mark_the_words(alices, cv):
    response = alices.get(address(cv, "changes", 2))
    page = response.content.decode()
    rows = [row for part in response.context["parts"] for row in part.rows]
    assert [(row.kind, row.text) for row in rows[2:]] == [
        ("changed", "• Led fourfive people"),
        ("added", "• Sold boats"),
    ]
    assert '<del><span class="visually-hidden" lang="en">removed: </span>four</del>' in page
    assert '<ins><span class="visually-hidden" lang="en">added: </span>five</ins>' in page


def test_changes_against_another_version(alices, cv):
    cv.write("# Anna\n\n## Work\n\n- Led four people\n")
    page = alices.get(address(cv, "changes", 3), {"against": 1})
    assert page.context["before"].number == 1
    assert "Both say the same, line by line." in page.content.decode()
    assert alices.get(address(cv, "changes", 3)).context["before"].number == 2


@pytest.mark.parametrize("against", ["", "x", "3", "2", "99", "-1"])
def test_changes_against_nothing_known_are_against_the_one_before(alices, cv, against):
    page = alices.get(address(cv, "changes", 2), {"against": against})
    assert page.context["before"].number == 1


def test_first_version_is_compared_with_the_next_or_with_none(alices, alice, cv):
    assert alices.get(address(cv, "changes", 1)).context["before"].number == 2
    lone = alices.get(address(make_cv(alice), "changes", 1)).content.decode()
    assert "This is the first version" in lone


def test_changes_escape_the_text(alices, cv):
    cv.write("# Anna\n\n<script>alert(1)</script>\n")
    page = alices.get(address(cv, "changes", 3)).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_changes_take_few_queries(alices, cv):
    with assertNumQueries(6):
        alices.get(address(cv, "changes", 2))


def test_unknown_version_is_not_found(alices, cv):
    for deed in ("changes", "restore"):
        assert alices.get(address(cv, deed, 9)).status_code == 404
    assert alices.post(address(cv, "restore", 9)).status_code == 404


# An earlier one again


def test_restore_makes_the_old_text_the_newest_and_offers_undo(alices, cv):
    page = alices.post(address(cv, "restore", 1), follow=True).content.decode()
    assert origins(cv) == [(1, "typed"), (2, "edited"), (3, "restored")]
    assert cv.current().markdown == "# Anna\n\n## Work\n\n- Led four people\n"
    assert "Version 1 is back, as version 3." in page
    undo = address(cv, "restore", 2)
    assert f'action="{undo}"' in page

    answer = alices.post(undo, headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == address(cv, "page")
    assert cv.current().markdown.endswith("- Led five people\n- Sold boats\n")


def test_restore_of_the_same_text_does_nothing(alices, cv):
    cv.write("# Anna\n\n## Work\n\n- Led four people\n")
    for number in (1, 3):
        page = alices.post(address(cv, "restore", number), follow=True).content.decode()
        assert f"Version {number} says the same as the newest." in page
    assert cv.versions.count() == 3


def test_undo_of_a_restore_finds_what_was_being_typed(alices, cv):
    cv.autosave("# Being typed", (2, 1))
    alices.post(address(cv, "restore", 1))
    alices.post(address(cv, "restore", 3))
    assert cv.current().markdown == "# Being typed\n"


def test_restore_is_posted(alices, cv):
    assert alices.get(address(cv, "restore", 1)).url == address(cv, "page")
    assert cv.versions.count() == 2


# A copy


def test_copy_is_a_cv_of_its_own(alices, alice, cv):
    page = alices.post(address(cv, "copy"), follow=True).content.decode()
    copy = Cv.objects.get(title="Backend (copy)")
    assert (copy.user, copy.language, copy.parent) == (alice, "en", None)
    assert origins(copy) == [(1, "copied")]
    assert copy.current().markdown == cv.current().markdown
    assert f'action="{address(copy, "delete")}"' in page
    answer = alices.post(address(copy, "delete"), headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == reverse("cv:list")
    assert Cv.objects.get() == cv


def test_copy_of_a_long_title_fits(alices, alice):
    cv = make_cv(alice, title="t" * 120)
    alices.post(address(cv, "copy"))
    assert Cv.objects.exclude(pk=cv.pk).get().title == "t" * 113 + " (copy)"


def test_copy_is_of_the_owner(bobs, cv):
    assert bobs.post(address(cv, "copy")).status_code == 404
    assert Cv.objects.count() == 1


# The page of a CV


def test_page_shows_the_latest_versions_and_leads_to_all(alices, cv):
    for number in range(5):
        cv.write(f"# {number}")
    page = alices.get(address(cv, "page")).content.decode()
    assert "Version 7" in page
    assert "Version 2<" not in page
    assert "All versions" in page


def test_page_of_an_earlier_version_says_so_and_offers_it_back(alices, cv):
    assert (
        "This is an earlier version." not in alices.get(address(cv, "version", 2)).content.decode()
    )
    page = alices.get(address(cv, "version", 1)).content.decode()
    assert "This is an earlier version." in page
    assert f'action="{address(cv, "restore", 1)}"' in page


def test_page_of_a_tailored_cv_names_where_it_comes_from(alices, alice, cv):
    application = make_application(alice, company="Kvitka", role="Developer")
    tailored = Cv(user=alice, title="T", language="en", parent=cv, application=application)
    tailored.begin("# Anna", "tailored")
    page = alices.get(address(tailored, "page")).content.decode()
    assert f'Tailored from <a href="{address(cv, "page")}">Backend</a> for' in page
    assert "tailored for Developer" in alices.get(reverse("cv:list")).content.decode()


def test_page_takes_few_queries(alices, cv):
    with assertNumQueries(7):
        alices.get(address(cv, "page"))
