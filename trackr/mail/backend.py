"""The one door to Resend: https://resend.com/docs/api-reference/emails/send-email

Named in MAILERS, so the sign-up letters of allauth leave through it as well as our own.
"""

import base64
import logging
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailAttachment, EmailMessage, EmailMultiAlternatives

if TYPE_CHECKING:
    import resend

TIMEOUT_SECONDS = 8
KIND_HEADER = "X-Trackr-Kind"  # becomes a tag of the mail at Resend
IDEMPOTENCY_HEADER = "X-Trackr-Idempotency-Key"  # Resend sends one mail per key within 24 hours
IDEMPOTENCY_KEY_LENGTH = 256

# Resend takes these as fields of their own, and Django lets a header of the mail override them.
FIELD_HEADERS = frozenset({"from", "to", "cc", "reply-to"})
HEADER_NAME = re.compile(r"[A-Za-z0-9-]+")
TAG_VALUE = re.compile(r"[A-Za-z0-9_-]{1,256}")
LINE_BREAK = re.compile(r"[\r\n\0]")

# Our key or our account is at fault, not the mail: it can go out once that is put right.
ACCOUNT_ERRORS = frozenset({401, 403})
RETRYABLE_ERRORS = frozenset({"concurrent_idempotent_requests"})

logger = logging.getLogger(__name__)


class MailError(Exception):
    """A mail that did not leave; `code` names the cause and holds nothing of the mail itself."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class MailBusy(MailError):
    """Send the same mail again later, after `retry_after` seconds where Resend said so."""

    def __init__(self, code: str, retry_after: float | None = None) -> None:
        super().__init__(code)
        self.retry_after = retry_after


class MailRefused(MailError):
    """This mail will never be taken as it is."""


class ResendBackend(BaseEmailBackend):
    """Sends each message by one call; with fail_silently it counts what left and raises nothing."""

    def __init__(
        self, *, alias: str | None = None, fail_silently: bool = False, **options: Any
    ) -> None:
        super().__init__(alias=alias, **options)
        self.fail_silently = fail_silently

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        sent = 0
        for message in email_messages:
            if not message.recipients():
                continue
            try:
                deliver(message)
            except MailError:
                if not self.fail_silently:
                    raise
            else:
                sent += 1
        return sent


def deliver(message: EmailMessage) -> str:
    """Hand one message to Resend and return its id there; takes up to 8 seconds, no retries.

    Raises MailBusy or MailRefused.
    """
    _refuse_line_breaks(message)
    parameters = _parameters(message)
    options = _options(message)
    failure: MailError
    try:
        return str(_sdk().Emails.send(parameters, options)["id"])
    except _sdk().exceptions.ResendError as error:
        failure = _translated(error)
    except (_sdk().exceptions.NoContentError, KeyError, TypeError):
        failure = MailBusy("nonsense")
    # Outside the handler: Resend's own error may quote the mail, and would be its context.
    raise failure


def _sdk() -> Any:
    """The SDK, which keeps its settings in module globals; they are the same for every thread."""
    import resend

    resend.api_key = settings.RESEND_API_KEY
    resend.api_url = settings.RESEND_API_URL
    resend.default_http_client = resend.RequestsClient(timeout=TIMEOUT_SECONDS)
    return resend


def _parameters(message: EmailMessage) -> "resend.Emails.SendParams":
    headers = {name.lower(): str(value) for name, value in message.extra_headers.items()}
    text, html = _bodies(message)
    optional = {
        "text": text,
        "html": html,
        "cc": _addresses(headers, "cc", message.cc),
        "bcc": list(message.bcc),
        "reply_to": _addresses(headers, "reply-to", message.reply_to),
        "headers": _own_headers(message),
        "tags": _tags(headers),
        "attachments": [_attachment(attachment) for attachment in message.attachments],
    }
    parameters: resend.Emails.SendParams = {
        "from": headers.get("from", message.from_email),
        "to": _addresses(headers, "to", message.to),
        "subject": str(message.subject),
    }
    parameters.update({name: value for name, value in optional.items() if value})  # type: ignore[typeddict-item]
    return parameters


def _bodies(message: EmailMessage) -> tuple[str, str]:
    """Text and HTML; a message of subtype html has no text of its own."""
    if message.content_subtype == "html":
        return "", str(message.body)
    html = ""
    alternatives = message.alternatives if isinstance(message, EmailMultiAlternatives) else []
    for content, mimetype in alternatives:
        if mimetype != "text/html":
            raise MailRefused("unknown_alternative")
        html = str(content)
    return str(message.body), html


def _addresses(headers: dict[str, str], name: str, given: Sequence[str]) -> list[str]:
    return [headers[name]] if name in headers else [str(address) for address in given]


def _own_headers(message: EmailMessage) -> dict[str, str]:
    ours = {KIND_HEADER.lower(), IDEMPOTENCY_HEADER.lower()}
    return {
        name: str(value)
        for name, value in message.extra_headers.items()
        if name.lower() not in ours | FIELD_HEADERS
    }


def _tags(headers: dict[str, str]) -> list[dict[str, str]]:
    kind = headers.get(KIND_HEADER.lower(), "")
    if kind and not TAG_VALUE.fullmatch(kind):
        raise MailRefused("bad_kind")
    return [{"name": "kind", "value": kind}] if kind else []


def _options(message: EmailMessage) -> dict[str, str]:
    for name, value in message.extra_headers.items():
        if name.lower() == IDEMPOTENCY_HEADER.lower():
            if not 1 <= len(str(value)) <= IDEMPOTENCY_KEY_LENGTH:
                raise MailRefused("bad_idempotency_key")
            return {"idempotency_key": str(value)}
    return {}


def _attachment(attachment: Any) -> dict[str, str]:
    if not isinstance(attachment, EmailAttachment):
        raise MailRefused("unknown_attachment")
    content = attachment.content
    raw = content if isinstance(content, bytes) else str(content).encode()
    return {
        "filename": str(attachment.filename),
        "content": base64.b64encode(raw).decode(),
        "content_type": str(attachment.mimetype),
    }


def _refuse_line_breaks(message: EmailMessage) -> None:
    """Django checks headers only when it builds MIME, which never happens on this way."""
    for name in message.extra_headers:
        if not HEADER_NAME.fullmatch(name) or name.lower() == "bcc":
            raise MailRefused("bad_header")
    if any(LINE_BREAK.search(value) for value in _header_values(message)):
        raise MailRefused("bad_header")


def _header_values(message: EmailMessage) -> Iterator[str]:
    yield str(message.subject)
    yield str(message.from_email)
    for addresses in (message.to, message.cc, message.bcc, message.reply_to):
        yield from map(str, addresses)
    yield from map(str, message.extra_headers.values())


def _translated(error: "resend.exceptions.ResendError") -> MailError:
    status, kind = int(error.code), str(error.error_type)
    if status in ACCOUNT_ERRORS:
        logger.error("Resend turned our account down: %s (%s)", kind, status)
        return MailBusy(kind)
    if status == 429 or status >= 500 or kind in RETRYABLE_ERRORS:
        return MailBusy(kind, _retry_after(error.headers))
    return MailRefused(kind)


def _retry_after(headers: dict[str, str]) -> float | None:
    told = {name.lower(): value for name, value in headers.items()}.get("retry-after", "")
    try:
        return max(0.0, float(told))
    except ValueError:
        return None
