"""The text of one line as runs: bold, italic and links, without marks and escapes."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from cv.sending import contacts

# Control characters, marks that turn the writing direction, halves of surrogate pairs.
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb]"
)
SAFE_LINK = re.compile(r"(?:https?://|mailto:)\S", re.IGNORECASE)
BARE_LINK = re.compile(rf"(?P<email>{contacts.EMAIL.pattern})|{contacts.LINK.pattern}", re.I)
LONGEST_LINK = 2_000
SAID_BARE = re.compile(r"^(?:https?://|mailto:|tel:)?(?:www\.)?|/$", re.IGNORECASE)
PARTED_BY = re.compile(r"\s+[·•|∙](?:\s+|$)|\s*\t\s*")


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one face; `link` is an http, https or mailto address, or nothing."""

    text: str
    is_bold: bool = False
    is_italic: bool = False
    link: str = ""


Runs = tuple[Run, ...]


@cache
def _parser() -> MarkdownIt:
    """What the CV's page is rendered with, for one line: no pictures, no HTML."""
    return MarkdownIt("commonmark", {"html": False}).disable(["image", "html_inline"])


def printable(text: str) -> str:
    return UNPRINTABLE.sub("", text)


def runs(markdown: str) -> Runs:
    """The runs of one line of Markdown."""
    tokens = _parser().parseInline(printable(markdown.strip()))[0].children or []
    found = merged(_linked(_faces(tokens)))
    return cut(found, 0, len(text_of(found).rstrip()))


def text_of(line: Runs) -> str:
    return "".join(run.text for run in line)


def said(line: Runs) -> str:
    """The line as plain text; behind words that lead elsewhere stands where to."""
    found = []
    for index, run in enumerate(line):
        found.append(run.text)
        is_end = index + 1 == len(line) or line[index + 1].link != run.link
        if run.link and is_end and not _says_itself(_words_of_link(line, index), run.link):
            found.append(f" ({run.link.removeprefix('mailto:')})")
    return " ".join("".join(found).split())


def _words_of_link(line: Runs, last: int) -> str:
    """All that leads where the last run of a link does, in however many faces."""
    first = last
    while first and line[first - 1].link == line[last].link:
        first -= 1
    return text_of(line[first : last + 1])


def _says_itself(text: str, link: str) -> bool:
    bare = SAID_BARE.sub("", unquote(link)).casefold()
    return SAID_BARE.sub("", unquote(text.strip())).casefold() == bare


def plain_run(text: str) -> Runs:
    return (Run(text),) if text else ()


def cut(line: Runs, start: int, stop: int) -> Runs:
    """The characters from start to stop."""
    found, at = [], 0
    for run in line:
        text = run.text[max(0, start - at) : max(0, stop - at)]
        at += len(run.text)
        if text:
            found.append(replace(run, text=text))
    return tuple(found)


def parted(line: Runs) -> tuple[Runs, ...]:
    """What stands between the separators of "a · b | c"."""
    text, at, parts = text_of(line), 0, []
    for mark in PARTED_BY.finditer(text):
        parts.append(cut(line, at, mark.start()))
        at = mark.end()
    parts.append(cut(line, at, len(text)))
    return tuple(part for part in parts if text_of(part).strip(" ·•|∙"))


def joined(parts: Iterable[Runs], mark: str) -> Runs:
    line: list[Run] = []
    for part in parts:
        line += [*plain_run(mark), *part] if line else part
    return merged(line)


def merged(line: Iterable[Run]) -> Runs:
    """Neighbours with the same face are one run."""
    found: list[Run] = []
    for run in line:
        if found and replace(run, text="") == replace(found[-1], text=""):
            found[-1] = replace(run, text=found[-1].text + run.text)
        elif run.text:
            found.append(run)
    return tuple(found)


def _faces(tokens: list[Token]) -> Iterator[Run]:
    bold = italic = 0
    links: list[str] = []
    for token in tokens:
        bold += token.nesting if token.tag == "strong" else 0
        italic += token.nesting if token.tag == "em" else 0
        if token.type == "link_open":
            links.append(str(token.attrGet("href") or ""))
        elif token.type == "link_close":
            links.pop()
        elif token.type in ("softbreak", "hardbreak"):
            yield Run(" ")
        elif token.content:
            link = links[-1] if links and _is_safe(links[-1]) else ""
            yield Run(token.content, bold > 0, italic > 0, link)


def _is_safe(link: str) -> bool:
    return len(link) <= LONGEST_LINK and bool(SAFE_LINK.match(link))


def _linked(line: Iterable[Run]) -> Iterator[Run]:
    """E-mail addresses and web addresses that stand bare become links."""
    for run in line:
        at = 0
        for match in BARE_LINK.finditer(run.text) if not run.link else ():
            target = _target(match)
            if target:
                yield replace(run, text=run.text[at : match.start()])
                yield replace(run, text=match[0], link=target)
                at = match.end()
        yield replace(run, text=run.text[at:])


def _target(match: re.Match[str]) -> str:
    if match["email"]:
        return f"mailto:{match[0]}"
    if match[0].startswith("@"):
        return ""
    return match[0] if SAFE_LINK.match(match[0]) else f"https://{match[0]}"
