"""What a CV says, taken apart once for every format: name, head, parts, entries, points.

Plain values, made from the Markdown alone; each format is a function from these to bytes.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from cv.export import dates
from cv.export.inline import Run, Runs, cut, joined, parted, printable, runs, text_of
from cv.reader.document import LONE_BULLET
from cv.sending import contacts
from cv.text.document import CLOSING_HASHES, Line, lines, parse

INDENT_OF_A_SUBPOINT = 2  # spaces before the mark
MARK = re.compile(r"[ \t]*(?:#{1,6}|[-*+])[ \t]+(?=\S)")
RULE = re.compile(r"\s{0,3}(?:(?:-\s*){3,}|(?:_\s*){3,}|(?:\*\s*){3,}|={3,})$")
NUMBER = re.compile(r"[ \t]*\d{1,9}[.)][ \t]+(?=\S)")
LONGEST_CONTACT = 40  # a line without a separator that may stand beside an e-mail address
LONGEST_HEADLINE = 120
SEPARATOR = " · "


@dataclass(frozen=True, slots=True)
class Entry:
    """The line that opens a place of work, a school, a project. `date` stood at its end."""

    text: Runs
    date: str = ""
    is_heading: bool = False  # it is marked as one: "### "


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of text, each of which stays a line."""

    lines: tuple[Runs, ...]


@dataclass(frozen=True, slots=True)
class Point:
    text: Runs
    points: tuple["Point", ...] = ()


@dataclass(frozen=True, slots=True)
class Points:
    items: tuple[Point, ...]


Block = Entry | Paragraph | Points


@dataclass(frozen=True, slots=True)
class Part:
    """A section; `kind` is a key of headings.NAMES, or "other"."""

    title: str
    kind: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    name: str
    language: str
    headlines: tuple[Runs, ...] = ()
    contacts: tuple[Runs, ...] = ()
    head: tuple[Block, ...] = ()  # what else stands above the first section
    parts: tuple[Part, ...] = field(default=())
    title: str = ""  # of the file, where it is no CV
    source_type: str = ""  # of trackr.ai_mark, where an AI had a hand in it

    @property
    def contact_line(self) -> Runs:
        return joined(self.contacts, SEPARATOR)


def content_of(markdown: str, language: str) -> Content:
    """Sections that are still to be filled in are left out."""
    document = parse(markdown)
    top, rest = _top(document.head, document.name)
    headlines, contact_items = _who(top)
    parts = (
        Part(printable(section.title), section.kind, tuple(_blocks(lines(section.body))))
        for section in document.sections
    )
    return Content(
        name=printable(document.name),
        language=language,
        headlines=headlines,
        contacts=contact_items,
        head=tuple(_blocks(rest)),
        parts=tuple(part for part in parts if part.blocks),
    )


def _top(head: str, name: str) -> tuple[list[Runs], list[Line]]:
    """The lines that say who this is, and the lines that follow them."""
    found = lines(head)
    if name:
        found.remove(next(line for line in found if line.kind == "name"))
    at = 0
    while at < len(found) and (found[at].kind == "blank" or _is_of_top(found[at])):
        at += 1
    said = [runs(line.raw) for line in found[:at] if line.kind == "text"]
    return said, found[at:]


def _is_of_top(line: Line) -> bool:
    if line.kind != "text" or RULE.match(line.raw):
        return False
    return _is_contact(line.text) or len(line.text) <= LONGEST_HEADLINE


def _is_contact(text: str) -> bool:
    named = (contacts.EMAIL, contacts.LINK, contacts.HANDLE)
    return any(one.search(text) for one in named) or bool(contacts.phone_spans(text))


def _who(top: list[Runs]) -> tuple[tuple[Runs, ...], tuple[Runs, ...]]:
    """Headlines, and the items of the contact line: what stands between the separators."""
    headlines: list[Runs] = []
    items: list[Runs] = []
    for line in top:
        text = text_of(line)
        if _is_contact(text) or (items and len(text) <= LONGEST_CONTACT):
            items += parted(line)
        else:
            headlines.append(line)
    return tuple(headlines), tuple(items)


def _blocks(found: Iterable[Line]) -> Iterator[Block]:
    """Entries, paragraphs and lists. Empty lines only part them."""
    gathered: list[Line] = []
    for line in [*found, Line(0, "", "blank")]:
        if gathered and not _belongs(line, gathered[0]):
            yield from _gathered(gathered)
            gathered = []
        if line.kind != "blank" and not _says_nothing(line):
            gathered.append(line)


def _says_nothing(line: Line) -> bool:
    """A line drawn across, or the mark of a point that is missing."""
    return bool(RULE.match(line.raw) or LONE_BULLET.match(line.raw.strip()))


def _belongs(line: Line, first: Line) -> bool:
    """Whether the line is of the block that begins so. Text right under a point is of the point,
    but a number begins a list of its own, or a point below."""
    if _says_nothing(line):
        return False
    is_below = line.kind == "text" and (_is_set_in(line) or not NUMBER.match(line.raw))
    return line.kind == first.kind or (first.kind == "bullet" and is_below)


def _is_set_in(line: Line) -> bool:
    return len(line.raw) - len(line.raw.lstrip()) >= INDENT_OF_A_SUBPOINT


def _gathered(found: list[Line]) -> Iterator[Block]:
    if found[0].kind == "bullet":
        yield Points(_points(found))
    elif found[0].kind == "text":
        yield from _text(found)
    else:
        yield from (_entry(_content(line), is_heading=True) for line in found)


def _text(found: list[Line]) -> Iterator[Block]:
    """Lines of text; one that ends in a date opens an entry."""
    plain_lines: list[Runs] = []
    for line in found:
        entry = _entry(runs(line.raw))
        if not entry.date:
            plain_lines.append(entry.text)
            continue
        if not entry.text and plain_lines:  # a date by itself belongs to the line above
            entry = Entry(plain_lines.pop(), entry.date)
        if plain_lines:
            yield Paragraph(tuple(plain_lines))
            plain_lines = []
        yield entry
    if plain_lines:
        yield Paragraph(tuple(plain_lines))


def _entry(text: Runs, *, is_heading: bool = False) -> Entry:
    dated = dates.at_end(text_of(text))
    if dated is None or (is_heading and not dated[0]):
        return Entry(text, "", is_heading)
    end, date = dated
    return Entry(cut(text, 0, end), date, is_heading)


def _points(found: list[Line]) -> tuple[Point, ...]:
    """Two levels: what is indented below a point belongs to it."""
    items: list[tuple[Runs, list[Runs]]] = []
    for line in found:
        text = runs(line.raw) if line.kind == "text" else _content(line)
        if line.kind == "text" and not NUMBER.match(line.raw):
            _hang(items, text)
        elif items and _is_set_in(line):
            items[-1][1].append(text)
        else:
            items.append((text, []))
    return tuple(Point(text, tuple(map(Point, points))) for text, points in items)


def _hang(items: list[tuple[Runs, list[Runs]]], text: Runs) -> None:
    above, below = items[-1]
    if below:
        below[-1] = (*below[-1], Run(" "), *text)
    else:
        items[-1] = ((*above, Run(" "), *text), below)


def _content(line: Line) -> Runs:
    raw = MARK.sub("", line.raw, count=1)
    return runs(raw if line.kind == "bullet" else CLOSING_HASHES.sub("", raw))


def title_of(content: Content) -> str:
    """What a file calls itself: the person's name and what it is."""
    if content.title:
        return content.title
    return f"{content.name} – CV" if content.name else "CV"


def text_size(content: Content) -> int:
    """How many characters there are to print."""
    return sum(len(text_of(line)) for line in all_lines(content))


def all_lines(content: Content) -> Iterator[Runs]:
    """Every line of text but the headings."""
    yield from (*content.headlines, *content.contacts)
    for blocks in (content.head, *(part.blocks for part in content.parts)):
        for block in blocks:
            yield from _lines_of(block)


def _lines_of(block: Block) -> Iterator[Runs]:
    if isinstance(block, Entry):
        yield block.text
    elif isinstance(block, Paragraph):
        yield from block.lines
    else:
        for item in block.items:
            yield item.text
            yield from (below.text for below in item.points)
