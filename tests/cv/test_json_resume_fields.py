"""What the fields of JSON Resume say of a CV, in the many ways in which CVs are written."""

import json

import pytest

from cv.export import dates
from cv.export.content import content_of
from cv.export.json_resume import json_resume as written
from cv.reader import json_resume


@pytest.mark.parametrize(
    ("written_date", "start", "end"),
    [
        ("2020-2022", "2020", "2022"),
        ("2020–2022", "2020", "2022"),
        ("Jan 2020-Mar 2021", "2020-01", "2021-03"),
        ("01.2020-03.2021", "2020-01", "2021-03"),
        ("01.09.2020 – 31.03.2021", "2020-09-01", "2021-03-31"),
        ("29.02.2021 – now", "2021-02", None),
        ("2020-now", "2020", None),
        ("2020/01 – 2021/03", "2020-01", "2021-03"),
        ("з травня 2020 року", "2020-05", None),
        ("Jan 2020 — Present (3 years)", "2020-01", None),
        ("January 2020 - March 2023 · 3 yrs 2 mos", "2020-01", "2023-03"),
        ("березень 2020 – дотепер (3 роки 2 місяці)", "2020-03", None),
        ("Summer 2018", None, "2018"),
        ("May 2018", None, "2018-05"),
    ],
)
def test_dates_are_exported_as_they_are_written(written_date, start, end):
    source = f"# Ada Byrne\n\n## Experience\n\n### Developer, Soft Ltd, {written_date}\n\n- Built\n"
    (item,) = json.loads(written(content_of(source, "en")))["work"]
    assert (item["position"], item["name"]) == ("Developer", "Soft Ltd")
    assert (item.get("startDate"), item.get("endDate")) == (start, end)


@pytest.mark.parametrize(
    "line", ["Served 2000 people in 2019 (remote)", "Step 2020 (a 3 year plan"]
)
def test_what_is_no_date_at_the_end_stays_in_the_text(line):
    assert dates.at_end(line) is None


def works(body):
    source = f"# Ada Byrne\n\n## Experience\n\n{body}\n\n- Built billing\n"
    file = written(content_of(source, "en"))
    assert content_of(json_resume.markdown_of(file), "en") == content_of(source, "en")
    return json.loads(file)["work"]


@pytest.mark.parametrize(
    "body",
    [
        "**Developer, Soft Ltd**\nJan 2020 – now, Kyiv",
        "**Developer, Soft Ltd**\nJan 2020 – now · Kyiv",
        "**Developer, Soft Ltd**\nJan 2020 – now (3 years) | Kyiv",
        "**Developer, Soft Ltd**\nKyiv · Jan 2020 – now",
        "Soft Ltd — Developer\nKyiv, Jan 2020 – now",
        "**Soft Ltd**\nDeveloper, Jan 2020 – now\nFrom home",
        "### Developer\nSoft Ltd\nJan 2020 – now, Kyiv",
        "### Soft Ltd\nDeveloper, Jan 2020 – now",
        "### Developer, Soft Ltd, Jan 2020 – now, Kyiv",
        "### Developer (Jan 2020 – now), Soft Ltd",
        "Jan 2020 – now · Developer, Soft Ltd",
        "Jan 2020 – now\nDeveloper, Soft Ltd",
    ],
)
def test_post_employer_and_place_are_told_wherever_the_date_stands(body):
    (item,) = works(body)
    assert (item["position"], item["name"]) == ("Developer", "Soft Ltd")
    assert (item["startDate"], item.get("endDate")) == ("2020-01", None)
    assert item.get("location") == ("Kyiv" if "Kyiv" in body else None)
    assert item.get("summary") == ("From home" if "home" in body else None)
    assert item["highlights"] == ["Built billing"]


def test_date_below_a_heading_is_of_it():
    (item,) = works("### Trainee\n\nSummer 2018")
    assert (item["name"], item["endDate"]) == ("Trainee", "2018")


@pytest.mark.parametrize(
    "body, items",
    [
        ("Developer, A, 2020 – 2021\n\nA young firm\n\nTester, B, 2018 – 2020",
         [("Developer", "A", "A young firm"), ("Tester", "B", None)]),
        ("Developer, A\n2020 – 2021, Kyiv\nBuilt it.\nTester, B\n2018 – 2020, Lviv",
         [("Developer", "A", "Built it."), ("Tester", "B", None)]),
        ("Кухар, Кав’ярня «Шеф», 2020 – 2021", [("Кухар", "Кав’ярня «Шеф»", None)]),
        ("2019 – 2021 worked at Soft Ltd", [(None, None, "2019 – 2021 worked at Soft Ltd")]),
        ("Built it.\n2019 – 2021, where we won", [(None, None,
          "Built it.\n2019 – 2021, where we won")]),
    ],
)  # fmt: skip
def test_lines_that_name_nothing_stay_text(body, items):
    found = works(body)
    said = [(one.get("position"), one.get("name"), one.get("summary")) for one in found]
    assert said == items


def test_fields_hold_plain_text():
    source = (
        "# Ada Byrne\n\n## Summary\n\nCalm *and* kind\n1. first\n\n- see [me](https://a.example)\n\n"
        "## Experience\n\n### Dev, Soft\n\n**Small** team\n\n"
        "- built **billing**, [docs](https://d.example), https://x.example, a@b.example\n"
    )
    resume = json.loads(written(content_of(source, "en")))
    assert resume["basics"]["summary"] == "Calm and kind\n1. first\n\n- see me (https://a.example)"
    assert resume["work"][0]["summary"] == "Small team"
    assert resume["work"][0]["highlights"] == [
        "built billing, docs (https://d.example), https://x.example, a@b.example"
    ]
    assert content_of(json_resume.markdown_of(json.dumps(resume).encode()), "en") == content_of(
        source, "en"
    )


@pytest.mark.parametrize(
    "item, location",
    [
        ("Kyiv", {"city": "Kyiv"}),
        ("м. Львів, Україна", {"city": "Львів", "countryCode": "UA"}),
        ("Stratford-upon-Avon", {"city": "Stratford-upon-Avon"}),
        ("Lviv (remote)", {"city": "Lviv"}),
        ("Khreshchatyk 22, Kyiv", {"address": "Khreshchatyk 22, Kyiv"}),
        ("Poland", {"countryCode": "PL"}),
        ("open to relocation", None),
        ("Remote", None),
        ("born 1.2.1990", None),
    ],
)
def test_town_is_a_city_and_a_street_an_address(item, location):
    source = f"# Ada Byrne\n\na@b.example · {item}\n\n## Skills\n\n- SQL\n"
    basics = json.loads(written(content_of(source, "en")))["basics"]
    assert basics.get("location") == location
