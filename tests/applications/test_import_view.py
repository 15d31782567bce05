"""The pages of an import: what they show, what they refuse, and that they can be walked twice."""

import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from applications.importing.decode import MAX_BYTES
from applications.importing.fields import Field
from applications.models import Application, Import
from tests.applications.importing import (
    UPLOAD,
    answer,
    choose,
    finish,
    import_all,
    latest,
    send,
    start,
    uploaded,
    url,
)
from tests.factories import make_application

TABLE = "Company,Role,Status,Priority\nNova,Writer,Applied,High\nKvitka,Baker,Dream job,\n"
PAGES = ("import_columns", "import_words", "import_review", "import_progress")


def shown(response):
    return response.content.decode()


def test_upload_leads_to_the_columns_with_samples_and_guesses(alices):
    response = alices.post(UPLOAD, {"key": uuid.uuid4(), "pasted": TABLE})
    assert response["Location"] == url(latest(), "import_columns")
    page = shown(alices.get(response["Location"]))
    assert "The table has 2 rows." in page
    assert "Dream job" in page
    assert "From the column’s name." in page
    assert Application.objects.count() == 0


def test_upload_sent_twice_keeps_one_table(alices):
    key = uuid.uuid4()
    first, second = (send(alices, TABLE, key=key) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Import.objects.count() == 1


def test_key_of_another_person_makes_another_table(alices, bobs):
    key = uuid.uuid4()
    assert send(alices, TABLE, key=key)["Location"] != send(bobs, TABLE, key=key)["Location"]


def test_old_tables_that_were_never_started_make_room(alices):
    for _ in range(7):
        uploaded(alices, TABLE)
    assert Import.objects.count() == 5


@pytest.mark.parametrize(
    "body, sentence",
    [
        (b"", "There is nothing in it"),
        (b"Company,Role\n", "only one row"),
        (b"PK\x03\x04\x00", "This is a workbook"),
        (b"a,b\x00\n1,2\n", "no table in plain text"),
        (b'a,b\n1,"x\n', "never closed"),
        (b"a" * 10_000_000, "larger than 4 MB"),
        (b"a,b\n" * 5002, "more than 5,000 rows"),
    ],
)
def test_broken_file_gets_a_sentence(alices, body, sentence):
    response = send(alices, body)
    assert response.status_code == 200
    assert sentence in shown(response)
    assert Import.objects.count() == 0


@pytest.mark.parametrize("size, status", [(2_000_000, 200), (10_000_000, 413)])
def test_paste_that_is_too_large_is_refused(alices, size, status):
    response = alices.post(UPLOAD, {"key": uuid.uuid4(), "pasted": "a,b\n" * (size // 4)})
    assert response.status_code == status
    assert Import.objects.count() == 0


def test_nothing_sent_gets_a_sentence(alices):
    assert "Choose a file, or paste" in shown(alices.post(UPLOAD, {"key": uuid.uuid4()}))


def test_columns_need_company_and_role(alices):
    upload = uploaded(alices, TABLE)
    response = choose(alices, upload, fields={0: ""})
    assert "which column is the company" in shown(response)
    assert Import.objects.get().mapping == {}


def test_two_columns_can_not_be_the_same_field(alices):
    response = choose(alices, uploaded(alices, TABLE), fields={3: "role"})
    assert "Two columns can’t both be “Role”" in shown(response)


def test_column_with_too_many_words_is_no_status(alices):
    rows = "".join(f"C,R,word {number} x{number}\n" for number in range(41))
    response = choose(alices, uploaded(alices, f"Company,Role,Status\n{rows}"))
    assert "more than 40 different words" in shown(response)


def test_table_without_a_header_loses_no_row(alices):
    upload = uploaded(alices, "Nova,Writer\nKvitka,Baker\n")
    choose(alices, upload, fields={0: "company", 1: "role"}, has_header=False)
    start(alices, upload)
    assert finish(alices, upload).added == 2


def test_unknown_word_is_asked_about_before_the_dry_run(alices):
    upload = uploaded(alices, TABLE)
    response = choose(alices, upload)
    review = alices.get(response["Location"])
    assert review["Location"] == url(upload, "import_words")
    assert "Trackr does not know this word." in shown(alices.get(review["Location"]))
    answer(alices, upload, words={"Dream job": "offer"})
    assert alices.get(url(upload, "import_review")).context["added"] == 2


def test_own_words_need_no_question(alices):
    upload = uploaded(alices, "Company,Role,Status\nNova,Writer,Applied\n")
    choose(alices, upload)
    assert alices.get(url(upload, "import_review")).status_code == 200


def test_guessed_word_is_asked_about(alices):
    upload = uploaded(alices, "Company,Role,Status\nNova,Writer,Ghosted\n")
    choose(alices, upload)
    assert alices.get(url(upload, "import_review")).status_code == 302


def test_answers_survive_a_change_of_columns(alices):
    upload = uploaded(alices, TABLE)
    choose(alices, upload)
    answer(alices, upload, words={"Dream job": "offer"})
    choose(alices, upload, fields={3: ""})
    review = alices.get(url(upload, "import_review"))
    assert (review.status_code, review.context["added"]) == (200, 2)


def test_dry_run_counts_and_writes_nothing(alices, alice):
    make_application(alice, company="nova", role="WRITER")
    upload = uploaded(alices, TABLE + "Nova,,Applied,\nRivne,Cook,,\n")
    choose(alices, upload)
    answer(alices, upload)
    page = alices.get(url(upload, "import_review"))
    counts = [page.context[name] for name in ("added", "known", "failed", "undated")]
    assert counts == [1, 1, 2, 1]
    assert [problem.number for problem in page.context["problems"]] == [3, 4]
    assert "“Dream job” is no stage" in shown(page)
    assert Application.objects.count() == 1


def test_dry_run_shows_a_hundred_errors_and_says_so(alices):
    upload = uploaded(alices, "Company,Role\n" + "Nova,\n" * 150)
    choose(alices, upload)
    page = alices.get(url(upload, "import_review"))
    assert (page.context["failed"], len(page.context["problems"])) == (150, 100)
    assert "Only the first 100 are shown." in shown(page)


def test_start_needs_the_reading_that_was_shown(alices):
    upload = uploaded(alices, TABLE)
    choose(alices, upload)
    answer(alices, upload)
    digest = alices.get(url(upload, "import_review")).context["form"].initial["digest"]
    answer(alices, upload, words={"Dream job": "saved"})  # in another tab
    response = alices.post(url(upload, "start_import"), {"digest": digest})
    assert response["Location"] == url(upload, "import_review")
    assert Import.objects.get().state == Import.State.UPLOADED


@pytest.mark.parametrize(
    "column, cell, headings",
    [
        ("Status", "Dream job", [("1", "What the words mean"), ("2", "How the days are written")]),
        ("Notes", "Dream job", [("1", "How the days are written")]),
    ],
)
def test_question_about_days_has_a_heading_of_its_own(alices, column, cell, headings):
    table = f"Company,Role,{column},Date applied\nNova,Writer,{cell},5/11/2026\n"
    upload = uploaded(alices, table)
    choose(alices, upload)
    page = shown(alices.get(url(upload, "import_words")))
    assert re.findall(r"<h([12])[^>]*>([^<]*)", page) == headings


def test_progress_page_asks_for_the_next_rows_by_itself_and_has_a_button(alices):
    upload = uploaded(alices, "Company,Role\n" + "".join(f"C{n},R\n" for n in range(700)))
    choose(alices, upload)
    assert start(alices, upload)["Location"] == url(upload, "import_progress")
    page = shown(alices.get(url(upload, "import_progress")))
    assert 'hx-trigger="load, every 3s"' in page
    assert 'max="700" value="0"' in page
    part = alices.post(url(upload, "advance_import"), headers={"HX-Request": "true"})
    assert "<html" not in shown(part)
    assert 'value="500"' in shown(part)
    part = alices.post(url(upload, "advance_import"), headers={"HX-Request": "true"})
    assert "Done: 700 applications added." in shown(part)
    assert "hx-trigger" not in shown(part)


def test_every_page_of_a_finished_import_leads_to_its_result(alices):
    done = import_all(alices, "Company,Role\nNova,Writer\nKvitka,\n")
    for page in PAGES:
        response = alices.get(url(done, page), follow=True)
        assert "Done: 1 application added." in shown(response)
        assert "The role is missing." in shown(response)
    for deed in ("start_import", "advance_import", "discard_import"):
        alices.post(url(done, deed))
    assert Application.objects.count() == 1


def test_undo_moves_all_to_the_bin_from_where_each_can_be_taken_back(alices, alice):
    mine = make_application(alice, company="Mine")
    done = import_all(alices, "Company,Role\nNova,Writer\nKvitka,Baker\n")
    for _ in range(2):
        response = alices.post(url(done, "undo_import"), follow=True)
    assert "taken back" in shown(response)
    assert list(Application.objects.kept()) == [mine]
    alices.post(reverse("applications:take_back", args=[Application.objects.binned()[0].public_id]))
    assert Application.objects.kept().count() == 2


def test_discarded_table_is_gone(alices):
    upload = uploaded(alices, TABLE)
    alices.post(url(upload, "discard_import"))
    assert Import.objects.count() == 0
    assert alices.get(url(upload, "import_columns")).status_code == 404


def test_earlier_imports_are_listed_with_undo(alices):
    done = import_all(alices, "Company,Role\nNova,Writer\n")
    page = shown(alices.get(UPLOAD))
    assert "table.csv" in page
    assert url(done, "undo_import") in page


def test_hostile_cells_are_only_text_on_every_page(alices):
    evil = "<script>alert(1)</script>"
    upload = uploaded(alices, f"Company,Role,Status,{evil}\n{evil},Writer,{evil},{evil}\n")
    choose(alices, upload)
    for page in PAGES[:2]:
        assert evil not in shown(alices.get(url(upload, page)))
    answer(alices, upload)
    page = shown(alices.get(url(upload, "import_review")))
    assert evil not in page
    assert "&lt;script&gt;" in page


def test_pages_are_ukrainian_for_who_reads_ukrainian(alice, alices):
    alice.language = "uk"
    alice.save(update_fields=["language"])
    upload = uploaded(alices, "Компанія,Посада,Статус\nНова,Автор,Відмова\n")
    choose(alices, upload)
    assert alices.get(url(upload, "import_review")).context["added"] == 1


BYTES = st.binary(max_size=200) | st.text(max_size=200).map(
    lambda text: text.encode("utf-8", "ignore")
)
LINES = st.lists(
    st.lists(st.text(max_size=12) | st.sampled_from(["Applied", "2026-11-02", "=1", "5/6/26"])),
    min_size=2,
    max_size=5,
)
CHOICES = st.lists(st.sampled_from(["", *Field.values, "nonsense"]), max_size=8)


@given(body=BYTES)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_are_a_server_error(alices, body):
    assert send(alices, body).status_code in {200, 302}


@given(rows=LINES, chosen=CHOICES, word=st.sampled_from(["", "saved", "rejected", "x"]))
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_table_and_no_mapping_is_a_server_error(alices, rows, chosen, word):
    text = "\n".join(",".join(cells) for cells in [["Company", "Role", "Date"], *rows])
    if send(alices, text.encode("utf-8", "ignore")).status_code != 302:
        return
    upload = latest()
    posted = {f"column_{place}": field for place, field in enumerate(chosen)}
    alices.post(url(upload, "import_columns"), posted | {"has_header": word})
    choose(alices, upload)
    page = alices.get(url(upload, "import_words"))
    if page.status_code == 200:
        names = [field.name for field, _word in page.context["form"].words]
        alices.post(url(upload, "import_words"), dict.fromkeys(names, word) | {"dates": "day"})
    if alices.get(url(upload, "import_review")).status_code == 200:
        start(alices, upload)
        done = finish(alices, upload)
        assert done.state == Import.State.DONE
        assert done.added == Application.objects.filter(imported_by=upload).count()


@pytest.mark.parametrize("size", [MAX_BYTES - 1, MAX_BYTES])
def test_file_of_the_greatest_size_is_read(alices, size):
    head = b"Company,Role,Notes\nNova,Writer,"
    rows = b"x" * 1000 + b"\nNova,Writer,"
    body = head + rows * ((size - len(head)) // len(rows))
    assert send(alices, body.ljust(size, b"\n")).status_code == 302


def test_signed_out_person_is_sent_to_sign_in():
    assert Client().get(UPLOAD).status_code == 302


def test_tables_are_taken_in_at_a_bounded_rate(alices, alice, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"import": "1/h/user"}
    for _ in range(2):
        response = alices.post(UPLOAD, {"key": uuid.uuid4(), "pasted": TABLE})
    assert "wait a few minutes" in shown(response)
    assert Import.objects.of(alice).count() == 1
