"""Running an import: in chunks, once, side by side, abandoned, undone; and what is here already."""

import datetime
import threading

import pytest
from django.db import close_old_connections, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from applications.importing import run
from applications.importing.reading import Reading
from applications.models import Application, Event, Import, Tag, Tagging
from tests.applications.importing import choose, finish, import_all, uploaded, url
from tests.factories import make_application, make_user
from trackr import cron

HOUR = datetime.timedelta(hours=1)
FIELDS = ("company", "role", "applied_on", "tags", "note")


def table(count):
    rows = (f"Company {n},Role {n % 7},2026-11-02,t{n % 9},Note {n}" for n in range(count))
    return "Company,Role,Applied on,Tags,Notes\n" + "\n".join(rows) + "\n"


def running(user, text, fields=FIELDS):
    """An import that was started and has done nothing yet."""
    upload = Import.objects.create(user=user, text=text)
    run.plan(upload, Reading(1, fields))
    upload.refresh_from_db()
    assert run.start(upload, Reading.from_json(upload.mapping).digest)
    upload.refresh_from_db()
    return upload


def test_five_thousand_rows_are_imported_in_ten_steps(alice):
    upload = running(alice, table(5000))
    counts = []
    while upload.state == Import.State.RUNNING:
        with CaptureQueriesContext(connection) as queries:
            run.advance(upload)
        counts.append(len(queries))
        upload.refresh_from_db()
    assert len(counts) == 10
    assert max(counts) <= 13
    assert (upload.total, upload.done, upload.added, upload.errors) == (5000, 5000, 5000, [])
    assert upload.text == ""
    assert Application.objects.of(alice).kept().count() == 5000
    assert Event.objects.count() == 10_000
    assert Tagging.objects.count() == 5000
    assert Tag.objects.count() == 9


def test_rows_come_in_order_and_each_once(alice):
    upload = running(alice, table(1200))
    for expected in (500, 1000, 1200, 1200):
        run.advance(upload)
        assert Application.objects.count() == expected


def test_step_that_breaks_leaves_nothing_half_written(alice):
    upload = running(alice, table(700))
    run.advance(upload)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "ALTER TABLE applications_event ADD CONSTRAINT no_600"
            " CHECK (text <> 'Note 600') NOT VALID"
        )
    with pytest.raises(Exception, match="no_600"):
        run.advance(upload)
    upload.refresh_from_db()
    assert (upload.done, Application.objects.count()) == (500, 500)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE applications_event DROP CONSTRAINT no_600")
    run.advance(upload)
    assert Application.objects.count() == 700


def test_two_tabs_side_by_side_import_each_row_once(committed_db):
    upload = running(make_user(), table(1700))
    barrier = threading.Barrier(4)
    failures = []

    def tab():
        barrier.wait()
        try:
            for _ in range(4):
                run.advance(upload)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=tab) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    upload.refresh_from_db()
    assert failures == []
    assert (upload.state, upload.done, upload.added) == (Import.State.DONE, 1700, 1700)
    companies = Application.objects.values_list("company", flat=True)
    assert len(companies) == len(set(companies)) == 1700


def test_same_table_twice_side_by_side_is_imported_once(committed_db):
    alice = make_user()
    uploads = [running(alice, table(300)) for _ in range(2)]
    barrier = threading.Barrier(2)

    def tab(upload):
        barrier.wait()
        run.advance(upload)
        connection.close()

    threads = [threading.Thread(target=tab, args=[upload]) for upload in uploads]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Application.objects.count() == 300


def test_person_who_is_deleted_meanwhile_leaves_nothing(committed_db):
    alice = make_user()
    upload = running(alice, table(1200))
    barrier = threading.Barrier(2)
    failures = []

    def tab():
        barrier.wait()
        try:
            for _ in range(3):
                run.advance(upload)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=tab)
    thread.start()
    barrier.wait()
    alice.delete()
    thread.join()
    close_old_connections()
    assert failures == []
    assert (Application.objects.count(), Import.objects.count()) == (0, 0)


def test_import_of_a_deleted_person_is_nothing(alice):
    upload = running(alice, table(3))
    alice.delete()
    run.advance(upload)
    assert run.undo(upload) == 0
    assert Application.objects.count() == 0


def test_stranger_finds_no_import(bobs, alice):
    upload = running(alice, table(3))
    for deed in ("import_columns", "import_words", "import_review", "import_progress"):
        assert bobs.get(url(upload, deed)).status_code == 404
    for deed in ("start_import", "advance_import", "undo_import", "discard_import"):
        assert bobs.post(url(upload, deed)).status_code == 404
    upload.refresh_from_db()
    assert (upload.state, upload.done) == (Import.State.RUNNING, 0)


def test_start_twice_starts_once(alices):
    upload = uploaded(alices, table(3))
    choose(alices, upload)
    digest = alices.get(url(upload, "import_review")).context["form"].initial["digest"]
    for _ in range(2):
        response = alices.post(url(upload, "start_import"), {"digest": digest})
        assert response["Location"] == url(upload, "import_progress")
    assert finish(alices, upload).added == 3


def test_sweep_finishes_what_a_closed_tab_left(alice, bob):
    uploads = [running(alice, table(1100)), running(bob, table(10))]
    now = timezone.now()
    assert run.sweep(now, now + HOUR) == 4
    for upload in uploads:
        upload.refresh_from_db()
        assert upload.state == Import.State.DONE
    assert Application.objects.of(alice).count() == 1100
    assert run.sweep(now, now + HOUR) == 0


def test_sweep_stops_when_its_time_is_over(alice):
    upload = running(alice, table(3))
    now = timezone.now()
    assert run.sweep(now, now) == 0
    upload.refresh_from_db()
    assert upload.state == Import.State.RUNNING


def test_sweep_counts_an_undated_row_as_of_the_persons_own_day(alice, clock):
    clock.move_to(datetime.datetime(2026, 11, 17, 23, 30, tzinfo=datetime.UTC))
    alice.time_zone = "Europe/Kyiv"
    alice.save(update_fields=["time_zone"])
    running(alice, "Company,Role\nNova,Writer\n", ("company", "role"))
    run.sweep(timezone.now(), timezone.now() + HOUR)
    assert Application.objects.get().since == datetime.date(2026, 11, 18)


def test_sweep_forgets_tables_that_were_never_started(alice, clock):
    Import.objects.create(user=alice, text="old")
    clock.shift(datetime.timedelta(days=1, seconds=1))
    young = Import.objects.create(user=alice, text="young")
    run.sweep(timezone.now(), timezone.now() + HOUR)
    assert list(Import.objects.all()) == [young]


def test_sweep_stands_at_the_door_of_the_minute():
    assert "imports" in cron.DOORS["minute"]
    assert cron.SWEEPS["imports"] is run.sweep


def test_undo_stops_a_running_import(alice):
    upload = running(alice, table(700))
    run.advance(upload)
    assert run.undo(upload) == 500
    run.advance(upload)
    upload.refresh_from_db()
    assert (upload.state, upload.text) == (Import.State.UNDONE, "")
    assert Application.objects.kept().count() == 0
    assert Application.objects.count() == 500


def test_undo_leaves_alone_what_was_thrown_away_before(alice):
    upload = running(alice, table(2))
    run.advance(upload)
    first = Application.objects.earliest("pk")
    first.throw_away()
    before = Application.objects.get(pk=first.pk).deleted_at
    assert run.undo(upload) == 1
    assert Application.objects.get(pk=first.pk).deleted_at == before


@pytest.mark.parametrize(
    "row",
    [
        "dnipro  SOFT,backend Developer,",
        "Another,Name,https://example.com/jobs/1/?utm_source=mail",
    ],
)
def test_what_is_here_already_is_not_added_and_not_changed(alices, alice, row):
    before = make_application(alice, url="https://example.com/jobs/1")
    done = import_all(alices, f"Company,Role,Link\n{row}\n")
    assert (done.added, done.known, done.errors) == (0, 1, [])
    assert list(Application.objects.values()) == [
        Application.objects.filter(pk=before.pk).values().get()
    ]


@pytest.mark.parametrize("row", ["Dnipro Soft,C# developer,", "Dnipro,Backend developer,"])
def test_other_job_is_added(alices, alice, row):
    make_application(alice)
    make_application(alice, role="C++ developer")
    assert import_all(alices, f"Company,Role,Link\n{row}\n").added == 1


def test_what_lies_in_the_bin_is_not_here(alices, alice):
    make_application(alice).throw_away()
    assert import_all(alices, "Company,Role\nDnipro Soft,Backend developer\n").added == 1


def test_what_another_person_has_is_not_here(alices, bob):
    make_application(bob)
    assert import_all(alices, "Company,Role\nDnipro Soft,Backend developer\n").added == 1


def test_row_that_repeats_another_comes_once_and_a_second_try_stays(alices):
    rows = ["Nova,Writer,2026-05-02", "Nova,Writer,2026-11-02", "Nova,Writer,2026-05-02"]
    done = import_all(alices, "\n".join(["Company,Role,Applied on", *rows]))
    assert (done.added, done.known) == (2, 1)


def test_row_that_repeats_one_of_an_earlier_step_comes_once(alice):
    upload = running(alice, table(500) + "Company 0,Role 0,2026-11-02,t0,Note 0\n")
    run.advance(upload)
    run.advance(upload)
    upload.refresh_from_db()
    assert (upload.added, upload.known) == (500, 1)


def test_row_that_looks_like_one_of_an_earlier_step_is_added(alice):
    upload = running(alice, table(500) + "Company 0,Role 0,2026-05-02,,\n")
    run.advance(upload)
    run.advance(upload)
    assert Application.objects.filter(company="Company 0").count() == 2


def test_same_table_again_adds_nothing(alices):
    import_all(alices, table(5))
    again = import_all(alices, table(5))
    assert (again.added, again.known) == (0, 5)


def test_table_comes_again_after_undo(alices):
    alices.post(url(import_all(alices, table(5)), "undo_import"))
    assert import_all(alices, table(5)).added == 5


def test_tag_that_the_person_has_in_other_letters_is_used(alices, alice):
    Tag.objects.create(user=alice, name="Remote")
    import_all(alices, "Company,Role,Tags\nNova,Writer,remote\n")
    assert Tag.objects.get().taggings.count() == 1


def test_started_import_can_not_be_discarded(alice):
    upload = running(alice, table(3))
    assert not run.discard(upload)
    assert Import.objects.filter(pk=upload.pk).exists()
