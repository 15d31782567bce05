"""Where the links of a PDF's page lead, and the text that they lie on."""

import ctypes
from collections.abc import Iterator
from dataclasses import replace

import pypdfium2
import pypdfium2.raw as pdfium

from cv.reader.document import Link
from cv.reader.normalise import clean_characters

MOST_LINKS = 100  # of a page
MOST_PIECES = 10  # of a link
LONGEST_TARGET = 2_000
LONGEST_TEXT = 500
BEFORE = 200.0  # points to the left of a link that are looked at
SLACK = 0.5  # points by which a link's rectangle may be too narrow

Bounds = tuple[float, float, float, float]  # left, bottom, right, top


def links(page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage) -> Iterator[Link]:
    """In the page's order. Where one was wrapped off a line, some programs make two of it."""
    last: Link | None = None
    for link in _annotations(page, text):
        if last and last.target == link.target and not link.before:
            last = replace(last, text=f"{last.text} {link.text}")
            continue
        if last:
            yield last
        last = link
    if last:
        yield last


def _annotations(page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage) -> Iterator[Link]:
    place, found = ctypes.c_int(0), pdfium.FPDF_LINK()
    for _ in range(MOST_LINKS):
        if not pdfium.FPDFLink_Enumerate(page, place, found):
            return
        target, boxes = _target(page, found), list(_boxes(found))
        said = " ".join(filter(None, (_said(text, box) for box in boxes)))
        if target and said:
            left, bottom, _, top = boxes[0]
            yield Link(said, target, _said(text, (left - BEFORE, bottom, left, top)))


def _boxes(link: pdfium.FPDF_LINK) -> Iterator[Bounds]:
    """Its pieces, line by line; the whole of it where none are given."""
    quad, box = pdfium.FS_QUADPOINTSF(), pdfium.FS_RECTF()
    count = min(pdfium.FPDFLink_CountQuadPoints(link), MOST_PIECES)
    for number in range(count):
        if pdfium.FPDFLink_GetQuadPoints(link, number, quad):
            across = [quad.x1, quad.x2, quad.x3, quad.x4]
            upright = [quad.y1, quad.y2, quad.y3, quad.y4]
            yield min(across) - SLACK, min(upright), max(across) + SLACK, max(upright)
    if not count and pdfium.FPDFLink_GetAnnotRect(link, box):
        yield box.left - SLACK, box.bottom, box.right + SLACK, box.top


def _target(page: pypdfium2.PdfPage, link: pdfium.FPDF_LINK) -> str:
    action = pdfium.FPDFLink_GetAction(link)
    if not action or pdfium.FPDFAction_GetType(action) != pdfium.PDFACTION_URI:
        return ""
    buffer = ctypes.create_string_buffer(LONGEST_TARGET + 1)
    size = pdfium.FPDFAction_GetURIPath(page.pdf, action, buffer, len(buffer))
    return buffer.value.decode("utf-8", "ignore") if 0 < size <= len(buffer) else ""


def _said(text: pypdfium2.PdfTextPage, bounds: Bounds) -> str:
    left, bottom, right, top = bounds
    buffer = (ctypes.c_ushort * LONGEST_TEXT)()
    count = pdfium.FPDFText_GetBoundedText(text, left, top, right, bottom, buffer, LONGEST_TEXT)
    written = bytes(buffer)[: 2 * count].decode("utf-16-le", "ignore").rstrip("\0")
    return " ".join(clean_characters(written).split())
