"""What templates of every room may use: icons and monograms."""

from functools import cache

from django import template
from django.conf import settings
from django.template import Context, Node, NodeList
from django.template.base import Parser, Token
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()
MOST_KEPT = 500  # renderings of one constant

# Own strokes on a 24-px square, one path each; size and weight come from `.icon` in base.css.
CIRCLE = "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18z"
LENS = "M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13zM15.2 15.2 20 20"
CALENDAR = "M4 6h16v14H4zM4 10.5h16M8.5 3.5V8M15.5 3.5V8"
ICONS = {
    "alert": "M12 4 2.8 20h18.4zM12 10v4.5M12 17.2v.1",
    "arrow-down": "M12 5v14M6 13l6 6 6-6",
    "arrow-left": "M19 12H5M11 6l-6 6 6 6",
    "arrow-right": "M5 12h14M13 6l6 6-6 6",
    "arrow-up": "M12 19V5M6 11l6-6 6 6",
    "board": "M4 4h4.5v16H4zM10.5 4H15v11h-4.5zM17 4h3v7h-3",
    "briefcase": "M3 8h18v12H3zM8.5 8V4.5h7V8M3 13h18",
    "calendar": CALENDAR,
    "chart": "M4 4v16h16M8.5 16v-4M13 16V8M17.5 16v-6",
    "chat": "M4 5h16v11h-8l-5 4v-4H4zM8 9h8M8 12h5",
    "check": "M5 12.5l4.5 4.5L19 7.5",
    "chevron-down": "M6 9l6 6 6-6",
    "chevron-right": "M9 6l6 6-6 6",
    "circle": CIRCLE,
    "clock": f"{CIRCLE}M12 7v5.2l3.3 2",
    "copy": "M9 9h11v11H9zM15 9V4H4v11h5",
    "download": "M12 4v12M7 11l5 5 5-5M4 16v4h16v-4",
    "drag-handle": "M9 6v.01M15 6v.01M9 12v.01M15 12v.01M9 18v.01M15 18v.01",
    "external-link": "M14 4h6v6M20 4l-9 9M17 14v6H4V7h6",
    "eye": "M2.5 12c2.1-4.2 5.5-6.5 9.5-6.5s7.4 2.3 9.5 6.5c-2.1 4.2-5.5 6.5-9.5 6.5"
    "s-7.4-2.3-9.5-6.5zM12 9a3 3 0 1 0 0 6a3 3 0 0 0 0-6z",
    "file": "M6 3h8l4.5 4.5V21H6zM13.5 3.5V8h4.5",
    "filter": "M4 6h16M7.5 12h9M10.5 18h3",
    "flag": "M5 21V4h13l-3 4.5 3 4.5H5",
    "globe": f"{CIRCLE}M3 12h18M12 3c2.5 2.6 3.8 5.6 3.8 9s-1.3 6.4-3.8 9"
    "c-2.5-2.6-3.8-5.6-3.8-9s1.3-6.4 3.8-9z",
    "history": "M4 12a8 8 0 1 0 2.6-5.9L4 8.5M4 4v4.5h4.5M12 8v4.5l3 1.8",
    "info": f"{CIRCLE}M12 11v5.5M12 7.6v.1",
    "key": "M8.5 11a4.5 4.5 0 1 0 0 9a4.5 4.5 0 0 0 0-9zM11.7 12.3 20 4M16 8l3 3",
    "link": "M10 14a4 4 0 0 0 5.7 0l3-3a4 4 0 0 0-5.7-5.7l-1 1"
    "M14 10a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7l1-1",
    "list": "M9 6h11M9 12h11M9 18h11M4.5 6v.01M4.5 12v.01M4.5 18v.01",
    "lock": "M5 11h14v9.5H5zM8 11V8a4 4 0 0 1 8 0v3",
    "magnifier-check": f"{LENS}M7.7 10.6l2 2 3.4-3.8",
    "mail": "M3 5.5h18v13H3zM3.5 6.5 12 13l8.5-6.5",
    "map-pin": "M12 21.5c4.3-4.6 6.5-8.2 6.5-11.3a6.5 6.5 0 0 0-13 0c0 3.1 2.2 6.7 6.5 11.3z"
    "M12 8a2.2 2.2 0 1 0 0 4.4a2.2 2.2 0 0 0 0-4.4z",
    "minus": "M5 12h14",
    "monitor": "M3 4.5h18v12H3zM8.5 20.5h7M12 16.5v4",
    "moon": "M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z",
    "more": "M5.5 11.5v1M12 11.5v1M18.5 11.5v1M5 12h1M11.5 12h1M18 12h1",
    "note": "M5 4h14v11l-5 5H5zM19 15h-5v5M8.5 8.5h7M8.5 12h4",
    "pencil": "M4 20l1-4.5L16.5 4 20 7.5 8.5 19zM14 6.5l3.5 3.5",
    "plus": "M12 5v14M5 12h14",
    "search": LENS,
    "shield": "M12 3l7.5 2.5v6c0 4.5-3 7.8-7.5 9.5-4.5-1.7-7.5-5-7.5-9.5v-6z",
    "sign-out": "M14 4H5v16h9M10 12h11M17 8l4 4-4 4",
    "sliders": "M4 7h9M17 7h3M15 5v4M4 17h3M11 17h9M9 15v4",
    "sun": "M12 8a4 4 0 1 0 0 8a4 4 0 0 0 0-8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2"
    "M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4",
    "table": "M4 5h16v14H4zM4 10h16M4 14.5h16M10 10v9",
    "trash": "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5.5M14 11v5.5",
    "undo": "M8 5 4 9l4 4M4 9h9.5a5.5 5.5 0 0 1 0 11H9",
    "upload": "M12 16V4M7 9l5-5 5 5M4 16v4h16v-4",
    "user": "M12 4a4 4 0 1 0 0 8a4 4 0 0 0 0-8zM4.5 20.5c.8-4 3.8-5.5 7.5-5.5s6.7 1.5 7.5 5.5",
    "wallet": "M18 6.5H3V19h18V9.5H5.5M16.5 14.2v.1",
    "wordmark": "M4 17.5h4.5v-5.5h5V6.5H20M20 6.5v.01M4 17.5v.01",
    "x": "M6 6l12 12M18 6 6 18",
}

# What a browser calls itself, most particular first: Edge says Chrome too, and Chrome says Safari.
BROWSER_MARKS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox/": "Firefox",
    "FxiOS": "Firefox",
    "Chrome/": "Chrome",
    "CriOS": "Chrome",
    "Safari/": "Safari",
}
SYSTEM_MARKS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS X": "macOS",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """An inline SVG, hidden from screen readers: the words beside it carry the meaning."""
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>',
        ICONS[name],
    )


@register.simple_tag
def shared(template: str) -> SafeString:
    """A part that says the same to everybody: rendered once in each language, then kept."""
    if settings.DEBUG:  # what is being edited must show
        return render_to_string(template)
    return _rendered(template, get_language() or "")


@cache
def _rendered(template: str, _language: str) -> SafeString:
    return render_to_string(template)


@register.tag
def constant(parser: Parser, token: Token) -> "Constant":
    """{% constant here %}…{% endconstant %}: what stands between says the same to everybody, but
    for the language and the variables named, of which each takes few values. It is rendered once
    for each of them, then kept; no other variable can be seen in it."""
    nodes = parser.parse(("endconstant",))
    parser.delete_first_token()
    return Constant(nodes, token.split_contents()[1:])


class Constant(Node):
    def __init__(self, nodelist: NodeList, names: list[str]) -> None:
        self.nodelist, self.names = nodelist, names
        self.kept: dict[tuple[object, ...], SafeString] = {}

    def render(self, context: Context) -> SafeString:
        named = {name: context.get(name) for name in self.names}
        key = (get_language(), *named.values())
        rendered = self.kept.get(key)
        if rendered is None:
            if len(self.kept) >= MOST_KEPT:  # not so few, after all; another thread may do the same
                self.kept.clear()
            rendered = self.kept[key] = self.nodelist.render(context.new(named))
        return rendered


@register.filter
def device(user_agent: str) -> str:
    """ "Firefox, Windows" out of a User-Agent header; empty when it names neither."""
    known = [_first_mark(user_agent, marks) for marks in (BROWSER_MARKS, SYSTEM_MARKS)]
    return ", ".join(filter(None, known))


def _first_mark(text: str, marks: dict[str, str]) -> str:
    return next((name for mark, name in marks.items() if mark in text), "")


@register.filter
def monogram(name: str) -> str:
    """Two letters that stand in for a logo: "Nova Post" is NP, "Grammarly" is GR."""
    words = ["".join(filter(str.isalnum, word)) for word in str(name).split()]
    words = [word for word in words if word]
    if not words:
        return "·"
    letters = words[0][:2] if len(words) == 1 else words[0][0] + words[1][0]
    return letters.upper()[:2]  # ß becomes SS
