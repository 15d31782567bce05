"""What columns are taken for: other trackers' tables, plain ones, odd ones."""

from pathlib import Path

import pytest
from django.utils import translation

from applications.importing import guess, sheet
from applications.importing.fields import Field, labels, names, plain
from applications.models import Application
from applications.stages import Ending, Stage

TABLES = Path(__file__).parent / "csv"


def fields_of(text):
    table = sheet.read(text)
    header = guess.header(table)
    guesses = guess.columns(table.names(header), table.below(header))
    return dict(zip(table.names(header), (one.field for one in guesses), strict=True))


def read(name):
    return (TABLES / name).read_text()


@pytest.mark.parametrize(
    "name, shape", [("huntr.csv", "Huntr"), ("teal.csv", "Teal"), ("notion.csv", "Notion")]
)
def test_export_of_another_tracker_is_recognised(name, shape):
    assert guess.shape(sheet.read(read(name)).names(1)) == shape


def test_columns_of_huntr():
    assert fields_of(read("huntr.csv")) == {
        "Job Title": "role", "Company": "company", "Location": "location", "Job Post URL": "url",
        "List": "status", "Date Added": "saved_on", "Date Applied": "applied_on",
        "Salary": "salary", "Job Description": "posting", "Notes": "note",
    }  # fmt: skip


def test_columns_of_teal():
    assert fields_of(read("teal.csv")) == {
        "Job Position": "role", "Company": "company", "Min. Salary": "salary_min",
        "Max. Salary": "salary_max", "Location": "location", "Status": "status",
        "Date Saved": "saved_on", "Deadline": "", "Date Applied": "applied_on", "Follow Up": "",
        "Excitement": "priority",
    }  # fmt: skip


def test_columns_of_notion_whose_first_one_is_only_a_name():
    assert fields_of(read("notion.csv")) == {
        "Name": "role", "Company": "company", "Stage": "status", "Applied": "applied_on",
        "Link": "url", "Tags": "tags", "Created time": "saved_on", "Notes": "note",
    }  # fmt: skip


def test_columns_of_a_ukrainian_spreadsheet_under_a_title():
    assert guess.header(sheet.read(read("sheets_uk.csv"))) == 2
    assert fields_of(read("sheets_uk.csv")) == {
        "Компанія": "company", "Посада": "role", "Статус": "status", "Дата подачі": "applied_on",
        "Джерело": "source", "Зарплата": "salary", "Формат роботи": "work_mode",
        "Примітки": "note",
    }  # fmt: skip


@pytest.mark.parametrize(
    "header", ["jobTitle", "JOB_TITLE", "job-title", " Job title: ", "Ｊob title"]
)
def test_header_is_known_in_any_spelling(header):
    assert fields_of(f"Company,{header}\nA,B\n")[header.strip()] == "role"


def test_column_of_links_is_the_link_whatever_it_is_called():
    found = fields_of("Company,Role,Source\nA,B,https://example.com/1\nC,D,https://example.com/2\n")
    assert found["Source"] == "url"


def test_field_that_two_columns_name_is_the_first_ones():
    assert fields_of("Company,Role,Title\nA,B,C\n") == {
        "Company": "company",
        "Role": "role",
        "Title": "",
    }


def test_unknown_columns_are_left_out():
    assert set(fields_of("Firma,Stelle\nA,B\n").values()) == {""}


def test_first_row_is_the_header_when_no_row_looks_like_one():
    assert guess.header(sheet.read("\nFirma,Stelle\nA,B\n")) == 2


def test_names_of_columns_differ_in_every_language(settings):
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            shown = [plain(str(label)) for label in Field.labels]
            assert len(set(shown)) == len(Field)
            assert [names()[label] for label in shown] == Field.values


@pytest.mark.parametrize("choices", [Stage, Ending, Application.WorkMode, Application.Priority])
def test_labels_of_choices_are_read_back_in_every_language(settings, choices):
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            for value, label in choices.choices:
                assert labels(choices)[plain(str(label))] == value
