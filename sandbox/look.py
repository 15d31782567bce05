"""The frame and the style sheet of every page that the sandbox serves."""

from functools import cache
from pathlib import Path

from sandbox.exchange import Reply, escape

STYLE = Path(__file__).parent / "data" / "style.css"


def page(title: str, body: str, head: str = "", language: str = "en") -> str:
    """A whole document; body and head are markup, so whatever is put in must be escaped."""
    return f"""<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<link rel="stylesheet" href="/style.css">
{head}
</head>
<body>
{body}
</body>
</html>
"""


@cache
def style() -> Reply:
    return Reply(body=STYLE.read_bytes(), headers={"content-type": "text/css; charset=utf-8"})
