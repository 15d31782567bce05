"""CVs: brought in from a file or a paste, checked, saved as versions, shown."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from cv.models import Cv
from cv.text import rendering
from tests.cv.documents import realistic_cv_pdf
from tests.factories import make_cv

UPLOAD, SAVE = reverse("cv:upload"), reverse("cv:save")


def pdf(name="cv.pdf", data=None):
    return SimpleUploadedFile(name, realistic_cv_pdf() if data is None else data)


def test_upload_shows_the_text_and_keeps_nothing(alices):
    response = alices.post(UPLOAD, {"file": pdf()})
    markdown = response.context["form"].initial["markdown"]
    assert markdown.startswith("# ")
    assert "\n- " in markdown
    assert not Cv.objects.exists()


def test_upload_of_a_ukrainian_file_proposes_its_language(alices):
    response = alices.post(UPLOAD, {"file": pdf(data=realistic_cv_pdf("uk"))})
    assert response.context["form"].initial["language"] == "uk"


def test_pasted_text_is_read_too(alices):
    text = "Anna Koval\n\nSkills\n• Python\n• SQL"
    markdown = alices.post(UPLOAD, {"pasted": text}).context["form"].initial["markdown"]
    assert "## Skills" in markdown
    assert "- Python" in markdown


@pytest.mark.parametrize(
    "data, sentence",
    [
        (b"", "This file is empty."),
        (b"x" * (4 * 1024 * 1024 + 1), "This file is larger than 4 MB."),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 99, "This file holds a picture"),
        (b"%PDF-1.7 nothing else", "This file is damaged."),
    ],
)
def test_unreadable_file_says_why_and_the_paste_stays(alices, data, sentence):
    form = {"file": pdf(data=data), "pasted": "my own words"}
    page = alices.post(UPLOAD, form).content.decode()
    assert sentence in page
    assert "my own words" in page


@pytest.mark.parametrize("name", ["../../etc/passwd", "cv\u202efdp.exe", "a\r\nb.pdf", "x" * 300])
def test_file_name_does_not_matter(alices, name):
    assert "form" in alices.post(UPLOAD, {"file": pdf(name)}).context


def test_upload_page_begins_without_a_complaint(alices):
    page = alices.get(UPLOAD)
    assert not page.context["form"].is_bound
    assert 'role="alert"><p>' not in page.content.decode()
    assert 'data-max-bytes="4194304"' in page.content.decode()


def test_upload_counts_readings_of_an_hour(alices, alice, bobs, bob, clock):
    alices.force_login(alice)
    bobs.force_login(bob)
    for _ in range(30):
        assert "markdown" in alices.post(UPLOAD, {"pasted": "Anna"}).context["form"].fields
    refused = alices.post(UPLOAD, {"pasted": "my own words", "file": pdf()}).content.decode()
    assert "You have read in a lot of CVs in a short time." in refused
    assert "my own words" in refused
    assert "markdown" in bobs.post(UPLOAD, {"pasted": "Bob"}).context["form"].fields
    clock.shift(datetime.timedelta(minutes=59))
    assert "markdown" not in alices.post(UPLOAD, {"pasted": "Anna"}).context["form"].fields
    clock.shift(datetime.timedelta(minutes=1))
    assert "markdown" in alices.post(UPLOAD, {"pasted": "Anna"}).context["form"].fields


@pytest.mark.django_db(transaction=True)
def test_upload_holds_no_connection_while_it_reads(alices):
    page = alices.post(UPLOAD, {"file": pdf()})
    assert "markdown" in page.context["form"].fields
    assert connection.connection is None


def test_upload_of_nothing_asks_for_something(alices):
    assert "Choose a file, or paste" in alices.post(UPLOAD, {}).content.decode()


def test_save_makes_version_one(alices, alice):
    data = {"title": "Mine", "language": "en", "markdown": "# Anna", "is_from_file": "True"}
    alices.post(SAVE, data)
    cv = Cv.objects.get(user=alice)
    assert [(one.number, one.origin) for one in cv.versions.all()] == [(1, "uploaded")]


def test_save_without_a_title_keeps_the_text(alices):
    data = {"title": "", "language": "en", "markdown": "# Anna of the long text"}
    page = alices.post(SAVE, data).content.decode()
    assert "# Anna of the long text" in page
    assert not Cv.objects.exists()


def test_edit_makes_the_next_version_and_keeps_the_last(alices, alice):
    cv = make_cv(alice, markdown="# One")
    address = reverse("cv:edit_text", args=[cv.public_id])
    for text in ("# Two", "# Two"):
        alices.post(address, {"number": 1, "revision": 1, "markdown": text})
    assert [one.markdown for one in cv.versions.all()] == ["# Two\n", "# One\n"]
    old = alices.get(reverse("cv:version", args=[cv.public_id, 1])).content.decode()
    assert "One</h1>" in old


def test_unknown_version_is_not_found(alices, alice):
    cv = make_cv(alice)
    assert alices.get(reverse("cv:version", args=[cv.public_id, 7])).status_code == 404


@pytest.mark.parametrize(
    "markdown",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "![x](https://evil.example/p.png)",
        "<https://evil.example> <b onclick=alert(1)>",
        "```html\n<script>alert(1)</script>\n```",
    ],
)
def test_rendering_makes_nothing_active(markdown):
    html = rendering.html_of(markdown)
    for active in ("<script", "<img", "<b ", 'href="javascript'):
        assert active not in html


def test_list_shows_the_newest_version(alices, alice):
    make_cv(alice, title="Backend").write("# Changed")
    assert "version 2" in alices.get(reverse("cv:list")).content.decode()
