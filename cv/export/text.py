"""A CV as plain text."""

from collections.abc import Iterable, Iterator

from cv.export.content import Block, Content, Entry, Paragraph
from cv.export.inline import text_of

BULLET, SUBBULLET = "• ", "  – "


def text(content: Content) -> bytes:
    """A line is a line; headings are in capitals, as reading programs know them in plain text."""
    lines = [content.name] if content.name else []
    lines += [text_of(line) for line in content.headlines]
    lines += [text_of(content.contact_line)] if content.contacts else []
    lines += _lines(content.head)
    for part in content.parts:
        lines += ["", part.title.upper(), "", *_lines(part.blocks)]
    return ("\n".join(_spaced(lines)).strip() + "\n").encode()


def _spaced(lines: list[str]) -> Iterator[str]:
    """No two empty lines in a row."""
    return (line for above, line in zip(["", *lines], lines, strict=False) if above or line)


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Entry):
            yield from ("", _dated(text_of(block.text), block.date))
        elif isinstance(block, Paragraph):
            yield from ("", *(text_of(line) for line in block.lines))
        else:
            for item in block.items:
                yield BULLET + text_of(item.text)
                yield from (SUBBULLET + text_of(below.text) for below in item.points)


def _dated(said: str, date: str) -> str:
    return ", ".join(filter(None, (said, date)))
