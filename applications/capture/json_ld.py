"""JobPosting nodes in the JSON-LD of a page, broken JSON included."""

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from applications.capture.html_tree import Element
from applications.capture.proposal import Proposal
from applications.capture.schema_org import Index, Node, interpret, is_job

SOURCE = "json_ld"
MOST_SCRIPTS = 100
MOST_NODES = 20_000
OPENING = re.compile(r"\s*(?:(?:/\*|//)?\s*<!\[CDATA\[\s*(?:\*/)?|<!--)")
CLOSING = re.compile(r"(?:-->|(?:/\*|//)?\s?\]\]>\s{0,9}(?:\*/)?)\s{0,99}$")


def read_page(root: Element) -> list[Proposal]:
    """One proposal per different posting of the page."""
    scripts = [one for one in root.iter("script") if "ld+json" in (one.get("type") or "").lower()]
    values = [load(script.text or "") for script in scripts[:MOST_SCRIPTS]]
    return read_values(values)


def read_values(values: list[Any]) -> list[Proposal]:
    nodes = list(_nodes(values))
    by_id = _index(nodes)
    found = [interpret(node, SOURCE, by_id) for node in nodes if is_job(node)]
    return list(dict.fromkeys(found))


def load(text: str) -> Any:
    """The value of a JSON text as browsers' neighbours write it, or None."""
    text = CLOSING.sub("", OPENING.sub("", text, count=1).rstrip()).strip().rstrip(";")
    without_commas = re.sub(r",(?=\s{0,100}[}\]])", "", text)
    for attempt in (text, without_commas, html.unescape(without_commas)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(values: list[Any]) -> Iterator[Node]:
    """Every object, the outer ones first, in the order of the page."""
    waiting = list(reversed(values))
    for _ in range(MOST_NODES):
        if not waiting:
            return
        value = waiting.pop()
        if isinstance(value, dict):
            yield value
            waiting += [one for one in reversed(value.values()) if isinstance(one, dict | list)]
        elif isinstance(value, list):
            waiting += reversed(value)


def _index(nodes: list[Node]) -> Index:
    """Nodes by their @id; of several, the one that says most."""
    named = [node for node in nodes if isinstance(node.get("@id"), str)]
    return {node["@id"]: node for node in sorted(named, key=len)}
