"""RTF through striprtf, which is first kept from dropping what a CV needs."""

import codecs
import re

from striprtf.striprtf import rtf_to_text

from cv.reader.document import Document, Line, Refused

CODE_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")
DEFAULT_CODE_PAGE = "cp1252"

# striprtf drops bullets, headers, footers and text boxes, and draws "|" between table cells.
KEPT = (
    (re.compile(r"\\pntext(?![a-z])"), r"\\listtext"),
    (re.compile(r"\\(?:header|footer)[lrf]?(?![a-z])"), r"\\par "),
    (re.compile(r"\\\*\\shpinst(?![a-z])"), ""),
    (re.compile(r"\\(?:shp|shptxt)(?![a-z])"), r"\\par "),
    (re.compile(r"\\(?:nest)?cell(?![a-z])"), r"\\tab "),
)


def read(data: bytes) -> Document:
    source = data.decode(_code_page(data), errors="replace")
    boxes = frozenset({"text_boxes"}) if "\\shptxt" in source else frozenset()
    for pattern, replacement in KEPT:
        source = pattern.sub(replacement, source)
    try:
        text = rtf_to_text(source, _code_page(data), "replace")  # type: ignore[no-untyped-call]
    except (ValueError, IndexError, KeyError, OverflowError, TypeError) as error:
        raise Refused("corrupt") from error
    pictures = source.count("\\pict")
    lines = [Line(line) for line in text.split("\n")]
    return Document("rtf", lines, pictures=pictures, warnings=boxes)


def _code_page(data: bytes) -> str:
    found = CODE_PAGE.search(data)
    page = f"cp{found[1].decode()}" if found else DEFAULT_CODE_PAGE
    try:
        codecs.lookup(page)
    except LookupError:
        return DEFAULT_CODE_PAGE
    return page
