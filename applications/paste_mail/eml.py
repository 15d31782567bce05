"""Raw messages (RFC 5322 with MIME), of unknown origin, in bounded time and memory.

The headers are kept raw and decoded here: the newer policies of the standard library parse them
into trees, which takes seconds for hostile ones, and put a space into a word that was split over
two encoded ones.
"""

import binascii
import email.policy
import re
from collections.abc import Iterator
from dataclasses import replace
from email.header import decode_header
from email.message import Message
from email.parser import BytesFeedParser
from email.utils import parseaddr
from typing import Any

from applications.capture.proposal import clean
from applications.paste_mail import html_mail, meeting, spoken_date
from applications.paste_mail.failure import MailFailed
from applications.paste_mail.mail import LONGEST_LINE, LONGEST_TEXT, Mail
from trackr.charset import decode
from trackr.deadline import Deadline

MAX_BYTES = 1_000_000
MOST_PARTS = 50
MOST_LINES = 40_000
DEEPEST = 10
SECONDS = 0.7
CHUNK = 8192  # bytes between two looks at the clock
LONGEST_HEADER = 4_000
CONTENT_TYPE = re.compile(rb"^content-type[ \t]*:", re.IGNORECASE | re.MULTILINE)
LOOKS_RAW = re.compile(rb"\A(?:[!-9;-~]+:[^\n]*\n(?:[ \t]+[^\n]*\n)*)+")
HEADER_END = re.compile(rb"\n(?![ \t])")
MACHINE_MADE = re.compile(
    rb"^(?:received|message-id|mime-version|return-path|content-type)[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
HEAD = 16_384  # bytes of it that are looked at to tell a raw message from plain text
BULK = re.compile(r"auto_?reply", re.IGNORECASE)
FALLBACK = "cp1251"  # what Ukrainian bytes without a name mostly are

type Part = Message[str, str]


def is_raw(body: bytes) -> bool:
    """Whether it begins with the headers of a message, rather than with what people write."""
    head = body[:HEAD].lstrip(b"\xef\xbb\xbf\r\n").replace(b"\r\n", b"\n")
    found = LOOKS_RAW.match(head)
    return bool(found and MACHINE_MADE.search(found[0]))


def read(body: bytes) -> Mail:
    """The mail of a raw message; of one that only carries another, that one. Raises MailFailed."""
    if len(body) > MAX_BYTES:
        raise MailFailed("too_big")
    if body.count(b"\n") > MOST_LINES:
        raise MailFailed("too_slow")
    _check_types(body)
    whole = _parse(body.lstrip(b"\xef\xbb\xbf\r\n"))
    parts = list(_parts(whole))
    inner = next((part for part in parts if part.get_content_type() == "message/rfc822"), None)
    carried = _inside(inner) if inner is not None else []
    if carried:
        return _mail(carried[0], list(_parts(carried[0])))
    return _mail(whole, parts)


def _check_types(body: bytes) -> None:
    """The parser takes the square of its length to read a Content-Type."""
    types = list(CONTENT_TYPE.finditer(body))
    if len(types) > 2 * MOST_PARTS:
        raise MailFailed("too_many_parts")
    for one in types:
        end = HEADER_END.search(body, one.end())
        if (end.start() if end else len(body)) - one.end() > LONGEST_HEADER:
            raise MailFailed("too_slow")


def _parse(body: bytes) -> Part:
    deadline = Deadline(SECONDS)
    parser: BytesFeedParser[Part] = BytesFeedParser(policy=email.policy.compat32)
    try:
        for start in range(0, len(body), CHUNK):
            if deadline.has_passed():
                raise MailFailed("too_slow")
            parser.feed(body[start : start + CHUNK])
        return parser.close()
    except RecursionError:
        raise MailFailed("too_many_parts") from None


def _parts(message: Part, depth: int = 0) -> Iterator[Part]:
    """The message and everything in it, but not what is inside of a message that it carries."""
    if depth > DEEPEST:
        raise MailFailed("too_many_parts")
    yield message
    if message.get_content_maintype() == "multipart":
        for part in _inside(message):
            yield from _parts(part, depth + 1)


def _inside(message: Part) -> list[Part]:
    payload: Any = message.get_payload()
    if not isinstance(payload, list):
        return []
    if len(payload) > MOST_PARTS:
        raise MailFailed("too_many_parts")
    return payload


def _mail(message: Part, parts: list[Part]) -> Mail:
    if len(parts) > MOST_PARTS:
        raise MailFailed("too_many_parts")
    sender, address = parseaddr(_raw(message, "from"))
    mail = Mail(
        text=_text(parts),
        subject=_line(_raw(message, "subject")),
        sender=_line(sender),
        address=_line(address),
        sent_at=spoken_date.of_header(_raw(message, "date")),
        is_automatic=_is_automatic(message),
    )
    invite = next((part for part in parts if part.get_content_type() == "text/calendar"), None)
    return replace(mail, meeting=meeting.read(_decoded(invite))) if invite is not None else mail


def _text(parts: list[Part]) -> str:
    """The plain text, or what the HTML shows where there is none worth the name."""
    plain = "\n\n".join(_decoded(one) for one in parts if _is_text(one, "text/plain"))
    if not plain.strip():
        pages = (_decoded(one) for one in parts if _is_text(one, "text/html"))
        plain = "\n\n".join(html_mail.text(page) for page in pages)
    return clean(plain)[:LONGEST_TEXT].strip()


def _is_text(part: Part, kind: str) -> bool:
    return part.get_content_type() == kind and part.get_content_disposition() != "attachment"


def _decoded(part: Part) -> str:
    body = part.get_payload(decode=True)
    if not isinstance(body, bytes):
        return ""
    charset = part.get_content_charset("")
    return _from_bytes(body, f"charset={charset}" if charset else "")


def _from_bytes(body: bytes, parameters: str) -> str:
    text = decode(body, parameters)
    if text.count("\ufffd") * 20 > len(text):  # the name of the character set was a lie
        return body.decode(FALLBACK, "replace")
    return text


def _raw(message: Part, name: str) -> str:
    """A header as it was sent, its bytes above ASCII read as the text they are."""
    for key, value in message.raw_items():
        if key.lower() == name:
            body = str(value)[:LONGEST_HEADER].encode("utf-8", "surrogateescape")
            return _from_bytes(body, "charset=utf-8").replace("\r", "").replace("\n", "")
    return ""


def _line(header: str) -> str:
    try:
        pieces = decode_header(header)
    except (binascii.Error, ValueError):  # HeaderParseError is a ValueError
        pieces = [(header, None)]
    text = "".join(
        piece if isinstance(piece, str) else _from_bytes(piece, f"charset={charset or 'utf-8'}")
        for piece, charset in pieces
    )
    return " ".join(clean(text).split())[:LONGEST_LINE]


def _is_automatic(message: Part) -> bool:
    """https://www.rfc-editor.org/rfc/rfc3834"""
    said = _raw(message, "auto-submitted")
    answers = (_raw(message, "x-autoreply"), _raw(message, "x-autorespond"))
    return (
        "auto-replied" in said.lower()
        or any(answers)
        or bool(BULK.search(_raw(message, "precedence")))
    )
