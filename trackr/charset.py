"""Text of bytes whose character set is named badly, or not at all."""

import codecs
import re

# Only character sets; Python also calls "punycode" and "unicode_escape" encodings.
CHARSETS = re.compile(
    r"utf-(8|16|32)(-[lb]e|-sig)?|cp(125\d|866)|koi8-[ru]|iso8859-\d+|mac-cyrillic"
)
MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
META_CHARSET = re.compile(
    rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE
)
META_WITHIN = 4096  # bytes from the start


def decode(body: bytes, parameters: str) -> str:
    """Text of a body by its byte order mark, the header's charset, its <meta>, or as UTF-8."""
    for mark, charset in MARKS.items():
        if body.startswith(mark):
            return body.decode(charset, "replace")
    named = re.search(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", parameters)
    if charset := _charset(named[1] if named else ""):
        return body.decode(charset, "replace")
    meta = META_CHARSET.search(body[:META_WITHIN])
    return body.decode(_charset(meta[1].decode("ascii") if meta else "") or "utf-8", "replace")


def _charset(name: str) -> str:
    """Python's name of a character set, or nothing."""
    try:
        known = codecs.lookup(name).name
    except (LookupError, ValueError):
        return ""
    if known in ("ascii", "iso8859-1"):
        return "cp1252"  # what browsers take these names for
    return known if CHARSETS.fullmatch(known) else ""
