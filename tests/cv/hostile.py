"""Files that mean harm: small ones that grow, deep ones, ones that go in circles."""

import io
import json
import zipfile
import zlib

from tests.cv import documents
from tests.cv.documents import ODF, WORD, raw_pdf

MEGABYTE = 1024 * 1024
FLATE = b"/Filter/FlateDecode"
CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
ONE_PAGE = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
DOCUMENT = f"<w:document {WORD}><w:body>", "</w:body></w:document>"
CONTENT = (
    f"<office:document-content {ODF}><office:body>",
    "</office:body></office:document-content>",
)


# DOCX, ODT ------------------------------------------------------------------------------------


def growing_docx(block, megabytes):
    """A small file whose text is that long, of one block over and over."""
    return _growing("word/document.xml", DOCUMENT, block, megabytes, {})


def growing_odt(block, megabytes):
    kind = {"mimetype": "application/vnd.oasis.opendocument.text"}
    return _growing("content.xml", CONTENT, block, megabytes, kind)


def entities_docx():
    """Of 23 entities, each is ten of the one before."""
    names = "abcdefghijklmnopqrstuvw"
    declared = "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">'
        for before, name in zip(names, names[1:], strict=False)
    )
    laugh = f'<!DOCTYPE w [<!ENTITY a "ha">{declared}]>'
    return documents.docx("<w:p><w:r><w:t>&w;</w:t></w:r></w:p>", doctype=laugh)


def _growing(name, around, block, megabytes, parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for other, content in parts.items():
            package.writestr(other, content)
        with package.open(name, "w") as part:
            part.write(around[0].encode())
            for _ in range(megabytes):
                part.write((block * (MEGABYTE // len(block))).encode())
            part.write(around[1].encode())
    return out.getvalue()


# PDF ------------------------------------------------------------------------------------------


def pages_loop_pdf():
    """A tree of pages that is its own branch."""
    return documents.assembled([CATALOG, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1000000>>"])


def parents_loop_pdf():
    page = b"<</Type/Page/Parent 4 0 R>>"
    return documents.assembled([CATALOG, ONE_PAGE, page, b"<</Type/Pages/Parent 4 0 R>>"])


def form_loop_pdf():
    """A drawing that draws itself twice."""
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 5 0 R"
        b"/Resources<</XObject<</X 4 0 R>>>>>>"
    )
    form = (
        b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 4 0 R>>>>"
        b"/Length 12>>stream\n/X Do /X Do \nendstream"
    )
    content = b"<</Length 6>>stream\n/X Do \nendstream"
    return documents.assembled([CATALOG, ONE_PAGE, page, form, content])


def deep_pdf(opening, closing, depth):
    kids = opening * depth + b"3 0 R" + closing * depth
    pages = b"<</Type/Pages/Kids %b/Count 1>>" % kids
    return documents.assembled([CATALOG, pages, b"<</Type/Page/Parent 2 0 R>>"])


def huge_table_pdf():
    """A table of two thousand million objects, by what it says."""
    file = documents.assembled([CATALOG, b"<</Type/Pages/Kids[]/Count 0>>"])
    return file.replace(b"xref\n0 3\n", b"xref\n0 2000000000\n").replace(b"/Size 3", b"/Size 2" * 9)


def packed_objects_pdf(count):
    """That many objects in one packed stream, each of which the packed table names."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 500 0 R>>"
    places = b"".join(b"%d 0 " % (10 + number) for number in range(count)) + b"\n"
    file, offsets = bytearray(b"%PDF-1.5\n"), []
    for number, body in enumerate((CATALOG, ONE_PAGE, page, _packed(places, count)), start=1):
        offsets.append(len(file))
        file += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    rows = b"\0" * 7 + b"".join(b"\1%b\0\0" % one.to_bytes(4) for one in (*offsets, len(file)))
    table = zlib.compress(rows + b"\0" * 28 + b"\2\0\0\0\4\0\0" * count)
    entries = b"/Type/XRef/Size %d/Root 1 0 R/W[1 4 2]" % (count + 10)
    start = len(file)
    file += b"5 0 obj\n%b\nendobj\n" % _stream(table, entries)
    return bytes(file + b"startxref\n%d\n%%%%EOF" % start)


def drawn_pdf(operators, times, pages=1):
    """Pages of the same operators over and over; a page may cost seconds."""
    content = zlib.compress(b"BT /F 10 Tf 1 0 0 1 50 50 Tm " + operators * times + b"ET")
    return raw_pdf([content] * pages, "A", stream_entries=FLATE)


def _packed(places, count):
    entries = b"/Type/ObjStm/N %d/First %d" % (count, len(places))
    return _stream(zlib.compress(places + b"0 "), entries)


def _stream(packed, entries):
    return b"<<%b/Length %d%b>>stream\n%b\nendstream" % (entries, len(packed), FLATE, packed)


# JSON, RTF, pictures --------------------------------------------------------------------------


def deep_json(depth):
    return b'{"basics": %b%b}' % (b"[" * depth, b"]" * depth)


def wide_json(item):
    """Four million bytes of one item; in memory they are thirty times as large."""
    return b'{"basics": {}, "x": [%b0]}' % ((item + b",") * (3_900_000 // (len(item) + 1)))


def endless_sections_json():
    sections = [{"title": "t", "markdown": "x\n" * 2_500}] * 500
    resume = {"basics": {"name": "Olivia"}, "meta": {"x-trackr": {"sections": sections}}}
    return json.dumps(resume).encode()


def deep_rtf(depth):
    return b"{\\rtf1 %b Olivia %b}" % (b"{" * depth, b"}" * depth)


def vast_picture():
    """A picture of 65,000 by 65,000, or so its head says; there is nothing behind the head."""
    side = (65_000).to_bytes(4)
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + side * 2 + b"\x08\0\0\0\0" + bytes(99)
