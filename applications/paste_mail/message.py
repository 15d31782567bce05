"""What a person pasted or uploaded, read as one mail. Raises MailFailed with a clear sentence."""

import datetime
import re
from dataclasses import replace
from email.utils import parseaddr

from applications.capture import html_tree
from applications.capture.proposal import clean
from applications.paste_mail import eml, html_mail, spoken_date
from applications.paste_mail.failure import MailFailed
from applications.paste_mail.mail import LONGEST_LINE, LONGEST_TEXT, Mail
from trackr.charset import decode

MAX_BYTES = eml.MAX_BYTES
BINARY = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1f\x7f]")  # the tab and ends of lines and pages are none
MOST_CONTROLS = 100  # one in so many characters
# What a mail program writes above a mail that is copied as a whole.
LABELS = {
    "from": r"from|sender|від|від кого|відправник",
    "subject": r"subject|тема",
    "date": r"date|sent|дата|надіслано|відправлено",
    "to": r"to|cc|кому|копія|reply-to",
}
LABELLED = re.compile(
    r"[*>\s]{0,6}(?:" + "|".join(f"(?P<{name}>{words})" for name, words in LABELS.items()) + r")"
    r"[ \t*]{0,4}:[ \t*]{0,4}(?P<value>.*)",
    re.IGNORECASE,
)
MOST_LABELLED = 8
MAILBOX = re.compile(r"(?P<name>[^<>]*?)\s*<(?P<address>[^<>\s]+@[^<>\s]+)>\s*")


def from_text(pasted: str, received_on: datetime.date) -> Mail:
    """Pasted text, which may be a raw message, HTML, or begin with the lines "From: …".

    `received_on` counts where the text itself does not say when it was sent.
    """
    body = pasted.encode("utf-8", "replace")
    if len(body) > MAX_BYTES:
        raise MailFailed("too_big")
    if eml.is_raw(body):
        return _checked(eml.read(body), received_on)
    text = clean(pasted)[:LONGEST_TEXT]
    if html_tree.is_html(text):
        text = html_mail.text(text)
    return _checked(_with_labels(text.strip()), received_on)


def from_bytes(body: bytes, received_on: datetime.date) -> Mail:
    """An uploaded file: a raw message, or a text in any character set."""
    if len(body) > MAX_BYTES:
        raise MailFailed("too_big")
    if body.startswith(BINARY):
        raise MailFailed("not_text")
    if eml.is_raw(body):
        return _checked(eml.read(body), received_on)
    text = decode(body, "")
    if _is_binary(text):
        raise MailFailed("not_text")
    return from_text(text, received_on)


def _is_binary(text: str) -> bool:
    """What nobody writes: a zero, or more than a hundredth of control characters."""
    return "\0" in text or MOST_CONTROLS * len(CONTROLS.findall(text)) > len(text)


def _checked(mail: Mail, received_on: datetime.date) -> Mail:
    if not mail.text.strip():
        raise MailFailed("empty")
    if mail.sent_at is None:
        noon = datetime.time(12, tzinfo=datetime.UTC)
        return replace(mail, sent_at=datetime.datetime.combine(received_on, noon))
    return mail


def _with_labels(text: str) -> Mail:
    said: dict[str, str] = {}
    lines = text.split("\n")
    for number, one in enumerate(lines[:MOST_LABELLED]):
        found = LABELLED.fullmatch(one[: 2 * LONGEST_LINE])
        if not found:
            break
        name = next(name for name in LABELS if found[name])
        said.setdefault(name, found["value"].strip())
        lines[number] = ""
    if not {"from", "subject"} & set(said):
        return Mail(text)
    sender, address = mailbox(said.get("from", ""))
    return Mail(
        text="\n".join(lines).strip(),
        subject=said.get("subject", "")[:LONGEST_LINE],
        sender=(sender or ("" if "@" in address else said.get("from", "")))[:LONGEST_LINE],
        address=address[:LONGEST_LINE] if "@" in address else "",
        sent_at=spoken_date.moment(said.get("date", "")),
    )


def mailbox(said: str) -> tuple[str, str]:
    """Name and address. Mail programs show "Ann, Northwind <…>" without quotation marks."""
    name, address = parseaddr(said)
    if not address and (shown := MAILBOX.fullmatch(said)):
        return shown["name"].strip(" \"'"), shown["address"]
    return name, address
