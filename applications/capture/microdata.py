"""JobPosting items in the microdata of a page: itemscope, itemtype, itemprop.

https://html.spec.whatwg.org/multipage/microdata.html
"""

from itertools import islice

from lxml import etree

from applications.capture.html_text import element_text
from applications.capture.html_tree import Element
from applications.capture.proposal import Proposal
from applications.capture.schema_org import Node, interpret, is_job

SOURCE = "microdata"
MOST_ITEMS = 20
MOST_PROPERTIES = 500
LONG_TEXTS = ("description", "responsibilities", "qualifications")


def read_page(root: Element) -> list[Proposal]:
    """One proposal per different posting of the page."""
    jobs = [one for one in root.iter() if is_job({"@type": one.get("itemtype")})]
    found = [interpret(_node(item), SOURCE, {}) for item in jobs[:MOST_ITEMS]]
    return list(dict.fromkeys(found))


def _node(item: Element) -> Node:
    """The item as JSON-LD would have it."""
    nodes: dict[Element, Node] = {item: {"@type": item.get("itemtype")}}
    parts = (part for part in item.iterdescendants() if part.get("itemprop"))
    for part in islice(parts, MOST_PROPERTIES):
        owner = next((above for above in part.iterancestors() if above in nodes), None)
        value: object
        if part.get("itemscope") is not None:
            value = nodes[part] = {"@type": part.get("itemtype")}
        else:
            value = _value(part)
        if owner is not None:
            for name in (part.get("itemprop") or "").split():
                nodes[owner].setdefault(name, []).append(value)
    return nodes[item]


def _value(part: Element) -> str:
    if value := part.get("content") or part.get("datetime"):
        return value
    if part.get("itemprop") == "url":
        return part.get("href") or ""
    if part.get("itemprop") in LONG_TEXTS:
        return etree.tostring(part, encoding="unicode", with_tail=False)
    return element_text(part)
