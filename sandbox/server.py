"""One HTTP server for all services, in a thread (tests) or in a process of its own (bin/dev)."""

import socket
import sys
import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qsl, unquote, urlsplit

from sandbox import routes
from sandbox.bank.ledger import Bank, bank_of
from sandbox.exchange import CutConnection, Recorded, Reply
from sandbox.resend import Mailbox
from sandbox.world import Call, World

HOST = "127.0.0.1"


class Sandbox:
    """The whole outside world on one port of 127.0.0.1; port 0 takes a free one."""

    def __init__(self, port: int = 0, pace: float = 0.0, live_webhooks: bool = False) -> None:
        self.world = World(routes.SERVICES, pace, live_webhooks)
        self._server = Server((HOST, port), self.world)
        self._thread = threading.Thread(target=self._serve, name="sandbox", daemon=True)

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self._server.server_port}"

    def _serve(self) -> None:
        self._server.serve_forever(poll_interval=0.05)

    def start(self) -> "Sandbox":
        self._thread.start()
        return self

    def stop(self) -> None:
        self.world.close()
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
        self._server.hang_up()
        self._server.server_close()

    def reset(self) -> None:
        """Forget requests, mails and faults."""
        self.world.reset()

    def calm(self) -> None:
        """Forget the faults that still wait."""
        self.world.calm()

    def requests(self, service: str | None = None) -> list[Recorded]:
        """What arrived, oldest first; service is a name of the route table, such as "resend"."""
        return self.world.requests(service)

    def mails(self) -> list[dict[str, Any]]:
        """The mails as Resend received them, newest last, each with its id."""
        return list(self.world.keep(Mailbox).mails)

    @property
    def bank(self) -> Bank:
        """Monobank's memory until the next reset, and the hands of its payers and clerks."""
        return bank_of(self.world)

    def fault(self, service: str, name: str, times: int = 1, **options: Any) -> None:
        """Let the next `times` calls of the service go wrong; 0 means until reset."""
        self.world.set_fault(service, name, times, options)


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, address: tuple[str, int], world: World) -> None:
        self.world = world
        self._open: set[socket.socket] = set()
        super().__init__(address, Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def hang_up(self) -> None:
        """End the kept-alive connections, whose threads would wait for ever."""
        for connection in list(self._open):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue

    def handle_error(self, request: Any, client_address: Any) -> None:
        # A client that hangs up early is everyday life here, not worth a traceback.
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server
    # One write for headers and body, and no waiting between the pieces of a stream: a second
    # small write would otherwise stand still until the client's delayed ACK, 40 ms.
    wbufsize = -1
    disable_nagle_algorithm: ClassVar[bool] = True

    def answer(self) -> None:
        url = urlsplit(self.path)
        service = routes.find(url.path)
        length = int(self.headers.get("content-length") or 0)
        request = Recorded(
            service=service.name,
            method=self.command,
            path=unquote(url.path),
            query=dict(parse_qsl(url.query, keep_blank_values=True)),
            headers={name.lower(): value for name, value in self.headers.items()},
            body=self.rfile.read(length),
            at=datetime.now(UTC),
        )
        if service.logged:
            self.server.world.record(request)
        base_url = f"http://{self.headers.get('host') or HOST}"
        rest = request.path.removeprefix(service.prefix)
        self._send(service.answer(Call(request, rest, self.server.world, base_url)))

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = answer

    def _send(self, reply: Reply) -> None:
        if reply.cut == "before":
            return self._cut()
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if reply.chunks is not None:
            return self._send_chunks(reply)
        self.send_header("content-length", str(len(reply.body)))
        self.end_headers()
        if reply.cut == "within":
            self.wfile.write(reply.body[: len(reply.body) // 2])
            self.wfile.flush()
            return self._cut()
        if self.command != "HEAD":
            self.wfile.write(reply.body)
        self.wfile.flush()
        return None

    def _send_chunks(self, reply: Reply) -> None:
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        try:
            for chunk in reply.chunks or ():
                self.wfile.write(b"%x\r\n%s\r\n" % (len(chunk), chunk))
                self.wfile.flush()
        except CutConnection:
            return self._cut()
        self.wfile.write(b"0\r\n\r\n")
        self.wfile.flush()
        return None

    def _cut(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the name is inherited)
        """Silent: the sandbox's own page shows what arrived."""
