"""Reading an uploaded CV: bytes in, text and Markdown out, by a child process with limits.

No ORM, no request, nothing kept. The file is parsed by cv/reader in a process of its own, with no
environment and little memory, time and disk; its stderr is thrown away, so that no word of a CV can
reach a log.
"""

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cv.reader import plain
from cv.reader.document import Line, Link
from cv.reader.limits import MAX_BYTES, MAX_CHARACTERS
from cv.text.language import Language, language_of
from cv.text.linking import with_links
from cv.text.structure import (
    is_markdown_cv,
    markdown_as_written,
    markdown_of_lines,
    markdown_of_written,
)

READER = Path(__file__).parent / "reader" / "__main__.py"
WALL_SECONDS = 15
# JSON writes a character in six bytes at most; each line has some bytes around it.
MOST_ANSWER_BYTES = 12 * MAX_CHARACTERS

SENTENCES: dict[str, Promise] = {
    "empty": _("This file is empty. Choose your CV, or paste its text."),
    "too_big": _("This file is larger than 4 MB. Save it without pictures, or paste its text."),
    "unknown_kind": _(
        "We can't read this kind of file. Save your CV as PDF, DOCX, ODT, RTF, text or JSON"
        " Resume, and upload that."
    ),
    "encrypted": _(
        "This file is locked with a password. Save a copy without the password, and upload that."
    ),
    "image_only": _(
        "This file holds a picture of a CV, not its text. Export it again as a PDF with text that"
        " you can select, or paste the text."
    ),
    "corrupt": _("This file is damaged. Open it, save it again, and upload the new copy."),
    "bad_json": _(
        "This file is no JSON Resume that we can read. Export it again, or paste the text of"
        " your CV."
    ),
    "too_complex": _(
        "This file is too complex for us to read. Save it as a simple PDF, or paste its text."
    ),
}

# What reading programs trip over, found in the file.
WARNINGS = ("letter_spaced", "icon_font", "columns", "text_boxes", "tables", "truncated")


class UnreadableCv(Exception):
    """The file can't be read. `code` says why, `sentence` tells the user what to do."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    @property
    def sentence(self) -> Promise:
        return SENTENCES[self.code]


@dataclass(frozen=True, slots=True)
class CvText:
    """What a file says. `warnings` are codes of WARNINGS."""

    text: str
    markdown: str
    language: Language
    kind: str
    pages: int | None
    warnings: tuple[str, ...]


def read_cv(data: bytes) -> CvText:
    """Read a PDF, DOCX, ODT, RTF, text or JSON Resume file, told by its bytes. Takes 15 s at the
    very most.

    Raises UnreadableCv with a code of SENTENCES.
    """
    if not data.strip():
        raise UnreadableCv("empty")
    if len(data) > MAX_BYTES:
        raise UnreadableCv("too_big")
    return _parsed(_answer_of_child(data), data)


def _answer_of_child(data: bytes) -> bytes:
    command = [sys.executable, "-I", str(READER), *filter(None, sys.path)]
    with subprocess.Popen(  # noqa: S603 (our own program; the file arrives on stdin)
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        start_new_session=True,
    ) as child:
        deadline = Timer(WALL_SECONDS, _kill, [child])
        deadline.start()
        try:
            return _conversation(child, data)
        finally:
            deadline.cancel()
            deadline.join()
            _kill(child)


def _conversation(child: subprocess.Popen[bytes], data: bytes) -> bytes:
    """The child reads all before it writes, so neither waits for the other for ever."""
    if child.stdin is None or child.stdout is None:
        return b""
    with suppress(BrokenPipeError):
        child.stdin.write(data)
    with suppress(BrokenPipeError):
        child.stdin.close()
    return child.stdout.read(MOST_ANSWER_BYTES)


def _kill(child: subprocess.Popen[bytes]) -> None:
    """The whole group; it can't be another's yet, for nobody has waited for the child."""
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)


def _parsed(answer: bytes, data: bytes) -> CvText:
    found = _decoded(answer)
    if found is None:
        # Killed by a limit, by the clock or by a bug in a parser.
        raise UnreadableCv("too_complex")
    if refused := found.get("refused"):
        raise UnreadableCv(refused if refused in SENTENCES else "too_complex")
    text, markdown = _texts(found, data)
    return CvText(
        text=text,
        markdown=markdown,
        language=language_of(text),
        kind=found["kind"],
        pages=found.get("pages"),
        warnings=tuple(found["warnings"]),
    )


def _texts(found: dict[str, Any], data: bytes) -> tuple[str, str]:
    """The plain text, and the Markdown that is made of its lines unless the file says it."""
    if "markdown" in found:
        return found["markdown"], found["markdown"]
    lines = [Line(*line) for line in found["lines"]]
    text = "\n".join(line.text for line in lines)
    if found["kind"] == "text":
        is_markdown = is_markdown_cv(text)
        return text, _as_written(found, data) if is_markdown else markdown_of_written(lines)
    links = (Link(*link) for link in found["links"])
    return text, with_links(markdown_of_lines(lines), links)


def _as_written(found: dict[str, Any], data: bytes) -> str:
    """Markdown with its points below points: what was read is without the spaces before them."""
    lines = markdown_as_written(plain.decode(data) or "")
    is_cut = "truncated" in found["warnings"]
    return "".join(f"{line}\n" for line in (lines[: len(found["lines"])] if is_cut else lines))


def _decoded(answer: bytes) -> dict[str, Any] | None:
    """None for an answer cut off. The decoder's error holds the text, so it ends here."""
    try:
        found: dict[str, Any] = json.loads(answer)
    except ValueError:
        return None
    return found
