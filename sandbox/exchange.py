"""What crosses the wire: a request as a service sees it, and the reply that it gives."""

import html
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal
from urllib.parse import parse_qsl

JSON = "application/json"
HTML = "text/html; charset=utf-8"
TEXT = "text/plain; charset=utf-8"
SECRETS = {"x-token"}
MASK = "•••"


class CutConnection(Exception):
    """Raised inside a reply's chunks to make the socket die there."""


@dataclass(frozen=True)
class Recorded:
    """One request as it arrived; header names are lower case, `path` has no query string."""

    service: str
    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes
    at: datetime

    def shown_headers(self) -> dict[str, str]:
        """The headers for people's eyes: a bank's token opens its merchant's money."""
        return {
            name: MASK if name in SECRETS and value else value
            for name, value in self.headers.items()
        }

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Reply:
    """What a service answers; `chunks` are sent one by one, `cut` kills the socket on the way."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    chunks: Iterator[bytes] | None = None
    cut: Literal["", "before", "within"] = ""


def json_reply(data: object, status: int = 200, headers: dict[str, str] | None = None) -> Reply:
    body = json.dumps(data, ensure_ascii=False).encode()
    return Reply(status, body, {"content-type": JSON, **(headers or {})})


def html_reply(markup: str, status: int = 200, headers: dict[str, str] | None = None) -> Reply:
    return Reply(status, markup.encode(), {"content-type": HTML, **(headers or {})})


def text_reply(text: str, status: int = 200, headers: dict[str, str] | None = None) -> Reply:
    return Reply(status, text.encode(), {"content-type": TEXT, **(headers or {})})


def redirect(location: str, status: int = 302) -> Reply:
    return Reply(status, headers={"location": location})


def not_found() -> Reply:
    return text_reply("Not found.\n", 404)


def fields(request: Recorded) -> dict[str, Any]:
    """What a form sent, or a script as a JSON object."""
    if request.headers.get("content-type", "").startswith(JSON):
        sent = request.json()
        return sent if isinstance(sent, dict) else {}
    return dict(parse_qsl(request.body.decode()))


def escape(value: object) -> str:
    return html.escape(str(value), quote=True)
