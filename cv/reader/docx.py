"""DOCX by an own walk over its XML: headers, body, text boxes, lists, heading styles, footers.

Text boxes hold whole CVs made from templates, and bullets live in numbering, not in the text; plain
readers of DOCX lose both.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from lxml import etree

from cv.reader import limits
from cv.reader.document import (
    MADE_BY,
    Document,
    Line,
    Link,
    Refused,
    Role,
    looks_like_point,
)
from cv.reader.package import Package, attribute, local_name, said

PARTS_IN_ORDER = (
    r"word/header\d*\.xml",
    r"word/document\d*\.xml",
    r"word/footnotes\.xml",
    r"word/endnotes\.xml",
    r"word/footer\d*\.xml",
)
PICTURES = "word/media/"
STYLES = "word/styles.xml"
CORE = "docProps/core.xml"
BULLET = "- "
TEXT_BOX = "txbxContent"
# Word keeps text boxes twice: once for itself, once as a fallback for old readers.
FALLBACK = "{*}Fallback"
FINDINGS = {TEXT_BOX: "text_boxes", "tbl": "tables"}
HEADING = re.compile(r"heading ?(\d)$")
LIST_STYLE = re.compile(r"list (?:bullet|number) ([2-5])$")
DEEPEST_STYLE = 10

BREAKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


@dataclass(frozen=True, slots=True)
class Style:
    name: str
    based_on: str
    is_list: bool
    list_level: int


def read(data: bytes) -> Document:
    package = Package(data)
    styles = _styles(package)
    lines: list[Line] = []
    links: list[Link] = []
    warnings: set[str] = set()
    seen: set[str] = set()
    for name in _parts(package.names):
        root = package.tree(name)
        etree.strip_elements(root, FALLBACK, with_tail=False)
        warnings |= _findings(root)
        part = [line for paragraph in root.iter("{*}p") for line in _lines(paragraph, styles)]
        content = "\n".join(line.text for line in part)
        if content not in seen:  # first-page and even-page headers repeat the default one
            lines += [*part, Line("")]
            links += islice(_links(root, _targets(package, name)), limits.MAX_LINKS)
        seen.add(content)
    lines = [*map(_told if _is_ours(package) else _guessed, lines)]
    pictures = sum(name.startswith(PICTURES) for name in package.names)
    return Document(
        "docx", lines, pictures=pictures, warnings=frozenset(warnings), links=tuple(links)
    )


def _is_ours(package: Package) -> bool:
    """Whether nobody saved it after us: another program puts its own user there."""
    if CORE not in package.names:
        return False
    try:
        named = package.tree(CORE).find("{*}lastModifiedBy")
    except Refused:  # what it says of itself is not worth the whole file
        return False
    return named is not None and named.text == MADE_BY


def _told(line: Line) -> Line:
    """As it was written: the date of an entry stands behind a tab."""
    role = line.role if line.role != "heading" else "section" if line.level == 1 else "entry"
    return replace(line, role=role, text=line.text.replace("\t", ", "))


def _guessed(line: Line) -> Line:
    """Others write the marks of their points by hand."""
    return replace(line, role="text") if line.role == "paragraph" else line


def _parts(names: list[str]) -> list[str]:
    return [
        name
        for pattern in PARTS_IN_ORDER
        for name in sorted(set(names))
        if re.fullmatch(pattern, name)
    ]


def _targets(package: Package, part: str) -> dict[str, str]:
    """Where the part's relations lead, by their id."""
    folder, _, file = part.rpartition("/")
    name = f"{folder}/_rels/{file}.rels"
    if name not in package.names:
        return {}
    return {
        attribute(one, "Id"): attribute(one, "Target")
        for one in package.tree(name).iter("{*}Relationship")
        if attribute(one, "TargetMode") == "External"
    }


def _links(root: etree._Element, targets: dict[str, str]) -> Iterator[Link]:
    for link in root.iter("{*}hyperlink"):
        target = targets.get(attribute(link, "id"), "")
        before = (
            text for one in reversed([*link.itersiblings(preceding=True)]) for text in _of(one)
        )
        if target and (text := said(_text(link))):
            yield Link(text, target, said(before))


def _of(element: etree._Element) -> Iterator[str]:
    """The text of a run or a link."""
    return iter(()) if local_name(element) == "pPr" else _text(element)


def _findings(root: etree._Element) -> set[str]:
    return {
        finding
        for tag, finding in FINDINGS.items()
        if next(root.iter(f"{{*}}{tag}"), None) is not None
    }


def _styles(package: Package) -> dict[str, Style]:
    if STYLES not in package.names:
        return {}
    return {
        attribute(style, "styleId"): Style(
            name=_value(style, "name").lower(),
            based_on=_value(style, "basedOn"),
            is_list=style.find("{*}pPr/{*}numPr") is not None,
            list_level=_level(_value(style, "pPr/numPr/ilvl")),
        )
        for style in package.tree(STYLES).iter("{*}style")
    }


def _value(element: etree._Element, path: str) -> str:
    found = element.find("/".join(f"{{*}}{step}" for step in path.split("/")))
    return "" if found is None else attribute(found, "val")


def _lines(paragraph: etree._Element, styles: dict[str, Style]) -> Iterator[Line]:
    text = "".join(_text(paragraph))
    role, level = _role(paragraph, styles)
    depth = _depth(paragraph, styles) if role == "text" and text.strip() else None
    bullet, level = ("", level) if depth is None else (BULLET, min(depth, 1))
    for index, part in enumerate(text.split("\n")):
        is_text = role == "text" and depth is None and looks_like_point(part)
        told: Role = "paragraph" if is_text else role
        yield Line(part if index else bullet + part, told, level, continues=False)


def _text(element: etree._Element) -> Iterator[str]:
    """The text of a paragraph without that of the text boxes anchored in it: they come next."""
    for child in element:
        name = local_name(child)
        if name == "t":
            yield child.text or ""
        elif name == "sym":
            yield _symbol(child)
        elif name in BREAKS:
            yield BREAKS[name]
        elif name not in (TEXT_BOX, "pPr", "p"):
            yield from _text(child)


def _symbol(element: etree._Element) -> str:
    code = attribute(element, "char")
    return chr(int(code, 16)) if re.fullmatch(r"[0-9A-Fa-f]{1,4}", code) else ""


def _ancestry(paragraph: etree._Element, styles: dict[str, Style]) -> Iterator[Style]:
    """The paragraph's style and those that it is based on, nearest first."""
    identifier = _value(paragraph, "pPr/pStyle")
    for _ in range(DEEPEST_STYLE):
        if identifier not in styles:
            return
        yield styles[identifier]
        identifier = styles[identifier].based_on


def _role(paragraph: etree._Element, styles: dict[str, Style]) -> tuple[Role, int]:
    for style in _ancestry(paragraph, styles):
        if style.name == "title":
            return "title", 0
        if heading := HEADING.match(style.name):
            return "heading", int(heading[1])
    return "text", 0


def _depth(paragraph: etree._Element, styles: dict[str, Style]) -> int | None:
    """How far down in a list the paragraph stands, 0 at the top; None when it is in no list."""
    if own := _value(paragraph, "pPr/numPr/numId"):
        # 0 takes the paragraph out of its style's list.
        return None if own == "0" else _level(_value(paragraph, "pPr/numPr/ilvl"))
    for style in _ancestry(paragraph, styles):
        if style.is_list:
            named = LIST_STYLE.search(style.name)  # "list bullet 2" is a list of its own
            return int(named[1]) - 1 if named else style.list_level
    return None


def _level(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) == 1 else 0
