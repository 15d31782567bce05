"""Hostile files cost a bounded time and a bounded memory, of a process that ends with them.

Each is read by the product's own program, started by one that counts what it used at most.
"""

import functools
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape

from cv import extract
from cv.extract import SENTENCES, WALL_SECONDS, UnreadableCv, read_cv
from cv.models import Cv
from cv.reader.limits import CPU_SECONDS, MAX_CHARACTERS
from cv.score.spelling import CYRILLIC
from tests.cv import documents, hostile
from tests.cv.processes import is_running, running_server, until

MOST_MEGABYTES = 200  # over what the reader has at rest
COUNTING = """
import os, pathlib, sys
pid = os.posix_spawn(sys.executable, [sys.executable, "-I", {reader!r}, *sys.argv[1:]], {{}})
pathlib.Path({folder!r}, "pid").write_text(str(pid))
used = os.wait4(pid, 0)[2].ru_maxrss
pathlib.Path({folder!r}, "peak").write_text(str(used // 1024))
"""
UPLOAD, BOARD = reverse("cv:upload"), reverse("applications:board")

DEFER = functools.partial
SHOWN = b"<0041> Tj "
LINE = b"0 0 m 1 1 l S "
# What each is read as, or refused as.
FILES = {
    "a DOCX of 100 MB": (DEFER(hostile.growing_docx, "x", 100), "too_complex"),
    "an ODT of 100 MB": (DEFER(hostile.growing_odt, "x", 100), "too_complex"),
    "a text of 19 MB": (DEFER(hostile.growing_docx, "x", 19), "too_complex"),
    "deep elements": (lambda: documents.docx("<w:r>" * 2_000 + "</w:r>" * 2_000), "too_complex"),
    "millions of elements": (DEFER(hostile.growing_docx, "<w:p/>", 19), "too_complex"),
    "entities of entities": (hostile.entities_docx, "too_complex"),
    "pages in a loop": (hostile.pages_loop_pdf, "corrupt"),
    "parents in a loop": (hostile.parents_loop_pdf, "image_only"),
    "a drawing of itself": (hostile.form_loop_pdf, "too_complex"),
    "a million objects": (DEFER(hostile.packed_objects_pdf, 10**6), "image_only"),
    "a huge table": (hostile.huge_table_pdf, "corrupt"),
    "deep arrays": (DEFER(hostile.deep_pdf, b"[", b"]", 1_900_000), "corrupt"),
    "deep dictionaries": (DEFER(hostile.deep_pdf, b"<</A", b">>", 500_000), "corrupt"),
    "a page of 1000 MB": (DEFER(documents.flate_bomb_pdf, 1_000), "too_complex"),
    "two million letters": (DEFER(hostile.drawn_pdf, SHOWN, 2_000_000), "too_complex"),
    "deep groups": (DEFER(hostile.deep_rtf, 500_000), "rtf"),
    "deep JSON": (DEFER(hostile.deep_json, 10**5), "bad_json"),
    "wide JSON": (DEFER(hostile.wide_json, b'{"":0}'), "empty"),
    "endless JSON": (hostile.endless_sections_json, "json"),
    "a line of 10 MB": (DEFER(bytes, 10_000_000), "too_big"),
    "a vast picture": (hostile.vast_picture, "image_only"),
    "a picture and PDF": (lambda: b"GIF89a" + documents.realistic_cv_pdf(), "pdf"),
    "a page of the web and PDF": (lambda: b"<html>" + documents.realistic_cv_pdf(), "pdf"),
    "a DOCX and PDF": (lambda: documents.docx_of_text("Olivia") + documents.picture_pdf(), "docx"),
    "a cut DOCX": (lambda: documents.docx_of_text("Olivia " * 999)[:300], "corrupt"),
    "a cut ODT": (lambda: documents.odt("<text:p>Olivia</text:p>")[:-50], "corrupt"),
    "a cut RTF": (lambda: documents.rtf_unicode(documents.UKRAINIAN_CV)[:300], "rtf"),
    "cut JSON": (lambda: hostile.endless_sections_json()[:-9], "bad_json"),
}  # fmt: skip
# What some take, if it is the reader that is counted.
GREEDY = {"a drawing of itself": 100, "wide JSON": 50, "a million objects": 50}
ENDLESS = DEFER(hostile.drawn_pdf, LINE, 300_000, pages=30)
REFUSED = {
    "empty": lambda: b"",
    "too_big": FILES["a line of 10 MB"][0],
    "unknown_kind": documents.old_doc,
    "encrypted": documents.locked_odt,
    "image_only": hostile.vast_picture,
    "corrupt": hostile.pages_loop_pdf,
    "bad_json": FILES["deep JSON"][0],
    "too_complex": hostile.form_loop_pdf,
}


class Reader:
    """The reader, and what it used."""

    def __init__(self, folder):
        self.folder = folder
        self.program = folder / "counting.py"
        self.program.write_text(COUNTING.format(reader=str(extract.READER), folder=str(folder)))
        self.at_rest = 0

    @property
    def pid(self):
        return int((self.folder / "pid").read_text())

    @property
    def megabytes(self):
        kept = self.folder / "peak"
        return int(kept.read_text()) - self.at_rest if kept.exists() else 0

    def outcome(self, data):
        (self.folder / "peak").unlink(missing_ok=True)
        try:
            return read_cv(data).kind
        except UnreadableCv as refusal:
            return refusal.code


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    counted = Reader(tmp_path_factory.mktemp("reader"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(extract, "READER", counted.program)
        assert counted.outcome(b"Olivia Marsh") == "text"
        counted.at_rest = counted.megabytes
        assert 10 < counted.at_rest < 60
        yield counted


@pytest.mark.parametrize("name", FILES)
def test_hostile_file_is_read_or_refused_at_a_bounded_cost(name, reader):
    make, outcome = FILES[name]
    data = make()
    began = time.monotonic()
    assert reader.outcome(data) == outcome
    assert time.monotonic() - began < WALL_SECONDS
    assert GREEDY.get(name, 0) <= reader.megabytes <= MOST_MEGABYTES


def test_slow_file_is_ended_with_all_its_processes(reader, monkeypatch):
    monkeypatch.setattr(extract, "WALL_SECONDS", 1)
    data = ENDLESS()
    began = time.monotonic()
    assert reader.outcome(data) == "too_complex"
    assert 1 <= time.monotonic() - began < CPU_SECONDS
    assert not reader.megabytes  # the clock ended it, no limit of its own
    until(lambda: not is_running(reader.pid))


@pytest.mark.e2e
def test_slow_file_is_ended_by_the_real_limits(reader):
    data = ENDLESS()
    began = time.monotonic()
    assert reader.outcome(data) == "too_complex"
    assert CPU_SECONDS - 1 < time.monotonic() - began <= WALL_SECONDS + 1
    assert reader.megabytes <= MOST_MEGABYTES
    until(lambda: not is_running(reader.pid))


def test_line_that_was_cut_is_said_to_be():
    cv = read_cv(b"x" * 400_000)
    assert (len(cv.text), cv.warnings) == (MAX_CHARACTERS, ("truncated",))


@pytest.mark.parametrize("language", ["en", "uk"])
@pytest.mark.parametrize("code", REFUSED)
def test_refusal_is_a_sentence_above_the_form_and_keeps_nothing(code, language, alices, alice):
    assert set(REFUSED) == set(SENTENCES)
    type(alice).objects.update(language=language)
    answer = alices.post(UPLOAD, {"file": SimpleUploadedFile("cv.pdf", REFUSED[code]())})
    with translation.override(language):
        sentence = str(SENTENCES[code])
    assert bool(CYRILLIC.search(sentence)) == (language == "uk")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert escape(sentence) in page
    assert 'type="file" name="file"' in page
    assert not Cv.objects.exists()


def test_server_answers_others_while_it_reads_a_hostile_file(committed_db, alice, bob):
    data = hostile.drawn_pdf(SHOWN, 150_000, pages=30)
    with running_server() as server:
        assert server.visit(bob, BOARD).status_code == 200
        before = server.megabytes()
        upload = server.later(alice, UPLOAD, {"file": ("cv.pdf", data)})
        until(server.readers)
        for _ in range(5):
            assert "data-board" in server.visit(bob, BOARD).text
        assert server.readers()
        assert not upload.done()
        assert str(SENTENCES["too_complex"]) in upload.result().text
        assert server.megabytes() - before < 30
        assert not server.readers()
        assert server.visit(alice, UPLOAD).status_code == 200
    assert not Cv.objects.exists()
