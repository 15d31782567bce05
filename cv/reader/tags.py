"""The headings and the marks of list items that a tagged PDF declares."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

MOST_ELEMENTS = 20_000  # of a page
LONGEST_TYPE = 32  # bytes of UTF-16
TITLE = 0
LABEL = "Lbl"
LEVELS = {"Title": TITLE, "H1": 1, "H2": 2, "H3": 3, "H4": 4, "H5": 5, "H6": 6}


@dataclass(frozen=True, slots=True)
class Heading:
    level: int  # TITLE for the title
    number: int  # tells headings of the same page apart


@dataclass(frozen=True, slots=True)
class Tags:
    """What pieces of marked content belong to, by their numbers on the page."""

    headings: dict[int, Heading] = field(default_factory=dict)
    labels: frozenset[int] = frozenset()  # the marks of list items

    def of_character(self, text: pypdfium2.PdfTextPage, index: int) -> tuple[Heading | None, bool]:
        """The heading that a character is of, and whether it is the mark of a list item."""
        if not (self.headings or self.labels):
            return None, False
        element = pdfium.FPDFText_GetTextObject(text, index)
        content = pdfium.FPDFPageObj_GetMarkedContentID(element) if element else -1
        return self.headings.get(content), content in self.labels


def tags(page: pypdfium2.PdfPage) -> Tags:
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    if not tree:
        return Tags()
    try:
        return _tags(tree)
    finally:
        pdfium.FPDF_StructTree_Close(tree)


def _tags(tree: Any) -> Tags:
    headings: dict[int, Heading] = {}
    labels: set[int] = set()
    for element, heading in _elements(tree):
        if heading:
            headings |= dict.fromkeys(_content(element), heading)
        elif _type(element) == LABEL:
            labels |= {*_content(element)}
    return Tags(headings, frozenset(labels))


def _elements(tree: Any) -> Iterator[tuple[Any, Heading | None]]:
    """Each element, and the heading that it is or is part of."""
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
        yield element, heading
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
