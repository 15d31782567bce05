"""Text files: which encoding they are in, and their lines."""

import codecs
import re
from collections.abc import Iterator, Sequence

from cv.reader import underlines
from cv.reader.document import BULLET, Document, Line, looks_like_point
from cv.reader.marks import without_mark

POINT, SUBPOINT = "• ", "  – "  # as our own files mark them
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAMPLE = 4_000
# In UTF-16 text of Latin or Cyrillic letters, every second byte is one of these.
HIGH_BYTES = (0x00, 0x04)
MOST_CONTROLS = 0.02
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
# Cyrillic in CP1251 makes whole words of high bytes; CP1252 has an accent here and there.
HIGH_WORD = re.compile(rb"(?<![A-Za-z\x80-\xff])[\xa5-\xff]{2,}(?![A-Za-z])")
MIXED_WORD = re.compile(rb"[A-Za-z][\xc0-\xff]|[\xc0-\xff][A-Za-z]")


def read(data: bytes) -> Document:
    return Document("text", list(lines_of(decode(data) or "")))


def lines_of(text: str) -> Iterator[Line]:
    """Lines, those marked that hang behind a bullet: they were wrapped off it."""
    written = text.replace("\r\n", "\n").replace("\r", "\n").expandtabs().split("\n")
    headings = underlines.roles(written)
    is_ours = bool(headings) and _has_our_marks(written)
    start = 0
    for index, role in sorted(headings.items()):
        yield from _lines_between_headings(written[start:index], is_ours)
        yield Line(written[index], role, continues=False)
        start = index + 2  # past the line drawn under it
    yield from _lines_between_headings(written[start:], is_ours)


def _has_our_marks(written: Sequence[str]) -> bool:
    """Whether points have the marks of our own files and no others; then no other marks one."""
    points = [line for line in written if BULLET.match(line)]
    set_in = [line for line in points if line[:1] == " "]
    return any(line.startswith(POINT) for line in points) and all(
        line.startswith(SUBPOINT) for line in set_in
    )


def _lines_between_headings(written: Sequence[str], is_ours: bool) -> Iterator[Line]:
    hangs_behind: int | None = None
    top = 0  # where the points of this list begin
    for line in written:
        indent = len(line) - len(line.lstrip())
        if is_ours and looks_like_point(line) and not line.startswith((POINT, SUBPOINT)):
            hangs_behind = None
            yield Line(line, "paragraph")
        elif BULLET.match(line):
            top = indent if hangs_behind is None else min(top, indent)
            hangs_behind = indent
            yield Line(line, level=int(indent > top + 1))
        elif line.strip() and hangs_behind is not None and indent > hangs_behind:
            yield Line(line, continues=True)
        else:
            hangs_behind = None
            yield Line(line)


def decode(data: bytes) -> str | None:
    """The text of the bytes, or None when they are no text in an encoding that we know."""
    text = data.decode(_encoding_of(data), errors="replace")
    sample = text[:SAMPLE]
    strange = len(CONTROL.findall(sample)) + sample.count("\ufffd")
    return None if strange > MOST_CONTROLS * len(sample) else without_mark(text)


def _encoding_of(data: bytes) -> str:
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return encoding
    if (unmarked := _unmarked_utf16(data[:SAMPLE])) is not None:
        return unmarked
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _single_byte_encoding(data)
    return "utf-8"


def _unmarked_utf16(sample: bytes) -> str | None:
    for encoding, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if high and sum(high.count(byte) for byte in HIGH_BYTES) > 0.9 * len(high):
            return encoding
    return None


def _single_byte_encoding(data: bytes) -> str:
    pure, mixed = len(HIGH_WORD.findall(data)), len(MIXED_WORD.findall(data))
    return "cp1251" if pure > mixed else "cp1252"
