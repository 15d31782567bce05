"""The lines of a CV turned into a Markdown CV: name, sections, bullets; no word is lost.

One line of the CV is one line of the Markdown, so render it with line breaks kept.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cv.reader import normalise, plain
from cv.reader.document import BULLET, Line
from cv.text.headings import INLINE_KINDS, heading_text, known_kind, without_ornaments
from cv.text.linking import with_said_targets
from cv.text.markup import escaped
from cv.text.wrapping import unwrapped

LINES_SEARCHED_FOR_NAME = 8
LONGEST_NAME = 60
MOST_WORDS_OF_NAME = 5
NOT_A_NAME = frozenset({"curriculum vitae", "cv", "resume", "résumé", "резюме"})

MOST_WORDS_OF_HEADING = 5
FEWEST_LETTERS_OF_HEADING = 4
LONGEST_HEADING = 60
LONGEST_LABEL = 40
SUBPOINT = re.compile(r"\s{2,}[-*+]\s")
BULLETS = ("bullet", "subbullet")
SHOUTING = 3  # times as many headings in capitals as not


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of the Markdown to be: what it says and what it is."""

    kind: str  # "name", "section", "entry", "bullet", "subbullet", "text" or "blank"
    text: str = ""


def markdown_of_text(text: str) -> str:
    """A Markdown CV from plain text, such as a paste. Text that is one already stays as it is."""
    if is_markdown_cv(text):
        return text.strip() + "\n"
    lines, _ = normalise.tidy(list(plain.lines_of(text)))
    return markdown_of_written(lines)


def markdown_of_written(lines: Sequence[Line]) -> str:
    """A Markdown CV from the lines of a text; such a file of ours says where its links lead."""
    markdown = markdown_of_lines(lines)
    is_ours = any(line.role == "section" for line in lines)
    return with_said_targets(markdown) if is_ours else markdown


def is_markdown_cv(text: str) -> bool:
    """Whether the text is what we write ourselves: a name as title and sections under it."""
    lines = text.strip().splitlines()
    return bool(lines) and lines[0].startswith("# ") and any(x.startswith("## ") for x in lines)


def markdown_as_written(markdown: str) -> list[str]:
    """The lines of a text that is Markdown already, clean, those of points below points set in."""
    written = [Line(line, level=bool(SUBPOINT.match(line))) for line in markdown.splitlines()]
    lines, _ = normalise.tidy(written)
    return [f"{'  ' * line.level}{line.text}" for line in lines]


def markdown_of_lines(lines: Sequence[Line]) -> str:
    """A Markdown CV from the lines of a document."""
    whole = list(unwrapped(lines))
    pieces = _Sections(whole).pieces()
    return "\n".join(_spaced(pieces)).strip() + "\n"


class _Sections:
    """Decides for each line whether it is the name, a heading, a bullet or text."""

    def __init__(self, lines: list[Line]) -> None:
        self._lines = lines
        # A file that tells its sections needs no guesses: what it says is text is text.
        self._is_told = any(line.role == "section" for line in lines)
        self._name = _title(lines) if self._is_told else _find_name(lines)
        self._section_levels = self._levels_of_sections()
        capital, calm = self._count_known_headings()
        # Unknown capitals are a heading only where the known headings are capitals too. Where all
        # of these are, a known word in small letters ("Leadership") is a title inside a section.
        self._capitals_are_headings = capital >= calm
        self._only_capitals_are = capital > SHOUTING * max(calm, 1)
        self._labels = Counter(_label(line.text)[0] for line in lines)
        self._current = ""

    def pieces(self) -> Iterator[Piece]:
        if self._name is not None:
            yield Piece("name", self._lines[self._name].text)
        for index, line in enumerate(self._lines):
            if index != self._name:
                yield from self._pieces_of(line)

    def _levels_of_sections(self) -> frozenset[int]:
        styled = [
            (line.level, known_kind(line.text))
            for index, line in enumerate(self._lines)
            if line.role == "heading" and index != self._name
        ]
        known = Counter(level for level, kind in styled if kind)
        every = Counter(level for level, _ in styled)
        # Below the first level that heads known sections, one entry named "Portfolio" is no proof.
        proven = {level for level, count in known.items() if 2 * count >= every[level]}
        return frozenset({*proven, *sorted(known or every)[:1]})

    def _is_entry(self, line: Line) -> bool:
        """Whether the document says that it heads a part of a section."""
        levels = self._section_levels
        is_below = line.role == "heading" and bool(levels) and line.level > max(levels)
        return line.role == "entry" or is_below

    def _count_known_headings(self) -> tuple[int, int]:
        known = [line.text for line in self._lines if known_kind(line.text)]
        capital = sum(text.isupper() for text in known)
        return capital, len(known) - capital

    def _pieces_of(self, line: Line) -> Iterator[Piece]:
        label, content = _label(line.text)
        if not line.text:
            yield Piece("blank")
        elif self._is_entry(line):
            yield Piece("entry", line.text)
        elif self._is_heading(line):
            self._current = known_kind(line.text) or "other"
            told = line.role == "section"
            yield Piece("section", line.text if told else heading_text(line.text))
        elif line.role == "paragraph":
            yield Piece("text", line.text)
        elif bullet := BULLET.match(line.text):
            yield Piece("subbullet" if line.level else "bullet", line.text[bullet.end() :])
        elif self._is_inline_section(label):
            self._current = known_kind(label) or "other"
            yield Piece("section", heading_text(label))
            yield Piece("text", content)
        else:
            yield Piece("text", line.text)

    def _is_heading(self, line: Line) -> bool:
        if self._is_told:
            return line.role == "section"
        if line.role == "heading" and line.level in self._section_levels:
            return bool(without_ornaments(line.text))
        if line.role == "title" or BULLET.match(line.text):
            return False
        if known_kind(line.text):
            return line.text.isupper() or not self._only_capitals_are
        return self._capitals_are_headings and _is_short_and_capital(line.text)

    def _is_inline_section(self, label: str) -> bool:
        """Whether the label opens a section, and is no row of one, and no part of each entry."""
        kind = known_kind(label) if label else None
        return (
            not self._is_told
            and kind in INLINE_KINDS
            and self._current not in ("skills", "languages")
            and self._labels[label] == 1
        )


def _label(text: str) -> tuple[str, str]:
    """What stands before and after the colon of "Skills: a, b"; empty strings without one."""
    label, _, content = text.partition(":")
    if len(label) > LONGEST_LABEL or not content.strip():
        return "", ""
    return label, content.strip()


def _title(lines: Sequence[Line]) -> int | None:
    return next((index for index, line in enumerate(lines) if line.role == "title"), None)


def _find_name(lines: Sequence[Line]) -> int | None:
    """The index of the person's name: the title, or the first line that looks like one."""
    top = [index for index, line in enumerate(lines) if line.text][:LINES_SEARCHED_FOR_NAME]
    for index in top:
        if lines[index].role == "title" and not _is_not_a_name(lines[index].text):
            return index
    for index in top:
        if known_kind(lines[index].text) and not _is_not_a_name(lines[index].text):
            return None
        # One word alone is a name at the very top only; further down it is a town or a title.
        if _looks_like_a_name(lines[index].text) and (index == top[0] or " " in lines[index].text):
            return index
    return None


def _is_not_a_name(text: str) -> bool:
    return without_ornaments(text).casefold() in NOT_A_NAME


def _looks_like_a_name(text: str) -> bool:
    words = [word for word in re.split(r"[\s,]+", text) if word]
    if _is_not_a_name(text) or len(text) > LONGEST_NAME or len(words) > MOST_WORDS_OF_NAME:
        return False
    if re.search(r"[\d@:/|•·]", text) or BULLET.match(text):
        return False
    return all(word[0].isupper() or word.islower() and len(word) <= 3 for word in words)


def _is_short_and_capital(text: str) -> bool:
    letters = sum(character.isalpha() for character in text)
    return (
        len(text) <= LONGEST_HEADING
        and text.isupper()
        and letters >= FEWEST_LETTERS_OF_HEADING
        and len(text.split()) <= MOST_WORDS_OF_HEADING
        and not re.search(r"[\d@.,|•·()]", text)
    )


def _spaced(pieces: Iterator[Piece]) -> Iterator[str]:
    """Lines of Markdown, with the blank ones that keep blocks apart."""
    above, is_apart = Piece("blank"), False
    for piece in pieces:
        if piece.kind == "blank":
            is_apart = above.kind != "blank"
            continue
        is_below = piece.kind == "subbullet" and above.kind in BULLETS
        shown = piece if is_below or piece.kind != "subbullet" else Piece("bullet", piece.text)
        if not is_below and (is_apart or _needs_space(above, shown)):
            yield ""
        yield _rendered(shown)
        above, is_apart = shown, False


def _needs_space(above: Piece, piece: Piece) -> bool:
    if above.kind in ("name", "section") or piece.kind in ("section", "entry"):
        return True
    # Text right under a bullet would be taken for a part of it.
    return above.kind in BULLETS and piece.kind not in BULLETS


def _rendered(piece: Piece) -> str:
    prefixes = {
        "name": "# ",
        "section": "## ",
        "entry": "### ",
        "bullet": "- ",
        "subbullet": "  - ",
    }
    text = escaped(piece.text)
    return f"{prefixes[piece.kind]}{text}" if piece.kind in prefixes else text
