"""A tree of untrusted HTML, in time and memory that grow no faster than the page."""

import re
from typing import Any

from lxml import etree

from applications.capture.proposal import clean

# The rest is dropped while parsing: a tag with a hundred thousand attributes costs minutes to keep.
KEPT = frozenset(
    [
        "itemprop",
        "itemscope",
        "itemtype",
        "content",
        "datetime",
        "href",
        "type",
        "role",
        "hidden",
        "aria-hidden",
        "style",
    ]
)
TAG_NAME = re.compile(r"[A-Za-z][A-Za-z0-9.-]*")
DEEPEST = 256  # levels; what lies deeper counts as text of the last one
TAGS = re.compile(
    r"</(?:p|div|li|ul|ol|script|html|body|h[1-6]|span|a|td|b|strong|em)\s*>"
    r"|<!doctype html|<br\s*/?>",
    re.IGNORECASE,
)

type Element = etree._Element


class _Builder:
    """Target of the parser. Comments and processing instructions have no method, so they go."""

    def __init__(self) -> None:
        self._depth = 0
        self._tree = etree.TreeBuilder()
        self._tree.start("document", {})

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth <= DEEPEST:
            kept: Any = {name: value for name, value in attributes.items() if name in KEPT}
            self._tree.start(_named(tag), kept)

    def end(self, tag: str) -> None:
        if self._depth <= DEEPEST:
            self._tree.end(_named(tag))
        self._depth -= 1

    def data(self, text: str) -> None:
        self._tree.data(text)

    def close(self) -> Element:
        self._tree.end("document")
        return self._tree.close()


def _named(tag: str) -> str:
    """The parser reads "<a<" as a name; the tree takes only real ones."""
    return tag if TAG_NAME.fullmatch(tag) else "span"


def is_html(text: str) -> bool:
    return bool(TAGS.search(text))


def parse(html: str) -> Element:
    """The tree of a page or of a fragment, below one root."""
    builder: Any = _Builder()
    parser = etree.HTMLParser(target=builder, encoding="utf-8", no_network=True)
    parser.feed(b"<html>")  # so that an empty page is a page, too
    parser.feed(clean(html).encode())
    root: Element = parser.close()
    return root
