"""PDF through PDFium: its own lines, put into reading order."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from statistics import median

import pypdfium2
import pypdfium2.raw as pdfium

from cv.reader import limits, pdf_links, tags
from cv.reader.broken_words import with_whole_words
from cv.reader.document import (
    BULLET,
    LONE_BULLET,
    MADE_BY,
    NUMBERED,
    Document,
    Line,
    Link,
    Refused,
    Role,
    looks_like_point,
)
from cv.reader.normalise import BULLET_ICONS, clean_characters
from cv.reader.pdf_cells import boxes_of
from cv.reader.reading_order import Box, Row, rows_in_reading_order

LOCKED = (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
MOST_PICTURES = 100

INDENT = 0.3  # line heights by which wrapped text hangs behind its bullet
SUBPOINT = (0.5, 5.0)  # line heights by which a point below a point is set in
LINE_SPACING = 2.3  # line heights from line to line; more is a new paragraph
FAR = 3.0  # line heights from the left edge of an entry, of a date that fell below it
SAME_SIZE = 0.6
SAME_SIZE_OF_LOW = 0.4  # of a line of low letters only, such as "more" behind "(a / b)"
LOW_LETTERS = re.compile(r"[acegmnopqrsuvwxyzавгдежзиклмнопрстухцчшщьюяєґ\s.,:;–—-]+")
MOST_HEADINGS = 0.6  # of the rows; where more are tagged as headings, the tags say nothing
LONGEST_HEADING = 160
FEWEST_WORDS_OF_PROSE = 4  # a shorter line was not wrapped, whatever its width
SENTENCE_ENDS = (".", "!", "?", ":", ";")
# Words after which a sentence goes on, so that even a capital may begin the next line.
RUNNING_ON = frozenset((
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with",
    "в", "від", "для", "до", "з", "за", "зі", "и", "на", "при", "с", "та", "у", "і",
))  # fmt: skip


def read(data: bytes) -> Document:
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) in LOCKED
        raise Refused("encrypted" if locked else "corrupt") from error
    boxes: list[Box] = []
    links: list[Link] = []
    pictures = characters = 0
    foot = 0.0
    for page, text in _pages(pdf):
        count = min(text.count_chars(), limits.MAX_CHARACTERS + 1 - characters)
        characters += count
        # Pages are laid out one below the other, because columns go on from page to page.
        foot -= page.get_height()
        boxes += (box.raised(foot) for box in boxes_of(text, count, tags.tags(page)))
        pictures += _count_pictures(page)
        links += pdf_links.links(page, text)
    rows, has_columns = rows_in_reading_order(boxes)
    is_cut = len(pdf) > limits.MAX_PAGES or characters > limits.MAX_CHARACTERS
    findings = {"columns": has_columns, "truncated": is_cut}
    warnings = frozenset(finding for finding, is_found in findings.items() if is_found)
    known = {_tidy(pdf.get_metadata_value(name)) for name in ("Title", "Author")}
    is_ours = _tidy(pdf.get_metadata_value("Keywords")) == MADE_BY
    lines = _with_title(list(with_whole_words(_lines(rows, is_ours))), known)
    return Document("pdf", lines, len(pdf), pictures, warnings, tuple(links))


def _tidy(text: str) -> str:
    return " ".join(clean_characters(text).split())


def _with_title(lines: list[Line], known: set[str]) -> list[Line]:
    """The first line is the title where the file's own data names it as title or author; PDFium
    tells titles as paragraphs."""
    top = next((place for place, line in enumerate(lines) if line.text), None)
    if top is not None and lines[top].role == "text" and lines[top].text in known:
        lines[top] = replace(lines[top], role="title")
    return lines


def _pages(pdf: pypdfium2.PdfDocument) -> Iterator[tuple[pypdfium2.PdfPage, pypdfium2.PdfTextPage]]:
    """The pages that open: a broken one must not cost the others."""
    opened = False
    for number in range(min(len(pdf), limits.MAX_PAGES)):
        try:
            page = pdf[number]
            text = page.get_textpage()
        except pypdfium2.PdfiumError:
            continue
        opened = True
        yield page, text
    if not opened:
        raise Refused("corrupt")


def _count_pictures(page: pypdfium2.PdfPage) -> int:
    images = page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=2)
    return sum(1 for _, _ in zip(range(MOST_PICTURES), images, strict=False))


def _lines(rows: list[Row], is_ours: bool) -> Iterator[Line]:
    usual_height = median(row.cells[0].height for row in rows) if rows else 0.0
    above: Row | None = None
    bullet_left: float | None = None
    is_in_list = False
    top_left = 0.0  # of the points that this one may be below
    tagged = sum(bool(row.cells[0].heading) for row in rows)
    is_tagged = is_ours or tagged < MOST_HEADINGS * len(rows)
    for row in _with_whole_headings(rows) if is_tagged else rows:
        follows = above is not None and _follows(above, row, usual_height)
        if above is not None and not follows and row.cells[0].top < above.cells[0].bottom:
            yield Line("")
        is_bullet = _is_item(row)
        hangs_behind = bullet_left if len(row.cells) == 1 else None
        continues = bool(
            above and follows and not is_bullet and _is_wrapped(above, row, hangs_behind)
        )
        if not continues:
            bullet_left = row.cells[0].left if is_bullet else None
        role, level = _role(row, is_ours) if is_tagged else ("text", 0)
        set_in = (row.cells[0].left - top_left) / row.cells[0].height
        if is_bullet and role == "text":
            level = int(is_in_list and SUBPOINT[0] < set_in < SUBPOINT[1])
            top_left = top_left if level else row.cells[0].left
        is_point = is_bullet and role != "paragraph"
        is_in_list = is_point or (is_in_list and role == "text" and set_in > INDENT)
        yield Line(_said(row, is_ours), role, level, continues)
        above = row


def _said(row: Row, is_ours: bool) -> str:
    """In ours only the date of an entry stands apart: beside what is before it, or below."""
    text = row.cells[0].text
    for above, cell in pairwise(row.cells):
        is_beside = cell.middle > above.bottom
        is_apart = is_ours and (is_beside or cell.left > row.cells[0].left + FAR * cell.height)
        text += (", " if is_apart else " ") + cell.text
    return text


def _with_whole_headings(rows: list[Row]) -> Iterator[Row]:
    """The rows of one heading as one."""
    above: Row | None = None
    for row in rows:
        heading = row.cells[0].heading
        if above and heading and heading == above.cells[0].heading:
            above = Row((*above.cells, *row.cells), row.edge)
            continue
        if above:
            yield above
        above = row
    if above:
        yield above


def _role(row: Row, is_ours: bool) -> tuple[Role, int]:
    heading = row.cells[0].heading
    if heading and is_ours and heading.level != tags.TITLE:
        return ("section" if heading.level == 1 else "entry"), heading.level
    if is_ours and not row.cells[0].has_label and looks_like_point(row.cells[0].text):
        return "paragraph", 0
    if heading is None or sum(len(cell.text) for cell in row.cells) > LONGEST_HEADING:
        return "text", 0
    return ("title" if heading.level == tags.TITLE else "heading"), heading.level


def _is_item(row: Row) -> bool:
    first = row.cells[0].text
    starts = any(mark.match(first) for mark in (BULLET, LONE_BULLET, NUMBERED))
    return starts or first[0] in BULLET_ICONS


def _follows(above: Row, row: Row, usual_height: float) -> bool:
    """Whether the row stands right under the other, in type of the same size."""
    upper, lower = above.cells[0], row.cells[0]
    taller, shorter = max(upper.height, lower.height), min(upper.height, lower.height)
    drop = upper.middle - lower.middle
    # A line of low letters only ("a new one") is less tall, not further away.
    near = 0 < drop < LINE_SPACING * max(taller, usual_height)
    is_low = lower is row.cells[-1] and LOW_LETTERS.fullmatch(lower.text)
    return near and shorter > (SAME_SIZE_OF_LOW if is_low else SAME_SIZE) * taller


def _is_wrapped(above: Row, row: Row, bullet_left: float | None) -> bool:
    upper, lower = above.cells[-1], row.cells[0]
    if bullet_left is not None and lower.left > bullet_left + INDENT * lower.height:
        return True
    if len(above.cells) > 1 or len(row.cells) > 1 or not _is_prose(upper.text, lower.text):
        return False
    starts_below = abs(upper.left - lower.left) < lower.height
    # The line was wrapped if its first word would not have fitted on the line above.
    first_word = lower.text.split()[0]
    width = (lower.right - lower.left) * (len(first_word) + 1) / len(lower.text)
    return starts_below and upper.right + width > above.edge


def _is_prose(above: str, below: str) -> bool:
    """Whether the words may run on. A missed wrap leaves a line end, a false one mixes entries."""
    if len(above.split()) < FEWEST_WORDS_OF_PROSE or "@" in above or above.endswith(SENTENCE_ENDS):
        return False
    return not below[0].isupper() or above.endswith(",") or above.split()[-1] in RUNNING_ON
