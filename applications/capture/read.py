"""A job posting, given as a link, as HTML or as text, turned into proposed fields.

Board APIs and the page's own job data come first, then what the text says outright. The employer
is taken from data or from a label, never from a domain, a title or the address on a board.
"""

import re
from dataclasses import replace

from applications.capture import board_answers, boards, html_tree, json_ld, microdata, plain_text
from applications.capture.failure import CaptureFailed, because_of
from applications.capture.html_text import element_text, page_text, tidy
from applications.capture.html_tree import Element
from applications.capture.proposal import Proposal, Proposed, clean, line, web_url
from trackr.deadline import Deadline
from trackr.net import FetchError, Page, fetch_public

__all__ = ["CaptureFailed", "from_paste", "from_url"]

LONGEST_PASTE = 400_000
SECONDS_TO_FETCH = 10.0  # for the board's answer and the page together
SHORT = 400  # characters: a description this short may be the beginning only
# Sites that forbid reading by machines or show nothing without a sign-in.
WALLED = re.compile(
    r"(?:.*\.)?(?:linkedin\.com|lnkd\.in|indeed\.[a-z.]{2,6}|glassdoor\.[a-z.]{2,6}"
    r"|robota\.ua|rabota\.ua|facebook\.com|fb\.com|xing\.com)"
)
GENERIC_HEADING = re.compile(
    r"(?:careers?|jobs?|vacanc(?:y|ies)|open positions|join us|404|not found"
    r"|вакансі[яї]|кар.єра|робота)\W*",
    re.IGNORECASE,
)
BARE_ADDRESS = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,}(?:/\S*)?")


def from_url(url: str, deadline: Deadline | None = None) -> Proposal:
    """What the page at a link proposes; 10 s in all unless told otherwise. Raises CaptureFailed."""
    deadline = deadline or Deadline(SECONDS_TO_FETCH)
    url = clean(url).strip()
    if not url:
        raise CaptureFailed("empty")
    if BARE_ADDRESS.fullmatch(url):
        url = f"https://{url}"
    job = boards.recognise(url)
    found = _from_board(job, deadline) if job else None
    if found:
        return _with_address(found, url)
    page = _fetch(url, deadline)
    return _with_address(_read_text(page.text, is_page=page.content_type != "text/plain"), page.url)


def from_paste(text: str, url: str = "") -> Proposal:
    """What a pasted text, page or board's JSON proposes; a link given with it is only kept.

    Raises CaptureFailed.
    """
    if len(text) > LONGEST_PASTE:
        raise CaptureFailed("too_long")
    text = clean(text).strip()
    if not text:
        raise CaptureFailed("empty")
    return _with_address(_read_text(text, is_page=html_tree.is_html(text)), url)


def _from_board(job: boards.BoardJob, deadline: Deadline) -> Proposal | None:
    """None when the board's API does not have the job; its page may still say why."""
    try:
        page = _fetch(job.api_url, deadline)
    except CaptureFailed as failure:
        if failure.code == "timeout":
            raise
        return None
    found = board_answers.read(job.board, json_ld.load(page.text), job.job_id)
    return found and _completed_by_text(found)


def _fetch(url: str, deadline: Deadline) -> Page:
    try:
        return fetch_public(url, may_visit=_is_open, deadline=deadline)
    except FetchError as error:
        raise because_of(error) from error


def _is_open(host: str) -> bool:
    return not WALLED.fullmatch(host.lower().rstrip("."))


def _read_text(text: str, *, is_page: bool) -> Proposal:
    if text.lstrip()[:1] in ("{", "[") and (found := _read_json(text)):
        return found
    if is_page:
        return _read_page(html_tree.parse(text))
    text = tidy(text)
    return _with_reason(plain_text.read(text).with_posting(text, plain_text.SOURCE))


def _read_json(text: str) -> Proposal | None:
    value = json_ld.load(text)
    found = board_answers.read_any(value) or json_ld.read_values([value])
    if len(found) == 1:
        return _completed_by_text(found[0])
    if found:
        return Proposal(reason="several_postings").with_posting(text, plain_text.SOURCE)
    return None


def _read_page(root: Element) -> Proposal:
    text = page_text(root)
    page = Proposal().with_posting(text, plain_text.SOURCE)
    found = json_ld.read_page(root) or microdata.read_page(root)
    if len(found) > 1:
        return replace(page, reason="several_postings")
    if not found:
        said = plain_text.read(text).with_posting(text, plain_text.SOURCE)
        return _with_reason(said.completed_by(_heading(root, text)))
    job = found[0]
    if len(job.posting_text) < min(SHORT, len(text)):
        job = job.with_posting(text, plain_text.SOURCE)
    return _completed_by_text(job)


def _heading(root: Element, text: str) -> Proposal:
    """The page's only main heading, where the text below it is surely a job ad."""
    headings = [line(element_text(one)) for one in root.iter("h1")]
    if len(headings) != 1 or not headings[0] or GENERIC_HEADING.fullmatch(headings[0]):
        return Proposal()
    if not plain_text.reads_like_a_posting(text):
        return Proposal()
    return Proposal(role=Proposed(headings[0], "page_title"))


def _completed_by_text(job: Proposal) -> Proposal:
    return job.completed_by(plain_text.read(job.posting_text))


def _with_reason(proposal: Proposal) -> Proposal:
    return proposal if proposal.fields else replace(proposal, reason="nothing_found")


def _with_address(proposal: Proposal, url: str) -> Proposal:
    address = web_url(url)
    return replace(proposal, url=Proposed(address, "address")) if address else proposal
