"""The formats that a CV leaves in. Plain values in, bytes out."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cv.export.content import Content, content_of
from cv.export.docx import docx
from cv.export.json_resume import json_resume
from cv.export.pdf import Layout, pdf
from cv.export.text import text
from trackr import ai_mark


@dataclass(frozen=True, slots=True)
class Source:
    """What is exported: a version of a CV."""

    markdown: str
    language: str
    layout: Layout
    source_type: str = ""  # of trackr.ai_mark, where an AI had a hand in it

    @property
    def content(self) -> Content:
        return replace(content_of(self.markdown, self.language), source_type=self.source_type)


@dataclass(frozen=True, slots=True)
class Format:
    label: str | Promise
    used_for: Promise
    extension: str
    media_type: str
    write: Callable[[Source], bytes]


def _text(source: Source) -> bytes:
    written, kind = text(source.content), source.source_type
    return ai_mark.below_text(written.decode(), kind).encode() if kind else written


def _markdown(source: Source) -> bytes:
    kind = source.source_type
    return (ai_mark.below_markdown(source.markdown, kind) if kind else source.markdown).encode()


FORMATS: dict[str, Format] = {
    "pdf": Format(
        "PDF",
        _("to send: looks the same everywhere"),
        "pdf",
        "application/pdf",
        lambda source: pdf(source.content, source.layout).file,
    ),
    "docx": Format(
        "DOCX",
        _("for Word, and for forms that ask for it"),
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        lambda source: docx(source.content),
    ),
    "text": Format(
        _("Text"),
        _("to paste into a form"),
        "txt",
        "text/plain; charset=utf-8",
        _text,
    ),
    "markdown": Format(
        "Markdown",
        _("the very text that you edit"),
        "md",
        "text/markdown; charset=utf-8",
        _markdown,
    ),
    "json": Format(
        "JSON Resume",
        _("for other programs, and to bring back here"),
        "json",
        "application/json",
        lambda source: json_resume(source.content),
    ),
}
NOT_IN_A_NAME = re.compile(r"[^\w]+")
LONGEST_NAME = 60


def file_names(name: str, language: str, extension: str) -> tuple[str, str]:
    """The name of the file, and the same in ASCII for programs that know no other."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    whole, ascii_only = (_file_name(part, language, extension) for part in (name, plain))
    return whole, ascii_only


def _file_name(name: str, language: str, extension: str) -> str:
    words = NOT_IN_A_NAME.sub("-", name[:LONGEST_NAME]).strip("-_")
    return "-".join(filter(None, (words, "CV", language))) + f".{extension}"
