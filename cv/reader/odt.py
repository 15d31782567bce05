"""ODT by an own walk over content.xml (and the headers and footers in styles.xml)."""

from collections.abc import Iterator

from lxml import etree

from cv.reader.document import Document, Line, Link, Refused, Role
from cv.reader.package import Package, attribute, local_name, said

CONTENT = "content.xml"
STYLES = "styles.xml"
MANIFEST = "META-INF/manifest.xml"
PICTURES = "Pictures/"
BULLET = "- "
MOST_SPACES = 8  # the file names a count, which may be any number
UNREAD = ("tracked-changes", "annotation", "forms", "sequence-decls")
PARAGRAPHS = ("p", "h")
FINDINGS = {"text-box": "text_boxes", "table": "tables"}


def read(data: bytes) -> Document:
    package = Package(data)
    if MANIFEST in package.names and b"encryption-data" in package.part(MANIFEST):
        raise Refused("encrypted")
    content = package.tree(CONTENT)
    lines: list[Line] = []
    titles = _title_styles(content)
    for place in _places(package, content):
        lines += [*_lines(place, titles), Line("")]
    warnings = frozenset(
        finding
        for tag, finding in FINDINGS.items()
        if next(content.iter(f"{{*}}{tag}"), None) is not None
    )
    pictures = sum(name.startswith(PICTURES) for name in package.names)
    links = tuple(_links(content))
    return Document("odt", lines, pictures=pictures, warnings=warnings, links=links)


def _links(content: etree._Element) -> Iterator[Link]:
    for link in content.iter("{*}a"):
        if text := said(_text(link)):
            yield Link(text, attribute(link, "href"))


def _places(package: Package, content: etree._Element) -> Iterator[etree._Element]:
    styles = package.tree(STYLES) if STYLES in package.names else None
    if styles is not None:
        yield from styles.iter("{*}header")
    yield from content.iter("{*}body")
    if styles is not None:
        yield from styles.iter("{*}footer")


def _title_styles(content: etree._Element) -> frozenset[str]:
    """Styles that are the title's, by name or because they derive from it."""
    derived = {
        attribute(style, "name")
        for style in content.iter("{*}style")
        if attribute(style, "parent-style-name") == "Title"
    }
    return frozenset(derived | {"Title"})


def _lines(place: etree._Element, titles: frozenset[str]) -> Iterator[Line]:
    bulleted: set[etree._Element] = set()
    for paragraph in place.iter("{*}p", "{*}h"):
        above = [local_name(ancestor) for ancestor in paragraph.iterancestors()]
        if {*above} & {*UNREAD}:
            continue
        text = "".join(_text(paragraph))
        role, level = _role(paragraph, titles)
        item = next(paragraph.iterancestors("{*}list-item"), None)
        starts_item = role == "text" and item is not None and item not in bulleted
        if starts_item and item is not None and text.strip():
            bulleted.add(item)
            text = BULLET + text
            level = int(above.count("list") > 1)
        for part in text.split("\n"):
            yield Line(part, role, level, continues=False)


def _role(paragraph: etree._Element, titles: frozenset[str]) -> tuple[Role, int]:
    if attribute(paragraph, "style-name") in titles:
        return "title", 0
    if local_name(paragraph) == "h":
        level = attribute(paragraph, "outline-level")
        return "heading", int(level) if level.isascii() and level.isdigit() else 1
    return "text", 0


def _text(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        name = local_name(child)
        if name == "s":
            count = attribute(child, "c")
            yield " " * min(int(count) if count.isascii() and count.isdigit() else 1, MOST_SPACES)
        elif name == "tab":
            yield "\t"
        elif name == "line-break":
            yield "\n"
        elif name not in (*PARAGRAPHS, *UNREAD, "text-box"):
            yield from _text(child)
        yield child.tail or ""
