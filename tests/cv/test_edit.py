"""The form of a CV: saved section by section, kept while it is typed, two tabs, typed from new."""

import datetime

import pytest
from django.urls import reverse
from pytest_django.asserts import assertNumQueries

from cv.models import Cv, CvVersion
from tests.factories import CV, make_cv

BY_HAND = "# Anna  Koval\nanna@mail.example\n\n## Work\n* One \n*  Two\n\n## Skills\n\n+ SQL\n"


@pytest.fixture
def cv(alice):
    return make_cv(alice, markdown=BY_HAND)


def address(cv, deed="edit"):
    return reverse(f"cv:{deed}", args=[cv.public_id])


def form_of(client, cv):
    """What a browser would send of the form as it is shown: every field, line ends as CR LF."""
    editor = client.get(address(cv)).context["editor"]
    bound = [editor.head, editor.sections.management_form, *editor.sections.forms]
    fields = {field.html_name: field.value() for form in bound for field in form}
    return {
        name: str(value).replace("\n", "\r\n")
        for name, value in fields.items()
        if value not in (None, False)
    }


def texts(cv):
    return [one.markdown for one in cv.versions.order_by("number")]


def autosave(client, cv, form, **changes):
    return client.post(address(cv, "autosave"), form | changes)


def based_on(response, form):
    """The form as a script leaves it after an answer."""
    version = response.context["version"]
    return form | {"number": version.number, "revision": version.revision}


# Saving


def test_saving_what_was_not_touched_makes_no_version(alices, cv):
    response = alices.post(address(cv), form_of(alices, cv), follow=True)
    assert response.redirect_chain == [(address(cv, "page"), 302)]
    assert "Saved as version 1." in response.content.decode()
    assert texts(cv) == [BY_HAND]


def test_edited_section_alone_is_written_anew(alices, cv):
    form = form_of(alices, cv) | {"section-1-body": "• SQL\r\n- Python\r\n"}
    response = alices.post(address(cv), form, follow=True)
    assert "Saved as version 2." in response.content.decode()
    after = BY_HAND.replace("+ SQL\n", "+ SQL\n- Python\n")
    assert texts(cv) == [BY_HAND, after]
    assert not cv.current().is_open


def test_head_is_edited(alices, cv):
    form = form_of(alices, cv)
    alices.post(address(cv), form | {"name": "Anna K.", "contacts": "anna@mail.example\r\nKyiv"})
    assert cv.current().markdown.startswith("# Anna K.\n\nanna@mail.example\nKyiv\n\n## Work\n*")


def test_section_is_added_at_the_end(alices, cv):
    form = form_of(alices, cv) | {"section-2-title": "Languages", "section-2-body": "English: B2"}
    alices.post(address(cv), form)
    assert cv.current().markdown == BY_HAND + "\n## Languages\n\nEnglish: B2\n"


@pytest.mark.parametrize("place", [{"section-0-position": 2}, {"section-1-position": 1}])
def test_section_is_moved_by_its_place_alone(alices, cv, place):
    alices.post(address(cv), form_of(alices, cv) | place)
    assert cv.current().markdown == (
        "# Anna  Koval\nanna@mail.example\n\n## Skills\n\n+ SQL\n\n## Work\n* One \n*  Two\n"
    )


@pytest.mark.parametrize(
    "gone", [{"section-0-leave_out": "on"}, {"section-0-title": "", "section-0-body": " "}]
)
def test_section_is_left_out_by_a_tick_or_by_emptying_it(alices, cv, gone):
    alices.post(address(cv), form_of(alices, cv) | gone)
    assert cv.current().markdown == "# Anna  Koval\nanna@mail.example\n\n## Skills\n\n+ SQL\n"


def test_text_without_a_title_is_kept_under_one(alices, cv):
    alices.post(address(cv), form_of(alices, cv) | {"section-2-body": "Something"})
    assert cv.current().markdown == BY_HAND + "\n## Untitled section\n\nSomething\n"


def test_name_may_be_empty_but_not_everything(alices, cv):
    form = form_of(alices, cv) | {"name": ""}
    alices.post(address(cv), form)
    assert cv.current().markdown.startswith("anna@mail.example\n\n## Work")
    empty = form_of(alices, cv) | {"section-0-leave_out": "on", "section-1-leave_out": "on"}
    page = alices.post(address(cv), empty | {"contacts": ""})
    assert "There is nothing in it." in page.content.decode()
    assert cv.versions.count() == 2


def test_too_long_a_text_is_refused_and_stays_in_the_form(alices, cv):
    form = form_of(alices, cv) | {"section-0-body": "word " * 40_001}
    page = alices.post(address(cv), form).content.decode()
    assert "longer than a CV may be" in page or "at most 200000" in page
    assert "word word word" in page
    assert texts(cv) == [BY_HAND]


def test_sections_that_are_too_long_together_are_refused(alices, cv):
    long = {f"section-{place}-body": "word " * 30_000 for place in (0, 1)}
    page = alices.post(address(cv), form_of(alices, cv) | long).content.decode()
    assert "This is longer than a CV may be" in page
    assert texts(cv) == [BY_HAND]


@pytest.mark.parametrize(
    "broken", [{}, {"section-TOTAL_FORMS": "x"}, {"section-TOTAL_FORMS": "999"}]
)
def test_broken_form_changes_nothing(alices, cv, broken):
    form = form_of(alices, cv) | broken if broken else {"name": "Anna"}
    assert alices.post(address(cv), form).status_code == 200
    assert autosave(alices, cv, form).status_code == 422
    assert texts(cv) == [BY_HAND]


def test_cv_of_very_many_sections_opens_as_one_text(alices, alice):
    many = make_cv(alice, markdown="# A\n\n" + "## B\n\n- c\n\n" * 151)
    assert alices.get(address(many)).url == address(many, "edit_text")


def test_editor_suggests_names_in_the_language_of_the_cv(alices, alice):
    page = alices.get(address(make_cv(alice, language="uk"))).content.decode()
    assert '<option value="Досвід роботи">' in page
    assert '<option value="Skills">' not in page


def test_editor_takes_few_queries(alices, cv):
    form = form_of(alices, cv)
    with assertNumQueries(6):
        alices.get(address(cv))
    with assertNumQueries(10):  # four of them are savepoints of the test
        autosave(alices, cv, form, name="Anna B.")


# Autosave


def test_autosave_makes_a_version_and_writes_over_it(alices, cv, clock):
    form = form_of(alices, cv)
    first = autosave(alices, cv, form, name="Anna B.")
    second = autosave(alices, cv, based_on(first, form), name="Anna C.")
    versions = list(cv.versions.order_by("number").values_list("number", "revision", "origin"))
    assert versions == [(1, 1, "typed"), (2, 2, "edited")]
    assert cv.current().markdown.startswith("# Anna C.\n")
    assert "Saved as version 2, 11:30" in second.content.decode()
    assert "<h1>Anna C.</h1>" in second.content.decode()


def test_autosave_begins_the_next_version_after_half_an_hour(alices, cv, clock):
    form = form_of(alices, cv)
    form = based_on(autosave(alices, cv, form, name="Anna B."), form)
    clock.shift(datetime.timedelta(minutes=29))
    form = based_on(autosave(alices, cv, form, name="Anna C."), form)
    assert cv.current().number == 2
    clock.shift(datetime.timedelta(minutes=30))
    autosave(alices, cv, form, name="Anna D.")
    assert [one.number for one in cv.versions.all()] == [3, 2, 1]


@pytest.mark.parametrize("use", ["save", "pin"])
def test_autosave_leaves_a_version_alone_that_was_made_use_of(alices, cv, use):
    form = form_of(alices, cv)
    form = based_on(autosave(alices, cv, form, name="Anna B."), form)
    if use == "save":
        alices.post(address(cv), form | {"name": "Anna B."})
    else:
        cv.current().pin()
    autosave(alices, cv, form, name="Anna C.")
    names = [text.split("\n")[0] for text in texts(cv)]
    assert names == ["# Anna  Koval", "# Anna B.", "# Anna C."]


def test_autosave_of_the_same_text_writes_nothing(alices, cv):
    form = form_of(alices, cv)
    for _ in range(2):
        answer = autosave(alices, cv, form, name="Anna B.")
        assert answer.status_code == 200
    assert cv.current().revision == 1


def test_autosave_that_cannot_be_kept_says_why(alices, cv):
    form = form_of(alices, cv)
    refused = autosave(alices, cv, form, **{"section-0-body": "w " * 100_001})
    assert refused.status_code == 422
    assert "Not saved:" in refused.content.decode()
    assert texts(cv) == [BY_HAND]


def test_autosave_escapes_what_is_typed(alices, cv):
    form = form_of(alices, cv) | {"section-0-body": "<script>alert(1)</script>"}
    answer = autosave(alices, cv, form).content.decode()
    assert "<script" not in answer
    assert "&lt;script&gt;alert(1)" in answer


def test_autosave_is_of_the_owner_and_only_posted(alices, bobs, cv):
    form = form_of(alices, cv)
    assert autosave(bobs, cv, form, name="Bob").status_code == 404
    assert alices.get(address(cv, "autosave")).status_code == 405
    assert texts(cv) == [BY_HAND]


# Two tabs


def test_second_tab_is_told_what_the_first_saved_and_loses_nothing(alices, cv):
    mine = form_of(alices, cv)
    autosave(alices, cv, mine, **{"section-0-body": "• Theirs"})
    stale = alices.post(address(cv), mine | {"section-0-body": "• Mine", "name": "Anna M."})
    page = stale.content.decode()
    assert stale.status_code == 409
    assert "• Theirs</pre>" in page
    assert "Anna Koval\nanna@mail.example</pre>" in page
    assert "• Mine</textarea>" in page
    assert "Save mine over it" in page
    assert cv.current().markdown.count("Theirs") == 1

    again = form_of_response(stale) | {"section-0-body": "• Mine", "name": "Anna M."}
    assert alices.post(address(cv), again).status_code == 302
    assert cv.current().markdown.startswith("# Anna M.\n\nanna@mail.example\n\n## Work\n\n- Mine")


def form_of_response(response):
    editor = response.context["editor"]
    bound = [editor.head, editor.sections.management_form, *editor.sections.forms]
    return {
        field.html_name: str(field.value())
        for form in bound
        for field in form
        if field.value() not in (None, False)
    }


def test_autosave_of_a_stale_tab_is_refused_with_both_texts(alices, cv):
    mine = form_of(alices, cv)
    theirs = mine | {"section-2-title": "Languages", "section-2-body": "Polish"}
    autosave(alices, cv, theirs, **{"section-0-leave_out": "on"})
    before = texts(cv)
    stale = autosave(alices, cv, mine, **{"section-0-body": "• Mine"})
    answer = stale.content.decode()
    assert stale.status_code == 409
    assert "Not saved: this CV was changed in another tab." in answer
    assert "Polish</pre>" in answer
    assert "This is not in what is saved" in answer
    assert 'data-number="2"' in answer
    assert texts(cv) == before
    over = autosave(alices, cv, based_on(stale, mine), **{"section-0-body": "• Mine"})
    assert over.status_code == 200
    assert "## Work\n\n- Mine\n" in cv.current().markdown


def test_form_without_its_version_is_stale(alices, cv):
    form = form_of(alices, cv) | {"number": "x", "revision": "", "name": "Anna B."}
    assert autosave(alices, cv, form).status_code == 409
    assert texts(cv) == [BY_HAND]


# As one text


def test_whole_text_is_edited(alices, cv):
    form = {"number": 1, "revision": 1, "markdown": "# Anna\r\n\r\n## New"}
    page = alices.get(address(cv, "edit_text")).content.decode()
    assert "*  Two" in page
    assert alices.post(address(cv, "edit_text"), form).url == address(cv, "page")
    assert texts(cv) == [BY_HAND, "# Anna\n\n## New\n"]


def test_whole_text_of_a_stale_tab_is_refused_with_both(alices, cv):
    cv.write("# Theirs")
    form = {"number": 1, "revision": 1, "markdown": "# Mine"}
    stale = alices.post(address(cv, "edit_text"), form)
    assert stale.status_code == 409
    assert "# Theirs" in stale.content.decode()
    assert "# Mine" in stale.content.decode()
    again = {"markdown": "# Mine"} | {
        name: stale.context["form"][name].value() for name in ("number", "revision")
    }
    assert alices.post(address(cv, "edit_text"), again).status_code == 302
    assert cv.current().markdown == "# Mine\n"


# A new one


@pytest.mark.parametrize("language, titles", [
    ("en", ["Summary", "Experience", "Education", "Skills", "Languages"]),
    ("uk", ["Про себе", "Досвід", "Освіта", "Навички", "Мови"]),
])  # fmt: skip
def test_new_cv_begins_with_the_usual_sections(alices, alice, language, titles):
    response = alices.post(reverse("cv:new"), {"title": "Mine", "language": language})
    cv = Cv.objects.get(user=alice)
    assert response.url == address(cv)
    head = "# Alice Kovalenko\n\nalice@example.com\n\n"
    assert texts(cv) == [head + "\n\n".join(f"## {title}" for title in titles) + "\n"]
    page = alices.get(address(cv)).content.decode()
    assert 'placeholder="Degree, school, years."' in page
    assert "Degree, school" not in cv.current().markdown


def test_what_is_typed_into_a_new_cv_is_its_first_version(alices, alice):
    alices.post(reverse("cv:new"), {"title": "Mine", "language": "en"})
    cv = Cv.objects.get(user=alice)
    form = form_of(alices, cv)
    form = based_on(autosave(alices, cv, form, name="A"), form) | {"name": "B"}
    alices.post(address(cv), form)
    assert [(one.number, one.origin) for one in cv.versions.all()] == [(1, "typed")]
    assert cv.current().markdown.startswith("# B\n")
    assert not cv.current().is_open


def test_new_cv_needs_a_title(alices):
    page = alices.post(reverse("cv:new"), {"title": "", "language": "en"})
    assert "title" in page.context["form"].errors
    assert not Cv.objects.exists()


def test_empty_list_offers_a_file_and_a_new_one(alices):
    page = alices.get(reverse("cv:list")).content.decode()
    assert f'href="{reverse("cv:upload")}"' in page
    assert f'href="{reverse("cv:new")}"' in page


# Title and language


def test_cv_is_renamed_without_a_new_version(alices, cv):
    alices.post(address(cv, "rename"), {"title": "For banks", "language": "uk"})
    cv.refresh_from_db()
    assert (cv.title, cv.language) == ("For banks", "uk")
    assert cv.versions.count() == 1


def test_rename_to_nothing_is_refused(alices, cv):
    page = alices.post(address(cv, "rename"), {"title": " ", "language": "en"})
    assert "title" in page.context["form"].errors
    assert Cv.objects.get().title == "Backend"


def test_versions_made_elsewhere_stay_whole(alices, alice):
    """A file that was read in, edited in one word: all other lines keep their bytes."""
    cv = make_cv(alice, markdown=CV)
    form = form_of(alices, cv)
    body = form["section-0-body"].replace("Docker", "Podman")
    alices.post(address(cv), form | {"section-0-body": body})
    assert cv.current().markdown == CV.replace("with Docker", "with Podman")
    assert cv.current().origin == CvVersion.Origin.EDITED
