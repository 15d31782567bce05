"""Which company a mail is from: a name that is written in it, never one made of an address."""

import re
from collections.abc import Iterator

from applications import likeness
from applications.paste_mail import quoting
from applications.paste_mail.mail import Mail

LONGEST = 60
MOST_WORDS = 4
LOOKED_AT = 3_000  # characters from the beginning and from the end
AGENCY = re.compile(
    r"recruit|talent|staffing|headhunt|agency|personnel|\bhr\b|kadr|агенці|рекрут|кадров|staff"
    r"|placement|jobs\b",
    re.IGNORECASE,
)
PUBLIC_DOMAINS = frozenset(
    "gmail googlemail outlook hotmail live yahoo icloud me proton protonmail ukr i meta inbox mail"
    " gmx aol zoho fastmail yandex post".split()
)
QUOTED = re.compile(r"[«“\"]([^«»“”\"\n]{2,50})[»”\"]")
ON_BEHALF = re.compile(
    r"on behalf of (?P<name>.{2,60}?)(?=$|[,(<|])|від імені (?P<name2>.{2,60}?)(?=$|[,(<|])"
)
IN_NAME = re.compile(
    r"(?:[|@(,/·–—]|\bat\b|\bfrom\b| - |\bз\b(?= [A-Z])|\bіз\b) *(?P<name>[^"
    r"|@(),/<>]{2,60})\)?\s*$"
)
TEAM = re.compile(
    r"\b(?:the|hr|human resources|people(?: ops)?|talent(?: acquisition)?|careers?"
    r"|recruit(?:ment|ing|er)?|hiring|jobs?|team|"
    r"department|портал|команда|відділ(?: кадрів| персоналу)?|служба|фонд|агенція"
    r"|освітня платформа|приймальня|кадри|центр)\b",
    re.IGNORECASE,
)
LABEL = re.compile(
    r"^(?:company|employer|роботодавець|компанія)\s*:\s*(?P<name>.{2,60})$",
    re.IGNORECASE | re.MULTILINE,
)
BREAK = re.compile(r"[,:;|«»“”\"()/]|\. |[–—]")
TAIL = re.compile(
    r"(?: (?:hr|careers?|team|recruit\w*|llc|ltd|llp|inc|plc|as|ab|ag|uab|sp|gmbh"
    r"|sp\. z ?o\.? ?o\.?|s\.r\.o\.?|&|co|kg))+$",
    re.IGNORECASE,
)
HEAD = re.compile(r"^(?:(?:hr|the|тов|ат|пат|прат) )+", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_][\w'&.-]*|&")


def read(mail: Mail) -> str:
    """The company's name as it is written; empty where it is not plain."""
    letter = quoting.split(mail.text)
    text = f"{letter.own[:LOOKED_AT]}\n{letter.own[-LOOKED_AT:]}\n{letter.signature}"
    if said := LABEL.search(text):
        return said["name"].strip()
    if said := ON_BEHALF.search(mail.sender):
        return (said["name"] or said["name2"]).strip()
    label = label_of(mail.domain)
    if AGENCY.search(mail.sender) and AGENCY.search(mail.domain):
        return ""
    if label and (
        name := _written_like(label, [mail.sender, letter.signature, mail.subject, text])
    ):
        return name
    return "" if AGENCY.search(mail.domain) else _in_sender(mail.sender)


def label_of(domain: str) -> str:
    """The part of a domain that a company chose; empty for mail providers."""
    parts = [
        part for part in domain.split(".") if part not in {"www", "mail", "hr", "jobs", "careers"}
    ]
    endings = {"com", "co", "org", "net", "edu", "gov", "in", "kiev", "kyiv", "lviv"}
    while len(parts) > 1 and (parts[-1] in endings or parts[-1] == domain.rpartition(".")[2]):
        parts.pop()
    label = parts[-1] if parts else ""
    return "" if label in PUBLIC_DOMAINS else label


def _written_like(label: str, texts: list[str]) -> str:
    """The words of the mail that the domain was made of, the best of the first text with any."""
    wanted = likeness.company(label.replace("-", " "))
    length = len(label)
    for text in texts:
        best, name = likeness.SAME_COMPANY, ""
        for candidate in _names(text, length):
            alike = likeness.of_companies(likeness.company(candidate), wanted)
            if alike > best or (alike == best and len(candidate) > len(name)):
                best, name = alike, candidate
        if name:
            return HEAD.sub("", TAIL.sub("", name)).strip(" &.") or name
    return ""


def _names(text: str, length: int) -> Iterator[str]:
    """Runs of words that begin with a capital, about as long as `length`."""
    seen: set[str] = set()
    for line in text.split("\n"):
        found = list(WORD.finditer(line))
        for first, begin in enumerate(found):
            if not begin[0][0].isupper():
                continue
            for end in found[first : first + MOST_WORDS]:
                if BREAK.search(line[begin.start() : end.end()]):
                    break
                name = line[begin.start() : end.end()].strip(" .,-")
                letters = sum(map(str.isalnum, name))
                if name not in seen and 0.6 * length <= letters <= 1.3 * length + 6:
                    seen.add(name)
                    yield name


def _in_sender(sender: str) -> str:
    """ "Priya | Northwind", "Careers at Northwind", "АТ «Північ»"."""
    if quoted := QUOTED.search(sender):
        return quoted[1].strip()
    named = IN_NAME.search(sender)
    name = named["name"] if named else sender if TEAM.search(sender) else ""
    name = " ".join(TEAM.sub(" ", name).split()).strip(" -–—|,'\"")
    return name[:LONGEST] if len(name) > 2 and not AGENCY.search(name) else ""  # noqa: PLR2004
