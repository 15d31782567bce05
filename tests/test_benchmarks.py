"""The benchmarks measure what they say: the floor makes the board's bytes, rows keep the rules."""

import asyncio
import datetime
import threading
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from applications import ledger, next_action
from applications.importing import decode, sheet
from applications.importing.outcome import Source
from applications.importing.reading import Reading
from applications.models import Application, Import
from applications.stages import Stage
from benchmarks import assets, floor, import_steps, imports, load, noise, rows, words
from tests.conftest import signed_in
from tests.factories import make_application, make_round

BOARD = reverse("applications:board")
TODAY = datetime.date(2026, 11, 18)
KYIV = ZoneInfo("Europe/Kyiv")
HOSTILE = """<script>alert("x")</script>'{{ 7*7 }} & Co."""


def floor_of(user, page):
    with connection.cursor() as cursor:
        cursor.execute(floor.CARDS, [user.pk])
        cards = cursor.fetchall()
        cursor.execute(floor.ENDED, [user.pk])
        [(ended,)] = cursor.fetchall()
    made = floor.fill(floor.shell_of(page), cards, ended, timezone.localdate(timezone=KYIV))
    return made.decode()


def test_floor_makes_the_bytes_of_the_board(clock, db):
    rows.fill(people=1)
    hot = get_user_model().objects.get(email=rows.HOT)
    page = signed_in(hot).get(BOARD).content.decode()
    assert page.count("<li class=card>") == rows.HOT_HAS
    assert {f"data-due={due}" in page for due in ("late", "today")} == {True}
    assert floor.without_tokens(floor_of(hot, page)) == floor.without_tokens(page)


def test_floor_makes_the_bytes_of_rare_cards(clock, alices, alice):
    make_application(alice, company=HOSTILE, role=HOSTILE, location=HOSTILE)
    make_application(alice, priority=Application.Priority.HIGH)
    quiet = make_application(alice, stage=Stage.APPLIED)
    quiet.retire(quiet.next_on, "other")
    make_application(alice).end("rejected", datetime.date(2026, 11, 9))
    for day in (18, 20):
        interview = make_application(alice, stage=Stage.INTERVIEW)
        make_round(interview, day=datetime.date(2026, 11, day))
    page = alices.get(BOARD).content.decode()
    assert floor.without_tokens(floor_of(alice, page)) == floor.without_tokens(page)


def test_floor_takes_nothing_from_the_page_but_its_shell(clock, alices, alice):
    make_application(alice, company="Kvitka")
    shell = floor.shell_of(alices.get(BOARD).content.decode())
    assert len(shell) == 1 + 2 * len(Stage) + 1
    assert "Kvitka" not in "".join(shell)


@pytest.mark.parametrize("mark", "<>&'\"")
def test_card_escapes_each_mark_alone(mark, alices, alice):
    make_application(alice, company=f"a{mark}company", role=f"a{mark}role", location=f"a{mark}b")
    page = alices.get(BOARD).content.decode()
    assert {f"a{mark}{rest}" in page for rest in ("company", "role", "b")} == {False}


def test_rows_stand_where_their_ledger_says(clock, db):
    rows.fill(people=3)
    found = Application.objects.prefetch_related("events")
    assert found.count() == rows.HOT_HAS + 3 * rows.EACH_HAS
    for application in found:
        assert ledger.standing(application.entries()) == application.standing
        planned = next_action.after(application.standing)
        due = (planned.deed, planned.due_on) if planned else ("", None)
        assert (application.next_kind, application.next_on) == due


def test_import_of_the_benchmark_takes_in_every_row_and_leaves_nothing(alice):
    found = imports.measure(alice.pk, imports.table(40).encode())
    assert (found["rows"], found["added"]) == (40, 40)
    assert not Application.objects.exists()
    assert not Import.objects.exists()


def test_table_of_the_benchmark_reads_as_a_search_does(alice):
    upload = import_steps.begin(alice.pk, imports.table(200).encode())
    reading = Reading.from_json(upload.mapping)
    assert len(set(reading.fields)) == len(imports.HEADERS)
    assert "" not in reading.fields
    assert set(reading.words.values()) >= {*set(Stage) - {Stage.SAVED}, "rejected", "no_response"}
    drafts = Source.of(upload).outcome(TODAY).drafts
    assert sum(bool(draft.posting) for draft in drafts) > 100


def test_longest_table_of_the_benchmark_may_be_uploaded():
    body = imports.table(imports.ROWS).encode()
    assert imports.ROWS == sheet.MOST_ROWS
    assert 2_000_000 < len(body) < decode.MAX_BYTES


def test_words_vary():
    assert len(set(words.companies())) == words.COMPANIES
    assert len(set(words.roles())) > words.ROLES / 2
    assert any("ї" in word for word in words.companies())


def test_first_view_counts_what_scripts_import():
    files = {
        "css/a.css": b"body {}",
        "js/main.js": b'import "./one.js";\nimport { two } from "./two.js";\n',
        "js/one.js": b'import { two } from "./two.js";',
        "js/two.js": b"export const two = 2;",
    }
    page = '<link rel="stylesheet" href="/static/css/a.css"><script src="/static/js/main.js">'
    found = assets.first_view(page, files.__getitem__)
    assert found["requests"] == 4
    assert found["bytes"] == sum(map(len, files.values()))


def test_nothing_of_the_product_imports_the_benchmarks():
    project = Path(__file__).resolve().parent.parent
    rooms = ("accounts", "applications", "billing", "calendar_sync", "coaching", "cv", "trackr")
    for room in rooms:
        for path in (project / room).rglob("*.py"):
            assert "benchmarks" not in path.read_text(), path


def in_a_thread(work):
    """Playwright may have left a loop in this one."""
    with ThreadPoolExecutor() as threads:
        return threads.submit(asyncio.run, work).result()


def test_load_counts_answers_and_ends_by_itself():
    class Page(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200 if self.headers["Cookie"] == "session=hot" else 403)
            self.end_headers()
            self.wfile.write(b"board")

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/board/"
        let_in = in_a_thread(load.load(url, "session=hot", clients=2, seconds=0.1))
        kept_out = in_a_thread(load.load(url, "", clients=2, seconds=0.1))
        server.shutdown()
    assert let_in.times
    assert not let_in.failures
    assert kept_out.failures
    assert not kept_out.times


def test_percentiles_are_of_the_values():
    values = [float(number) for number in range(100, -1, -1)]
    assert [noise.percentile(values, percent) for percent in (0, 50, 95, 100)] == [0, 50, 95, 100]


def test_cpu_of_postgres_grows_with_its_work(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        server = noise.postmaster(cursor.fetchone()[0])
        before = noise.cpu_of_postgres(server)
        cursor.execute("SELECT sum(n) FROM generate_series(1, 300000) n")
        assert noise.cpu_of_postgres(server) > before + 0.001
