"""Lines that were only wrapped made whole again, and words that a line end broke."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cv.reader.document import BULLET, LONE_BULLET, Line
from cv.text.headings import known_kind

# A line this long that does not end a sentence was probably wrapped, if the next starts small.
WRAPPED_LENGTH = 50
TEXT = ("text", "paragraph")
SENTENCE_END = (".", "!", "?", ";", ":")
ENDS_IN_DATE = re.compile(
    r"(?:\b(?:19|20)\d\d|present|now|current|дотепер|теперішній час|наст\w+ время)\)?$",
    re.IGNORECASE,
)

# Only the end of a line is looked at: lines may be as long as the file.
LONGEST_TAIL = 60
BROKEN_WORD = re.compile(r"(?<![-\w])([^\W\d_]+)-$")
GLUED_END = re.compile(r"\S[-/]$")
FIRST_WORD = re.compile(r"[^\W\d_]+")
# Halves of words that keep their hyphen where a line breaks on it. The list only has to be right
# more often than not: a reader sees at once what is meant.
COMPOUND_END = re.compile(
    r"agnostic|aware|based|box|built|class|critical|day|depth|driven|end|effective|efficient|facing"
    r"|first|focused|free|friendly|functional|grade|hand|house|in|learning|level|line|made|minded"
    r"|native|of|off|on|only|oriented|organized|performance|performing|person|platform|player|point"
    r"|powered|quality|rate|ready|related|rich|running|safe|saving|scale|series|service|side|site"
    r"|solving|source|speaking|specific|stack|stage|standing|starter|step|tenant|term|test|the"
    r"|threaded|tier|time|to|up|user|wide|winning|world|year"
)
COMPOUND_START = re.compile(
    r"all|co|cost|cross|data|decision|e|event|ex|full|go|half|hands|hard|high|in|long|low|mid|multi"
    r"|non|on|open|part|post|pre|problem|real|self|semi|short|single|so|soft|team|third|two|user"
    r"|well|веб|інтернет|онлайн|пет|ком"
)


def unwrapped(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines as their author meant them: a paragraph or a list item is one line."""
    return _joined(_with_lone_bullets_attached(lines))


def _with_lone_bullets_attached(lines: Sequence[Line]) -> Iterator[Line]:
    glyph = ""
    for line in lines:
        if glyph and line.text:
            yield replace(line, text=f"{glyph} {line.text}", continues=False)
            glyph = ""
        elif LONE_BULLET.match(line.text) and line.role != "paragraph":
            glyph = line.text
        elif not glyph:
            yield line


def _joined(lines: Iterator[Line]) -> Iterator[Line]:
    """Lines that were only wrapped, made whole again."""
    above: Line | None = None
    for line in lines:
        if above is None:
            above = line
        elif _continues(above, line):
            above = replace(above, text=_mended(above.text, line.text))
        else:
            yield above
            above = line
    if above is not None:
        yield above


def _continues(above: Line, line: Line) -> bool:
    if not above.text or not line.text or BULLET.match(line.text):
        return False
    if any(part.role not in TEXT or known_kind(part.text) for part in (above, line)):
        return False
    if line.continues is None:
        return reads_on(above.text, line.text)
    return line.continues and (bool(BULLET.match(above.text)) or not _ends_in_date(above.text))


def reads_on(above: str, below: str) -> bool:
    """A guess from the words alone, for text without a layout."""
    if above.endswith(SENTENCE_END) or "@" in above:
        return False
    return below[0].islower() and len(above) >= WRAPPED_LENGTH


def _ends_in_date(text: str) -> bool:
    """An entry's date stands at the right edge; that the line is full proves no wrapping."""
    return bool(ENDS_IN_DATE.search(text[-LONGEST_TAIL:]))


def _mended(above: str, below: str) -> str:
    """Two halves of a line as one, and of a word as one if a line end broke it."""
    broken, follows = BROKEN_WORD.search(above[-LONGEST_TAIL:]), FIRST_WORD.match(below)
    if not broken or not follows:
        return above + below if GLUED_END.search(above[-2:]) else f"{above} {below}"
    if _is_compound(broken[1], follows[0]):
        return above + below
    return above[:-1] + below


def _is_compound(start: str, end: str) -> bool:
    return (
        not end.islower()
        or start.isupper()
        or bool(COMPOUND_START.fullmatch(start.casefold()) or COMPOUND_END.fullmatch(end))
    )
