"""What can't be read is refused with its code, at a bounded cost, and without a word of it."""

import json
import subprocess
import sys
import traceback

import pytest

from cv import extract
from cv.extract import SENTENCES, UnreadableCv, read_cv
from cv.reader import limits
from tests.cv import documents
from tests.cv.documents import docx, odt, paragraph, realistic_cv_pdf

SECRET = "Olivia Marsh"
BILLION_LAUGHS = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
EXTERNAL_ENTITY = '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
UTF16_DOCTYPE = (
    f'<?xml version="1.0" encoding="UTF-16"?>{BILLION_LAUGHS}<w:document {documents.WORD}/>'
).encode("utf-16")

REFUSED = {
    "bad_json": [b'{"basics": ', b'{"name": "Anna"}'],
    "empty": [b"", b" \n\t", docx(paragraph(" ")), odt("<text:p/>")],
    "too_big": [b"x" * (limits.MAX_BYTES + 1)],
    "unknown_kind": [
        b"<!DOCTYPE html><html><body>CV</body></html>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        bytes(range(256)) * 12,
        documents.old_doc(),
        documents.zipped({"notes.txt": "not a document"}),
        documents.zipped({"cv.docx": documents.docx_of_text(SECRET)}),
    ],
    "encrypted": [
        documents.pdf(documents.column([SECRET]), user_password="sesame"),
        documents.locked_docx(),
        documents.locked_odt(),
    ],
    "image_only": [
        documents.picture_pdf(),
        documents.outlines_pdf(),
        docx(paragraph("CV"), parts={"word/media/image1.png": b"\x89PNG"}),
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    ],
    "corrupt": [
        b"%PDF-1.7 and then nothing",
        documents.docx_of_text(SECRET)[:-200],
        docx(f"<w:p>{SECRET}"),
        documents.zip_bomb_docx(1, declared_bytes=10),
    ],
    "too_complex": [
        documents.zip_bomb_docx(limits.MAX_PART_BYTES // limits.MB + 1),
        docx(doctype=BILLION_LAUGHS),
        docx(doctype=EXTERNAL_ENTITY),
        docx(parts={"word/document.xml": UTF16_DOCTYPE}),
        docx(parts={f"word/part{number}.xml": "" for number in range(limits.MAX_PARTS)}),
    ],
}
CASES = [
    pytest.param(data, code, id=f"{code}-{number}")
    for code, files in REFUSED.items()
    for number, data in enumerate(files)
]


@pytest.mark.parametrize("data, code", CASES)
def test_file_is_refused_with_its_code_and_none_of_its_words(data, code, capfd):
    with pytest.raises(UnreadableCv) as refusal:
        read_cv(data)

    assert refusal.value.code == code
    told = "".join(traceback.format_exception(refusal.value, chain=True)) + "".join(
        capfd.readouterr()
    )
    assert SECRET not in told
    assert SECRET not in repr(refusal.value.__context__)


def outcome(data):
    try:
        return read_cv(data).kind
    except UnreadableCv as refusal:
        return refusal.code


def test_cut_off_pdf_is_read_or_refused_but_raises_nothing_else():
    whole = realistic_cv_pdf()
    outcomes = {outcome(whole[:length]) for length in range(20, len(whole), 977)}

    assert outcomes <= {"pdf", "corrupt", "image_only"}
    assert "corrupt" in outcomes


def test_parts_that_are_small_alone_and_large_together_are_refused():
    comment = f"<!--{'x' * 5 * limits.MB}-->"
    headers = {
        f"word/header{number}.xml": documents.word_part("hdr", comment * 3) for number in range(3)
    }

    with pytest.raises(UnreadableCv) as refusal:
        read_cv(docx(paragraph(SECRET), parts=headers))

    assert refusal.value.code == "too_complex"


def test_endless_text_is_cut_and_that_is_said():
    cv = read_cv(("word " * 20 + "\n").encode() * 5_000)

    assert len(cv.text) <= limits.MAX_CHARACTERS
    assert cv.warnings == ("truncated",)


def test_reader_that_takes_too_long_is_killed(monkeypatch):
    monkeypatch.setattr(extract, "WALL_SECONDS", 0.01)

    with pytest.raises(UnreadableCv) as refusal:
        read_cv(realistic_cv_pdf())

    assert refusal.value.code == "too_complex"


def test_reader_that_dies_is_a_refusal(monkeypatch, tmp_path):
    dying = tmp_path / "reader.py"
    dying.write_text("import os, sys; sys.stdin.buffer.read(); print('{\"kind\":'); os.abort()")
    monkeypatch.setattr(extract, "READER", dying)

    with pytest.raises(UnreadableCv) as refusal:
        read_cv(realistic_cv_pdf())

    assert refusal.value.code == "too_complex"
    assert refusal.value.__context__ is None


def test_reader_gets_no_environment_and_its_complaints_are_thrown_away(
    monkeypatch, tmp_path, capfd
):
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    nosy = tmp_path / "reader.py"
    nosy.write_text(
        "import json, os, sys\n"
        "words = sys.stdin.buffer.read().decode()\n"
        "sys.stderr.write(words)\n"
        "told = ' '.join(key for key in os.environ if key != 'LC_CTYPE') or 'nothing'\n"
        "line = [told, 'text', 0, None]\n"
        "print(json.dumps({'kind': 'text', 'pages': None, 'warnings': [], 'lines': [line]}))\n"
    )
    monkeypatch.setattr(extract, "READER", nosy)

    cv = read_cv(SECRET.encode())

    assert cv.text == "nothing"
    assert SECRET not in "".join(capfd.readouterr())


def test_reader_process_is_confined():
    program = (
        "import json, resource as r\n"
        "from cv.reader import limits\n"
        "limits.confine_process()\n"
        "kinds = (r.RLIMIT_AS, r.RLIMIT_CPU, r.RLIMIT_FSIZE, r.RLIMIT_NOFILE, r.RLIMIT_CORE)\n"
        "print(json.dumps([r.getrlimit(kind) for kind in kinds]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        check=True,
        cwd=extract.READER.parents[2],
    )

    assert json.loads(done.stdout) == [[512 << 20] * 2, [10, 10], [0, 0], [32, 32], [0, 0]]


@pytest.mark.parametrize(("megabytes", "outcome"), [(150, "held"), (220, "refused")])
def test_reading_one_file_may_add_200_mb_and_no_more(megabytes, outcome):
    program = (
        "from cv.reader import limits, report\n"
        "limits.confine_reading()\n"
        "try:\n"
        f"    held = bytearray({megabytes} << 20)\n"
        "    print('held')\n"
        "except MemoryError:\n"
        "    print('refused')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        check=True,
        cwd=extract.READER.parents[2],
    )

    assert done.stdout.decode().strip() == outcome


def test_reader_loads_no_django():
    program = (
        "import sys\nfrom cv.reader import report\n"
        "print([name for name in sys.modules if name.split('.')[0] in ('django', 'trackr')])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        check=True,
        cwd=extract.READER.parents[2],
    )

    assert done.stdout.strip() == b"[]"


def test_every_code_has_a_sentence():
    assert set(REFUSED) == set(SENTENCES)
    assert str(UnreadableCv("encrypted").sentence) == str(SENTENCES["encrypted"])
