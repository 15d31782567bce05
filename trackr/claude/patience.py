"""How long a call may take, and whether anybody still waits for its answer.

The SDK's timeouts begin anew with every byte, it keeps pings to itself, and a socket that is closed
does not wake the thread that reads it. So the wait for bytes is parted here: between the parts the
clock is asked, and the person. It takes no thread, and a silence without any event is heard as one
with pings is.
"""

import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings

if TYPE_CHECKING:
    import httpx2

LOOK_SECONDS = 1.0  # how soon it is known that nobody wants the answer any more
SHORTEST_WAIT = 0.001  # none at all would mean a socket that never waits


class Patience:
    """Of one call, which is made `with` it; it may be entered again for each part of an answer.

    `is_wanted` is asked about once a second, in the thread that waits.
    """

    def __init__(self, is_wanted: Callable[[], bool] | None = None) -> None:
        self.is_late = False
        self.is_stopped = False
        self._is_wanted = is_wanted
        self._until = self._look_at = 0.0

    def __enter__(self) -> Self:
        if not self._until:  # the clock runs from the first time on
            now = time.monotonic()
            self._until, self._look_at = now + settings.CLAUDE_TIMEOUT_SECONDS, now + LOOK_SECONDS
        _here.patience = self
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        _here.patience = None

    def is_spent(self) -> bool:
        now = time.monotonic()
        self.is_late = now >= self._until
        if self._is_wanted and now >= self._look_at and not self.is_late:
            self.is_stopped = not self._is_wanted()
            self._look_at = time.monotonic() + LOOK_SECONDS
        return self.is_late or self.is_stopped

    def left(self) -> float:
        """Seconds until it is late."""
        return max(SHORTEST_WAIT, self._until - time.monotonic())

    def wait(self) -> float:
        """Seconds until it is to be asked again whether it is spent."""
        if self._is_wanted is None:
            return self.left()
        return min(self.left(), max(SHORTEST_WAIT, self._look_at - time.monotonic()))


class _Here(threading.local):
    patience: Patience | None = None


_here = _Here()


def patient(client: "httpx2.Client") -> "httpx2.Client":
    """Lets each call of the client be waited for with the Patience that it is made with.

    Nothing public leads to the network of a client that keeps the SDK's own options and knows the
    proxies of the environment.
    """
    for transport in (client._transport, *client._mounts.values()):
        pool = getattr(transport, "_pool", None)
        if pool is not None:
            pool._network_backend = _Network(pool._network_backend)
    return client


class _Network:
    """A NetworkBackend of httpcore2."""

    def __init__(self, network: Any) -> None:
        self._network = network

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, **options: Any
    ) -> "_Connection":
        seconds = _within(timeout)
        return _Connection(self._network.connect_tcp(host, port, timeout=seconds, **options))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._network, name)


class _Connection:
    """A NetworkStream of httpcore2."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        import httpcore2

        patience = _here.patience
        while patience is not None:
            if patience.is_spent():
                raise httpcore2.ReadTimeout
            try:
                return bytes(self._stream.read(max_bytes, patience.wait()))
            except httpcore2.ReadTimeout:
                continue
        return bytes(self._stream.read(max_bytes, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _within(timeout))

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> "_Connection":
        return _Connection(
            self._stream.start_tls(ssl_context, server_hostname, timeout=_within(timeout))
        )

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def _within(timeout: float | None) -> float | None:
    if _here.patience is None:
        return timeout
    left = _here.patience.left()
    return left if timeout is None else min(left, timeout)
