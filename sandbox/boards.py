"""The public JSON of five job boards, under /boards/<board> with each board's own paths below."""

import re
from collections.abc import Callable
from typing import Any

from sandbox import board_shapes
from sandbox.exchange import Reply, escape, html_reply, json_reply, redirect
from sandbox.look import page
from sandbox.postings import Posting, all_postings
from sandbox.world import Call, Service

SLUG = r"(?P<token>[A-Za-z0-9._-]+)"


def _one(
    matches: Callable[[Posting, str], bool], shape: Callable[[Posting], Any]
) -> Callable[[list[Posting], str], Any]:
    """Answers with the one posting that the address names."""

    def answer(postings: list[Posting], wanted: str) -> Any:
        return next((shape(posting) for posting in postings if matches(posting, wanted)), None)

    return answer


def _numbered(posting: Posting, wanted: str) -> bool:
    return str(posting.number) == wanted


def _by_uuid(posting: Posting, wanted: str) -> bool:
    return str(posting.uuid) == wanted


# The board, its path as the board documents it (the version prefix may be left out), the answer.
ROUTES: tuple[tuple[str, str, Callable[[list[Posting], str], Any]], ...] = (
    (
        "greenhouse",
        rf"(?:v1/boards/)?{SLUG}/jobs/(?P<id>\d+)",
        _one(_numbered, board_shapes.greenhouse),
    ),
    (
        "greenhouse",
        rf"(?:v1/boards/)?{SLUG}/jobs",
        lambda postings, _: {"jobs": list(map(board_shapes.greenhouse, postings))},
    ),
    (
        "lever",
        rf"(?:v0/postings/)?{SLUG}/(?P<id>[0-9a-f-]{{36}})",
        _one(_by_uuid, board_shapes.lever),
    ),
    (
        "ashby",
        rf"(?:posting-api/job-board/)?{SLUG}",
        lambda postings, _: {"jobs": list(map(board_shapes.ashby, postings)), "apiVersion": "1"},
    ),
    (
        "recruitee",
        rf"{SLUG}/(?:api/)?offers",
        lambda postings, _: {"offers": list(map(board_shapes.recruitee, postings))},
    ),
    (
        "smartrecruiters",
        rf"(?:v1/companies/)?{SLUG}/postings/(?P<id>\d+)",
        _one(_numbered, board_shapes.smartrecruiters),
    ),
)


def answer(call: Call) -> Reply:
    fault = call.world.take_fault(SERVICE.name)
    if fault is not None and fault.name == "rate_limited":
        return json_reply({"error": "Too many requests"}, 429, {"retry-after": "30"})
    if fault is not None and fault.name == "not_json":
        return html_reply("<p>Checking your browser</p>")
    if fault is not None:
        return json_reply({"error": "Internal error"}, 500)
    if not call.rest.strip("/"):
        return html_reply(_index()) if call.rest else redirect("/boards/")
    board, _, path = call.rest.strip("/").partition("/")
    for name, pattern, find in ROUTES:
        found = re.fullmatch(pattern, path) if name == board else None
        if found:
            postings = [one for one in all_postings() if one.token == found["token"]]
            value = find(postings, found.groupdict().get("id", "")) if postings else None
            return json_reply(value) if value is not None else _missing()
    return _missing()


def _missing() -> Reply:
    return json_reply({"status": 404, "error": "Job not found"}, 404)


def addresses(posting: Posting) -> tuple[str, ...]:
    """Where each board answers for a posting, below /boards."""
    return (
        f"/greenhouse/v1/boards/{posting.token}/jobs/{posting.number}",
        f"/lever/v0/postings/{posting.token}/{posting.uuid}",
        f"/ashby/posting-api/job-board/{posting.token}",
        f"/recruitee/{posting.token}/api/offers/",
        f"/smartrecruiters/v1/companies/{posting.token}/postings/{posting.number}",
    )


def _index() -> str:
    rows = "\n".join(
        f"<tr><td>{escape(posting.title)}</td><td>"
        + " · ".join(
            f'<a href="/boards{path}">{path.split("/")[1]}</a>' for path in addresses(posting)
        )
        + "</td></tr>"
        for posting in all_postings()
    )
    return page(
        "Board APIs",
        f"""<nav><a href="/">Sandbox</a></nav><main><h1>Board APIs</h1>
<table><thead><tr><th>Posting</th><th>JSON</th></tr></thead><tbody>{rows}</tbody></table></main>""",
    )


SERVICE = Service(
    name="boards",
    prefix="/boards",
    answer=answer,
    title="Board APIs",
    faults=("rate_limited", "server_error", "not_json"),
    links=("/boards/",),
)
