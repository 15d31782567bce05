"""Many links at once: found in pasted text, read one at a time, and what was read carried along.

Nothing is stored between the steps. A reading travels through the person's own page, signed and
packed, so that a posting of some pages takes a few kilobytes, an abandoned list leaves nothing
behind, and nobody can hand in a proposal that was never read for them.
"""

import hashlib
import re
from dataclasses import asdict, dataclass, field
from typing import Any

from django.core import signing

from applications import likeness
from applications.capture.failure import SENTENCES
from applications.capture.proposal import LONGEST_URL, Proposal, Proposed
from applications.capture.read import CaptureFailed, from_url

MOST_LINKS = 30
LONGEST_QUOTE = 80
SALT = "applications.capture.links"
LINK = re.compile(
    r"https?://[^\s<>\"«»]+|(?<![\w@./-])(?:[\w-]{1,63}\.){1,5}[^\W\d_]{2,20}/[^\s<>\"«»]*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Found:
    links: list[str]
    without: list[str]  # lines that hold no link
    again: int = 0  # links that were named before


@dataclass(frozen=True)
class Reading:
    """One link: what was read from it, or the code of why nothing was."""

    link: str
    proposal: Proposal = field(default_factory=Proposal)
    failure: str = ""

    @property
    def key(self) -> str:
        """Names the reading within its page."""
        return hashlib.sha256(self.link.encode()).hexdigest()[:12]

    @property
    def failure_sentence(self) -> str:
        return str(SENTENCES[self.failure]) if self.failure else ""


def find(text: str) -> Found:
    """The links of a text, each once, and the lines without any."""
    links: dict[str, str] = {}
    without, count = [], 0
    for line in filter(None, map(str.strip, text.splitlines())):
        found = [_trimmed(match[0]) for match in LINK.finditer(line)]
        if not found:
            without.append(line[:LONGEST_QUOTE])
        for link in found:
            count += 1
            links.setdefault(likeness.page(complete(link)) or link, link)
    return Found(list(links.values()), without, count - len(links))


def read(link: str) -> Reading:
    """Fetches; takes up to 10 s."""
    try:
        return Reading(link, from_url(link))
    except CaptureFailed as failure:
        return Reading(link, failure=failure.code)


def complete(link: str) -> str:
    return link if "://" in link else f"https://{link}"


def seal(reading: Reading, user: Any) -> str:
    proposal = {name: value for name, value in asdict(reading.proposal).items() if value}
    packed = [reading.link, proposal, reading.failure]
    return signing.dumps(packed, salt=_salt(user), compress=True)


def unseal(token: str, user: Any) -> Reading | None:
    """None for what this person was never given, or by a release that knew other fields."""
    try:
        link, proposal, failure = signing.loads(token, salt=_salt(user))
        return Reading(link, _proposal(proposal), failure)
    except (signing.BadSignature, TypeError):
        return None


def _proposal(packed: dict[str, Any]) -> Proposal:
    """Raises TypeError for a field that is not known."""
    fields: dict[str, Any] = {
        name: Proposed(**value) if isinstance(value, dict) else value
        for name, value in packed.items()
    }
    return Proposal(**fields)


def _salt(user: Any) -> str:
    return f"{SALT}:{user.pk}"


def _trimmed(link: str) -> str:
    """Without the punctuation of the sentence around it."""
    link = link[:LONGEST_URL].rstrip(".,;:!?'’”*_")
    while link.endswith((")", "]")) and link.count(link[-1]) > link.count("(["[link[-1] == "]"]):
        link = link[:-1].rstrip(".,;:!?'’”*_")
    return link
