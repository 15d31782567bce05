"""What the sender wrote now, apart from earlier mails, a signature, a footer."""

import re
from dataclasses import dataclass

LONGEST_ATTRIBUTION = 200
FORWARDED = re.compile(
    r"[-—=_\s>]*\b(?:forwarded (?:message|mail)|begin forwarded message|fwd"
    r"|переслан(?:ий лист|е повідомлення)|пересилається|початок пересланого повідомлення)\b"
    r"[-—=_:\s]*",
    re.IGNORECASE,
)
EARLIER = re.compile(
    r"[-—=_\s]*\b(?:original (?:message|mail)|reply above this line|вихідне повідомлення"
    r"|оригінал(?:ьне повідомлення|ьний лист)?|попередн(?:ій лист|є повідомлення))\b[-—=_:\s]*",
    re.IGNORECASE,
)
# "On Wed, 11 Nov 2026 at 22:17, Iryna <…> wrote:", in the languages that recruiters write from.
ATTRIBUTION = re.compile(
    r".{0,160}\b(?:wrote|writes|пише|писав|писала|пишуть|написав|написала|написали|schrieb"
    r"|a écrit|escribió|ha scritto|skrev|schreef|napisał|napisała|napsal|napsala)\b.{0,60}:\s*",
    re.IGNORECASE,
)
HEADER = re.compile(r"[*\s]*(?:from|від|від кого)[*\s]*:.*", re.IGNORECASE)
HEADER_AFTER = re.compile(
    r"[*\s]*(?:sent|date|to|subject|надіслано|дата|кому|тема)[*\s]*:", re.IGNORECASE
)
SIGNATURE = re.compile(r"\s*(?:--|—|–|__+|\*\*\*+)\s*")
FOOTER = re.compile(
    r"unsubscrib|to (?:be removed|stop receiving)|you(?:'re| are) receiving this (?:e-?mail"
    r"|message)"
    r"|confidential|privileged|consider the environment|intended (?:only|solely) for"
    r"|view (?:this|it) in (?:your )?browser|privacy (?:policy|notice)|privacy:"
    r"|all rights reserved"
    r"|registered (?:in|office|company)|authori[sz]ed and regulated|commercial register"
    r"|sent from my"
    r"|відписатися|щоб не отримувати|отримали (?:його|цей лист) помилково|конфіденційн"
    r"|перш ніж друкувати|подумайте про (?:ліс|довкілля|природу)|політик\w+ приватності"
    r"|надіслано з (?:мого )?(?:iphone|айфона|телефон)|банківську таємницю|ліцензія №",
    re.IGNORECASE,
)
LONGEST_SIGNATURE = 12  # lines
APOSTROPHES = str.maketrans("’ʼ`´ʹ", "'''''")


@dataclass(frozen=True)
class Letter:
    """`own` is what counts; the rest is kept for what only it can say."""

    own: str
    signature: str = ""
    forwarded: str = ""


def split(text: str) -> Letter:
    lines = text.translate(APOSTROPHES).split("\n")
    own, forwarded = _before_earlier(lines)
    own, signature = _without_signature(own)
    own = [line for line in own if not FOOTER.search(line)]
    letter = Letter(*("\n".join(part).strip() for part in (own, signature, forwarded)))
    if not letter.own:  # nothing but a forwarded mail, or nothing that we understand
        return Letter(letter.forwarded or "\n".join(lines).strip(), signature=letter.signature)
    return letter


def _before_earlier(lines: list[str]) -> tuple[list[str], list[str]]:
    """The lines above the first earlier mail, and those of a forwarded one.

    Answers between quoted lines belong to what was written now.
    """
    own: list[str] = []
    for number, line in enumerate(lines):
        if FORWARDED.fullmatch(line):
            return own, [one for one in lines[number + 1 :] if not one.startswith(">>")]
        if EARLIER.fullmatch(line) or _is_header(lines, number):
            break
        if not line.lstrip().startswith(">") and not _is_attribution(lines, number):
            own.append(line)
    return own, []


def _is_header(lines: list[str], number: int) -> bool:
    """Where Outlook quotes: "From: …" with "Sent: …" or the like below it."""
    if number == 0 or not HEADER.fullmatch(lines[number]):
        return False
    return any(HEADER_AFTER.match(line) for line in lines[number + 1 : number + 3])


def _is_attribution(lines: list[str], number: int) -> bool:
    """A line that introduces a quote, perhaps broken in two."""
    here = lines[number : number + 2]
    if any(len(line) > LONGEST_ATTRIBUTION for line in here):
        return False
    following = [line for line in lines[number + 1 : number + 4] if line.strip()]
    is_quoted = any(line.lstrip().startswith(">") for line in following[:2])
    one, two = here[0], " ".join(here)
    return is_quoted and bool(ATTRIBUTION.fullmatch(one) or ATTRIBUTION.fullmatch(two))


def _without_signature(lines: list[str]) -> tuple[list[str], list[str]]:
    start = max(0, len(lines) - LONGEST_SIGNATURE)
    for number in range(start, len(lines)):
        if number and SIGNATURE.fullmatch(lines[number]) and lines[number].strip():
            return lines[:number], lines[number + 1 :]
    return lines, []
