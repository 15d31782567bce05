"""Two tabs with the same form: the second to save is told, and no word is lost."""

import re
import threading

import pytest
from django.http import Http404, QueryDict
from django.urls import reverse

from applications.forms.application import ApplicationForm
from applications.models import Application, Contact
from applications.stale import VersionedForm
from applications.table import tags
from tests.conftest import signed_in
from tests.factories import make_application

FACTS = {"company": "Kvitka", "role": "Gardener", "priority": "2"}


def edit_url(application):
    return reverse("applications:edit", args=[application.public_id])


def fields_of(page):
    """What a browser would send of the form on the page."""
    form = page.context["form"]
    return {name: form[name].value() or "" for name in form.fields}


def now_saved(page):
    text = re.sub(r"<svg.*?</svg>", "", page.content.decode(), flags=re.DOTALL)
    return re.findall(r'field__error">Now saved: ([^<]*)<', text)


@pytest.fixture
def application(alice):
    return make_application(
        alice, company="Kvitka", role="Gardener", location="Lviv", work_mode="remote"
    )


def test_edit_moves_the_version_on(alices, application):
    page = alices.get(edit_url(application))
    assert page.context["form"]["version"].value() == 1
    alices.post(edit_url(application), fields_of(page) | {"location": "Kyiv"})
    application.refresh_from_db()
    assert (application.location, application.version) == ("Kyiv", 2)


def test_unchanged_form_writes_nothing(alices, application):
    page = alices.get(edit_url(application))
    assert alices.post(edit_url(application), fields_of(page)).status_code == 302
    application.refresh_from_db()
    assert application.version == 1


def test_second_tab_gets_both_texts(alices, application):
    first = fields_of(alices.get(edit_url(application)))
    second = dict(first)
    alices.post(edit_url(application), first | {"location": "Kyiv", "role": "Botanist"})

    page = alices.post(edit_url(application), second | {"location": "Odesa", "work_mode": "onsite"})
    assert page.status_code == 409
    assert now_saved(page) == ["Botanist", "Kyiv", "Remote"]
    form = page.context["form"]
    assert (form["location"].value(), form["work_mode"].value()) == ("Odesa", "onsite")
    assert "Nothing is lost" in page.content.decode()
    assert "Save mine over it" in page.content.decode()
    application.refresh_from_db()
    assert (application.location, application.role, application.version) == ("Kyiv", "Botanist", 2)


def test_saved_again_goes_over_it(alices, application):
    first = fields_of(alices.get(edit_url(application)))
    alices.post(edit_url(application), first | {"location": "Kyiv"})
    page = alices.post(edit_url(application), first | {"location": "Odesa"})
    assert alices.post(edit_url(application), fields_of(page)).status_code == 302
    application.refresh_from_db()
    assert (application.location, application.version) == ("Odesa", 3)


def test_third_change_meanwhile_makes_it_stale_again(alices, application):
    first = fields_of(alices.get(edit_url(application)))
    alices.post(edit_url(application), first | {"location": "Kyiv"})
    page = alices.post(edit_url(application), first | {"location": "Odesa"})
    Application.objects.update(location="Dnipro", version=3)
    again = alices.post(edit_url(application), fields_of(page))
    assert again.status_code == 409
    assert now_saved(again) == ["Dnipro"]


def test_the_same_edit_in_both_tabs_is_no_conflict(alices, application):
    first = fields_of(alices.get(edit_url(application)))
    for _ in range(2):
        response = alices.post(edit_url(application), first | {"location": "Kyiv"})
        assert response.status_code == 302
    application.refresh_from_db()
    assert (application.location, application.version) == ("Kyiv", 2)


def test_stale_tags_and_choices_are_said_in_words(alices, application):
    tags.replace(application, ["Old"])
    first = fields_of(alices.get(edit_url(application)))
    assert first["tags"] == "Old"
    changed = {"tags": "Red, Blue", "salary_max": "60000", "priority": "3", "location": ""}
    alices.post(edit_url(application), first | changed)
    page = alices.post(edit_url(application), first | {"tags": "Green"})
    assert now_saved(page) == ["nothing", "60000", "High", "Blue, Red"]
    assert [tag.name for tag in application.tags.all()] == ["Blue", "Red"]
    alices.post(edit_url(application), fields_of(page))
    assert [tag.name for tag in application.tags.all()] == ["Green"]


@pytest.mark.parametrize("version", [None, "", "0", "-1", "x", "2", "9" * 40, "1.5", "1\x00"])
def test_form_without_the_right_version_is_stale(alices, application, version):
    data = FACTS | ({} if version is None else {"version": version})
    page = alices.post(edit_url(application), data | {"location": "Odesa"})
    assert page.status_code == 409
    assert "Lviv" in now_saved(page)
    application.refresh_from_db()
    assert application.location == "Lviv"


def test_wrong_form_is_put_right_first(alices, application):
    first = fields_of(alices.get(edit_url(application)))
    alices.post(edit_url(application), first | {"location": "Kyiv"})
    page = alices.post(edit_url(application), first | {"company": ""})
    assert page.status_code == 200
    assert now_saved(page) == []
    assert page.context["form"]["version"].value() == "1"  # still what it was filled from


def test_hostile_text_that_is_saved_now_is_shown_as_text(alices, application):
    first = fields_of(alices.get(edit_url(application)))
    Application.objects.update(location="<script>alert(1)</script>", version=2)
    page = alices.post(edit_url(application), first | {"location": "Odesa"})
    assert "<script>alert(1)" not in page.content.decode()
    assert "Now saved: &lt;script&gt;" in page.content.decode()


def test_edit_of_what_was_thrown_away_meanwhile_is_gone(alices, application):
    first = fields_of(alices.get(edit_url(application)))
    application.throw_away()
    assert alices.post(edit_url(application), first | {"location": "Kyiv"}).status_code == 404


def test_row_that_vanishes_between_reading_and_writing_is_gone(application):
    data = QueryDict("company=Kvitka&role=Cook&version=1")
    form = ApplicationForm(data, instance=application)
    assert form.is_valid()
    Application.objects.all().delete()
    with pytest.raises(Http404):
        form.save_if_current()


def test_row_and_what_hangs_on_it_are_saved_together_or_not(application):
    class Broken(ApplicationForm):
        def save_rest(self, changed):
            raise RuntimeError

    form = Broken(QueryDict("company=Kvitka&role=Cook&version=1"), instance=application)
    assert form.is_valid()
    with pytest.raises(RuntimeError):
        form.save_if_current()
    application.refresh_from_db()
    assert (application.role, application.version) == ("Gardener", 1)


def test_of_two_at_the_same_instant_one_is_told(committed_db, alice):
    application = make_application(alice, location="Lviv")
    ready, statuses = threading.Barrier(2), {}

    def edit(location):
        client = signed_in(alice)
        ready.wait(5)
        data = FACTS | {"location": location, "version": "1"}
        statuses[location] = client.post(edit_url(application), data).status_code
        from django.db import connection

        connection.close()

    threads = [threading.Thread(target=edit, args=[where]) for where in ("Kyiv", "Odesa")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(statuses.values()) == [302, 409]
    application.refresh_from_db()
    assert statuses[application.location] == 302
    assert application.version == 2


class ContactForm(VersionedForm[Contact]):
    class Meta:
        model = Contact
        fields = ["name", "applications"]


def test_other_forms_use_it_with_many_to_many_fields(alice):
    """As a contact's form does: applications are chosen beside its own columns."""
    contact = Contact.objects.create(user=alice, name="Olena")
    one, other = make_application(alice, company="Arka"), make_application(alice, company="Bery")

    def form(version, *chosen, name="Olena"):
        data = QueryDict(mutable=True)
        data.update({"name": name, "version": version})
        data.setlist("applications", [str(application.pk) for application in chosen])
        found = ContactForm(data, instance=Contact.objects.get())
        assert found.is_valid(), found.errors
        return found

    assert form(1, one).save_if_current()
    assert set(contact.applications.all()) == {one}
    second = form(1, other, name="Olha")
    assert not second.save_if_current()
    assert second.errors["applications"] == [f"Now saved: {one}"]
    assert second["version"].value() == "2"
    assert form(2, other, name="Olha").save_if_current()
    assert set(contact.applications.all()) == {other}
