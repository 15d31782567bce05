import gzip
import json
import re

import pytest
import requests
from lxml import html as markup

from sandbox import boards, job_markup
from sandbox.postings import all_postings, by_slug
from tests.sandbox import web

BACKEND = "harbour-metrics-backend-engineer"


def job_page(sandbox, slug=BACKEND, shape=None):
    return web.get(f"{sandbox.url}/jobs/{slug}", params={"shape": shape} if shape else None)


def script(page):
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page.text, re.DOTALL)
    return found[1]


def data(sandbox, shape):
    return json.loads(script(job_page(sandbox, shape=shape)))


def test_board_has_postings_in_both_languages_and_all_shapes():
    postings = all_postings()

    assert [one.language for one in postings].count("uk") == 4
    assert [one.language for one in postings].count("en") == 4
    assert {one.shape for one in postings} | {"plain"} == set(job_markup.HEADS)
    assert all(250 <= len(one.text().split()) <= 500 for one in postings)


@pytest.mark.parametrize("posting", all_postings(), ids=lambda posting: posting.slug)
def test_page_shows_the_whole_text(sandbox, posting):
    page = markup.fromstring(job_page(sandbox, posting.slug).content)

    shown = " ".join(page.text_content().split())
    assert page.get("lang") == posting.language
    assert posting.title in page.findtext(".//h1")
    for section in posting.sections:
        assert all(" ".join(text.split()) in shown for text in section.paragraphs + section.points)


def test_index_links_to_every_posting(sandbox):
    page = markup.fromstring(web.get(f"{sandbox.url}/jobs/").content)

    links = set(page.xpath("//a/@href"))
    assert {f"/jobs/{posting.slug}" for posting in all_postings()} <= links


def test_graph_points_at_its_organisation(sandbox):
    nodes = {node["@type"]: node for node in data(sandbox, "graph")["@graph"]}

    assert nodes["JobPosting"]["hiringOrganization"] == {"@id": nodes["Organization"]["@id"]}
    assert nodes["Organization"]["name"] == "Harbour Metrics"


def test_list_holds_the_job_with_lists_inside(sandbox):
    job = data(sandbox, "list")[1]

    assert job["@type"] == ["JobPosting"]
    assert job["jobLocation"][0]["address"]["addressLocality"] == "Gdansk"


def test_string_employer_works_from_anywhere(sandbox):
    job = data(sandbox, "string_employer")

    assert job["hiringOrganization"] == "Harbour Metrics"
    assert job["jobLocationType"] == "TELECOMMUTE"
    assert "jobLocation" not in job
    assert job["baseSalary"]["value"]["minValue"] == 18000


def test_escaped_description_is_escaped_once_more(sandbox):
    job = data(sandbox, "escaped_description")

    assert job["description"].startswith("&lt;p&gt;")
    assert job["baseSalary"] == 18000
    assert job["jobLocation"]["address"] == "Gdansk, PL"


def test_broken_json_is_broken_as_in_the_wild(sandbox):
    text = script(job_page(sandbox, shape="broken_json"))

    assert text.startswith("<!--")
    assert re.search(r",\s*}\s*-->$", text)
    inner = text[4:-3]
    with pytest.raises(json.JSONDecodeError):
        json.loads(inner)
    mended = json.loads(re.sub(r",(\s*})\s*$", r"\1", inner), strict=False)
    assert mended["baseSalary"] == "18 000 - 24 000 грн"


def test_microdata_page_has_properties_and_no_script(sandbox):
    page = markup.fromstring(job_page(sandbox, shape="microdata").content)

    names = set(page.xpath("//*[@itemtype='https://schema.org/JobPosting']//*/@itemprop"))
    assert {"title", "hiringOrganization", "description", "jobLocation"} <= names
    assert not page.xpath("//script")


def test_bare_page_has_no_markup_at_all(sandbox):
    page = markup.fromstring(job_page(sandbox, shape="bare").content)

    assert not page.xpath("//script | //*[@itemprop]")


def test_expired_page_is_in_the_past_and_says_so(sandbox):
    posting = next(one for one in all_postings() if one.shape == "expired")
    page = job_page(sandbox, posting.slug)

    assert json.loads(script(page))["validThrough"] < str(posting.posted.today())
    assert "Вакансію закрито." in page.text


@pytest.mark.parametrize("query", ["nope", f"{BACKEND}?shape=nope", "_odd/nope"])
def test_unknown_page_is_not_found(sandbox, query):
    assert web.get(f"{sandbox.url}/jobs/{query}").status_code == 404


def odd(sandbox, name, **options):
    return web.get(f"{sandbox.url}/jobs/_odd/{name}", **options)


def test_redirect_goes_where_it_is_told(sandbox):
    answer = odd(sandbox, "redirect?to=http://10.0.0.1/&status=307", allow_redirects=False)

    assert (answer.status_code, answer.headers["location"]) == (307, "http://10.0.0.1/")


def test_redirect_loop_never_ends(sandbox):
    with pytest.raises(requests.TooManyRedirects):
        odd(sandbox, "redirect-loop")


def test_gzip_bomb_is_small_on_the_wire(sandbox):
    answer = odd(sandbox, "gzip-bomb", stream=True)
    raw = answer.raw.read()

    assert len(raw) < 100_000
    assert len(gzip.decompress(raw)) == 64 * 1024 * 1024


def test_slow_drip_begins_at_once(sandbox):
    with odd(sandbox, "slow-drip", stream=True) as answer:
        assert next(answer.iter_content(1)) == b" "


def test_big_page_is_three_megabytes(sandbox):
    assert 2_900_000 < len(odd(sandbox, "big").content) < 3_300_000


def test_cut_page_breaks_off(sandbox):
    with pytest.raises(requests.exceptions.ChunkedEncodingError):
        odd(sandbox, "cut")


@pytest.mark.parametrize(
    "name, status, kind",
    [
        ("wrong-content-type", 200, "image/png"),
        ("no-content-type", 200, None),
        ("windows-1251", 200, "text/html; charset=windows-1251"),
        ("empty", 200, "text/html; charset=utf-8"),
        ("404", 404, "text/plain; charset=utf-8"),
        ("500", 500, "text/plain; charset=utf-8"),
        ("429", 429, "text/plain; charset=utf-8"),
    ],
)
def test_odd_page_answers_as_named(sandbox, name, status, kind):
    answer = odd(sandbox, name)

    assert (answer.status_code, answer.headers.get("content-type")) == (status, kind)


@pytest.mark.parametrize("posting", all_postings(), ids=lambda posting: posting.slug)
def test_every_board_answers_for_every_posting(sandbox, posting):
    for path in boards.addresses(posting):
        answer = web.get(f"{sandbox.url}/boards{path}")

        assert answer.status_code == 200
        assert posting.title in json.dumps(answer.json(), ensure_ascii=False)


@pytest.mark.parametrize(
    "short, documented",
    [
        ("greenhouse/harbourmetrics/jobs/{n}", "greenhouse/v1/boards/harbourmetrics/jobs/{n}"),
        ("lever/harbourmetrics/{u}", "lever/v0/postings/harbourmetrics/{u}"),
        ("ashby/harbourmetrics", "ashby/posting-api/job-board/harbourmetrics"),
        ("recruitee/harbourmetrics/offers/", "recruitee/harbourmetrics/api/offers/"),
    ],
)
def test_version_prefix_may_be_left_out(sandbox, short, documented):
    posting = by_slug(BACKEND)
    known = {"n": posting.number, "u": posting.uuid}

    answers = [
        web.get(f"{sandbox.url}/boards/{path.format(**known)}").json()
        for path in (short, documented)
    ]

    assert answers[0] == answers[1]
    assert "Backend Engineer" in json.dumps(answers[0])


def test_greenhouse_content_is_escaped_html(sandbox):
    posting = by_slug(BACKEND)
    path = f"/boards/greenhouse/v1/boards/{posting.token}/jobs/{posting.number}"

    assert web.get(sandbox.url + path).json()["content"].startswith("&lt;p&gt;")


@pytest.mark.parametrize("path", ["lever/nobody/1", "ashby/nobody", "greenhouse/x/jobs/1", "x/y"])
def test_unknown_board_posting_is_not_found(sandbox, path):
    assert web.get(f"{sandbox.url}/boards/{path}").status_code == 404
