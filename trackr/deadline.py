"""One time limit over everything that a job does, sockets included."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator


class Deadline:
    """A moment after which guarded sockets are shut, so that no slow sender holds us longer."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def remaining(self) -> float:
        """Seconds left, more than zero; TimeoutError when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def has_passed(self) -> bool:
        return time.monotonic() >= self._end

    @contextlib.contextmanager
    def guard(self, sock: socket.socket) -> Iterator[None]:
        # A duplicate, because TLS takes the original socket's descriptor away.
        twin = sock.dup()
        timer = threading.Timer(self.remaining(), _shut, [twin])
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()
            twin.close()


def _shut(sock: socket.socket) -> None:
    with contextlib.suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)
