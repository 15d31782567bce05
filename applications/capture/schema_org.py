"""A JobPosting of schema.org, in the shapes in which sites really write it.

https://schema.org/JobPosting
"""

import datetime
import re
from collections.abc import Iterable, Mapping
from typing import Any

from applications.capture import work_mode
from applications.capture.html_text import fragment_text
from applications.capture.proposal import LONGEST_FIELD, Proposal, propose
from applications.capture.salary import NUMBER, Salary, salary
from applications.capture.salary_text import find_salary

type Node = dict[str, Any]
type Index = Mapping[str, Node]

FILLERS = frozenset(
    ("unavailable", "null", "none", "n/a", "na", "-", "undefined", "unknown", "tbd", "confidential",
     "not specified", "не вказано")
)  # fmt: skip
# Parts of a posting that some sites keep out of its description.
TEXTS = ("description", "responsibilities", "qualifications", "skills", "experienceRequirements",
         "educationRequirements", "jobBenefits")  # fmt: skip
MOST_PLACES = 20


def is_job(node: Node) -> bool:
    kinds = (kind for kind in as_list(node.get("@type")) if isinstance(kind, str))
    return any(re.search(r"(?:^|[/:#\s])JobPosting(?:\s|$)", kind) for kind in kinds)


def interpret(job: Node, source: str, by_id: Index) -> Proposal:
    """What a JobPosting says; `by_id` are the nodes that it may point at."""
    return propose(
        source,
        company=employer(job.get("hiringOrganization"), by_id),
        role=words(job.get("title")) or words(job.get("name")),
        location=places(job, by_id),
        work_mode=_work_mode(job),
        salary=_salary(job),
        url=job.get("url"),
        posted_on=day(job.get("datePosted")),
        closes_on=day(job.get("validThrough")),
        posting=_text(job),
    )


def as_list(value: object) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def first(value: object) -> Any:
    return next(iter(as_list(value)), None)


def words(value: object) -> str:
    """One line of text out of a string, a list or a node with a name."""
    value = first(value)
    if isinstance(value, dict):
        value = first(value.get("name") or value.get("value") or value.get("@value"))
    if not isinstance(value, str):
        return ""
    text = " ".join(fragment_text(value[:5000]).split())
    return "" if text.lower() in FILLERS else text


def employer(organisation: object, by_id: Index) -> str:
    node = resolved(first(organisation), by_id)
    if isinstance(node, dict):
        name = words(node.get("name")) or words(node.get("legalName"))
    else:
        name = words(node)
    return "" if re.match(r"https?:|www\.", name, re.IGNORECASE) else name


def resolved(node: object, by_id: Index) -> object:
    """The node that a bare {"@id": …} points at."""
    if isinstance(node, dict) and "name" not in node and isinstance(node.get("@id"), str):
        return by_id.get(node["@id"], node)
    return node


def places(job: Node, by_id: Index) -> str:
    """Each place as "City, Region, Country", joined while they fit into the field."""
    found = [_place(place, by_id) for place in as_list(job.get("jobLocation"))[:MOST_PLACES]]
    if not any(found):
        wanted = as_list(job.get("applicantLocationRequirements"))[:MOST_PLACES]
        found = [words(place) for place in wanted]
    return joined(found)


def joined(found: Iterable[str], between: str = "; ") -> str:
    text = ""
    for place in dict.fromkeys(filter(None, found)):
        longer = f"{text}{between}{place}" if text else place
        if len(longer) <= LONGEST_FIELD:
            text = longer
    return text


def _place(place: object, by_id: Index) -> str:
    node = resolved(place, by_id)
    if not isinstance(node, dict):
        return words(node)
    address = resolved(first(node.get("address")), by_id) or node
    if not isinstance(address, dict):
        return words(address)
    names = ("addressLocality", "addressRegion", "addressCountry")
    return joined((words(address.get(name)) for name in names), ", ") or words(node.get("name"))


def _work_mode(job: Node) -> str:
    terms = (work_mode.from_term(words(term)) for term in as_list(job.get("jobLocationType"))[:5])
    return next(filter(None, terms), "")


def _salary(job: Node) -> Salary | None:
    """The pay that is offered. estimatedSalary is somebody's guess at the market, so never it."""
    base = first(job.get("baseSalary"))
    currency = words(job.get("salaryCurrency"))
    if not isinstance(base, dict):
        return _plain_salary(base, currency, "")
    value = first(base.get("value"))
    node = value if isinstance(value, dict) else base
    currency = words(base.get("currency")) or words(base.get("currencyCode")) or currency
    period = words(node.get("unitText") or base.get("unitText") or node.get("unitCode"))
    low, high = first(node.get("minValue")), first(node.get("maxValue"))
    if low or high:
        return salary(low, high, currency, period)
    return _plain_salary(first(node.get("value")), currency, period)


def _plain_salary(value: object, currency: str, period: str) -> Salary | None:
    """A single number, or text with one or two of them."""
    if not isinstance(value, str):
        return salary(value, value, currency, period)
    text = value[:200].strip()
    told = find_salary(text, labelled=True) or find_salary(f"{text} {currency}", labelled=True)
    if told:
        period = told.period or period
        return salary(told.minimum, told.maximum, told.currency, period)
    return salary(text, text, currency, period) if NUMBER.fullmatch(text) else None


def day(value: object) -> str:
    """An ISO date out of a date, a moment or "31.10.2026"; nothing when it is none."""
    text = words(value)
    if found := re.match(r"(\d{4})-(\d\d?)-(\d\d?)(?!\d)", text):
        year, month, date = map(int, found.groups())
    elif found := re.fullmatch(r"(\d\d?)\.(\d\d?)\.(\d{4})", text):
        date, month, year = map(int, found.groups())
    else:
        return ""
    try:
        return datetime.date(year, month, date).isoformat() if year >= 2000 else ""
    except ValueError:
        return ""


def _text(job: Node) -> str:
    parts: list[str] = []
    for name in TEXTS:
        value = first(job.get(name))
        text = fragment_text(value) if isinstance(value, str) else ""
        if text and not any(text in part for part in parts):
            parts.append(text)
    return "\n\n".join(parts)
