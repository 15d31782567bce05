"""Words that a file lets break anywhere, because they are longer than a line."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from cv.reader.document import Line

BREAK = "\u200b"  # at the end of a line it says that the word goes on


def with_whole_words(lines: Iterable[Line]) -> Iterator[Line]:
    above: Line | None = None
    for line in lines:
        if above and above.text.endswith(BREAK):
            above = replace(above, text=above.text.removesuffix(BREAK) + line.text)
            continue
        if above:
            yield above
        above = line
    if above:
        yield above
