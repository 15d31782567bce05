"""What the fields of JSON Resume do not give back to the letter, kept beside them as Markdown.

Each piece is kept with the fingerprint of the fields that say the same: where another program has
changed those since, what it wrote counts.
"""

from typing import Any

from cv.export import markdown
from cv.export.content import Content, Part, content_of
from cv.reader.json_resume import (
    OURS,
    fields_of_head,
    fields_of_sections,
    fingerprint,
    markdown_of_resume,
)
from cv.reader.json_values import LONGEST_TEXT
from cv.reader.normalise import clean_characters


def complete(resume: dict[str, Any], content: Content) -> None:
    """Read the resume back, and keep in it every section that came back otherwise."""
    read = content_of(markdown_of_resume(resume), content.language)
    ours = resume["meta"][OURS]
    if _head(read) != _head(content):
        ours["head"] = fingerprint(fields_of_head(resume))
    is_whole = len(read.parts) == len(content.parts)
    for index, (section, fields) in enumerate(fields_of_sections(resume)):
        written = _written(content.parts[index])
        is_said = is_whole and _written(read.parts[index]) == written
        if "key" in section and not is_said and len(written) <= LONGEST_TEXT:
            section |= {"markdown": written, "fingerprint": fingerprint(fields)}


def _written(part: Part) -> str:
    return clean_characters("\n".join(markdown.lines_of(part.blocks)))


def _head(content: Content) -> tuple[object, ...]:
    return content.name, content.headlines, content.contacts, content.head
