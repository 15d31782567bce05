"""What a mail in HTML shows to a reader, with the addresses behind its links."""

import re

from applications.capture.html_text import element_text
from applications.capture.html_tree import Element, parse
from applications.capture.proposal import web_url

# Ways of hiding text in mails beside display:none, which element_text knows.
UNSEEN = re.compile(
    r"visibility:hidden|font-size:0(?![.\d]*[1-9])|max-height:0(?![.\d]*[1-9])"
    r"|opacity:0(?![.\d]*[1-9])"
    r"|mso-hide:all"
)
MOST_LINKS = 100


def text(markup: str) -> str:
    root = parse(markup)
    for element in list(root.iter()):
        if UNSEEN.search(re.sub(r"\s", "", element.get("style") or "").lower()):
            element.set("hidden", "")
    for link in list(root.iter("a"))[:MOST_LINKS]:
        _show_address(link)
    return element_text(root)


def _show_address(link: Element) -> None:
    """The address goes behind the words that led there, as in a mail of plain text."""
    address = web_url(link.get("href"))
    if address and address not in "".join(map(str, link.itertext())) and link.get("hidden") is None:
        link.tail = f" {address} {link.tail or ''}"
