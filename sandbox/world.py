"""Everything the sandbox remembers: requests, waiting faults, and what each service keeps."""

import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from sandbox.exchange import Recorded, Reply

REQUESTS_KEPT = 5_000


@dataclass
class Fault:
    """Something that goes wrong on the next calls; `left` 0 means until the next reset."""

    service: str
    name: str
    left: int
    options: Mapping[str, Any] = field(default_factory=dict)

    def seconds(self, option: str = "seconds", default: float = 1.0) -> float:
        return float(self.options.get(option, default))


class UnknownFault(ValueError):
    """No such service, or the service has no such fault."""


class World:
    """Shared by all request threads; `pace` is the pause in seconds between streamed pieces.

    Webhooks are posted if they are live, and otherwise kept for a test to post."""

    def __init__(
        self,
        services: tuple["Service", ...] = (),
        pace: float = 0.0,
        live_webhooks: bool = False,
    ) -> None:
        self.services = services
        self.pace = pace
        self.live_webhooks = live_webhooks
        self._lock = threading.RLock()
        self._closing = threading.Event()
        self._requests: deque[Recorded] = deque(maxlen=REQUESTS_KEPT)
        self._faults: list[Fault] = []
        self._kept: dict[type[Any], Any] = {}

    def record(self, request: Recorded) -> None:
        with self._lock:
            self._requests.append(request)

    def requests(self, service: str | None = None) -> list[Recorded]:
        with self._lock:
            return [request for request in self._requests if service in (None, request.service)]

    def set_fault(self, service: str, name: str, times: int, options: Mapping[str, Any]) -> None:
        known = next((row.faults for row in self.services if row.name == service), ())
        if name not in known:
            raise UnknownFault(f"{service!r} has no fault {name!r}")
        with self._lock:
            self._faults.append(Fault(service, name, times, options))

    def faults(self) -> list[Fault]:
        with self._lock:
            return list(self._faults)

    def take_fault(
        self, service: str, fits: Callable[[Fault], bool] = lambda fault: True
    ) -> Fault | None:
        """The oldest waiting fault of the service that fits, counted down."""
        with self._lock:
            mine = (fault for fault in self._faults if fault.service == service)
            found = next(filter(fits, mine), None)
            if found is not None and found.left > 0:
                found.left -= 1
                if found.left == 0:
                    self._faults.remove(found)
            return found

    def keep[Kept](self, kind: type[Kept], make: Callable[[], Kept] | None = None) -> Kept:
        """The service's own memory: one object of that class, made anew after each reset."""
        with self._lock:
            if kind not in self._kept:
                self._kept[kind] = (make or kind)()
            return cast(Kept, self._kept[kind])

    def calm(self) -> None:
        with self._lock:
            self._faults.clear()

    def reset(self) -> None:
        with self._lock:
            self._requests.clear()
            self._faults.clear()
            self._kept.clear()

    def wait(self, seconds: float) -> None:
        """Pause, but no longer than the sandbox lives."""
        self._closing.wait(seconds)

    def close(self) -> None:
        self._closing.set()


@dataclass(frozen=True)
class Call:
    """One request on its way to a service; `rest` is the path below the service's prefix."""

    request: Recorded
    rest: str
    world: World
    base_url: str


@dataclass(frozen=True)
class Service:
    """A row of the route table; unlogged services (the sandbox's own pages) are not recorded."""

    name: str
    prefix: str
    answer: Callable[[Call], Reply]
    title: str = ""
    faults: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    logged: bool = True
