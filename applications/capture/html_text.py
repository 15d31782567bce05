"""Readable text of HTML: paragraphs, "- " for list items, nothing that a reader does not see."""

import html
import re
from collections.abc import Iterator

from lxml import etree

from applications.capture.html_tree import Element, is_html, parse
from applications.capture.proposal import clean

UNSEEN = frozenset(
    [
        "head",
        "script",
        "style",
        "noscript",
        "template",
        "title",
        "svg",
        "math",
        "iframe",
        "object",
        "video",
        "audio",
        "canvas",
        "dialog",
        "nav",
        "footer",
        "aside",
        "button",
        "select",
        "textarea",
        "option",
    ]
)
PARAGRAPHS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "ul",
        "ol",
        "dl",
        "table",
        "blockquote",
        "pre",
        "form",
        "fieldset",
        "figure",
        "hr",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "address",
        "details",
    ]
)
LINES = frozenset(["br", "tr", "dt", "dd", "summary", "legend", "caption"])
PARAGRAPH, LINE, BULLET, CELL = "\n\n", "\n", "\n- ", " \t"
ENOUGH = 200  # characters that make <main> the page's content
MOST_MARKED = 5
SPACE = re.compile(r"[^\S\u00a0]+|\u00a0")


def page_text(root: Element) -> str:
    """The text of a page's main part, or of the whole of it when none is marked."""
    marked = [one for one in root.iter() if one.tag == "main" or one.get("role") == "main"]
    articles = list(root.iter("article"))
    if len(articles) == 1:
        marked += articles
    for part in marked[:MOST_MARKED]:
        if len(text := element_text(part)) >= ENOUGH:
            return text
    return element_text(root)


def fragment_text(markup: str) -> str:
    """The text of a description, which may be HTML, HTML escaped once more, or plain text."""
    if not is_html(markup) and is_html(unescaped := html.unescape(markup)):
        markup = unescaped
    return element_text(parse(markup)) if is_html(markup) else tidy(html.unescape(markup))


def element_text(element: Element) -> str:
    pieces: list[str] = []
    walker = etree.iterwalk(element, events=("start", "end"))
    for event, one in walker:
        if event == "start" and _is_unseen(one):
            walker.skip_subtree()
            continue
        pieces += _opened(one) if event == "start" else _closed(one, element)
    return tidy("".join(pieces))


def _opened(element: Element) -> Iterator[str]:
    if element.tag == "li":
        yield BULLET
    elif element.tag in PARAGRAPHS:
        yield PARAGRAPH
    elif element.tag in LINES:
        yield LINE
    yield SPACE.sub(" ", element.text or "")


def _closed(element: Element, last: Element) -> Iterator[str]:
    if element is last:
        return
    if element.tag in PARAGRAPHS:
        yield PARAGRAPH
    elif element.tag in ("td", "th"):
        yield CELL
    yield SPACE.sub(" ", element.tail or "")


def _is_unseen(element: Element) -> bool:
    if element.tag in UNSEEN or element.get("hidden") is not None:
        return True
    if element.get("aria-hidden") == "true":
        return True
    if "display:none" in (element.get("style") or "").replace(" ", "").lower():
        return True
    return element.tag == "header" and _is_of_site(element)


def _is_of_site(header: Element) -> bool:
    """A header above everything, unless it holds the page's heading."""
    parent = header.getparent()
    return parent is not None and parent.tag == "body" and next(header.iter("h1"), None) is None


def tidy(text: str) -> str:
    """Spaces and empty lines put in order; a bullet stays on the line of its item."""
    text = re.sub(r"[ \t\u00a0]+", " ", clean(text))
    text = re.sub(r" ?\n ?", "\n", text)
    text = re.sub(r"(?<=\n-)\n+(?=[^\s-])", " ", f"\n{text}")
    text = re.sub(r"\n-(?=\n|$)", "", text)
    text = re.sub(r"(?m)^(- [^\n]*)\n{2,}(?=- )", r"\1\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()
