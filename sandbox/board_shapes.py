"""One posting in the JSON of each board; fields as their public APIs have them."""

from datetime import UTC, datetime
from typing import Any

from sandbox.exchange import escape
from sandbox.postings import Posting, Section

COUNTRIES = {
    "AT": "Austria",
    "EE": "Estonia",
    "GB": "United Kingdom",
    "PL": "Poland",
    "UA": "Ukraine",
}
WORKPLACES = {"office": "on-site", "hybrid": "hybrid", "remote": "remote"}
ASHBY_WORKPLACES = {"office": "OnSite", "hybrid": "Hybrid", "remote": "Remote"}


def greenhouse(posting: Posting) -> dict[str, Any]:
    """https://developers.greenhouse.io/job-board.html: the content is escaped HTML."""
    page = f"https://job-boards.greenhouse.io/{posting.token}/jobs/{posting.number}"
    return {
        "id": posting.number,
        "title": posting.title,
        "company_name": posting.company,
        "absolute_url": page,
        "location": {"name": _place(posting)},
        "first_published": f"{posting.posted}T09:00:00-04:00",
        "updated_at": f"{posting.posted}T09:00:00-04:00",
        "language": posting.language,
        "content": escape(posting.html()),
        "departments": [{"id": 1, "name": "Team", "child_ids": [], "parent_id": None}],
        "pay_input_ranges": [
            {
                "min_cents": posting.low * 100,
                "max_cents": posting.high * 100,
                "currency_type": posting.currency,
                "title": "Pay",
                "blurb": "",
            }
        ],
    }


def lever(posting: Posting) -> dict[str, Any]:
    """https://github.com/lever/postings-api: headings and points apart in `lists`."""
    page = f"https://jobs.lever.co/{posting.token}/{posting.uuid}"
    opening, *others = posting.sections
    interval = {"MONTH": "per-month-salary", "YEAR": "per-year-salary", "HOUR": "per-hour-wage"}
    return {
        "id": str(posting.uuid),
        "text": posting.title,
        "categories": {
            "commitment": _commitment(posting),
            "location": _place(posting),
            "team": "Team",
            "allLocations": [_place(posting)],
        },
        "country": posting.country,
        "workplaceType": WORKPLACES[posting.mode],
        "createdAt": int(_moment(posting).timestamp() * 1000),
        "description": opening.html(),
        "descriptionPlain": "\n\n".join(opening.paragraphs),
        "lists": [{"text": part.heading, "content": _points(part)} for part in others],
        "additional": "",
        "additionalPlain": "",
        "salaryRange": {
            "min": posting.low,
            "max": posting.high,
            "currency": posting.currency,
            "interval": interval[posting.period],
        },
        "hostedUrl": page,
        "applyUrl": f"{page}/apply",
    }


def ashby(posting: Posting) -> dict[str, Any]:
    """https://developers.ashbyhq.com/docs/public-job-posting-api"""
    page = f"https://jobs.ashbyhq.com/{posting.token}/{posting.uuid}"
    pay = {
        "compensationType": "Salary",
        "interval": f"1 {posting.period}",
        "currencyCode": posting.currency,
        "minValue": posting.low,
        "maxValue": posting.high,
    }
    summary = f"{posting.low:,} – {posting.high:,} {posting.currency}"
    address = {
        "addressLocality": posting.city,
        "addressCountry": COUNTRIES[posting.country],
    }
    return {
        "id": str(posting.uuid),
        "title": posting.title,
        "department": "Team",
        "team": "Team",
        "employmentType": "FullTime" if _is_full_time(posting) else "PartTime",
        "location": _place(posting),
        "secondaryLocations": [],
        "publishedAt": _moment(posting).isoformat(timespec="milliseconds"),
        "isListed": True,
        "isRemote": posting.mode == "remote",
        "workplaceType": ASHBY_WORKPLACES[posting.mode],
        "address": {"postalAddress": address},
        "jobUrl": page,
        "applyUrl": f"{page}/application",
        "descriptionHtml": posting.html(),
        "descriptionPlain": posting.text(),
        "compensation": {
            "compensationTierSummary": summary,
            "scrapeableCompensationSalarySummary": summary,
            "compensationTiers": [],
            "summaryComponents": [pay],
        },
    }


def recruitee(posting: Posting) -> dict[str, Any]:
    """https://docs.recruitee.com/reference/offers: amounts are strings."""
    return {
        "id": posting.number,
        "slug": posting.slug,
        "title": posting.title,
        "company_name": posting.company,
        "careers_url": f"https://{posting.token}.recruitee.com/o/{posting.slug}",
        "careers_apply_url": f"https://{posting.token}.recruitee.com/o/{posting.slug}/c/new",
        "city": posting.city,
        "country": COUNTRIES[posting.country],
        "country_code": posting.country,
        "location": _place(posting),
        "remote": posting.mode == "remote",
        "hybrid": posting.mode == "hybrid",
        "on_site": posting.mode == "office",
        "employment_type_code": "fulltime_permanent"
        if _is_full_time(posting)
        else "parttime_permanent",
        "published_at": f"{_moment(posting):%Y-%m-%d %H:%M:%S} UTC",
        "created_at": f"{_moment(posting):%Y-%m-%d %H:%M:%S} UTC",
        "salary": {
            "min": str(posting.low),
            "max": str(posting.high),
            "period": posting.period.lower(),
            "currency": posting.currency,
        },
        "description": "\n".join(section.html() for section in posting.sections[:2]),
        "requirements": "\n".join(section.html() for section in posting.sections[2:]),
    }


def smartrecruiters(posting: Posting) -> dict[str, Any]:
    """https://developers.smartrecruiters.com/reference/v1getposting: text in jobAd.sections."""
    opening, tasks, *others = posting.sections
    parts = {
        "companyDescription": ("Company Description", opening.html()),
        "jobDescription": ("Job Description", "\n".join(tasks.blocks())),
        "qualifications": ("Qualifications", "\n".join(part.html() for part in others[:-1])),
        "additionalInformation": ("Additional Information", others[-1].html()),
    }
    page = f"https://jobs.smartrecruiters.com/{posting.token}/{posting.number}"
    return {
        "id": str(posting.number),
        "uuid": str(posting.uuid),
        "name": posting.title,
        "company": {"identifier": posting.token, "name": posting.company},
        "releasedDate": f"{_moment(posting):%Y-%m-%dT%H:%M:%S}.000Z",
        "location": {
            "city": posting.city,
            "country": posting.country.lower(),
            "remote": posting.mode == "remote",
            "hybrid": posting.mode == "hybrid",
            "fullLocation": _place(posting),
        },
        "typeOfEmployment": {"id": "permanent", "label": _commitment(posting)},
        "postingUrl": page,
        "applyUrl": f"{page}?oga=true",
        "jobAd": {
            "sections": {
                name: {"title": title, "text": text} for name, (title, text) in parts.items()
            }
        },
        "active": posting.open_for >= 0,
    }


def _place(posting: Posting) -> str:
    country = COUNTRIES[posting.country]
    return f"{posting.city}, {country}" if posting.city else f"Remote, {country}"


def _commitment(posting: Posting) -> str:
    return "Full-time" if _is_full_time(posting) else "Part-time"


def _is_full_time(posting: Posting) -> bool:
    return "FULL_TIME" in posting.employment


def _moment(posting: Posting) -> datetime:
    return datetime.combine(posting.posted, datetime.min.time(), UTC)


def _points(section: Section) -> str:
    return "".join(f"<li>{escape(point)}</li>" for point in section.points)
