"""The JSON of the five boards, each job as a proposal. An employer that is not named stays open:
the board's name for it ("acme-inc-2") is an address, not a name."""

import datetime
import html
from collections.abc import Callable
from typing import Any

from applications.capture import work_mode
from applications.capture.html_text import fragment_text
from applications.capture.proposal import Proposal, propose
from applications.capture.salary import Salary, salary
from applications.capture.salary_text import find_salary
from applications.capture.schema_org import as_list, day, joined, words

type Job = dict[str, Any]


def read(board: str, answer: object, job_id: str) -> Proposal | None:
    """The job of that id in a board's answer; None when it is not there."""
    for job in jobs_in(answer):
        if board_of(job) == board and job_id.lower() in (
            _text(job.get(key)).lower() for key in IDS
        ):
            return PARSERS[board](job)
    return None


def read_any(answer: object) -> list[Proposal]:
    """Every job in JSON that came from one of the boards."""
    known = ((board_of(job), job) for job in jobs_in(answer))
    return [PARSERS[board](job) for board, job in known if board]


def jobs_in(answer: object) -> list[Job]:
    """The jobs of one answer: a list of them, a list under a name, or one job."""
    if isinstance(answer, dict) and not board_of(answer):
        inner = (answer[key] for key in LISTS if isinstance(answer.get(key), list | dict))
        answer = next(inner, None)
    return [job for job in as_list(answer) if isinstance(job, dict)]


def board_of(job: Job) -> str:
    return next((board for board, keys in SIGNS.items() if all(key in job for key in keys)), "")


def _greenhouse(job: Job) -> Proposal:
    return propose(
        "greenhouse",
        company=words(job.get("company_name")),
        role=words(job.get("title")),
        location=words(job.get("location")),
        work_mode=_greenhouse_mode(job),
        salary=_greenhouse_salary(job),
        url=job.get("absolute_url"),
        posted_on=day(job.get("first_published")),
        closes_on=day(job.get("application_deadline")),
        posting=fragment_text(html.unescape(_text(job.get("content")))),
    )


def _greenhouse_mode(job: Job) -> str:
    """Companies keep it in a field of their own, named to their liking."""
    fields = [field for field in as_list(job.get("metadata")) if isinstance(field, dict)]
    named = (field for field in fields if _text(field.get("name")).lower() in MODE_FIELDS)
    modes = (work_mode.from_term(field.get("value")) for field in named)
    return next(filter(None, modes), "")


def _greenhouse_salary(job: Job) -> Salary | None:
    ranges = [one for one in as_list(job.get("pay_input_ranges")) if isinstance(one, dict)]
    if len(ranges) != 1:  # one for each country or level: no telling which is meant
        return None
    pay = ranges[0]
    cents = [pay.get("min_cents"), pay.get("max_cents")]
    low, high = (one / 100 if isinstance(one, int) and abs(one) < 10**12 else None for one in cents)
    return salary(low, high, pay.get("currency_type"), pay.get("title"))


def _lever(job: Job) -> Proposal:
    categories = _node(job.get("categories"))
    pay = _node(job.get("salaryRange"))
    places = [words(place) for place in as_list(categories.get("allLocations"))]
    return propose(
        "lever",
        role=words(job.get("text")),
        location=joined(places) or words(categories.get("location")),
        work_mode=work_mode.from_term(job.get("workplaceType")),
        salary=salary(pay.get("min"), pay.get("max"), pay.get("currency"), pay.get("interval")),
        url=job.get("hostedUrl"),
        posted_on=_day_of(job.get("createdAt")),
        posting=_lever_text(job),
    )


def _lever_text(job: Job) -> str:
    parts = [_html_or_plain(job, "description")]
    for part in as_list(job.get("lists")):
        section = _node(part)
        points = fragment_text(f"<ul>{_text(section.get('content'))}</ul>")
        parts.append(f"{words(section.get('text'))}\n{points}")
    parts += [_html_or_plain(job, "additional"), _html_or_plain(job, "salaryDescription")]
    return _paragraphs(parts)


def _html_or_plain(job: Job, name: str) -> str:
    return fragment_text(_text(job.get(name)) or _text(job.get(f"{name}Plain")))


def _ashby(job: Job) -> Proposal:
    others = [
        words(_node(place).get("location")) for place in as_list(job.get("secondaryLocations"))
    ]
    remote = "remote" if job.get("isRemote") is True else ""
    return propose(
        "ashby",
        role=words(job.get("title")),
        location=joined([words(job.get("location")), *others]),
        work_mode=work_mode.from_term(job.get("workplaceType")) or remote,
        salary=_ashby_salary(_node(job.get("compensation"))),
        url=job.get("jobUrl"),
        posted_on=day(job.get("publishedAt")),
        posting=_html_or_plain(
            {"text": job.get("descriptionHtml"), "textPlain": job.get("descriptionPlain")}, "text"
        ),
    )


def _ashby_salary(compensation: Job) -> Salary | None:
    parts = [_node(part) for part in as_list(compensation.get("summaryComponents"))]
    for part in parts:
        if part.get("compensationType") == "Salary":
            low, high = part.get("minValue"), part.get("maxValue")
            return salary(low, high, part.get("currencyCode"), part.get("interval"))
    return find_salary(
        _text(compensation.get("scrapeableCompensationSalarySummary")), labelled=True
    )


def _recruitee(job: Job) -> Proposal:
    pay = _node(job.get("salary"))
    modes = {"hybrid": "hybrid", "remote": "remote", "on_site": "onsite"}
    chosen = [mode for key, mode in modes.items() if job.get(key) is True]
    place = joined((words(job.get("city")), words(job.get("country"))), ", ")
    return propose(
        "recruitee",
        company=words(job.get("company_name")),
        role=words(job.get("title")),
        location=place or words(job.get("location")),
        work_mode=chosen[0] if len(chosen) == 1 else "",
        salary=salary(pay.get("min"), pay.get("max"), pay.get("currency"), pay.get("period")),
        url=job.get("careers_url"),
        posted_on=day(job.get("published_at")),
        closes_on=day(job.get("close_at")),
        posting=_paragraphs(
            [_html_or_plain(job, "description"), _html_or_plain(job, "requirements")]
        ),
    )


def _smartrecruiters(job: Job) -> Proposal:
    place = _node(job.get("location"))
    parts = joined(
        (words(place.get("city")), words(place.get("region")), words(place.get("country"))), ", "
    )
    modes = [mode for mode in ("remote", "hybrid") if place.get(mode) is True]
    return propose(
        "smartrecruiters",
        company=words(job.get("company")),
        role=words(job.get("name")),
        location=words(place.get("fullLocation")) or parts,
        work_mode=modes[0] if len(modes) == 1 else "",
        url=job.get("postingUrl"),
        posted_on=day(job.get("releasedDate")),
        posting=_smartrecruiters_text(_node(_node(job.get("jobAd")).get("sections"))),
    )


def _smartrecruiters_text(sections: Job) -> str:
    parts: list[str] = []
    for section in map(_node, sections.values()):
        if text := fragment_text(_text(section.get("text"))):
            parts.append(f"{words(section.get('title'))}\n{text}")
    return _paragraphs(parts)


def _paragraphs(parts: list[str]) -> str:
    return "\n\n".join(part.strip() for part in parts if part.strip())


def _node(value: object) -> Job:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**20:
        return str(value)
    return value if isinstance(value, str) else ""


def _day_of(milliseconds: object) -> str:
    """The day, in UTC, of a moment in milliseconds since 1970."""
    if not isinstance(milliseconds, int) or not 0 < milliseconds < 10**13:
        return ""
    return datetime.datetime.fromtimestamp(milliseconds / 1000, datetime.UTC).date().isoformat()


PARSERS: dict[str, Callable[[Job], Proposal]] = {
    "greenhouse": _greenhouse,
    "lever": _lever,
    "ashby": _ashby,
    "recruitee": _recruitee,
    "smartrecruiters": _smartrecruiters,
}
# Keys that only this board's jobs have.
SIGNS = {
    "greenhouse": ("absolute_url", "title"),
    "lever": ("hostedUrl", "text"),
    "ashby": ("jobUrl", "title"),
    "recruitee": ("careers_url", "title"),
    "smartrecruiters": ("releasedDate", "name"),
}
LISTS = ("jobs", "offers", "offer", "content")
IDS = ("id", "slug", "uuid")
MODE_FIELDS = ("location type", "workplace type", "work mode", "workplace", "remote")
