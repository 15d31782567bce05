"""A letter as a file or a mail, each with the mark for programs that an AI had a hand in it."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from coaching.models import DraftVersion
from cv.export.content import Content, Paragraph
from cv.export.docx import docx
from cv.export.inline import plain_run
from cv.export.pdf import Layout, pdf
from trackr import ai_mark

LONGEST_MAIL = 8_000  # characters of an address; beyond that programs open nothing at all


@dataclass(frozen=True)
class Format:
    label: str | Promise
    suffix: str
    media_type: str
    write: Callable[[DraftVersion, str], bytes]  # of a version, in a language


def mailto(version: DraftVersion, to: str) -> str:
    """A link that opens a mail with the letter in it; without its words where they are too long."""
    start = f"mailto:{quote(to, safe='@')}?subject={quote(version.subject, safe='')}"
    whole = f"{start}&body={quote(_marked(version).replace('\n', '\r\n'), safe='')}"
    return whole if len(whole) <= LONGEST_MAIL else start


def source_type_of(version: DraftVersion) -> str:
    """Written by the AI alone as long as nobody has changed a word of it."""
    is_as_written = version.origin == DraftVersion.Origin.WRITTEN
    return ai_mark.WRITTEN if is_as_written else ai_mark.EDITED


def _marked(version: DraftVersion) -> str:
    return ai_mark.below_text(version.text, source_type_of(version))


def _text(version: DraftVersion, _language: str) -> bytes:
    subject = [version.subject, ""] if version.subject else []
    return "\n".join([*subject, _marked(version)]).encode()


def _content(version: DraftVersion, language: str) -> Content:
    paragraphs = (
        Paragraph(tuple(plain_run(line) for line in paragraph.split("\n")))
        for paragraph in version.text.split("\n\n")
    )
    return Content(
        name="",
        language=language,
        headlines=(plain_run(version.subject),) if version.subject else (),
        head=tuple(paragraphs),
        title=version.subject or str(_("Letter")),
        source_type=source_type_of(version),
    )


def _pdf(version: DraftVersion, language: str) -> bytes:
    return pdf(_content(version, language), Layout("letter", most_pages=1)).file


def _docx(version: DraftVersion, language: str) -> bytes:
    return docx(_content(version, language))


FORMATS: dict[str, Format] = {
    "pdf": Format("PDF", "pdf", "application/pdf", _pdf),
    "docx": Format(
        "DOCX",
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _docx,
    ),
    "text": Format(_("Text"), "txt", "text/plain; charset=utf-8", _text),
}
