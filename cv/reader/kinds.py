"""What a file is, by its first bytes and its parts; its name and extension are never asked."""

import re

from cv.reader import plain
from cv.reader.document import Kind, Refused
from cv.reader.package import Package

# Readers of PDF accept junk before the header; so do we.
PDF_HEADER = re.compile(rb"%PDF-\d")
PDF_HEADER_WITHIN = 1024
ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RTF = b"{\\rtf"
SURELY_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a")
# What may be a picture, or a text that begins with the same letters.
PICTURES = (b"II*\x00", b"MM\x00*", b"BM", b"RIFF")
PAGES_OF_THE_WEB = re.compile(rb"\s*<(?:!doctype\s+html|html|\?xml|svg)", re.IGNORECASE)


def kind_of(data: bytes) -> Kind:
    if data.startswith(ZIP):
        return _kind_of_package(data)
    if data.startswith(OLE):
        # Word wraps a password-protected .docx in an OLE file; a bare OLE file is the old .doc.
        raise Refused(
            "encrypted" if "EncryptedPackage".encode("utf-16-le") in data else "unknown_kind"
        )
    if PDF_HEADER.search(data[:PDF_HEADER_WITHIN]):
        return "pdf"
    if data.lstrip().startswith(RTF):
        return "rtf"
    return _kind_of_loose_bytes(data)


def _kind_of_package(data: bytes) -> Kind:
    names = Package(data).names
    if any(re.fullmatch(r"word/document\d*\.xml", name) for name in names):
        return "docx"
    if "content.xml" in names and "mimetype" in names:
        return "odt"
    raise Refused("unknown_kind")


def _kind_of_loose_bytes(data: bytes) -> Kind:
    if PAGES_OF_THE_WEB.match(data):
        raise Refused("unknown_kind")
    if data.startswith(SURELY_PICTURES):
        raise Refused("image_only")
    if plain.decode(data) is not None:
        return "text"
    if data.startswith(PICTURES):
        raise Refused("image_only")
    raise Refused("unknown_kind")
