"""The fetcher of user-given URLs: where it never connects, and what it makes of bad answers."""

import contextlib
import gzip
import socket
import ssl
import sys
import threading
import time

import pytest

from trackr.ip import is_public
from trackr.net import USER_AGENT, FetchFailed, FetchRefused, Limits, Page, fetch_public

OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>A job</p>"

# Refused whatever a listener on this machine would answer. PORT stands for the listener's port.
REFUSED = [
    ("http://127.0.0.1/", "private_address"),
    ("http://127.1/", "private_address"),
    ("http://0/", "private_address"),
    ("http://0.0.0.0/", "private_address"),
    ("http://2130706433/", "private_address"),
    ("http://0x7f.1/", "private_address"),
    ("http://0x7f000001/", "private_address"),
    ("http://017700000001/", "private_address"),
    ("http://0177.0.0.1/", "private_address"),
    ("http://127.255.255.254/", "private_address"),
    ("http://localhost/", "private_address"),
    ("http://LOCALHOST/", "private_address"),
    ("https://127.0.0.1/", "private_address"),
    ("http://10.0.0.1/", "private_address"),
    ("http://172.16.0.1/", "private_address"),
    ("http://192.168.1.1/", "private_address"),
    ("http://100.64.0.1/", "private_address"),
    ("http://169.254.169.254/latest/meta-data/", "private_address"),
    ("http://192.0.0.192/", "private_address"),
    ("http://192.0.2.1/", "private_address"),
    ("http://192.88.99.1/", "private_address"),
    ("http://198.18.0.1/", "private_address"),
    ("http://224.0.0.1/", "private_address"),
    ("http://240.0.0.1/", "private_address"),
    ("http://255.255.255.255/", "private_address"),
    ("http://[::]/", "private_address"),
    ("http://[::1]/", "private_address"),
    ("http://[::127.0.0.1]/", "private_address"),
    ("http://[::ffff:127.0.0.1]/", "private_address"),
    ("http://[::ffff:7f00:1]/", "private_address"),
    ("http://[::ffff:0:127.0.0.1]/", "private_address"),
    ("http://[64:ff9b::7f00:1]/", "private_address"),
    ("http://[64:ff9b:1::1]/", "private_address"),
    ("http://[2001::1]/", "private_address"),
    ("http://[2001:20::1]/", "private_address"),
    ("http://[2001:db8::1]/", "private_address"),
    ("http://[2002:7f00:1::]/", "private_address"),
    ("http://[fc00::1]/", "private_address"),
    ("http://[fd00:ec2::254]/", "private_address"),
    ("http://[fe80::1]/", "private_address"),
    ("http://[ff02::1]/", "private_address"),
    ("http://127.0.0.1:PORT/", "port"),
    ("http://127.0.0.1:0/", "port"),
    ("http://127.0.0.1:22/", "port"),
    ("http://127.0.0.1:99999/", "bad_url"),
    ("http://127.0.0.1:80:80/", "bad_url"),
    ("http://user@127.0.0.1/", "userinfo"),
    ("http://jobs.example:80@127.0.0.1:PORT/", "userinfo"),
    ("http://@127.0.0.1/", "userinfo"),
    ("http://jobs.example\\@127.0.0.1/", "bad_url"),
    ("http://127.0.0.1\\.jobs.example/", "bad_url"),
    ("http://127.0.0.1\t/", "bad_url"),
    ("http://127.0.0.1/\r\nHost: x", "bad_url"),
    ("http://jobs example/", "bad_url"),
    ("http://\x00127.0.0.1/", "bad_url"),
    ("http:///etc/passwd", "bad_url"),
    ("http://", "bad_url"),
    ("http://[::1/", "bad_url"),
    ("http://[v1.x]/", "bad_url"),
    ("http://①②⑦.⓪.⓪.①/", "bad_url"),
    ("http://127。0。0。1/", "bad_url"),
    ("http://" + "a" * 300 + ".example/", "bad_url"),
    ("ftp://127.0.0.1/", "scheme"),
    ("file:///etc/passwd", "scheme"),
    ("gopher://127.0.0.1:PORT/", "scheme"),
    ("javascript:alert(1)", "scheme"),
    ("data:text/html,hello", "scheme"),
    ("//127.0.0.1/", "scheme"),
    ("", "scheme"),
]


class Listener:
    """Answers each connection with the next of its replies, the last one for ever after."""

    def __init__(self, family=socket.AF_INET, address="127.0.0.1"):
        self.replies = [OK]
        self.requests = []
        self.connections = 0
        self.drip = 0.0  # seconds between single bytes
        self.at_once = 0  # bytes that do not drip
        self._socket = socket.create_server((address, 0), family=family)
        self.port = self._socket.getsockname()[1]
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self):
        while True:
            connection, _ = self._socket.accept()
            if self._closed.is_set():
                connection.close()
                return
            reply = self.replies[min(self.connections, len(self.replies) - 1)]
            self.connections += 1
            with connection, contextlib.suppress(OSError):
                self._answer(connection, reply)

    def _answer(self, connection, reply):
        connection.settimeout(5)
        self.requests.append(connection.recv(8192))
        if not self.drip:
            connection.sendall(reply)
            return
        connection.sendall(reply[: self.at_once])
        for byte in reply[self.at_once :]:
            connection.sendall(bytes([byte]))
            if self._closed.wait(self.drip):
                return

    def close(self):
        self._closed.set()
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
            pass
        self._thread.join(5)
        self._socket.close()


@pytest.fixture
def listener(settings):
    """The one loopback address that may be visited, by a name that only our resolver knows."""
    one = Listener()
    settings.SANDBOX_URL = f"http://jobs.test:{one.port}"
    yield one
    one.close()


@pytest.fixture
def stranger():
    """A service on loopback that must never be reached."""
    one = Listener()
    yield one
    one.close()


class Dialled(list):
    """Every address that the test's own thread connects to, told by the interpreter itself."""

    def __init__(self):
        super().__init__()
        self.thread = threading.get_ident()
        self.is_open = True
        sys.addaudithook(self._hear)

    def _hear(self, event, arguments):
        if event == "socket.connect" and self.is_open and threading.get_ident() == self.thread:
            self.append(arguments[1])


@pytest.fixture(scope="module")
def every_dial():
    dials = Dialled()
    yield dials
    dials.is_open = False  # an audit hook can't be taken away


@pytest.fixture
def dialled(every_dial):
    every_dial.clear()
    return every_dial


def to_loopback(host, port):
    return ["127.0.0.1"]


def get(listener, path="/", **options):
    return fetch_public(f"http://jobs.test:{listener.port}{path}", resolve=to_loopback, **options)


def reply(body=b"", status="200 OK", kind="text/html", **headers):
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


def moved(location):
    return reply(status="302 Found", Location=location)


@pytest.mark.parametrize("url, code", REFUSED)
def test_forbidden_url_is_refused_without_a_connection(url, code, listener, dialled):
    with pytest.raises(FetchRefused) as refusal:
        fetch_public(url.replace("PORT", str(listener.port)))

    assert refusal.value.code == code
    assert (dialled, listener.connections) == ([], 0)


def test_production_refuses_every_loopback_port(listener, settings):
    settings.SANDBOX_URL = ""

    with pytest.raises(FetchRefused, match="port"):
        fetch_public(f"http://127.0.0.1:{listener.port}/")

    assert listener.connections == 0


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "other.test"])
def test_sandbox_is_allowed_by_its_exact_host_only(host, listener):
    with pytest.raises(FetchRefused, match="port"):
        fetch_public(f"http://{host}:{listener.port}/", resolve=to_loopback)

    assert listener.connections == 0


def test_sandbox_host_on_another_port_is_refused(listener, stranger):
    with pytest.raises(FetchRefused, match="port"):
        fetch_public(f"http://jobs.test:{stranger.port}/", resolve=to_loopback)

    assert stranger.connections == 0


def test_sandbox_name_that_leads_out_of_loopback_is_refused(listener):
    url = f"http://jobs.test:{listener.port}/"

    with pytest.raises(FetchRefused, match="private_address"):
        fetch_public(url, resolve=lambda *name: ["127.0.0.1", "10.0.0.1"])

    assert listener.connections == 0


@pytest.mark.parametrize("answers", [["8.8.8.8", "127.0.0.1"], ["2606:4700::1", "fd00::1"]])
def test_name_with_one_private_address_is_refused(answers, dialled):
    with pytest.raises(FetchRefused, match="private_address"):
        fetch_public("http://jobs.example/", resolve=lambda *name: answers)

    assert dialled == []


def test_name_is_resolved_once_and_the_checked_address_is_connected_to(listener, dialled):
    answers = [["127.0.0.1"], ["127.0.0.2"]]
    asked = []

    def rebinding(host, port):
        asked.append((host, port))
        return answers[len(asked) - 1]

    page = fetch_public(f"http://jobs.test:{listener.port}/a?b=c", resolve=rebinding)

    assert asked == [("jobs.test", listener.port)]
    assert dialled == [("127.0.0.1", listener.port)]
    assert page.text == "<p>A job</p>"
    assert listener.requests[0].startswith(b"GET /a?b=c HTTP/1.1\r\n")
    assert f"Host: jobs.test:{listener.port}\r\n".encode() in listener.requests[0]


def test_second_address_is_tried_when_the_first_is_silent(listener):
    page = fetch_public(
        f"http://jobs.test:{listener.port}/", resolve=lambda *name: ["::1", "127.0.0.1"]
    )

    assert page.text == "<p>A job</p>"


def test_tls_names_the_host_and_not_the_address(listener, settings):
    settings.SANDBOX_URL = f"https://jobs.test:{listener.port}"

    with pytest.raises(FetchFailed, match="broken"):
        fetch_public(f"https://jobs.test:{listener.port}/", resolve=to_loopback)

    assert b"jobs.test" in listener.requests[0]


def test_tls_with_an_unknown_certificate_is_refused(settings, self_signed):
    settings.SANDBOX_URL = f"https://jobs.test:{self_signed}"

    with pytest.raises(FetchFailed, match="broken") as failure:
        fetch_public(f"https://jobs.test:{self_signed}/", resolve=to_loopback)

    assert "CERTIFICATE_VERIFY_FAILED" in str(failure.value.__cause__)


@pytest.mark.parametrize(
    "location, code",
    [
        ("http://127.0.0.1/", "private_address"),
        ("http://127.0.0.1:{port}/", "port"),
        ("//localhost/", "private_address"),
        ("http://[::1]/", "private_address"),
        ("file:///etc/passwd", "scheme"),
        ("http://user@jobs.test/", "userinfo"),
        ("http://[broken", "bad_url"),
    ],
)
def test_redirect_is_checked_like_the_first_url(location, code, listener, stranger):
    listener.replies = [moved(location.format(port=stranger.port))]

    with pytest.raises(FetchRefused) as refusal:
        fetch_public(f"http://jobs.test:{listener.port}/", resolve=redirected)

    assert refusal.value.code == code
    assert (listener.connections, stranger.connections) == (1, 0)


def redirected(host, port):
    return {"jobs.test": ["127.0.0.1"], "localhost": ["127.0.0.1"]}.get(host, [host])


def test_redirects_are_followed_and_the_last_url_is_told(listener):
    listener.replies = [moved("/second"), moved("third?x=1"), moved("./last"), OK]

    page = get(listener, "/first")

    assert page == Page(f"http://jobs.test:{listener.port}/last", "text/html", "<p>A job</p>")


def test_fourth_redirect_is_refused(listener):
    listener.replies = [moved("/again")]

    with pytest.raises(FetchRefused, match="too_many_redirects"):
        get(listener)

    assert listener.connections == 4


def test_host_that_may_not_be_visited_is_refused_on_a_redirect_too(listener):
    listener.replies = [moved("http://walled.example/")]

    with pytest.raises(FetchRefused, match="host"):
        get(listener, may_visit=lambda host: host == "jobs.test")


def test_request_carries_nothing_of_ours_or_of_the_environment(listener, monkeypatch, tmp_path):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine jobs.test login alice password secret\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9/")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9/")
    listener.replies = [reply(status="302 Found", Location="/", Set_Cookie="tracker=1"), OK]

    get(listener)

    for sent in listener.requests:
        names = {line.split(b":")[0].lower() for line in sent.split(b"\r\n")[1:] if line}
        assert names == {b"host", b"user-agent", b"accept", b"accept-encoding", b"connection"}
        assert f"User-Agent: {USER_AGENT}\r\n".encode() in sent


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 429, 500, 503])
def test_error_status_is_told(status, listener):
    listener.replies = [reply(b"no", status=f"{status} No")]

    with pytest.raises(FetchFailed, match="status") as failure:
        get(listener)

    assert failure.value.status == status


@pytest.mark.parametrize(
    "kind", ["text/html", "TEXT/HTML; charset=utf-8", "application/json", "application/ld+json",
             "text/plain", "application/xhtml+xml"]
)  # fmt: skip
def test_readable_types_are_read(kind, listener):
    listener.replies = [reply(b"hello", kind=kind)]

    assert get(listener).text == "hello"


@pytest.mark.parametrize("kind", ["image/png", "application/pdf", "text/css", "", "text/htmlx"])
def test_other_types_are_not_read(kind, listener):
    listener.replies = [reply(b"hello", kind=kind)]

    with pytest.raises(FetchFailed, match="wrong_type"):
        get(listener)


def test_gzip_is_unpacked(listener):
    listener.replies = [reply(gzip.compress(b"hello"), Content_Encoding="gzip")]

    assert get(listener).text == "hello"


def test_nested_gzip_is_not_read(listener):
    twice = gzip.compress(gzip.compress(b"hello"))
    listener.replies = [reply(twice, Content_Encoding="gzip, gzip")]

    with pytest.raises(FetchFailed, match="wrong_type"):
        get(listener)


def test_body_of_the_limit_is_read_and_one_byte_more_is_not(listener):
    listener.replies = [reply(b"x" * 1000), reply(b"x" * 1001)]
    limits = Limits(size=1000)

    assert len(get(listener, limits=limits).text) == 1000
    with pytest.raises(FetchFailed, match="too_big"):
        get(listener, limits=limits)


def test_compressed_bomb_is_stopped_by_its_unpacked_size(listener):
    listener.replies = [reply(gzip.compress(b" " * 50_000_000), Content_Encoding="gzip")]

    with pytest.raises(FetchFailed, match="too_big"):
        get(listener)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"nonsense",
        b"HTTP/1.1 abc\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\nnot gzip",
    ],
    ids=["empty", "nonsense", "bad status", "cut", "bad chunk", "200 headers", "long", "not gzip"],
)
def test_broken_answer_is_told(answer, listener):
    listener.replies = [answer]

    with pytest.raises(FetchFailed, match="broken"):
        get(listener)


@pytest.mark.parametrize(
    "start", [b"HTTP/1.1 200 OK\r\nX-Slow: ", reply()], ids=["headers", "body"]
)
def test_dripping_sender_is_cut_off_in_time(start, listener):
    listener.replies = [start + b"x" * 5000]
    listener.at_once = len(start)
    listener.drip = 0.01
    began = time.monotonic()

    with pytest.raises(FetchFailed, match="timeout"):
        get(listener, limits=Limits(seconds=0.3))

    assert time.monotonic() - began < 1.5


def test_slow_name_server_is_cut_off_in_time(listener):
    answer = threading.Event()

    def slow(host, port):
        answer.wait(5)
        return ["127.0.0.1"]

    with pytest.raises(FetchFailed, match="timeout"):
        fetch_public("http://jobs.example/", resolve=slow, limits=Limits(seconds=0.1))
    answer.set()


def test_unknown_name_is_told():
    def unknown(host, port):
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    with pytest.raises(FetchFailed, match="dns"):
        fetch_public("http://nobody.example/", resolve=unknown)


def test_refused_connection_is_told(listener):
    listener.close()

    with pytest.raises(FetchFailed, match="broken"):
        get(listener)


@pytest.mark.parametrize(
    "kind, body",
    [
        ("text/html; charset=windows-1251", "Їжак".encode("cp1251")),
        ('text/html; charset="KOI8-U"', "Їжак".encode("koi8-u")),
        ("text/html", b'<meta charset="windows-1251">' + "Їжак".encode("cp1251")),
        ("text/html; charset=punycode", "Їжак".encode()),
        ("text/html; charset=nonsense", "Їжак".encode()),
        ("text/html; charset=latin-1", "\ufeffЇжак".encode()),
        ("text/html", "\ufeffЇжак".encode("utf-16-le")),
    ],
)
def test_character_set_is_found(kind, body, listener):
    listener.replies = [reply(body, kind=kind)]

    assert get(listener).text.endswith("Їжак")


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_address_of_the_internet_is_public(address):
    assert is_public(address)


@pytest.fixture
def self_signed(tmp_path):
    """The port of a TLS server whose certificate nobody vouches for."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_certificate(tmp_path))
    server = socket.create_server(("127.0.0.1", 0))

    def serve():
        with contextlib.suppress(OSError):
            connection, _ = server.accept()
            with connection, context.wrap_socket(connection, server_side=True):
                pass

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield server.getsockname()[1]
    server.close()
    thread.join(5)


def _certificate(folder):
    import datetime

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "jobs.test")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("jobs.test")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / "server.pem"
    path.write_bytes(
        certificate.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return path
