"""Job pages and board answers of invented companies, one for each shape that sites use."""

import json

FULL = {
    "@context": "https://schema.org",
    "@type": "JobPosting",
    "title": "Tram Driver",
    "hiringOrganization": {"@type": "Organization", "name": "Bell Tramways"},
    "jobLocation": {
        "@type": "Place",
        "address": {
            "@type": "PostalAddress",
            "streetAddress": "1 Depot Lane",
            "addressLocality": "Lviv",
            "addressRegion": "Lviv Region",
            "addressCountry": {"@type": "Country", "name": "Ukraine"},
        },
    },
    "baseSalary": {
        "@type": "MonetaryAmount",
        "currency": "UAH",
        "value": {"@type": "QuantitativeValue", "minValue": 28000, "maxValue": 34000,
                  "unitText": "MONTH"},
    },
    "url": "https://belltramways.example/jobs/7",
    "datePosted": "2026-11-02T08:00:00+02:00",
    "validThrough": "2026-12-31",
    "description": "<p>Drive a tram.</p><ul><li>Mornings</li><li>Evenings</li></ul>",
}  # fmt: skip


def job(**changes):
    """FULL with fields changed; None takes one away."""
    changed = FULL | changes
    return {name: value for name, value in changed.items() if value is not None}


def page(*values, body="", raw=""):
    """An HTML page with JSON-LD scripts, given as values or as a raw text."""
    texts = [json.dumps(value, ensure_ascii=False) for value in values] + ([raw] if raw else [])
    scripts = "".join(f'<script type="application/ld+json">{text}</script>' for text in texts)
    return f"<!doctype html><html><head><title>x</title>{scripts}</head><body>{body}</body></html>"


MICRODATA = """<!doctype html><body itemscope itemtype="http://schema.org/JobPosting">
<nav>Jobs</nav><h1 itemprop="title">Пекар</h1>
<a itemprop="hiringOrganization" itemscope itemtype="http://schema.org/Organization"
 href="https://palianytsia.example"><span itemprop="name">Паляниця</span></a>
<div itemprop="jobLocation" itemscope itemtype="http://schema.org/Place">
<div itemprop="address" itemscope itemtype="http://schema.org/PostalAddress">
<b itemprop="addressLocality">Полтава</b>, <b itemprop="addressCountry">Україна</b></div></div>
<time itemprop="datePosted" datetime="2026-10-05">5 жовтня</time>
<meta itemprop="validThrough" content="2026-12-05">
<div itemprop="baseSalary" itemscope itemtype="http://schema.org/MonetaryAmount">
<meta itemprop="currency" content="UAH"><div itemprop="value" itemscope>
<span itemprop="minValue">20000</span><span itemprop="maxValue">26000</span>
<meta itemprop="unitText" content="MONTH"></div></div>
<div itemprop="description"><p>Випікати хліб уночі.</p><ul><li>Тісто</li><li>Піч</li></ul></div>
</body>"""

BARE = """<!doctype html><html><body><header><a>Hearth &amp; Co</a></header><nav>Home Jobs</nav>
<main><h1>Night Baker</h1><p>We bake bread while the town sleeps, and we sell it while it is warm.
Our ovens are old, our flour is local, and our people stay for years.</p>
<h2>Responsibilities</h2><ul><li>Mix dough</li><li><p>Watch the ovens</p></li></ul>
<h2>Requirements</h2><p>Two years with sourdough.</p>
<script>track("<p>never shown</p>")</script><p style="display: none">hidden</p><p hidden>too</p>
<p>Pay: £14-£16 an hour</p></main>
<footer>All rights reserved</footer></body></html>"""

TEXT_EN = """Night Baker

Company: Hearth & Co
Location: Leeds, UK
Work mode: on-site
Salary: from £14 per hour

We bake bread while the town sleeps. Our learning budget is £500-£900 a year.
"""

TEXT_UK = """Посада: Нічний пекар
🏢 Компанія: Паляниця
📍 Місто:
Полтава
Формат роботи — будь-який, Формат роботи: гібридний
Зарплата: до 26 000 грн на місяць

Печемо хліб, поки місто спить. Потрібен досвід 2-3 роки.
"""

UUID = "0f8fad5b-d9cb-469f-a165-70867728950e"

GREENHOUSE = {
    "id": 5150,
    "title": "Tram Driver",
    "company_name": "Bell Tramways",
    "absolute_url": "https://job-boards.greenhouse.io/bell/jobs/5150",
    "location": {"name": "Lviv, Ukraine"},
    "metadata": [{"name": "Location Type", "value": "On-Site"}, {"name": "Remote", "value": None}],
    "first_published": "2026-11-02T23:30:00-05:00",
    "application_deadline": "2026-12-31",
    "content": "&lt;p&gt;Drive &amp;amp; smile.&lt;/p&gt;",
    "pay_input_ranges": [
        {"min_cents": 2800000, "max_cents": 3400050, "currency_type": "UAH",
         "title": "Monthly pay"}
    ],
}  # fmt: skip

LEVER = {
    "id": UUID,
    "text": "Tram Driver",
    "hostedUrl": f"https://jobs.lever.co/bell/{UUID}",
    "categories": {"location": "Lviv", "allLocations": ["Lviv", "Kyiv"]},
    "workplaceType": "on-site",
    "createdAt": 1793577600000,
    "description": "<div>Drive a tram.</div>",
    "lists": [{"text": "Shifts", "content": "<li>Mornings</li><li>Evenings</li>"}],
    "additional": "",
    "salaryRange": {"min": 28000, "max": 34000, "currency": "UAH", "interval": "per-month-salary"},
}

ASHBY = {
    "id": UUID,
    "title": " Tram Driver",
    "jobUrl": f"https://jobs.ashbyhq.com/bell/{UUID}",
    "location": "Lviv",
    "secondaryLocations": [{"location": "Kyiv"}],
    "isRemote": True,
    "workplaceType": "Hybrid",
    "publishedAt": "2026-11-02T08:00:00.000+00:00",
    "descriptionHtml": "<p>Drive a tram.</p>",
    "compensation": {
        "summaryComponents": [
            {"compensationType": "EquityPercentage", "minValue": None, "maxValue": None},
            {"compensationType": "Salary", "interval": "1 YEAR", "currencyCode": "USD",
             "minValue": 28000, "maxValue": 34000},
        ]
    },
}  # fmt: skip

RECRUITEE = {
    "id": 9,
    "slug": "tram-driver",
    "title": "Tram Driver",
    "company_name": "Bell Tramways",
    "careers_url": "https://bell.recruitee.com/o/tram-driver",
    "city": "Lviv",
    "country": "Ukraine",
    "remote": False,
    "hybrid": True,
    "on_site": False,
    "published_at": "2026-11-02 08:00:00 UTC",
    "close_at": None,
    "salary": {"min": "28000", "max": "34000", "period": "month", "currency": "UAH"},
    "description": "<p>Drive a tram.</p>",
    "requirements": "<p>A licence.</p>",
}

SMARTRECRUITERS = {
    "id": "744000",
    "name": "Tram Driver",
    "company": {"identifier": "Bell1", "name": "Bell Tramways"},
    "releasedDate": "2026-11-02T08:00:00.000Z",
    "location": {"city": "Lviv", "region": "", "country": "ua", "remote": True, "hybrid": False},
    "postingUrl": "https://jobs.smartrecruiters.com/Bell1/744000-tram-driver",
    "jobAd": {"sections": {"jobDescription": {"title": "The job", "text": "<p>Drive a tram.</p>"},
                           "qualifications": {"title": "You", "text": ""}}},
}  # fmt: skip
