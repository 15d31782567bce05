"""Twenty CVs of all trades, and what must be found again in every file made of them."""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from cv.export.content import content_of
from cv.sending import contacts
from cv.text.document import lines, parse

HERE = Path(__file__).parent / "export"
CVS = sorted(path.stem for path in HERE.glob("*.md"))


def markdown_of(name):
    return (HERE / f"{name}.md").read_text()


def language_of(name):
    return name[:2]


def content(name):
    return content_of(markdown_of(name), language_of(name))


@dataclass(frozen=True)
class Said:
    """What a CV says that no file may lose."""

    name: str
    email: str
    phone: str
    headings: list
    bullets: list
    subpoints: list  # those of the bullets that stand below one


def said_in(markdown):
    document = parse(markdown)
    head = "\n".join(line.text for line in lines(document.head))
    phones = contacts.phone_spans(head)
    return Said(
        name=document.name,
        email=contacts.EMAIL.search(head)[0],
        phone=head[slice(*phones[0])] if phones else "",
        headings=[section.title for section in document.sections],
        bullets=[line.text for line in lines(markdown) if line.kind == "bullet"],
        subpoints=[line.text for line in lines(markdown) if line.raw.startswith("  - ")],
    )


def words_of(markdown):
    """Every word and figure of every line, entries and dates too, as often as it stands there."""
    return Counter(word for line in lines(markdown) for word in re.findall(r"[^\W_]+", line.text))


def links_of(markdown):
    """What leads elsewhere, and where to; not addresses that say it themselves."""
    found = re.findall(r"\[([^\]]+)\]\(([^)\s]+)\)", markdown)
    return sorted((said, unquote(target)) for said, target in found if target != f"mailto:{said}")


def without(text, characters):
    """As it stands in print where a typeface lacks them."""
    for one in characters:
        text = text.replace(f" {one}", "").replace(one, "")
    return text
