"""Headings that a text file underlines, as our own do: "=" under the name and the sections, "-"
under the entries, each line as long as the one above it."""

import re
from collections.abc import Sequence

from cv.reader.document import Role
from cv.text.headings import known_kind

SECTION, ENTRY = "=", "-"
SHORTEST = 3
UNDERLINE = re.compile(r"[ \t]*(?:={3,}|-{3,})[ \t]*")


def underline(text: str, mark: str) -> str:
    return mark * max(SHORTEST, len(text))


def roles(lines: Sequence[str]) -> dict[int, Role]:
    """What each underlined line is. None where lines are drawn for anything else as well, or under
    no section: then they say nothing."""
    drawn = [index for index, line in enumerate(lines) if UNDERLINE.fullmatch(line)]
    if not all(_is_under_a_heading(lines, index) for index in drawn):
        return {}
    found: dict[int, Role] = {
        index - 1: "section" if lines[index].strip()[0] == SECTION else "entry" for index in drawn
    }
    top = next((index for index, line in enumerate(lines) if line.strip()), 0)
    if found.get(top) == "section" and not known_kind(lines[top].strip()):
        found[top] = "title"
    return found if "section" in found.values() else {}


def _is_under_a_heading(lines: Sequence[str], index: int) -> bool:
    heading = lines[index - 1].strip() if index else ""
    is_apart = index < 2 or not lines[index - 2].strip()
    is_one = bool(heading) and not UNDERLINE.fullmatch(heading)
    return is_one and is_apart and len(lines[index].strip()) == max(SHORTEST, len(heading))
