"""The one place that fetches a URL given by a user.

Such a URL may point anywhere, our own network included, so: the name is resolved once, every
address it has must be public, and the connection goes to the checked address. The same is done
again for each redirect. Bytes and time are capped.
"""

import contextlib
import re
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Literal
from urllib.parse import SplitResult, urljoin, urlsplit

import requests
from django.conf import settings
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError

from trackr.charset import decode
from trackr.deadline import Deadline
from trackr.ip import is_loopback, is_public, resolve_name

USER_AGENT = "Trackr/1.0 (+https://trackr.help)"
PORTS = (80, 443)
REDIRECTS = (301, 302, 303, 307, 308)
ENCODINGS = ("", "identity", "gzip", "deflate")
TYPES = re.compile(r"text/(html|plain|json)|application/(xhtml\+xml|json|[\w.-]+\+json)")
CHUNK = 64 * 1024

RefusalCode = Literal[
    "bad_url", "scheme", "port", "userinfo", "private_address", "too_many_redirects", "host"
]
FailureCode = Literal["dns", "timeout", "too_big", "wrong_type", "status", "broken"]
Resolve = Callable[[str, int], list[str]]


class FetchError(Exception):
    code: str


class FetchRefused(FetchError):
    """We will not connect there; nothing was sent."""

    def __init__(self, code: RefusalCode) -> None:
        super().__init__(code)
        self.code = code


class FetchFailed(FetchError):
    """We tried, and there is no usable answer. `status` is set for the code "status"."""

    def __init__(self, code: FailureCode, status: int | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.status = status


@dataclass(frozen=True)
class Page:
    url: str  # where the last redirect led
    content_type: str  # lower case, without parameters
    text: str


@dataclass(frozen=True)
class Limits:
    seconds: float = 10.0  # for everything: names, redirects, the last byte
    size: int = 2_000_000  # bytes after decompression
    redirects: int = 3


def visit_anything(host: str) -> bool:
    return True


def fetch_public(
    url: str,
    *,
    may_visit: Callable[[str], bool] = visit_anything,
    resolve: Resolve = resolve_name,
    limits: Limits | None = None,
    deadline: Deadline | None = None,
) -> Page:
    """GET a page that a user named. HTML, JSON or plain text only.

    `deadline` is for several fetches that share one; it counts instead of `limits.seconds`.
    `may_visit` is asked for the host of each hop and refuses it with the code "host".
    Raises FetchRefused before anything is sent, FetchFailed afterwards.
    """
    limits = limits or Limits()
    deadline = deadline or Deadline(limits.seconds)
    for _ in range(limits.redirects + 1):
        request = _prepare(url)
        target = urlsplit(str(request.url))
        if not may_visit(str(target.hostname)):
            raise FetchRefused("host")
        addresses = _checked_addresses(target, resolve, deadline)
        answer = _visit(request, addresses, deadline, limits)
        if isinstance(answer, Page):
            return answer
        url = _joined(str(request.url), answer)
    raise FetchRefused("too_many_redirects")


def _prepare(url: str) -> requests.PreparedRequest:
    """The request for a URL; from here on the host is ASCII and the URL has one reading."""
    url = url.strip()
    if re.search(r"[\s\\\x00-\x1f\x7f]", url):
        raise FetchRefused("bad_url")
    _check_url(_split(url))
    headers = {
        "User-Agent": USER_AGENT,
        "Accept": "text/html,application/xhtml+xml,application/json;q=0.9,text/plain;q=0.8",
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
    }
    try:
        request = requests.Request("GET", url, headers=headers).prepare()
    except (requests.RequestException, ValueError) as error:
        raise FetchRefused("bad_url") from error
    _check_url(_split(str(request.url)))
    return request


def _joined(base: str, location: str) -> str:
    try:
        return urljoin(base, location)
    except ValueError as error:
        raise FetchRefused("bad_url") from error


def _split(url: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError as error:
        raise FetchRefused("bad_url") from error


def _check_url(target: SplitResult) -> None:
    if target.scheme not in ("http", "https"):
        raise FetchRefused("scheme")
    if "@" in target.netloc:
        raise FetchRefused("userinfo")
    if not target.hostname:
        raise FetchRefused("bad_url")
    if _port(target) not in PORTS and not _is_sandbox(target):
        raise FetchRefused("port")


def _port(target: SplitResult) -> int:
    try:
        port = target.port
    except ValueError as error:
        raise FetchRefused("bad_url") from error
    if port is None:
        return 443 if target.scheme == "https" else 80
    return port


def _is_sandbox(target: SplitResult) -> bool:
    if not settings.SANDBOX_URL:
        return False
    sandbox = urlsplit(settings.SANDBOX_URL)
    return (target.scheme, target.hostname, _port(target)) == (
        sandbox.scheme,
        sandbox.hostname,
        _port(sandbox),
    )


def _checked_addresses(target: SplitResult, resolve: Resolve, deadline: Deadline) -> list[str]:
    allowed = is_loopback if _is_sandbox(target) else is_public
    addresses = _resolve_in_time(target, resolve, deadline)
    if not all(allowed(address) for address in addresses):
        raise FetchRefused("private_address")
    return addresses


def _resolve_in_time(target: SplitResult, resolve: Resolve, deadline: Deadline) -> list[str]:
    # The system's resolver knows no time limit of ours, hence the thread.
    pool = ThreadPoolExecutor(max_workers=1)
    try:
        answer = pool.submit(resolve, str(target.hostname), _port(target))
        addresses = answer.result(timeout=deadline.remaining())
    except TimeoutError as error:
        raise FetchFailed("timeout") from error
    except OSError as error:
        raise FetchFailed("dns") from error
    except UnicodeError as error:
        raise FetchRefused("bad_url") from error
    finally:
        pool.shutdown(wait=False)
    if not addresses:
        raise FetchFailed("dns")
    return addresses


class PinnedAdapter(HTTPAdapter):
    """Connects through `dial` whatever the name says now; Host, SNI and certificate checks stay."""

    def __init__(self, dial: Callable[[], socket.socket]) -> None:
        super().__init__()

        class PinnedHTTPConnection(HTTPConnection):
            def _new_conn(self) -> socket.socket:
                return dial()

        class PinnedHTTPSConnection(HTTPSConnection):
            def _new_conn(self) -> socket.socket:
                return dial()

        class PinnedHTTPPool(HTTPConnectionPool):
            ConnectionCls = PinnedHTTPConnection

        class PinnedHTTPSPool(HTTPSConnectionPool):
            ConnectionCls = PinnedHTTPSConnection

        self.poolmanager.pool_classes_by_scheme = {
            "http": PinnedHTTPPool,
            "https": PinnedHTTPSPool,
        }


def _visit(
    request: requests.PreparedRequest, addresses: list[str], deadline: Deadline, limits: Limits
) -> Page | str:
    """The page, or the Location of a redirect."""
    port = _port(urlsplit(str(request.url)))
    try:
        with (
            _connect(addresses, port, deadline) as sock,
            deadline.guard(sock),
            contextlib.closing(PinnedAdapter(lambda: sock)) as adapter,
            contextlib.closing(
                adapter.send(request, stream=True, timeout=deadline.remaining())
            ) as response,
        ):
            answer = _read(response, limits)
        deadline.remaining()
    except (OSError, HTTPError, FetchFailed) as error:
        # What the deadline cut off can look like an answer that ended, or a wrong one.
        if deadline.has_passed():
            raise FetchFailed("timeout") from error
        if isinstance(error, FetchFailed):
            raise
        raise FetchFailed("broken") from error
    return answer


def _connect(addresses: list[str], port: int, deadline: Deadline) -> socket.socket:
    for address in addresses[:-1]:
        with contextlib.suppress(OSError):
            return socket.create_connection((address, port), deadline.remaining() / 2)
    return socket.create_connection((addresses[-1], port), deadline.remaining())


def _read(response: requests.Response, limits: Limits) -> Page | str:
    if response.status_code in REDIRECTS and "location" in response.headers:
        return _location(response)
    if not 200 <= response.status_code < 300:
        raise FetchFailed("status", response.status_code)
    kind, _, parameters = response.headers.get("content-type", "").lower().partition(";")
    kind = kind.strip()
    encoding = response.headers.get("content-encoding", "").lower().strip()
    if not TYPES.fullmatch(kind) or encoding not in ENCODINGS:
        raise FetchFailed("wrong_type")
    text = decode(_body(response, limits.size), parameters)
    return Page(str(response.url), kind, text)


def _location(response: requests.Response) -> str:
    # Headers arrive read as Latin-1, while servers write UTF-8.
    raw = response.headers["location"].encode("latin-1")
    return raw.decode("utf-8", "replace")


def _body(response: requests.Response, size: int) -> bytes:
    body = bytearray()
    for chunk in response.iter_content(CHUNK):
        body += chunk
        if len(body) > size:
            raise FetchFailed("too_big")
    return bytes(body)
