"""The headings that a tagged PDF declares."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

MOST_ELEMENTS = 20_000  # of a page
LONGEST_TYPE = 32  # bytes of UTF-16
TITLE = 0
LEVELS = {"Title": TITLE, "H1": 1, "H2": 2, "H3": 3, "H4": 4, "H5": 5, "H6": 6}


@dataclass(frozen=True, slots=True)
class Heading:
    level: int  # TITLE for the title
    number: int  # tells headings of the same page apart


def headings(page: pypdfium2.PdfPage) -> dict[int, Heading]:
    """Which heading each piece of marked content belongs to, by its number on the page."""
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    if not tree:
        return {}
    try:
        return dict(_headings(tree))
    finally:
        pdfium.FPDF_StructTree_Close(tree)


def heading_of_character(
    text: pypdfium2.PdfTextPage, index: int, found: dict[int, Heading]
) -> Heading | None:
    if not found:
        return None
    element = pdfium.FPDFText_GetTextObject(text, index)
    return found.get(pdfium.FPDFPageObj_GetMarkedContentID(element)) if element else None


def _headings(tree: Any) -> Iterator[tuple[int, Heading]]:
    count = min(pdfium.FPDF_StructTree_CountChildren(tree), MOST_ELEMENTS)
    waiting: list[tuple[Any, Heading | None]] = [
        (pdfium.FPDF_StructTree_GetChildAtIndex(tree, index), None) for index in range(count)
    ]
    for number in range(MOST_ELEMENTS):
        if not waiting:
            return
        element, heading = waiting.pop()
        if not element:
            continue
        level = LEVELS.get(_type(element))
        heading = heading if level is None else Heading(level, number)
        if heading:
            yield from ((content, heading) for content in _content(element))
        children = min(pdfium.FPDF_StructElement_CountChildren(element), MOST_ELEMENTS)
        waiting += [
            (pdfium.FPDF_StructElement_GetChildAtIndex(element, index), heading)
            for index in range(children)
        ]


def _type(element: Any) -> str:
    name = ctypes.create_string_buffer(LONGEST_TYPE)
    length = pdfium.FPDF_StructElement_GetType(element, name, LONGEST_TYPE)
    return name.raw[: max(0, length - 2)].decode("utf-16-le", "ignore") if length else ""


def _content(element: Any) -> Iterator[int]:
    count = max(0, pdfium.FPDF_StructElement_GetMarkedContentIdCount(element))
    for index in range(min(count, MOST_ELEMENTS)):
        number = pdfium.FPDF_StructElement_GetMarkedContentIdAtIndex(element, index)
        if number >= 0:
            yield number
