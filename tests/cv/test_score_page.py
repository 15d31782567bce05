"""The pages of the score: what they say, to whom, and at what cost."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cv.models import CvVersion
from cv.score import formula, lexicon
from tests.cv.score import CVS, POSTINGS
from tests.factories import make_application, make_cv, make_posting

FORMULA = reverse("cv:score_formula")


def address(cv, application=None):
    query = f"?for={application.public_id}" if application else ""
    return reverse("cv:score", args=[cv.public_id]) + query


@pytest.fixture
def cv(alice):
    return make_cv(alice, markdown=CVS["backend"])


@pytest.fixture
def application(alice):
    application = make_application(alice, role="Senior Backend Developer")
    make_posting(application, text=POSTINGS["backend"])
    return application


def read(client, url):
    return client.get(url).content.decode()


def test_page_shows_the_number_and_says_that_it_is_no_verdict(alices, cv):
    page = read(alices, address(cv))
    assert "<strong>96</strong>" in page
    assert "This is no employer’s verdict." in page
    assert FORMULA in page


def test_every_link_to_a_line_finds_it(alices, cv, application):
    for url in (address(cv), address(cv, application)):
        page = read(alices, url)
        lines = set(re.findall(r'id="(line-\d+)"', page))
        links = re.findall(r'href="#(line-\d+)"', page)
        assert len(links) >= 20
        assert set(links) <= lines
    assert f'id="line-{len(CVS["backend"].splitlines())}"' in page


def test_comparison_shows_what_is_there_and_what_is_missing(alices, cv, application):
    page = read(alices, address(cv, application))
    assert "3 terms are not in your CV" in page
    assert "The posting asks for “Kubernetes”, your CV does not name it" in page
    assert "5+ years of Python, Django or FastAPI" in page
    assert "shown in line" in page


def test_posting_of_few_terms_says_so(alices, cv, alice):
    application = make_application(alice)
    make_posting(application, text=POSTINGS["excerpt"])
    page = read(alices, address(cv, application))
    assert "This posting names fewer than 6 terms that we know" in page
    assert "What the posting asks for" not in page


def test_only_own_kept_applications_with_a_posting_can_be_chosen(alices, cv, application, bob):
    foreign = make_application(bob, company="Foreign Company")
    make_posting(foreign, text=POSTINGS["sre"])
    bare = make_application(application.user, company="Bare Company")
    binned = make_application(application.user, company="Binned Company")
    make_posting(binned, text=POSTINGS["sre"])
    binned.throw_away()
    for one in (foreign, bare, binned):
        page = read(alices, address(cv, one))
        assert "Select a valid choice." in page
        assert one.company not in page
        assert "What the posting asks for" not in page


@pytest.mark.parametrize("value", ["", "x", "00000000-0000-0000-0000-000000000000"])
def test_nonsense_in_the_address_is_no_error(alices, cv, value):
    assert "of 100" in read(alices, f"{address(cv)}?for={value}")


def test_newest_posting_and_newest_version_count(alices, cv, application):
    make_posting(application, text=POSTINGS["sre"])
    cv.write(CVS["sre"])
    page = read(alices, address(cv, application))
    assert "version 2" in page
    assert "Terraform" in page
    assert "Celery" not in page


def test_tailored_copy_is_compared_with_its_application(alices, cv, application):
    cv.application = application
    cv.save(update_fields=["application"])
    assert "What the posting asks for" in read(alices, address(cv))
    assert "What the posting asks for" not in read(alices, f"{address(cv)}?for=")


def test_warnings_of_the_file_cost(alices, cv):
    CvVersion.objects.update(warnings=["columns"])
    assert "The file had columns" in read(alices, address(cv))


def test_text_of_a_cv_is_no_markup(alices, alice):
    cv = make_cv(alice, markdown="# <b>Anna</b>\n\n## <script>alert(1)</script>\n\n- <img src=x>")
    page = read(alices, address(cv))
    assert "<script>alert" not in page
    assert "<img src=x>" not in page
    assert "&lt;script&gt;alert" in page


def test_page_names_terms_in_the_language_of_the_reader(alices, alice):
    cv = make_cv(alice, markdown=CVS["accountant"], language="uk")
    application = make_application(alice)
    make_posting(application, text=POSTINGS["accountant"])
    alices.post(reverse("accounts:set_language"), {"language": "uk"})
    page = read(alices, address(cv, application))
    assert "бухгалтерський облік" in page
    assert "accounting" not in page


def test_queries_do_not_grow_with_versions_and_applications(alices, cv, application):
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            alices.get(address(cv, application))
        counts.append(len(queries))
        for number in range(50):
            cv.write(f"{CVS['backend']}\n- {number} more")
            make_posting(make_application(application.user), text=POSTINGS["sre"])
    assert counts == [8, 8]


def test_formula_is_public_and_made_of_the_values_that_count(monkeypatch):
    page = read(Client(), FORMULA)
    for part in formula.PARTS:
        for check in part.checks:
            assert str(check.label) in page
    assert f"We know {len(lexicon.entries()):,} terms".replace(",", "") in page.replace(",", "")
    assert "It is no employer’s verdict." in page
    assert "In the place of a name, a heading, a date or a phone number it may." in page
    assert (
        f"A term that is named, but shown in no sentence, counts {formula.LISTED_PERCENT} %" in page
    )


def test_points_on_the_formula_page_sum_to_a_hundred():
    page = read(Client(), FORMULA)
    alone, beside = [], []
    for row in re.findall(r'<th scope="row(?:group)?">.*?</tr>', page, re.DOTALL)[:-1]:
        numbers = re.findall(r"<strong>(\d+)</strong>", row)
        beside.append(int(numbers[-1]))
        alone += map(int, numbers[:-1])
    assert (sum(alone), sum(beside)) == (100, 100)


def test_each_figure_of_the_formula_names_its_column_where_rows_are_stacked():
    page = read(Client(), FORMULA)
    assert 'class="table table--stacked' in page
    labels = re.findall(r'<td class="is-number"(?: data-label="([^"]*)")?>', page)
    assert set(labels) == {"Alone", "Beside a posting"}


def back_link(page):
    return re.search(r'<a class="back-link" href="([^"]+)"', page)


def test_formula_leads_back_to_the_score_it_was_opened_from(alices, bobs, cv, application):
    for score in (address(cv), address(cv, application)):
        (link,) = re.findall(rf'href="({FORMULA}[^"]*)"', read(alices, score))
        link = link.replace("&amp;", "&")
        assert back_link(read(alices, link))[1] == score
        assert back_link(read(bobs, link))[1] == reverse("cv:list")
        assert back_link(read(Client(), link)) is None
    for nonsense in ("?cv=x", "?cv=", "?for=x"):
        assert back_link(read(alices, FORMULA + nonsense))[1] == reverse("cv:list")


def test_cv_page_leads_to_the_score(alices, cv):
    assert address(cv) in read(alices, reverse("cv:page", args=[cv.public_id]))
