"""The ways in which job pages carry a schema.org JobPosting: https://schema.org/JobPosting"""

import json
from collections.abc import Callable
from typing import Any

from sandbox.exchange import escape
from sandbox.postings import Posting


def plain(posting: Posting, page: str) -> str:
    return _script(json.dumps(_job(posting, page), ensure_ascii=False))


def graph(posting: Posting, page: str) -> str:
    """One @graph in which the job points at the organisation by @id."""
    site = f"{posting.site}/#organization"
    job = _job(posting, page) | {"hiringOrganization": {"@id": site}, "@id": f"{page}#job"}
    del job["@context"]
    organisation = {"@type": "Organization", "@id": site} | _organisation(posting)
    nodes = [{"@type": "WebSite", "url": posting.site, "publisher": {"@id": site}}]
    whole = {"@context": "https://schema.org", "@graph": [*nodes, job, organisation]}
    return _script(json.dumps(whole, ensure_ascii=False))


def listed(posting: Posting, page: str) -> str:
    """A list at the top, @type as a list, the place as a list, employment as a list."""
    crumbs = {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": []}
    job = _job(posting, page) | {"@type": ["JobPosting"], "jobLocation": [_place(posting)]}
    return _script(json.dumps([crumbs, job], ensure_ascii=False))


def string_employer(posting: Posting, page: str) -> str:
    """The employer as a string, and work from anywhere: no place at all."""
    job = _job(posting, page) | {
        "hiringOrganization": posting.company,
        "jobLocationType": "TELECOMMUTE",
        "applicantLocationRequirements": {"@type": "Country", "name": posting.country},
    }
    job.pop("jobLocation", None)
    return _script(json.dumps(job, ensure_ascii=False))


def escaped_description(posting: Posting, page: str) -> str:
    """Title and text escaped once more than JSON needs, pay as a number, address as a string."""
    job = _job(posting, page) | {
        "@type": "http://schema.org/JobPosting",
        "title": escape(posting.title),
        "description": escape(posting.html()),
        "baseSalary": posting.low,
        "salaryCurrency": posting.currency,
        "jobLocation": {"@type": "Place", "address": f"{posting.city}, {posting.country}"},
        "identifier": posting.number,
    }
    return _script(json.dumps(job, ensure_ascii=False))


def broken_json(posting: Posting, page: str) -> str:
    """Raw line ends inside strings, a trailing comma, an HTML comment around; pay as a phrase."""
    low, high = f"{posting.low:,}".replace(",", " "), f"{posting.high:,}".replace(",", " ")
    job = _job(posting, page) | {
        "baseSalary": f"{low} - {high} грн",
        "estimatedSalary": {"@type": "MonetaryAmount", "currency": "USD", "value": 1500},
    }
    text = json.dumps(job, ensure_ascii=False).replace(r"\n", "\n\t")
    return _script(f"<!--\n{text[:-1]},\n}}\n-->")


def nothing(posting: Posting, page: str) -> str:
    return ""


HEADS: dict[str, Callable[[Posting, str], str]] = {
    "graph": graph,
    "list": listed,
    "string_employer": string_employer,
    "escaped_description": escaped_description,
    "broken_json": broken_json,
    "microdata": nothing,
    "bare": nothing,
    "expired": plain,
    "plain": plain,
}


def microdata(posting: Posting) -> str:
    """The posting's text with itemprop attributes, for sites without JSON-LD."""
    return f"""<div itemscope itemtype="https://schema.org/JobPosting">
<h1 itemprop="title">{escape(posting.title)}</h1>
<p itemprop="hiringOrganization" itemscope itemtype="https://schema.org/Organization">
<span itemprop="name">{escape(posting.company)}</span></p>
<p itemprop="jobLocation" itemscope itemtype="https://schema.org/Place">
<span itemprop="address" itemscope itemtype="https://schema.org/PostalAddress">
<span itemprop="addressLocality">{escape(posting.city)}</span>
<meta itemprop="addressCountry" content="{escape(posting.country)}"></span></p>
<meta itemprop="datePosted" content="{posting.posted}">
<meta itemprop="validThrough" content="{posting.until}">
<meta itemprop="employmentType" content="{escape(posting.employment[0])}">
<div itemprop="description">{posting.html()}</div>
</div>"""


def _job(posting: Posting, page: str) -> dict[str, Any]:
    job: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": posting.title,
        "description": posting.html(),
        "datePosted": str(posting.posted),
        "validThrough": f"{posting.until}T23:59:59Z",
        "employmentType": posting.employment[0]
        if len(posting.employment) == 1
        else list(posting.employment),
        "hiringOrganization": {"@type": "Organization"} | _organisation(posting),
        "identifier": {"@type": "PropertyValue", "name": posting.company, "value": posting.slug},
        "baseSalary": _salary(posting),
        "url": page,
    }
    if posting.city:
        job["jobLocation"] = _place(posting)
    if posting.mode == "remote":
        job["jobLocationType"] = "TELECOMMUTE"
        job["applicantLocationRequirements"] = {"@type": "Country", "name": posting.country}
    return job


def _organisation(posting: Posting) -> dict[str, str]:
    return {"name": posting.company, "sameAs": posting.site}


def _place(posting: Posting) -> dict[str, Any]:
    address = {"addressLocality": posting.city, "addressCountry": posting.country}
    # Some applicant systems fill what they don't know with a word.
    unknown = {"streetAddress": "UNAVAILABLE", "postalCode": "UNAVAILABLE"}
    return {"@type": "Place", "address": {"@type": "PostalAddress"} | address | unknown}


def _salary(posting: Posting) -> dict[str, Any]:
    amount: dict[str, Any] = {"@type": "QuantitativeValue", "unitText": posting.period}
    if posting.low == posting.high:
        amount["value"] = posting.low
    else:
        amount |= {"minValue": posting.low, "maxValue": posting.high}
    return {"@type": "MonetaryAmount", "currency": posting.currency, "value": amount}


def _script(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'
