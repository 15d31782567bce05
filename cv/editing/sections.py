"""A CV as a form shows it, section by section without marks, and the Markdown of it again.

A point stands as "• …", an escape as what it means. What nobody touched keeps its bytes, section
by section and line by line; only what was typed is written anew. `written(shown(x), x)` is x.
"""

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Self

from cv.text.document import BULLET, ENTRY, ESCAPE, Document, Line, Section, lines, plain
from cv.text.headings import NAMES
from cv.text.markup import escaped

POINT = "• "
# What people put before a point; a plus or a minus sign before a figure is none.
TYPED_POINT = re.compile(r"[ \t]*(?:[-*–—][ \t]+|[•◦▪‣●·][ \t]*)(?=\S)")
POINT_BEGUN = re.compile(r"[ \t]*•[ \t]*")
INDENT = re.compile(r"[ \t]*")

MOST_NAMES = 3  # of one kind of section, in a list to choose from
UKRAINIAN_LETTERS = re.compile("[іїєґ]", re.IGNORECASE)


@dataclass(frozen=True)
class Block:
    """A section as people see and type it."""

    title: str
    body: str = ""

    @classmethod
    def typed(cls, title: str, body: str) -> Self:
        """Without what a browser changes on the way: line ends, spaces at the edges."""
        return cls(" ".join(title.split()), _calm(body))

    @property
    def is_empty(self) -> bool:
        return not self.title and not self.body


@dataclass(frozen=True)
class Sheet:
    """A whole CV as people see and type it."""

    name: str
    contacts: str
    blocks: tuple[Block, ...] = ()

    @classmethod
    def typed(cls, name: str, contacts: str, blocks: Iterable[Block]) -> Self:
        return cls(" ".join(name.split()), _calm(contacts), tuple(blocks))


@dataclass(frozen=True)
class Conflict:
    """Where two texts of one CV differ: what is saved instead of what was typed."""

    head: str | None = None
    blocks: dict[int, str] = field(default_factory=dict)  # by the place of the typed block
    others: tuple[Block, ...] = ()  # saved under titles that were not typed


def shown(document: Document) -> Sheet:
    name, rest = _parted(document.head)
    contacts = "\n".join(map(shown_line, rest))
    return Sheet.typed(name.text if name else "", contacts, map(_block, document.sections))


def written(sheet: Sheet, over: Document, untitled: str = "…") -> str:
    """The Markdown of what was typed, over the document that it was typed over.

    A text without a title gets `untitled` for one: a heading must say something.
    """
    return "".join(_Writer(over, untitled).pieces(sheet))


def shown_line(line: Line) -> str:
    """A line of the Markdown without marks; what people would type for it."""
    raw = line.raw.rstrip()
    if line.kind != "bullet":
        text = ESCAPE.sub(r"\1", raw)
        return text if _written_line(text) == raw else raw
    content = BULLET.sub("", raw, count=1)
    text = ESCAPE.sub(r"\1", content)
    return _indent(raw) + POINT + (text if _written_text(text) == content else content)


def conflict(typed: Sheet, saved: Sheet) -> Conflict:
    by_block, by_title = _queues((one, one) for one in saved.blocks), _Queues[str, Block]()
    open_places = [place for place, one in enumerate(typed.blocks) if not by_block.pop(one)]
    for one in by_block.rest():
        by_title.add(one.title, one)
    theirs = {place: by_title.pop(typed.blocks[place].title) for place in open_places}
    heads = ((one.name, one.contacts) for one in (typed, saved))
    return Conflict(
        head=None if len(set(heads)) == 1 else f"{saved.name}\n{saved.contacts}".strip(),
        blocks={place: found.body if found else "" for place, found in theirs.items()},
        others=tuple(by_title.rest()),
    )


def usual_names(language: str) -> list[str]:
    """Some titles of each kind of section, for a CV in English ("en") or Ukrainian ("uk")."""
    return [name for names in NAMES.values() for name in _in_language(names, language)]


def usual_name(kind: str, language: str) -> str:
    return _in_language(NAMES[kind], language)[0]


def _in_language(names: tuple[str, ...], language: str) -> list[str]:
    if language != "uk":
        return [name for name in names if name.isascii()][:MOST_NAMES]
    # The first in Cyrillic is Ukrainian; after the Ukrainian ones come Russian ones.
    first, *more = [name for name in names if not name.isascii()]
    return [first, *(name for name in more if UKRAINIAN_LETTERS.search(name))][:MOST_NAMES]


class _Queues[Key, Value]:
    """Values by a key, each taken once, in their order."""

    def __init__(self) -> None:
        self._values: dict[Key, deque[Value]] = defaultdict(deque)

    def add(self, key: Key, value: Value) -> None:
        self._values[key].append(value)

    def pop(self, key: Key) -> Value | None:
        waiting = self._values.get(key)
        return waiting.popleft() if waiting else None

    def rest(self) -> list[Value]:
        return [value for waiting in self._values.values() for value in waiting]


def _queues[Key, Value](pairs: Iterable[tuple[Key, Value]]) -> _Queues[Key, Value]:
    queues = _Queues[Key, Value]()
    for key, value in pairs:
        queues.add(key, value)
    return queues


class _Writer:
    """Puts the pieces of a document together again, whatever was moved, changed or left out."""

    def __init__(self, over: Document, untitled: str) -> None:
        self._over = over
        self._untitled = untitled
        self._whole = _queues((_block(one), one) for one in over.sections)
        self._headings = _Queues[str, str]()
        self._lines = _Queues[str, str]()

    def pieces(self, sheet: Sheet) -> Iterator[str]:
        kept = [self._whole.pop(one) for one in sheet.blocks]
        for other in self._whole.rest():  # changed or left out: their lines may stand anywhere
            self._headings.add(" ".join(other.title.split()), other.heading)
            self._remember(lines(other.body))
        wanted = [
            (section, one)
            for section, one in zip(kept, sheet.blocks, strict=True)
            if section or not one.is_empty
        ]
        yield self._head(sheet, has_sections=bool(wanted))
        for place, (section, one) in enumerate(wanted, 1):
            is_last = place == len(wanted)
            yield self._kept(section, is_last=is_last) if section else self._anew(one)

    def _head(self, sheet: Sheet, *, has_sections: bool) -> str:
        name, rest = _parted(self._over.head)
        before = shown(Document(self._over.head))
        if (sheet.name, sheet.contacts) == (before.name, before.contacts):
            at_the_end = has_sections and not self._over.sections
            return _apart(self._over.head) if at_the_end else self._over.head
        self._remember(rest)
        parts = [self._name(sheet.name, name if sheet.name == before.name else None)]
        parts.append(self._body(sheet.contacts))
        return "".join(_apart(part) for part in parts)

    def _name(self, typed: str, before: Line | None) -> str:
        if before:
            return before.raw
        return f"# {escaped(typed)}" if typed else ""

    def _kept(self, section: Section, *, is_last: bool) -> str:
        was_last = section is self._over.sections[-1]
        return _apart(section.source) if was_last and not is_last else section.source

    def _anew(self, block: Block) -> str:
        title = escaped(block.title) or self._untitled
        heading = self._headings.pop(block.title) or f"## {title}"
        return _apart(heading) + _apart(self._body(block.body))

    def _body(self, text: str) -> str:
        typed = (line for line in text.split("\n") if not POINT_BEGUN.fullmatch(line))
        return "\n".join(self._lines.pop(line) or _written_line(line) for line in typed)

    def _remember(self, found: Iterable[Line]) -> None:
        for line in found:
            if line.kind != "blank":
                self._lines.add(shown_line(line), line.raw)


def _apart(text: str) -> str:
    """With one empty line below, so that the next piece begins a block."""
    text = text.rstrip("\n")
    return f"{text}\n\n" if text else ""


def _calm(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")


def _block(section: Section) -> Block:
    return Block.typed(section.title, "\n".join(map(shown_line, lines(section.body))))


def _parted(head: str) -> tuple[Line | None, list[Line]]:
    """The line of the name, and the others."""
    found = lines(head)
    name = next((line for line in found if line.kind == "name"), None)
    return name, [line for line in found if line is not name]


def _written_line(typed: str) -> str:
    if TYPED_POINT.match(typed):
        return f"{_indent(typed)}- {_written_text(TYPED_POINT.sub('', typed, count=1))}"
    if entry := ENTRY.match(typed):
        return entry[0] + _written_text(typed[entry.end() :])
    return _indent(typed) + _written_text(typed)


def _written_text(text: str) -> str:
    """Emphasis, links and escapes are meant; whatever else looks like markup is text."""
    text = text.strip()
    return escaped(text) if plain(text) == text else text


def _indent(line: str) -> str:
    found = INDENT.match(line)
    return found[0] if found else ""
