"""Markdown as safe HTML: raw HTML stays text, pictures are not loaded."""

from functools import lru_cache

from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

HEADING_OF_ANSWERS = "h3"


@lru_cache(maxsize=1)
def _renderer() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(["image", "code"])


@lru_cache(maxsize=1)
def _answers() -> MarkdownIt:
    renderer = MarkdownIt("commonmark", {"html": False, "breaks": True})
    renderer.disable(["image", "code", "link", "autolink", "reference"])
    renderer.core.ruler.push("lower_headings", _lower_headings)
    return renderer


def _lower_headings(state: StateCore) -> None:
    """A heading of an answer is none of the page's."""
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = HEADING_OF_ANSWERS


def answer_html_of(markdown: str) -> SafeString:
    """Of what an AI wrote: a link stays text, for its target may carry what was put back."""
    return SafeString(_answers().render(markdown))


def html_of(markdown: str) -> SafeString:
    return SafeString(_renderer().render(markdown))  # markdown-it escapes; raw HTML is off
