"""The answer of the child program: the document, or the code of its refusal, as JSON."""

import json
from collections.abc import Callable
from itertools import accumulate

from cv.reader import docx, json_resume, limits, normalise, odt, pdf, plain, rtf
from cv.reader.document import Document, Kind, Line, Refused
from cv.reader.kinds import kind_of

# Fewer words than this beside a picture: the CV is the picture.
FEWEST_WORDS_BESIDE_A_PICTURE = 30

READERS: dict[Kind, Callable[[bytes], Document]] = {
    "pdf": pdf.read,
    "docx": docx.read,
    "odt": odt.read,
    "rtf": rtf.read,
    "text": plain.read,
}


def answer(data: bytes) -> str:
    try:
        return json.dumps(_described(data))
    except Refused as refusal:
        return json.dumps({"refused": refusal.code})


def _described(data: bytes) -> dict[str, object]:
    if not data.strip():
        raise Refused("empty")
    if len(data) > limits.MAX_BYTES:
        raise Refused("too_big")
    if json_resume.looks_like_json(data):
        return _resume(data)
    document = READERS[kind_of(data)](data)
    lines, warnings = normalise.tidy(document.lines)
    _check_readable(document, lines)
    kept = _within_limits(lines)
    if kept != lines:
        warnings |= {"truncated"}
    return {
        "kind": document.kind,
        "pages": document.pages,
        "warnings": sorted(document.warnings | warnings),
        "links": [
            [link.text, link.target, link.before] for link in document.links[: limits.MAX_LINKS]
        ],
        "lines": [[line.text, line.role, line.level, line.continues] for line in kept],
    }


def _resume(data: bytes) -> dict[str, object]:
    try:
        markdown = json_resume.markdown_of(data)
    except json_resume.NotAResume as error:
        raise Refused("bad_json") from error
    if not markdown.strip():
        raise Refused("empty")
    is_cut = len(markdown) > limits.MAX_CHARACTERS
    kept = markdown[: limits.MAX_CHARACTERS].rpartition("\n")[0] + "\n" if is_cut else markdown
    return {"kind": "json", "markdown": kept, "warnings": ["truncated"] if is_cut else []}


def _check_readable(document: Document, lines: list[Line]) -> None:
    words = sum(len(line.text.split()) for line in lines)
    if document.pictures and words < FEWEST_WORDS_BESIDE_A_PICTURE:
        raise Refused("image_only")
    if not words:
        # A PDF without a picture may still be one: letters drawn as outlines hold no text.
        raise Refused("image_only" if document.kind == "pdf" else "empty")


def _within_limits(lines: list[Line]) -> list[Line]:
    ends = accumulate(len(line.text) + 1 for line in lines[: limits.MAX_LINES])
    fitting = [line for line, end in zip(lines, ends, strict=False) if end <= limits.MAX_CHARACTERS]
    if not fitting:  # one endless line
        return [Line(lines[0].text[: limits.MAX_CHARACTERS])]
    return fitting
