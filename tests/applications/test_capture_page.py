"""JSON-LD and microdata of job pages, in the shapes that sites write."""

import json

import pytest

from applications.capture.read import from_paste
from tests.applications.postings import FULL, MICRODATA, job, page


def found(html):
    return {name: field.value for name, field in from_paste(html).fields.items()}


def one(**changes):
    return found(page(job(**changes)))


def test_full_posting_gives_every_field_and_its_source():
    proposal = from_paste(page(FULL))

    assert {name: field.value for name, field in proposal.fields.items()} == {
        "company": "Bell Tramways",
        "role": "Tram Driver",
        "location": "Lviv, Lviv Region, Ukraine",
        "salary_min": "28000",
        "salary_max": "34000",
        "salary_currency": "UAH",
        "salary_period": "month",
        "url": "https://belltramways.example/jobs/7",
        "posted_on": "2026-11-02",
        "closes_on": "2026-12-31",
    }
    assert {field.source for field in proposal.fields.values()} == {"json_ld"}
    assert proposal.company.source_label == "from the page's job data"
    assert proposal.posting_text == "Drive a tram.\n\n- Mornings\n- Evenings"
    assert proposal.posting_source == "json_ld"


@pytest.mark.parametrize(
    "values",
    [
        [{"@graph": [{"@type": "WebSite"}, FULL]}],
        [[{"@type": "BreadcrumbList"}, FULL]],
        [{"@type": "WebPage", "mainEntity": FULL}],
        [{"@type": "Organization", "name": "Somebody Else"}, FULL],
        [FULL, FULL],
        [job(**{"@type": ["Thing", "JobPosting"]})],
        [job(**{"@type": "https://schema.org/JobPosting"})],
        [job(**{"@type": "schema:JobPosting"})],
    ],
    ids=["graph", "list", "nested", "scripts", "twice", "types", "address", "prefix"],
)
def test_posting_is_found_wherever_it_stands(values):
    fields = found(page(*values))

    assert (fields["role"], fields["company"]) == ("Tram Driver", "Bell Tramways")


@pytest.mark.parametrize(
    "organisation, company",
    [
        ("Bell Tramways", "Bell Tramways"),
        ([{"name": "Bell Tramways"}], "Bell Tramways"),
        ({"legalName": "Bell Tramways Ltd"}, "Bell Tramways Ltd"),
        ({"name": "Bell &amp; Sons"}, "Bell & Sons"),
        ({"@id": "#org"}, "Bell of the Graph"),
        ({"@id": "#org", "@type": "Organization"}, "Bell of the Graph"),
        ({"@id": "#nowhere"}, None),
        ("https://belltramways.example", None),
        ("Confidential", None),
        ({"name": "UNAVAILABLE"}, None),
        ({"name": 5}, None),
        ({"sameAs": "https://belltramways.example"}, None),
        (None, None),
    ],
)
def test_employer_is_the_named_one_or_none(organisation, company):
    named = {"@id": "#org", "@type": "Organization", "name": "Bell of the Graph"}
    graph = {"@graph": [named, job(hiringOrganization=organisation)]}

    assert found(page(graph)).get("company") == company


@pytest.mark.parametrize(
    "place, location",
    [
        ({"address": "Kyiv, Ukraine"}, "Kyiv, Ukraine"),
        ("Kyiv", "Kyiv"),
        ([{"address": {"addressLocality": "Kyiv"}}, {"address": "Lviv"}], "Kyiv; Lviv"),
        ([{"address": "Kyiv"}, {"address": "Kyiv"}], "Kyiv"),
        ({"address": {"addressLocality": "UNAVAILABLE", "addressCountry": "US"}}, "US"),
        ({"name": "Head office", "address": {"addressRegion": "null"}}, "Head office"),
        ({"address": {"addressLocality": "Oslo", "addressRegion": "Oslo"}}, "Oslo"),
        ([{"address": f"City {number} of a long country"} for number in range(90)], None),
        (None, None),
        (7, None),
    ],
)
def test_places_are_read_without_fillers(place, location):
    read = one(jobLocation=place).get("location")

    if isinstance(place, list) and len(place) == 90:
        assert read.startswith("City 0 of a long country; City 1")
        assert len(read) <= 200
    else:
        assert read == location


def test_telecommute_is_remote_from_the_required_countries():
    countries = [{"@type": "Country", "name": "Ukraine"}, {"@type": "Country", "name": "Poland"}]
    fields = one(
        jobLocation=None, jobLocationType="TELECOMMUTE", applicantLocationRequirements=countries
    )

    assert (fields["work_mode"], fields["location"]) == ("remote", "Ukraine; Poland")


@pytest.mark.parametrize(
    "base, currency, pay",
    [
        (100000, "USD", ("100000", "100000", "USD", None)),
        ("100000", "USD", ("100000", "100000", "USD", None)),
        ("45 000 - 60 000 грн", None, ("45000", "60000", "UAH", None)),
        ("up to $4500 per month", None, (None, "4500", "USD", "month")),
        ({"currency": "EUR", "value": 3800}, None, ("3800", "3800", "EUR", None)),
        ({"currency": "EUR", "value": {"value": 25.4, "unitText": "HOUR"}}, None,
         ("25", "25", "EUR", "hour")),
        ({"currency": "EUR", "minValue": "3 000", "maxValue": "4 000", "unitText": "MONTH"}, None,
         ("3000", "4000", "EUR", "month")),
        ({"value": {"minValue": 0, "maxValue": 4000}}, "EUR", (None, "4000", "EUR", None)),
        ({"value": {"minValue": 0, "maxValue": 0}}, "EUR", (None, None, None, None)),
        ({"value": {"value": "2 levels of pay"}}, "EUR", (None, None, None, None)),
        ("negotiable", "EUR", (None, None, None, None)),
    ],
)  # fmt: skip
def test_offered_pay_is_read(base, currency, pay):
    fields = one(baseSalary=base, salaryCurrency=currency)
    names = ("salary_min", "salary_max", "salary_currency", "salary_period")

    assert tuple(fields.get(name) for name in names) == pay


def test_estimate_of_the_market_is_never_shown_as_the_offer():
    guess = {"@type": "MonetaryAmount", "currency": "USD", "minValue": 2000, "maxValue": 3200}

    assert "salary_max" not in one(baseSalary=None, estimatedSalary=guess)
    assert one(estimatedSalary=guess)["salary_max"] == "34000"


@pytest.mark.parametrize(
    "value, day",
    [("2026-10-02T19:24:37.325106", "2026-10-02"), ("2026-1-5", "2026-01-05"),
     ("31.10.2026", "2026-10-31"), ("2026-13-01", None), ("0001-01-01", None),
     ("10/11/2026", None), (1793577600, None)],
)  # fmt: skip
def test_date_is_read_only_when_it_is_plain(value, day):
    assert one(datePosted=value).get("posted_on") == day


@pytest.mark.parametrize(
    "wrap",
    [
        "{}",
        "\n/* <![CDATA[ */ {} /* ]]> */\n",
        "//<![CDATA[\n{}\n//]]>",
        "<!--\n{}\n-->",
        "{};",
    ],
)
def test_broken_json_is_read(wrap):
    text = json.dumps(FULL, ensure_ascii=False)[:-1].replace("Drive a", "Drive\n\ta") + ",}"
    fields = found(page(raw=wrap.replace("{}", text)))

    assert (fields["role"], fields["company"]) == ("Tram Driver", "Bell Tramways")


def test_escaped_description_and_title_are_unescaped():
    proposal = from_paste(
        page(job(title="Dev &amp; Ops", description="&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two&lt;/p&gt;"))
    )

    assert proposal.role.value == "Dev & Ops"
    assert proposal.posting_text == "One\n\nTwo"


def test_shortened_description_gives_way_to_the_page():
    whole = "<main>" + "<p>A tram is a calm machine on rails.</p>" * 20 + "</main>"
    proposal = from_paste(page(job(description="A tram is a calm…"), body=whole))

    assert proposal.posting_source == "text"
    assert proposal.posting_text.count("calm machine") == 20


def test_text_fills_the_gaps_of_the_data():
    proposal = from_paste(
        page(job(baseSalary=None, description="<p>Work mode: hybrid</p><p>Pay: €20-€25/hour</p>"))
    )

    assert (proposal.work_mode.value, proposal.work_mode.source) == ("hybrid", "text")
    assert (proposal.salary_max.value, proposal.salary_max.source) == ("25", "text")


def test_text_adds_to_a_salary_only_when_it_names_the_same_amounts():
    same = one(baseSalary="28 000 - 34 000 грн", description="28 000–34 000 грн на місяць")
    other = one(baseSalary="28 000 - 34 000 грн", description="8 000–9 000 грн на тиждень")

    assert same["salary_period"] == "month"
    assert "salary_period" not in other


def test_several_postings_are_not_chosen_from():
    proposal = from_paste(page(FULL, job(title="Tram Cleaner"), body="<p>Our jobs</p>"))

    assert proposal.fields == {}
    assert proposal.reason == "several_postings"
    assert "several jobs" in proposal.reason_sentence
    assert proposal.posting_text == "Our jobs"


def test_pasted_json_ld_is_read():
    assert found(json.dumps(FULL))["role"] == "Tram Driver"


def test_link_of_the_data_is_kept_only_when_it_is_one():
    assert "url" not in one(url="javascript:alert(1)")
    assert "url" not in one(url="https://a.example/" + "x" * 3000)


def test_microdata_is_read():
    proposal = from_paste(MICRODATA)

    assert {name: field.value for name, field in proposal.fields.items()} == {
        "company": "Паляниця",
        "role": "Пекар",
        "location": "Полтава, Україна",
        "salary_min": "20000",
        "salary_max": "26000",
        "salary_currency": "UAH",
        "salary_period": "month",
        "posted_on": "2026-10-05",
        "closes_on": "2026-12-05",
    }
    assert {field.source for field in proposal.fields.values()} == {"microdata"}
    assert "Випікати хліб уночі.\n\n- Тісто\n- Піч" in proposal.posting_text


def test_json_ld_is_preferred_to_microdata():
    proposal = from_paste(page(FULL, body=MICRODATA))

    assert proposal.role.value == "Tram Driver"
