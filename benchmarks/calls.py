"""Requests as a browser sends them, put to a WSGI application without a socket.

A server would add the same to a page and to its floor, and so make their ratio look better.
"""

import gzip
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import urlencode, urlsplit
from wsgiref.util import setup_testing_defaults

SITE = "https://trackr.help"
SESSION_COOKIE, CSRF_COOKIE = "__Host-session", "__Host-csrf"
TOKEN = "b" * 32  # the form of a CSRF token; any will do when cookie and header agree
BROWSER = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 "
    "Safari/537.36"
)


class Wsgi(Protocol):
    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any], /
    ) -> Iterable[bytes]: ...


class Request(Protocol):
    def environ(self) -> dict[str, Any]: ...


@dataclass(frozen=True)
class Call:
    """A page; or with `form` what htmx sends from the board."""

    path: str
    session: str
    form: dict[str, str] | None = None

    def environ(self) -> dict[str, Any]:
        parts = urlsplit(self.path)
        environ: dict[str, Any] = {
            "PATH_INFO": parts.path,
            "QUERY_STRING": parts.query,
            "REQUEST_METHOD": "GET",
            "HTTP_HOST": urlsplit(SITE).netloc,
            "HTTP_COOKIE": f"{SESSION_COOKIE}={self.session}; {CSRF_COOKIE}={TOKEN}",
            "HTTP_USER_AGENT": BROWSER,
            "HTTP_ACCEPT": "text/html,application/xhtml+xml",
            "HTTP_ACCEPT_LANGUAGE": "en-GB,en;q=0.9,uk;q=0.8",
            "wsgi.url_scheme": "https",
        }
        if self.form is not None:
            environ |= _posted(self.form)
        setup_testing_defaults(environ)
        return environ


def _posted(form: dict[str, str]) -> dict[str, Any]:
    body = urlencode(form).encode()
    return {
        "REQUEST_METHOD": "POST",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_ORIGIN": SITE,
        "HTTP_X_CSRFTOKEN": TOKEN,
        "HTTP_HX_REQUEST": "true",
        "HTTP_HX_CURRENT_URL": f"{SITE}/board/",
        "wsgi.input": io.BytesIO(body),
    }


@dataclass
class Answer:
    status: str = ""
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""

    @property
    def gzipped(self) -> int:
        return len(gzip.compress(self.body, 6))


def send(application: Wsgi, call: Request) -> Answer:
    answer = Answer()

    def start_response(status: str, headers: list[tuple[str, str]], *_: object) -> None:
        answer.status, answer.headers = status, headers

    chunks = application(call.environ(), start_response)
    try:
        answer.body = b"".join(chunks)
    finally:
        close = getattr(chunks, "close", None)  # where Django gives its connection back
        if close:
            close()
    return answer
