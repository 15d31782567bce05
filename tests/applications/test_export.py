"""The export: what is in the file, that no cell is a formula, and that it comes back the same."""

import csv
import datetime
import hashlib
import io

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from applications import exporting, ledger
from applications.importing import guess, questions, run
from applications.importing.formulas import bare, guarded
from applications.importing.reading import Reading
from applications.importing.sheet import read
from applications.ledger import COUNTED, Kind
from applications.models import Application, Import
from applications.stages import Ending, Stage
from tests.applications.importing import import_all
from tests.factories import make_application, make_tag

EXPORT = reverse("applications:export")
DAY = datetime.timedelta(days=1)
FACTS = (
    "company", "role", "url", "location", "work_mode", "salary_min", "salary_max",
    "salary_currency", "salary_period", "source", "priority", "stage", "furthest_stage", "ending",
    "since", "applied_on", "answered_on", "chases", "chased_on", "next_kind", "next_on",
)  # fmt: skip


def exported(client, **query):
    return b"".join(client.get(EXPORT, query).streaming_content).decode("utf-8-sig")


def rows(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def formulas(text, delimiter):
    """The cells that a spreadsheet which parts them so would reckon."""
    parted = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return [cell for row in parted for cell in row if cell.strip(' "')[:1] in tuple("=+-@")]


def content(user):
    """What a person has, apart from ids and times of recording."""
    found = []
    for one in Application.objects.of(user).kept():
        entries = ledger.effective(one.entries())
        moves = [(e.kind, e.happened_on, e.stage, e.ending) for e in entries if e.kind in COUNTED]
        notes = [(e.happened_on, e.text) for e in entries if e.kind == Kind.NOTE]
        tags = sorted(tag.name for tag in one.tags.all())
        found.append((*(getattr(one, name) for name in FACTS), moves, notes, tags))
    return sorted(found, key=repr)


def fingerprint():
    """A hash of every row of every table, but for imports and sessions."""
    digest = hashlib.sha256()
    with connection.cursor() as cursor:
        for model in apps.get_models():
            if model is not Import and model._meta.app_label != "sessions":
                table = connection.ops.quote_name(model._meta.db_table)
                cursor.execute(f"SELECT t::text FROM {table} t ORDER BY 1")  # noqa: S608
                digest.update(repr(cursor.fetchall()).encode())
    return digest.hexdigest()


def make_eventful(user, **fields):
    """An application with all that a history can hold."""
    day = datetime.date(2026, 10, 1)
    one = make_application(user, on=day, **fields)
    one.move(Stage.APPLIED, day + DAY)
    wrong = one.move(Stage.OFFER, day + 2 * DAY)
    one.correct(wrong, stage=Stage.INTERVIEW, happened_on=day + 3 * DAY, ending="", text="")
    one.follow_up(one.next_on, day + 9 * DAY)
    one.note("They called.\n[2026-10-09] is the day", day + 9 * DAY)
    taken_back = one.move(Stage.OFFER, day + 10 * DAY)
    one.retract(taken_back)
    one.end(Ending.REJECTED, day + 12 * DAY)
    return one


def test_export_says_what_the_table_says_and_more(alices, alice):
    one = make_eventful(alice, salary_min=40000, salary_currency="UAH", salary_period="month")
    make_tag(alice, "remote", one)
    (row,) = rows(exported(alices))
    assert row["Company"] == "Dnipro Soft"
    assert (row["Stage"], row["Ending"]) == ("Interview", "Rejected")
    assert (row["Salary from"], row["Salary to"], row["Paid per"]) == ("40000", "", "per month")
    assert (row["Priority"], row["Tags"], row["Trackr ID"]) == (
        "Normal",
        "remote",
        str(one.public_id),
    )
    assert row["History"] == (
        "2026-10-01 saved | 2026-10-02 applied | 2026-10-04 interview | 2026-10-10 follow_up"
        " | 2026-10-13 rejected"
    )
    assert row["Notes"] == "[2026-10-10] They called.\n\\[2026-10-09] is the day"


def test_export_is_a_file_with_a_byte_order_mark(alices, alice):
    make_application(alice, company="Їжак")
    response = alices.get(EXPORT)
    body = b"".join(response.streaming_content)
    assert body.startswith('\ufeff"Company",'.encode())
    assert "Їжак" in body.decode()
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"].startswith('attachment; filename="trackr-')


def test_export_holds_no_bin_and_no_strangers(alices, alice, bob):
    make_application(alice, company="Binned").throw_away()
    make_application(bob, company="Foreign")
    assert rows(exported(alices)) == []


def test_export_of_a_filter_holds_what_the_table_shows(alices, alice):
    make_application(alice, company="Live")
    make_application(alice, company="Over").end(Ending.CLOSED, datetime.date(2026, 11, 3))
    assert [row["Company"] for row in rows(exported(alices, show="ended"))] == ["Over"]
    assert len(rows(exported(alices))) == 2


def test_export_is_in_the_persons_language_and_comes_back(alice, alices, bob, bobs):
    alice.language = "uk"
    alice.save(update_fields=["language"])
    make_eventful(alice)
    text = exported(alices)
    assert "Відмова" in text
    assert import_all(bobs, text).added == 1
    assert content(bob) == content(alice)


@pytest.mark.parametrize("count", [1, 50])
def test_export_takes_five_queries(alices, alice, count):
    for _ in range(count):
        make_tag(alice, f"t{_}", make_application(alice))
    with CaptureQueriesContext(connection) as queries:
        assert len(rows(exported(alices))) == count
    assert len(queries) == 5


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@a", "'=1", "''-x", "=cmd|' /C calc'!A0"])
def test_formula_gets_an_apostrophe_that_the_import_takes_off(alices, alice, start):
    make_application(alice, company=start)
    text = exported(alices)
    assert rows(text)[0]["Company"] == f"'{start}"
    assert read(text).records[1].cells[0] == start


@pytest.mark.parametrize("delimiter", list(",;\t"))
@pytest.mark.parametrize(
    "text",
    ["X;=cmd|' /C calc'!A0", "X\t+1", "X;'=1", 'X;"=1', "X; =1", "X;", "a\n=1", "a;\n;-1"],
)
def test_no_delimiter_makes_a_formula_of_a_cell(alices, alice, text, delimiter):
    make_application(alice, company="Nova", role=text.replace("\n", " "))
    Application.objects.get().note(text, datetime.date(2026, 11, 1))
    exports = exported(alices)
    assert formulas(exports, delimiter) == []
    assert import_all(alices, exports).known == 1


def test_import_of_the_own_export_changes_nothing(alices, alice):
    for company in ("=1+1", "Nova", "Nova", "X;=1\t-1", "'quoted\"", "Їжак, і ко"):
        make_tag(
            alice,
            f"tag {company} {Application.objects.count()}",
            make_eventful(alice, company=company),
        )
    make_application(alice, company="Nova", url="https://example.com/1")
    text, before = exported(alices), fingerprint()
    done = import_all(alices, text)
    assert (done.known, done.added, done.errors) == (7, 0, [])
    assert fingerprint() == before


def test_what_was_deleted_comes_back_with_its_ledger(alices, alice):
    for company in ("Nova", "Nova", "Kvitka"):
        make_tag(alice, f"tag {Application.objects.count()}", make_eventful(alice, company=company))
    text, before = exported(alices), content(alice)
    for one in Application.objects.all():
        one.throw_away()
    assert import_all(alices, text).added == 3
    assert content(alice) == before


def test_only_the_deleted_one_of_two_that_look_alike_comes_back(alices, alice):
    make_application(alice)
    gone = make_application(alice, on=datetime.date(2026, 11, 9))
    text, before = exported(alices), content(alice)
    gone.throw_away()
    done = import_all(alices, text)
    assert (done.added, done.known) == (1, 1)
    assert content(alice) == before


def test_export_of_another_account_is_added_once(alice, alices, bob, bobs):
    make_eventful(alice)
    make_eventful(alice)
    text = exported(alices)
    assert import_all(bobs, text).added == 2
    assert import_all(bobs, text).known == 2
    assert content(bob) == content(alice)


CHARACTERS = st.characters(codec="utf-8", exclude_characters="\0\r\n")
PIECES = st.sampled_from(
    ["=1+1", "'", '"', ",", ";", ";=", "\t'@", "\t", "-", "@", "|", "[2026-11-05] ", "\\",
     "‮", "🦔", "ї", " "]
)  # fmt: skip
LINE = st.lists(PIECES | st.text(CHARACTERS, max_size=6), max_size=6).map("".join).map(str.strip)
NAME = LINE.filter(bool)
TEXT = st.lists(LINE, min_size=1, max_size=3).map("\n".join).map(str.strip).filter(bool)
DAYS = st.dates(datetime.date(2020, 1, 1), datetime.date(2026, 11, 18))
STEPS = st.lists(st.tuples(st.sampled_from([*Stage, *Ending]), DAYS), max_size=5)


def make_any(user, company, role, place, steps, note, tag):
    one = make_application(user, company=company, role=role, location=place, source=place[:90])
    for word, day in steps:
        one.move(word, day) if word in Stage else one.end(word, day)
    one.note(note, datetime.date(2026, 11, 1))
    make_tag(user, tag[:40].strip() or "tag", one)


@given(company=NAME, role=NAME, place=LINE, steps=STEPS, note=TEXT, tag=NAME)
@example("=1+1", "'=1", "@x", [], "=a\n-b", '"')
@example("x;=1", "x;'=1", "x\t@x", [], ";=a\n'-b", 'a;"=b')
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.usefixtures("clock")
def test_any_text_and_any_history_come_back(alice, company, role, place, steps, note, tag):
    Application.objects.all().delete()
    alice.tags.all().delete()
    make_any(alice, company, role, place, steps, note, tag)
    text, before = written(alice), content(alice)
    assert [formulas(text, delimiter) for delimiter in ",;\t"] == [[], [], []]
    Application.objects.all().delete()
    done = read_back(alice, text)
    assert (done.added, done.errors) == (1, [])
    assert content(alice) == before
    assert _without_ids(written(alice)) == _without_ids(text)


@given(st.text(st.sampled_from("=+-@'\" ;,\t\r\nxї")) | st.text())
@example("''=;'\"=\t '-\r\n+")
def test_apostrophes_come_off_as_they_were_set(text):
    assert bare(guarded(text)) == text


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0")))
def test_guarded_cell_is_no_formula_and_reads_back(text):
    cell = guarded(text)
    assert cell[:1] not in {"=", "+", "-", "@", "\t", "\r"} or cell == ""
    if text.strip() == text and text:
        line = io.StringIO()
        csv.writer(line).writerow([cell, "end"])
        assert read(line.getvalue()).records[0].cells == (text, "end")


def written(user):
    return "".join(exporting.as_csv(user.applications.kept().order_by("pk"))).removeprefix("\ufeff")


def read_back(user, text):
    """As the pages would with every guess confirmed, but quicker."""
    upload = Import.objects.create(user=user, text=text)
    table = read(text)
    fields = tuple(one.field for one in guess.columns(table.names(1), table.below(1)))
    reading = questions.settled(Reading(1, fields), table.below(1), Reading())
    run.plan(upload, reading)
    upload.refresh_from_db()
    run.start(upload, reading.digest)
    run.advance(upload)
    upload.refresh_from_db()
    return upload


def _without_ids(text):
    return [{**row, "Trackr ID": ""} for row in rows(text)]
