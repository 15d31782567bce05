"""Blocks of a CV written as Markdown again."""

import re
from collections.abc import Iterable, Iterator

from cv.export.content import Block, Entry, Paragraph
from cv.export.inline import Run, Runs, text_of
from cv.text.markup import escaped

EDGES = re.compile(r"^(\s*)(.*?)(\s*)$", re.DOTALL)


def lines_of(blocks: Iterable[Block]) -> Iterator[str]:
    """Lines of Markdown, with an empty one between blocks."""
    for index, block in enumerate(blocks):
        if index:
            yield ""
        if isinstance(block, Entry):
            yield entry(block)
        elif isinstance(block, Paragraph):
            yield from map(line, block.lines)
        else:
            for item in block.items:
                yield f"- {line(item.text)}"
                yield from (f"  - {line(below.text)}" for below in item.points)


def entry(block: Entry) -> str:
    parts = filter(None, (line(block.text), escaped(block.date)))
    return ("### " if block.is_heading else "") + ", ".join(parts)


def line(runs: Runs) -> str:
    if not any(run.is_bold or run.is_italic or run.link for run in runs):
        return escaped(text_of(runs))
    return "".join(map(_marked, runs))


def _marked(run: Run) -> str:
    found = EDGES.match(run.text)
    before, text, after = found.groups() if found else ("", run.text, "")
    if not text:
        return run.text
    text = escaped(text)
    if run.link and run.link not in (run.text, f"mailto:{run.text}", f"https://{run.text}"):
        text = f"[{text}]({run.link})"
    mark = "**" * run.is_bold + "*" * run.is_italic
    return f"{before}{mark}{text}{mark}{after}"
