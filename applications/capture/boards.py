"""Five job boards with a public JSON of their postings: which addresses are theirs."""

import re
from dataclasses import dataclass

from django.conf import settings

SLUG = r"[A-Za-z0-9._-]{1,100}"
UUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"


@dataclass(frozen=True)
class BoardJob:
    """One posting on a board: where its JSON is, and how to find it in there."""

    board: str
    api_url: str
    job_id: str


# A page's address without scheme and query (the board's name, its page, its API).
# https://developers.greenhouse.io/job-board.html
# https://github.com/lever/postings-api
# https://developers.ashbyhq.com/docs/public-job-posting-api
# https://docs.recruitee.com/reference/offers
# https://developers.smartrecruiters.com/docs/posting-api
PAGES = tuple(
    (board, re.compile(page), api)
    for board, page, api in (
        (
            "greenhouse",
            rf"(?:boards|job-boards)\.greenhouse\.io/(?P<org>{SLUG})/jobs/(?P<id>\d{{1,20}})/?",
            "https://boards-api.greenhouse.io/v1/boards/{org}/jobs/{id}",
        ),
        (
            "greenhouse",
            rf"(?:boards|job-boards)\.greenhouse\.io/embed/job_app\?(?:.*&)?for=(?P<org>{SLUG})"
            r"&(?:.*&)?token=(?P<id>\d{1,20})(?:&.*)?",
            "https://boards-api.greenhouse.io/v1/boards/{org}/jobs/{id}",
        ),
        (
            "lever",
            rf"jobs\.lever\.co/(?P<org>{SLUG})/(?P<id>{UUID})(?:/apply)?/?",
            "https://api.lever.co/v0/postings/{org}/{id}?mode=json",
        ),
        (
            "lever",
            rf"jobs\.eu\.lever\.co/(?P<org>{SLUG})/(?P<id>{UUID})(?:/apply)?/?",
            "https://api.eu.lever.co/v0/postings/{org}/{id}?mode=json",
        ),
        (
            "ashby",
            rf"jobs\.ashbyhq\.com/(?P<org>{SLUG})/(?P<id>{UUID})(?:/application)?/?",
            "https://api.ashbyhq.com/posting-api/job-board/{org}?includeCompensation=true",
        ),
        (
            "recruitee",
            rf"(?P<org>[A-Za-z0-9-]{{1,63}})\.recruitee\.com/o/(?P<id>{SLUG})(?:/c/new)?/?",
            "https://{org}.recruitee.com/api/offers/",
        ),
        (
            "smartrecruiters",
            rf"(?:jobs|careers)\.smartrecruiters\.com/(?P<org>{SLUG})/(?P<id>\d{{1,20}}|{UUID})(?:-.*)?",
            "https://api.smartrecruiters.com/v1/companies/{org}/postings/{id}",
        ),
    )
)
SANDBOX_APIS = {
    "greenhouse": "{org}/jobs/{id}",
    "lever": "{org}/{id}",
    "ashby": "{org}",
    "recruitee": "{org}/api/offers/",
    "smartrecruiters": "{org}/postings/{id}",
}
SANDBOX_PAGE = re.compile(rf"/boards/(?P<board>[a-z]+)/(?P<org>{SLUG})/(?:jobs/)?(?P<id>{SLUG})/?")


def recognise(url: str) -> BoardJob | None:
    """The posting that an address names on one of the boards, or None."""
    address = re.sub(r"#.*", "", url.strip())
    if settings.SANDBOX_URL and address.startswith(f"{settings.SANDBOX_URL}/"):
        return _on_sandbox(address.removeprefix(settings.SANDBOX_URL))
    whole = re.sub(r"^https?://(?:www\.)?", "", address, flags=re.IGNORECASE)
    for board, page, api in PAGES:
        for candidate in (whole, whole.partition("?")[0]):
            if found := page.fullmatch(_with_lower_host(candidate)):
                return BoardJob(board, api.format(**found.groupdict()), found["id"])
    return None


def _on_sandbox(path: str) -> BoardJob | None:
    found = SANDBOX_PAGE.fullmatch(path.partition("?")[0])
    if not found or found["board"] not in SANDBOX_APIS:
        return None
    api = SANDBOX_APIS[found["board"]].format(**found.groupdict())
    return BoardJob(
        found["board"], f"{settings.SANDBOX_URL}/boards/{found['board']}/{api}", found["id"]
    )


def _with_lower_host(address: str) -> str:
    host, slash, path = address.partition("/")
    return f"{host.lower()}{slash}{path}"
