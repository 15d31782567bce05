"""JSON Resume read in: ours, anybody's, and files that mean harm."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cv.export.content import content_of
from cv.export.json_resume import json_resume as written
from cv.extract import UnreadableCv, read_cv
from cv.models import Cv
from cv.reader import json_resume
from tests.cv.exported import content

SOMEBODYS = {
    "basics": {
        "name": "Ada Byrne",
        "label": "Analyst",
        "email": "ada@byrne.example",
        "phone": "+353 1 555 0100",
        "url": "https://byrne.example",
        "summary": "Counts things.\nThen *tells* why.",
        "location": {"city": "Cork", "countryCode": "IE"},
        "profiles": [{"network": "GitHub", "username": "ada"}],
    },
    "work": [
        {
            "name": "Lee Mills",
            "position": "Analyst",
            "startDate": "2020-03",
            "summary": "Textile data.",
            "highlights": ["Cut waste by 12 %", "# not a heading"],
        },
        {"name": "Old Mill", "startDate": "2017", "endDate": "2020-02-14"},
    ],
    "education": [{"institution": "UCC", "studyType": "BSc", "area": "Statistics"}],
    "skills": [{"name": "Tools", "level": "Master", "keywords": ["R", "SQL"]}],
    "languages": [{"language": "Irish", "fluency": "native"}],
    "references": [{"name": "Finn", "reference": "Exact."}],
}
READ = """\
# Ada Byrne

Analyst

ada@byrne.example · +353 1 555 0100 · Cork, IE · https://byrne.example · GitHub: ada

## Summary

Counts things.
Then \\*tells\\* why.

## Experience

### Analyst, Lee Mills, 03.2020 – present

Textile data.

- Cut waste by 12 %
- \\# not a heading

### Old Mill, 2017 – 14.02.2020

## Education

### BSc, Statistics, UCC

## Skills

- Tools – Master: R, SQL

## Languages

- Irish – native

## References

- Finn, Exact.
"""


def test_somebodys_resume_becomes_a_cv():
    assert json_resume.markdown_of(json.dumps(SOMEBODYS).encode()) == READ


def test_what_another_program_changed_counts():
    resume = json.loads(written(content("en_backend")))
    resume["basics"]["email"] = "new@address.example"
    resume["work"][0]["position"] = "Staff engineer"
    resume["work"].append({"name": "Fourth", "highlights": ["Added elsewhere"]})
    resume["skills"][0]["keywords"].append("Rust")
    markdown = json_resume.markdown_of(json.dumps(resume).encode())
    assert "new@address.example" in markdown
    assert "### Staff engineer, Kvitka Logistics, 03.2021 – present" in markdown
    assert "### Fourth\n- Added elsewhere" in markdown
    assert "- Languages: Python, Go, SQL, C#, C++, Rust" in markdown


@pytest.mark.parametrize("junk", [None, 1, "x", True, [], {}, [[]], [1], [None], 1e400, {"a": {}}])
def test_wrong_types_are_passed_over(junk):
    resume = dict.fromkeys(("work", "skills", "education", "meta", "references"), junk)
    for basics in ({"name": "Ada"}, {"name": "Ada", "profiles": junk, "location": junk}):
        data = json.dumps({"basics": basics, **resume}).encode()
        assert json_resume.markdown_of(data).startswith("# Ada\n")
    for data in ({"basics": junk}, {"basics": {"name": "Ada", "summary": junk}, "work": [junk]}):
        assert isinstance(json_resume.markdown_of(json.dumps(data).encode()), str)
    items = {
        "name": junk,
        "position": junk,
        "highlights": junk,
        "startDate": junk,
        "x-trackr": junk,
    }
    data = json.dumps({"basics": {"name": "Ada"}, "work": [items], "skills": [items]}).encode()
    assert json_resume.markdown_of(data).startswith("# Ada\n")


@pytest.mark.parametrize(
    "data",
    [
        b'{"basics": ',
        b'{"a": 1}',
        b'{"basics": {}}x',
        b'{"basics": ' + b"[" * 2_000_000,
        b'{"basics":' * 100_000,
        b'{"basics": ' + b"9" * 5_000 + b"}",
        b'{"basics": "\xff\xfe"}',
        b"{}",
    ],
    ids=range(8),
)
def test_what_is_no_resume_is_refused_with_a_sentence(data):
    with pytest.raises(UnreadableCv) as refusal:
        read_cv(data)
    assert refusal.value.code == "bad_json"
    assert "no JSON Resume" in str(refusal.value.sentence)


def test_hostile_strings_stay_text_of_one_section():
    data = {
        "basics": {"name": "A\u0000d\ud800a\n# B", "summary": "x\n## Skills\n\u202ey"},
        "work": [
            {"name": "<script>\n## Education", "highlights": ["- [x](javascript:1)", "y" * 9**6]}
        ],
        "meta": {
            "x-trackr": {"sections": [{"title": "T\n# U", "markdown": "# V\n## W", "count": -1}]}
        },
    }
    read = read_cv(json.dumps(data).encode())
    headings = [line for line in read.markdown.splitlines() if line.startswith("#")]
    assert headings[0] == "# Ada # B"
    assert [line for line in headings if line.startswith("## ")] == [
        "## T # U",
        "## Summary",
        "## Experience",
    ]
    assert len(read.markdown) < 100_000


def test_endless_file_is_cut_and_says_so():
    data = {"basics": {"name": "Ada"}, "work": [{"highlights": ["word " * 1_000]}] * 100}
    read = read_cv(json.dumps(data).encode())
    assert read.warnings == ("truncated",)
    assert len(read.text) <= 200_000


def test_upload_of_a_resume_is_saved_as_imported(alices, alice):
    upload = SimpleUploadedFile("me.json", json.dumps(SOMEBODYS).encode())
    shown = alices.post(reverse("cv:upload"), {"file": upload})
    form = shown.context["form"]
    assert form.initial["markdown"] == READ
    data = {name: value for name, value in form.initial.items() if value}
    alices.post(reverse("cv:save"), data)
    version = Cv.objects.get(user=alice).current()
    assert (version.origin, version.warnings, version.markdown) == ("imported", [], READ)


def test_warnings_of_the_file_stay_with_the_version(alices, alice):
    data = {
        "title": "Mine", "language": "en", "markdown": "# Anna", "is_from_file": "True",
        "warnings": ["columns", "tables"],
    }  # fmt: skip
    alices.post(reverse("cv:save"), data)
    assert Cv.objects.get(user=alice).current().warnings == ["columns", "tables"]


def test_unknown_warnings_are_refused(alices):
    data = {"title": "Mine", "language": "en", "markdown": "# Anna", "warnings": ["<script>"]}
    alices.post(reverse("cv:save"), data)
    assert not Cv.objects.exists()


def test_contents_survive_two_journeys():
    once = json_resume.markdown_of(written(content("uk_lawyer")))
    assert json_resume.markdown_of(written(content_of(once, "uk"))) == once


@pytest.mark.parametrize(
    "body",
    [
        "- – a dash of its own\n- Led\n  - – below\n",
        "### Tester, Kvitka, 2019 – 2021\n\n- One\n\nA line below the points\n\n- – Two\n",
        "- Ltd — 6% in € of English ***bold and slanted***\n- *English*, (native\n- English (B2)\n",
        "English and B2 — й 100+\n\n- a: b, c\n\nUkrainian, native, 2019 – 2021\n",
    ],
)
@pytest.mark.parametrize("title", ["Experience", "Languages", "Skills", "Awards", "Summary"])
def test_what_the_schema_has_no_words_for_comes_back_too(title, body):
    source = f"# Ada Byrne\n\nQA *engineer* (a / b)\n\nada@byrne.example\n\n## {title}\n\n{body}"
    file = written(content_of(source, "en"))
    read = json_resume.markdown_of(file)
    assert content_of(read, "en") == content_of(source, "en")
    assert written(content_of(read, "en")) == file


def test_kept_lines_give_way_to_what_another_program_wrote():
    source = "# Ada Byrne\n\n## Experience\n\n- – a dash\n\n## Skills\n\n- – SQL\n"
    resume = json.loads(written(content_of(source, "en")))
    assert "– a dash" in json_resume.markdown_of(json.dumps(resume, indent=1).encode())
    resume["work"][0]["highlights"][0] = "Changed elsewhere"
    read = json_resume.markdown_of(json.dumps(resume).encode())
    assert "- Changed elsewhere\n" in read
    assert "a dash" not in read


@pytest.mark.parametrize(
    ("line", "school", "degree"),
    [
        ("Bachelor of Applied Mathematics, Lviv Polytechnic", "Lviv Polytechnic",
         "Bachelor of Applied Mathematics"),
        ("MSc Computer Science, ETH Zürich", "ETH Zürich", "MSc Computer Science"),
        ("Магістр права, КНУ", "КНУ", "Магістр права"),
        ("UCC, BSc", "UCC", "BSc"),
    ],
)  # fmt: skip
def test_school_and_degree_are_told_apart(line, school, degree):
    source = f"# Ada Byrne\n\n## Education\n\n### {line}\n\n- Prize of the year\n"
    (item,) = json.loads(written(content_of(source, "en")))["education"]
    assert (item["institution"], item["studyType"]) == (school, degree)


@pytest.mark.parametrize(
    ("line", "languages"),
    [
        ("Ukrainian (native), English (B2)", [("Ukrainian", "native"), ("English", "B2")]),
        ("українська — рідна; англійська — B2", [("українська", "рідна"), ("англійська", "B2")]),
        ("Dutch native · German B1", [("Dutch", "native"), ("German", "B1")]),
        ("English, Irish", [("English", None), ("Irish", None)]),
        ("English – C1, fluent in writing", [("English", "C1, fluent in writing")]),
        ("English (C1, IELTS 8)", [("English", "C1, IELTS 8")]),
        ("English – B2, reading; German – A1", [("English", "B2, reading"), ("German", "A1")]),
        ("English | B2", [("English", "B2")]),
        ("English (C1) / Ukrainian (native)", [("English", "C1"), ("Ukrainian", "native")]),
        ("Native Ukrainian, fluent English", [("Ukrainian", "Native"), ("English", "fluent")]),
        ("English B2 and German A1", [("English", "B2"), ("German", "A1")]),
    ],
)
def test_languages_of_one_line_are_told_apart_and_come_back_as_one(line, languages):
    source = f"# Ada Byrne\n\n## Languages\n\n{line}\n"
    file = json.loads(written(content_of(source, "en")))
    assert [(one["language"], one.get("fluency")) for one in file["languages"]] == languages
    assert json_resume.markdown_of(json.dumps(file).encode()).endswith(f"\n{line}\n")
    file["languages"][-1]["fluency"] = "C2"
    assert f"- {languages[-1][0]} – C2\n" in json_resume.markdown_of(json.dumps(file).encode())
