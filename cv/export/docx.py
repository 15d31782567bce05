"""DOCX of a CV: Word's own styles, one column, no tables and no text boxes."""

import io
from collections.abc import Iterable
from typing import Any

from docx import Document
from docx.document import Document as Word
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from cv.export.content import Block, Content, Entry, Paragraph, title_of
from cv.export.inline import Runs, plain_run
from cv.reader.document import MADE_BY
from trackr import ai_mark

FONT = "Calibri"  # it has Cyrillic; where it is missing, programs take one of the same widths
INK, SOFT = RGBColor(0x16, 0x19, 0x1C), RGBColor(0x4D, 0x53, 0x58)
LANGUAGES = {"en": "en-GB", "uk": "uk-UA"}
PAGE_WIDTH, PAGE_HEIGHT = Mm(210), Mm(297)
SIDE, TOP = Mm(22), Mm(20)
# Points: size, space before, space after.
STYLES = {
    "Normal": (10.5, 0, 3),
    "Title": (26, 0, 2),
    "Subtitle": (12, 0, 2),
    "Heading 1": (13, 14, 4),
    "Heading 2": (10.5, 8, 2),
    "List Bullet": (10.5, 0, 2),
    "List Bullet 2": (10.5, 0, 2),
}
THEME_FONTS = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")


def docx(content: Content) -> bytes:
    word = Document()
    _lay_out(word, content)
    _Writer(word).write(content)
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def _lay_out(word: Word, content: Content) -> None:
    properties = word.core_properties
    properties.title, properties.author = title_of(content)[:255], content.name[:255]
    properties.language = LANGUAGES.get(content.language, content.language)
    mark = ai_mark.described(content.source_type) if content.source_type else ""
    properties.comments, properties.last_modified_by = mark, MADE_BY
    page = word.sections[0]
    page.page_width, page.page_height = PAGE_WIDTH, PAGE_HEIGHT
    page.left_margin = page.right_margin = SIDE
    page.top_margin = page.bottom_margin = TOP
    for name, (size, before, after) in STYLES.items():
        style: Any = word.styles[name]
        style.font.size, style.font.color.rgb, style.font.italic = Pt(size), INK, False
        style.paragraph_format.space_before, style.paragraph_format.space_after = (
            Pt(before),
            Pt(after),
        )
        _set_font(style, LANGUAGES.get(content.language, content.language))
    word.styles["Subtitle"].font.color.rgb = SOFT


def _set_font(style: Any, language: str) -> None:
    """By name for every script, and the language that spelling is checked in."""
    style.font.name = FONT
    properties = style.element.get_or_add_rPr()
    fonts = properties.rFonts
    for theme in THEME_FONTS:
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), language)
    properties.append(spoken)
    for tag in ("w:pBdr", "w:numPr") if style.name in ("Title", "Subtitle") else ():
        for found in list(style.element.iter(qn(tag))):  # the rule below, the list's number
            found.getparent().remove(found)


class _Writer:
    """Adds paragraphs at the end. Looks up styles, links and the end once: python-docx would for
    each paragraph, which takes a minute for a very long CV."""

    def __init__(self, word: Word) -> None:
        self._part = word.part
        self._body = word._body
        self._end = word.element.body.sectPr
        self._styles = {name: word.styles[name].style_id for name in STYLES}
        self._targets: dict[str, str] = {}

    def write(self, content: Content) -> None:
        if content.name:
            self._paragraph("Title", plain_run(content.name))
        for line in content.headlines:
            self._paragraph("Subtitle", line)
        if content.contacts:
            self._paragraph("Normal", content.contact_line)
        self._add(content.head)
        for part in content.parts:
            self._paragraph("Heading 1", plain_run(part.title))
            self._add(part.blocks)

    def _add(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            if isinstance(block, Entry):
                self._entry(block)
            elif isinstance(block, Paragraph):
                for line in block.lines:
                    self._paragraph("Normal", line)
            else:
                for item in block.items:
                    self._paragraph("List Bullet", item.text)
                    for below in item.points:
                        self._paragraph("List Bullet 2", below.text)

    def _entry(self, entry: Entry) -> None:
        """The date stands at the right edge, behind a tab."""
        style = "Heading 2" if entry.is_heading else "Normal"
        paragraph = self._paragraph(style, entry.text, is_bold=True)
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.space_before = Pt(STYLES["Heading 2"][1])
        if entry.date:
            width = PAGE_WIDTH - 2 * SIDE
            paragraph.paragraph_format.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)
            date = paragraph.add_run(f"\t{entry.date}" if entry.text else entry.date)
            date.bold, date.font.color.rgb = False, SOFT

    def _paragraph(self, style: str, line: Runs, *, is_bold: bool = False) -> WordParagraph:
        element: Any = OxmlElement("w:p")
        self._end.addprevious(element)
        element.style = self._styles[style]
        paragraph = WordParagraph(element, self._body)
        for run in line:
            written = paragraph.add_run(run.text.replace("\t", " "))  # a tab parts a date
            written.bold = True if is_bold or run.is_bold else None
            written.italic = True if run.is_italic else None
            if run.link:
                self._link(element, run.link, written._r)
        return paragraph

    def _link(self, paragraph: Any, target: str, run: Any) -> None:
        """Put a run that was just written inside a hyperlink."""
        if target not in self._targets:
            self._targets[target] = self._part.relate_to(
                target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True
            )
        hyperlink = OxmlElement("w:hyperlink")
        hyperlink.set(qn("r:id"), self._targets[target])
        hyperlink.append(run)
        paragraph.append(hyperlink)
