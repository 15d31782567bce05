"""Capturing from a link and from a paste: what is fetched, what is refused, what is survived."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from applications.capture.failure import SENTENCES
from applications.capture.proposal import Proposal, clean
from applications.capture.read import CaptureFailed, from_paste, from_url
from tests.applications.postings import FULL, GREENHOUSE, LEVER, UUID, page
from trackr.deadline import Deadline


class Site:
    """Answers each path with a status, a type and a text; counts what it was asked for."""

    def __init__(self):
        site = self
        self.pages = {}
        self.asked = []
        self.wait = 0.0  # seconds before each answer
        self.closing = threading.Event()

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                site.asked.append(self.path)
                site.closing.wait(site.wait)
                answers = site.pages.get(self.path, [(404, "text/html", "none")])
                status, kind, text = answers.pop(0) if len(answers) > 1 else answers[0]
                self.send_response(status)
                self.send_header("Content-Type", kind)
                if status == 302:
                    self.send_header("Location", text)
                self.end_headers()
                self.wfile.write(text.encode())

            def log_message(self, *parts):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,))
        self.thread.start()

    def answer(self, path, *texts, status=200, kind="text/html; charset=utf-8"):
        self.pages[path] = [(status, kind, text) for text in texts]
        return f"{self.url}{path}"

    def close(self):
        self.closing.set()
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture
def site(settings):
    one = Site()
    settings.SANDBOX_URL = one.url
    yield one
    one.close()


def values(proposal):
    return {name: field.value for name, field in proposal.fields.items()}


def test_page_is_fetched_and_its_address_is_the_link(site):
    url = site.answer("/job", page(FULL))

    proposal = from_url(f"  {url}\n")

    assert proposal.role.value == "Tram Driver"
    assert (proposal.url.value, proposal.url.source) == (url, "address")


def test_redirected_link_becomes_the_last_one(site):
    last = site.answer("/job", page(FULL))
    first = site.answer("/short", "/job", status=302)

    assert from_url(first).url.value == last


def test_board_answer_is_preferred_to_the_page(site):
    url = site.answer("/boards/greenhouse/bell/jobs/5150", json.dumps(GREENHOUSE),
                      kind="application/json")  # fmt: skip

    proposal = from_url(url)

    assert (proposal.company.value, proposal.company.source) == ("Bell Tramways", "greenhouse")
    assert proposal.url.value == url
    assert site.asked == ["/boards/greenhouse/bell/jobs/5150"]


@pytest.mark.parametrize("answer", ["[]", "{", "<p>Checking your browser</p>", json.dumps(LEVER)])
def test_board_without_the_job_gives_way_to_the_page(answer, site):
    url = site.answer("/boards/greenhouse/bell/jobs/5150", answer, page(FULL))

    assert from_url(url).role.source == "json_ld"
    assert len(site.asked) == 2


def test_board_and_page_share_one_time_limit(site):
    url = site.answer("/boards/greenhouse/bell/jobs/5150", "[]", page(FULL))
    site.wait = 0.5

    with pytest.raises(CaptureFailed, match="timeout"):
        from_url(url, Deadline(0.95))

    assert len(site.asked) == 2


def test_plain_text_page_is_read_as_text(site):
    url = site.answer("/job.txt", "Company: <b>Hearth</b>\nBread", kind="text/plain")

    assert from_url(url).company.value == "<b>Hearth</b>"


def test_json_page_is_read_as_json(site):
    url = site.answer(f"/{UUID}.json", json.dumps(LEVER), kind="application/json")

    assert from_url(url).role.source == "lever"


@pytest.mark.parametrize(
    "status, code",
    [(404, "gone"), (410, "gone"), (401, "blocked"), (403, "blocked"), (429, "blocked"),
     (500, "status"), (503, "status")],
)  # fmt: skip
def test_error_of_the_site_is_explained(status, code, site):
    url = site.answer("/job", "no", status=status)

    with pytest.raises(CaptureFailed, match=code) as failure:
        from_url(url)

    assert failure.value.sentence == str(SENTENCES[code])


@pytest.mark.parametrize(
    "url",
    [
        "https://www.linkedin.com/jobs/view/1",
        "https://ua.linkedin.com/jobs/view/1",
        "linkedin.com/jobs/view/1",
        "https://LinkedIn.com./jobs",
        "https://lnkd.in/abc",
        "https://ua.indeed.com/viewjob?jk=1",
        "https://www.indeed.co.uk/viewjob?jk=1",
        "https://robota.ua/company1/vacancy2",
        "https://www.glassdoor.com/job-listing/x",
    ],
)
def test_walled_site_is_never_fetched(url):
    with pytest.raises(CaptureFailed, match="login_wall") as failure:
        from_url(url)

    assert "paste the text" in failure.value.sentence


def test_walled_site_is_not_reached_through_a_redirect_either(site):
    url = site.answer("/short", "https://www.linkedin.com/jobs/view/1", status=302)

    with pytest.raises(CaptureFailed, match="login_wall"):
        from_url(url)


@pytest.mark.parametrize(
    "url, code",
    [
        ("", "empty"),
        (" \n", "empty"),
        ("not a link", "bad_url"),
        ("javascript:alert(1)", "scheme"),
        ("ftp://jobs.example/1", "scheme"),
        ("http://127.0.0.1/", "private_address"),
        ("http://jobs.example:8080/", "port"),
        ("https://me:secret@jobs.example/", "userinfo"),
        ("https://jobs.example/\ud800\x00 x", "bad_url"),
    ],
)
def test_link_that_can_not_be_opened_is_explained(url, code):
    with pytest.raises(CaptureFailed) as failure:
        from_url(url)

    assert failure.value.code == code
    assert failure.value.sentence


@pytest.mark.parametrize(
    "text, code", [("", "empty"), (" \n\x00", "empty"), ("x" * 400_001, "too_long")]
)
def test_paste_that_can_not_be_read_is_explained(text, code):
    with pytest.raises(CaptureFailed, match=code):
        from_paste(text)


def test_link_beside_a_paste_is_only_kept():
    kept = from_paste("Company: Hearth", "https://www.linkedin.com/jobs/view/1")
    dropped = from_paste("Company: Hearth", "javascript:alert(1)")

    assert (kept.url.value, kept.url.source) == ("https://www.linkedin.com/jobs/view/1", "address")
    assert dropped.url is None


def test_every_shape_of_the_sandbox_is_read(sandbox):
    for shape in ("graph", "list", "string_employer", "escaped_description", "broken_json",
                  "microdata", "plain"):  # fmt: skip
        slug = "zernotrans-menedzher-zakupivel"
        proposal = from_url(f"{sandbox.url}/jobs/{slug}?shape={shape}")

        assert proposal.company.value == "ЗерноТранс", shape
        assert proposal.role.value == "Менеджер із закупівель", shape
        assert proposal.salary_min.value == "42000", shape


@pytest.mark.parametrize(
    "oddity, code",
    [("redirect-loop", "too_many_redirects"), ("gzip-bomb", "too_big"), ("big", "too_big"),
     ("wrong-content-type", "wrong_type"), ("cut", "broken"), ("404", "gone"), ("500", "status")],
)  # fmt: skip
def test_odd_page_of_the_sandbox_is_explained(oddity, code, sandbox):
    with pytest.raises(CaptureFailed, match=code):
        from_url(f"{sandbox.url}/jobs/_odd/{oddity}")


HOSTILE = {
    "nul": "<p>\x00</p>",
    "surrogate": '<p>\ud800</p><script type="application/ld+json">{"@type": "\\ud800"}</script>',
    "deep json": page(raw="[" * 100_000),
    "deep objects": page(raw='{"a":' * 50_000),
    "scripts": '<script type="application/ld+json">{}</script>' * 8_000,
    "huge number": page(raw='{"@type": "JobPosting", "baseSalary": 1%s}' % ("0" * 5_000)),
    "huge float": page(raw='{"@type": "JobPosting", "baseSalary": 1e999, "title": NaN}'),
    "deep html": "<div>" * 80_000,
    "reopened": "<div>" + "<b id=1>" * 9_000 + "</div>" + "<div>x</div>" * 20_000,
    "attributes": "<div " + " ".join(f"a{n}=1" for n in range(40_000)) + "></div>",
    "microdata": '<div itemscope itemtype="https://schema.org/JobPosting" itemprop="title">'
    * 4_000,
    "properties": '<div itemtype="x/JobPosting">' + "<p itemprop='a b'></p>" * 18_000 + "</div>",
    "mains": "<main><article>x</article>" * 10_000,
    "items": "<ul>" + "<li>\n" * 60_000 + "</ul>",
    "entities": "<p>" + "&lt;" * 99_000 + "</p>",
    "angles": "</p>" + "<" * 390_000,
    "digits": "$1-" * 130_000,
    "labels": "Company:\n" * 44_000,
    "spaces": "Company:" + " " * 390_000,
    "commas": page(raw="{" + ", " * 150_000),
    "comments": "</p>" + "<!--" * 90_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_paste_is_read_in_time(text):
    began = time.monotonic()

    assert isinstance(from_paste(text), Proposal)
    assert time.monotonic() - began < 5


PIECES = st.sampled_from(
    ["<p>", "</p>", "<main>", "<h1>", "<li>", "<br>", "&lt;p&gt;", "<!--", "-->", "<![CDATA[",
     '<script type="application/ld+json">', '{"@type": "JobPosting", "title": ', '"x"', "}", "]",
     ",", "</script>", "<div itemscope itemtype='https://schema.org/JobPosting'>",
     "<b itemprop='title'>", "Company: ", "Зарплата: ", "$1k-", "5000", "\n", "\x00", "\ud800"]
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=9), max_size=30).map("".join))
@hypothesis_settings(max_examples=300, deadline=None)
def test_any_paste_gives_clean_fields_or_is_empty(text):
    if not clean(text).strip():
        with pytest.raises(CaptureFailed, match="empty"):
            from_paste(text)
        return
    proposal = from_paste(text)

    for said in [proposal.posting_text, *values(proposal).values()]:
        assert clean(said) == said
        said.encode()
    for field in proposal.fields.values():
        assert field.value
        assert field.source_label


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
    | st.sampled_from(["1e9", "45 000 грн", "2026-02-30", "<p>x</p>", "TELECOMMUTE"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["@type", "@id", "@value", "name", "value", "minValue", "maxValue",
                         "unitText", "currency", "address", "addressLocality", "addressCountry"]),
        inner, max_size=4),
    max_leaves=8,
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(sorted(FULL) + ["jobLocationType", "skills"]), JSON))
@hypothesis_settings(max_examples=300, deadline=None)
def test_any_values_in_a_posting_give_a_proposal(fields):
    job = fields | {"@type": "JobPosting"}

    assert isinstance(from_paste(page({"@graph": [job, fields]})), Proposal)


@pytest.mark.parametrize("odd", ["<A</p>", "<a:b</p>", "<p<p<p>x</p>", "<ї>x</ї></p>"])
def test_tag_with_an_odd_name_is_read_past(odd):
    assert from_paste(f"<p>Plant trees.</p>{odd}").posting_text.startswith("Plant trees.")
