"""Text of a file that some spreadsheet has written, in whichever character set."""

import re

from applications.importing.failure import UnreadableTable
from trackr.charset import MARKS

MAX_BYTES = 4 * 1024 * 1024
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # .xlsx, .ods, .numbers; .xls
OTHERS = (b"%PDF", b"{\\rtf", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\x1f\x8b")
SAMPLE = 4096  # bytes that show which half of each pair is the high one
HIGH = b"\x00\x04"  # of Latin and of Cyrillic letters in UTF-16
# A letter above ASCII beside another one: in cp1251 words are made of such, in cp1252 hardly.
ALONE = re.compile(rb"(?<![\x80-\xff])[\xc0-\xff](?![\x80-\xff])")
TOGETHER = re.compile(rb"[\x80-\xff]{2,}")


def text_of(body: bytes) -> str:
    """The text of a file of at most MAX_BYTES. Raises UnreadableTable."""
    if len(body) > MAX_BYTES:
        raise UnreadableTable("too_big")
    if body.startswith(WORKBOOKS):
        raise UnreadableTable("workbook")
    if body.startswith(OTHERS):
        raise UnreadableTable("not_text")
    try:
        return checked(body.decode(_charset(body)))
    except UnicodeDecodeError:
        raise UnreadableTable("not_text") from None


def checked(text: str) -> str:
    """`text` itself, if it is any and a spreadsheet could have written it."""
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise UnreadableTable("empty")
    if len(text.encode("utf-8", "surrogatepass")) > 2 * MAX_BYTES:
        raise UnreadableTable("too_big")
    if "\0" in text:
        raise UnreadableTable("not_text")
    return text


def _charset(body: bytes) -> str:
    for mark, charset in MARKS.items():
        if body.startswith(mark):
            return charset
    if b"\0" in body:
        return _utf_16(body[:SAMPLE])
    try:
        body.decode()
    except UnicodeDecodeError:
        return "cp1252" if len(ALONE.findall(body)) > len(TOGETHER.findall(body)) else "cp1251"
    return "utf-8"


def _utf_16(sample: bytes) -> str:
    """Which of its two orders; anything else that holds zeros is no text."""
    for charset, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if sum(map(high.count, HIGH)) > len(high) / 2:
            return charset
    return "utf-8"
