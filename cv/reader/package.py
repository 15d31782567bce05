"""A zipped document (DOCX, ODT), opened with the suspicion that a stranger's zip deserves."""

import io
import zipfile
import zlib
from collections.abc import Iterable

from lxml import etree

from cv.reader import limits
from cv.reader.document import Refused
from cv.reader.normalise import clean_characters

BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)
# How the XML parser says that a part is too deep, too long or too large, not that it is wrong.
TOO_MUCH = (etree.ErrorTypes.ERR_RESOURCE_LIMIT, etree.ErrorTypes.ERR_NO_MEMORY)


class Package:
    """Reads parts within limits; the sizes that the zip declares are never trusted."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except BROKEN_ZIP as error:
            raise Refused("corrupt") from error
        self.names = self._zip.namelist()
        self._bytes_left = limits.MAX_UNZIPPED_BYTES
        if len(self.names) > limits.MAX_PARTS:
            raise Refused("too_complex")

    def part(self, name: str) -> bytes:
        allowed = min(limits.MAX_PART_BYTES, self._bytes_left)
        try:
            with self._zip.open(name) as part:
                content = part.read(allowed + 1)
        except RuntimeError as error:  # how zipfile says that a part has a password
            raise Refused("encrypted") from error
        except (*BROKEN_ZIP, KeyError) as error:
            raise Refused("corrupt") from error
        if len(content) > allowed:
            raise Refused("too_complex")
        self._bytes_left -= len(content)
        return content

    def tree(self, name: str) -> etree._Element:
        """The XML of a part. Office writes no DOCTYPE, so one can only be an attack."""
        content = self.part(name)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        try:
            root = etree.fromstring(content, parser)
        except etree.XMLSyntaxError as error:
            is_too_much = getattr(error, "code", None) in TOO_MUCH
            raise Refused("too_complex" if is_too_much else "corrupt") from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise Refused("too_complex")
        return root


def said(texts: Iterable[str]) -> str:
    """Pieces of text as one line."""
    return " ".join(clean_characters("".join(texts)).split())


def local_name(element: etree._Element) -> str:
    """The tag without its namespace; strict and transitional documents differ only there."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str:
    """The attribute of that local name, whatever its namespace; empty when absent."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""
