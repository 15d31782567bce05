"""Rows become applications with their facts, ledgers and notes, or say what is wrong with them."""

import datetime
from pathlib import Path

import pytest

from applications.ledger import Kind
from applications.models import Application, Posting
from tests.applications.importing import import_all

TABLES = Path(__file__).parent / "csv"
pytestmark = pytest.mark.usefixtures("clock")


def read(name):
    return (TABLES / name).read_text()


def moves(application):
    return [
        (str(entry.happened_on), entry.stage or entry.ending)
        for entry in application.entries()
        if entry.is_move
    ]


def notes(application):
    return [event.text for event in application.events.filter(kind=Kind.NOTE)]


def only(client, rows, header="Company,Role,Status,Applied on,Saved on,Status date", **answers):
    done = import_all(client, f"{header}\n{rows}\n", **answers)
    assert done.errors == []
    return Application.objects.get()


def problems(client, rows, header="Company,Role,Status,Applied on"):
    done = import_all(client, f"{header}\n{rows}\n")
    assert Application.objects.count() == done.added
    return [(number, code) for number, code, _detail in done.errors]


def test_huntr_table_is_imported(alices):
    done = import_all(alices, read("huntr.csv"))
    assert (done.total, done.added, done.errors) == (4, 4, [])
    first = Application.objects.get(company="Dnipro Soft")
    assert first.role == "Backend developer"
    assert first.url == "https://jobs.example.com/backend?id=1"
    assert (first.salary_min, first.salary_max, first.salary_currency) == (4000, 5000, "USD")
    assert moves(first) == [("2026-10-30", "saved"), ("2026-11-02", "applied")]
    assert notes(first) == ["Found through Olha,\nshe works there."]
    assert Posting.objects.get().text == "We look for a developer\nwho knows Django."
    assert notes(Application.objects.get(company="Kharkiv Tests")) == ["Salary: competitive"]


def test_teal_table_is_imported(alices):
    done = import_all(alices, read("teal.csv"))
    assert (done.added, done.errors) == (3, [])
    silent = Application.objects.get(company="Sumy Print")
    assert moves(silent) == [
        ("2026-09-08", "saved"),
        ("2026-09-09", "applied"),
        ("2026-09-09", "no_response"),
    ]
    assert silent.priority == Application.Priority.LOW
    assert Application.objects.get(company="Lviv Studio").next_kind == "apply"


def test_notion_table_is_imported_with_a_word_that_the_person_explains(alices):
    done = import_all(alices, read("notion.csv"), words={"Dream job": "saved"})
    assert (done.added, done.errors) == (3, [])
    tagged = Application.objects.get(company="Rivne Web")
    assert [tag.name for tag in tagged.tags.all()] == ["React", "remote"]
    assert moves(tagged)[-1] == ("2026-11-05", "interview")
    assert Application.objects.get(company="Lutsk Media").stage == "saved"


def test_word_that_nobody_explains_is_an_error_of_its_row(alices):
    done = import_all(alices, read("notion.csv"))
    assert done.added == 2
    assert done.errors == [[4, "word", "Dream job"]]


def test_ukrainian_spreadsheet_is_imported(alices):
    done = import_all(alices, read("sheets_uk.csv").encode("cp1251"))
    assert (done.added, done.errors) == (3, [[7, "date", "31.02.2026"]])
    post = Application.objects.get(company="Нова Пошта")
    assert (post.stage, post.work_mode, post.source) == ("applied", "remote", "DOU")
    assert (post.salary_min, post.salary_max, post.salary_currency) == (40000, 60000, "UAH")
    assert notes(post) == ["=СУМ(1;2)"]
    assert notes(Application.objects.get(company="Епіцентр")) == [
        "Два\nрядки",
        "Зарплата: за домовленістю",
    ]


@pytest.mark.parametrize(
    "status, applied, saved, since, expected",
    [
        ("", "", "", "", [("2026-11-18", "saved")]),
        ("", "2026-11-02", "", "", [("2026-11-02", "applied")]),
        ("Saved", "2026-12-24", "2026-11-01", "", None),
        ("Saved", "2026-11-09", "2026-11-01", "", [("2026-11-01", "saved")]),
        ("Applied", "2026-11-02", "", "2026-11-05", [("2026-11-02", "applied")]),
        # Saved in the other tracker after applying: applying counts.
        ("Applied", "2026-11-02", "2026-11-05", "", [("2026-11-02", "applied")]),
        ("Offer", "2026-11-02", "", "2026-11-09",
         [("2026-11-02", "applied"), ("2026-11-09", "offer")]),
        ("Rejected", "", "2026-11-01", "2026-11-09",
         [("2026-11-01", "saved"), ("2026-11-01", "applied"), ("2026-11-09", "rejected")]),
        ("Rejected", "", "", "", [("2026-11-18", "applied"), ("2026-11-18", "rejected")]),
        ("Closed", "", "2026-11-01", "", [("2026-11-01", "saved"), ("2026-11-01", "closed")]),
        # An ending before the last step would be undone by it.
        ("Rejected", "2026-11-09", "", "2026-11-02",
         [("2026-11-09", "applied"), ("2026-11-09", "rejected")]),
    ],
)  # fmt: skip
def test_days_and_status_become_a_ledger(alices, status, applied, saved, since, expected):
    row = f"A,B,{status},{applied},{saved},{since}"
    if expected is None:
        header = "Company,Role,Status,Applied on,Saved on,Status date"
        assert problems(alices, row, header) == [(2, "future")]
    else:
        assert moves(only(alices, row)) == expected


def test_standing_is_what_the_ledger_says(alices):
    one = only(alices, "A,B,Rejected,2026-11-02,,2026-11-09")
    assert (one.stage, one.ending, one.furthest_stage) == ("applied", "rejected", "applied")
    assert (one.applied_on, one.answered_on) == (
        datetime.date(2026, 11, 2),
        datetime.date(2026, 11, 9),
    )
    assert (one.next_kind, one.next_on) == ("", None)
    assert one.moved_at.date() == datetime.date(2026, 11, 9)


def test_next_action_of_an_applied_one_is_a_follow_up(alices):
    one = only(alices, "A,B,Applied,2026-11-12,,")
    assert (one.next_kind, one.next_on) == ("follow_up", datetime.date(2026, 11, 23))


@pytest.mark.parametrize(
    "row, code",
    [
        (",B,,", "no_company"),
        ("A,,,", "no_role"),
        ("A,B,,some day", "date"),
        ("A,B,,2026-12-24", "future"),
        ("A,B,,1999-12-24", "early"),
        ("A,B,,2026-11-02,x", "too_wide"),
        ("A" * 201 + ",B,,", "too_long"),
        ("A,B,Dream,", "word"),
    ],
)
def test_row_that_is_wrong_says_so_and_the_others_are_imported(alices, row, code):
    assert problems(alices, f"Good,One,,\n{row}\nGood,Two,,") == [(3, code)]


@pytest.mark.parametrize("history", ["2026-11-02 hired", "2027-11-02 saved", "1990-01-01 saved"])
def test_history_that_can_not_be_is_an_error(alices, history):
    assert len(problems(alices, f"A,B,{history}", "Company,Role,History")) == 1


def test_what_has_no_place_goes_into_the_note(alices):
    row = "A,B,by mail,on the moon,soon,Nice people"
    one = only(alices, row, "Company,Role,Link,Remote,Priority,Notes")
    assert notes(one) == ["Nice people", "Link: by mail\nRemote: on the moon\nPriority: soon"]
    assert (one.url, one.work_mode, one.priority) == ("", "", Application.Priority.NORMAL)


def test_several_columns_of_notes_say_which_they_were(alices):
    one = only(alices, "A,B,Nice,Far away", "Company,Role,Notes,Comments")
    assert notes(one) == ["Notes: Nice", "Comments: Far away"]


def test_long_note_is_kept_whole(alices):
    text = "word " * 5000
    one = only(alices, f"A,B,{text}", "Company,Role,Notes")
    assert "".join(notes(one)).replace(" ", "") == text.replace(" ", "")
    assert max(map(len, notes(one))) <= 10_000


def test_ambiguous_days_go_by_the_answer(alices):
    one = only(alices, "A,B,Applied,5/11/2026,,", dates="month")
    assert one.applied_on == datetime.date(2026, 5, 11)


def test_line_break_in_a_company_becomes_a_space(alices):
    assert only(alices, '"Dnipro\nSoft",B,,,,').company == "Dnipro Soft"


def test_hostile_link_is_never_a_link(alices):
    one = only(alices, "A,B,javascript:alert(1)", "Company,Role,Link")
    assert one.url == ""
    assert notes(one) == ["Link: javascript:alert(1)"]
