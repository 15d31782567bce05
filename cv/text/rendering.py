"""Markdown of a CV as safe HTML: raw HTML stays text, pictures are not loaded."""

from functools import lru_cache

from django.utils.safestring import SafeString
from markdown_it import MarkdownIt


@lru_cache(maxsize=1)
def _renderer() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(["image", "code"])


def html_of(markdown: str) -> SafeString:
    return SafeString(_renderer().render(markdown))  # markdown-it escapes; raw HTML is off
