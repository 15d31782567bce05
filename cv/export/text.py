"""A CV as plain text."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from cv.export import inline
from cv.export.content import Block, Content, Entry, Paragraph, Points
from cv.export.inline import Runs
from cv.reader.document import BULLET as ANY_BULLET
from cv.reader.document import LONE_BULLET
from cv.reader.plain import POINT, SUBPOINT
from cv.reader.underlines import ENTRY, SECTION, UNDERLINE, underline
from cv.text.wrapping import reads_on


def text(content: Content) -> bytes:
    """A line is a line. The name, headings and entries are underlined, which people and programs
    both know in plain text, whatever their words and figures."""
    lines = [*_underlined(content.name, SECTION)] if content.name else []
    top = [*content.headlines, *([content.contact_line] if content.contacts else [])]
    lines += ["", *map(_said, top)]
    lines += _lines(content.head, is_head=True)
    for part in content.parts:
        lines += ["", *_underlined(_one_line(part.title), SECTION), ""]
        lines += _lines(part.blocks)
    return ("\n".join(_spaced(lines)).strip() + "\n").encode()


def _spaced(lines: list[str]) -> Iterator[str]:
    """No two empty lines in a row, and one where a line would look like the end of the other."""
    for above, line in pairwise(["", *lines]):
        if above and line and not ANY_BULLET.match(line) and reads_on(above, line):
            yield ""
        if above or line:
            yield line


def _lines(blocks: Iterable[Block], *, is_head: bool = False) -> Iterator[str]:
    above: Block | None = None
    for block in blocks:
        if isinstance(above, Points) and isinstance(block, Points):
            yield ""
        above = block
        if isinstance(block, Entry):
            line = _dated(_said(block.text), block.date)
            is_marked = block.is_heading and not is_head
            yield from ("", *_underlined(line, ENTRY), "") if is_marked else ("", line)
        elif isinstance(block, Paragraph):
            yield from ("", *map(_said, block.lines))
        else:
            yield from _points(block)


def _points(block: Points) -> Iterator[str]:
    for item in block.items:
        said = [(POINT, item.text), *((SUBPOINT, below.text) for below in item.points)]
        yield from (mark + _said(line) for mark, line in said if _said(line))


def _underlined(line: str, mark: str) -> tuple[str, str]:
    return line, underline(line, mark)


def _said(line: Runs) -> str:
    return _one_line(inline.said(line))


def _one_line(text: str) -> str:
    """A line drawn across says nothing, and would be taken for that under a heading; so would a
    mark alone for that of the next point."""
    line = " ".join(text.split())
    return "" if UNDERLINE.fullmatch(line) or LONE_BULLET.match(line) else line


def _dated(said: str, date: str) -> str:
    return ", ".join(filter(None, (said, date)))
