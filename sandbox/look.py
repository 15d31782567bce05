"""The frame and the style sheet of every page that the sandbox serves."""

from functools import cache
from pathlib import Path

from sandbox.exchange import Reply, escape, html_reply

STYLE = Path(__file__).parent / "data" / "style.css"
# Nothing of a mail may run or be fetched; a mail's own styles are inline.
POLICY = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; frame-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


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


def shown(title: str, body: str, head: str = "", status: int = 200) -> Reply:
    """A page of the sandbox's own, which may show what others sent."""
    headers = {"content-security-policy": POLICY}
    return html_reply(page(title, body, head), status, headers)


@cache
def style() -> Reply:
    return Reply(body=STYLE.read_bytes(), headers={"content-type": "text/css; charset=utf-8"})
