"""Which of a person's applications a mail is about: the likeliest first, each with the reason."""

import re
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from applications import likeness
from applications.duplicates import Known
from applications.models import Acquaintance
from applications.paste_mail import employer
from applications.paste_mail.mail import Mail

MOST_SHOWN = 5
LOOKED_AT = 10_000  # characters
SHORTEST_NAME = 3
LEAST = 1.0
REASONS = {
    "contact": _("you know the sender from there"),
    "company": _("the company’s name is alike"),
    "domain": _("the sender’s address is alike"),
    "named": _("the mail names the company"),
    "role": _("the mail speaks of this role"),
}
WORTH = {"contact": 4.0, "company": 3.0, "domain": 2.5, "named": 2.0, "role": 1.5}
LIVE = 0.5


@dataclass(frozen=True)
class Candidate:
    known: Known
    why: tuple[str, ...]  # keys of REASONS, the strongest first

    @property
    def reason(self) -> str:
        return str(REASONS[self.why[0]])


def tied_to_sender(user: Any, address: str) -> set[uuid.UUID]:
    """The applications that a contact of this e-mail address has to do with; one query."""
    if not address:
        return set()
    ties = Acquaintance.objects.filter(Q(contact__email__iexact=address), contact__user=user)
    return set(ties.values_list("application__public_id", flat=True))


def rank(
    known: Iterable[Known], mail: Mail, company: str, tied: Collection[uuid.UUID] = ()
) -> list[Candidate]:
    """At most five. What is live goes before what has ended, of equal ones the latest first."""
    wanted = likeness.company(company)
    domain = likeness.company(employer.label_of(mail.domain).replace("-", " "))
    text = f"{mail.sender}\n{mail.subject}\n{mail.text[:LOOKED_AT]}".casefold()
    words = set(likeness.title(text).words)
    found: list[tuple[float, Candidate]] = []
    for one in known:
        name = likeness.company(one.company)
        signs = {
            "contact": float(one.public_id in tied),
            "company": _alike(name, wanted),
            "domain": _alike(name, domain),
            "named": float(_is_named(one.company, text)),
            "role": _share(one.role, words),
        }
        worth = {sign: WORTH[sign] * found for sign, found in signs.items() if found}
        if sum(worth.values()) >= LEAST:
            why = tuple(sorted(worth, key=lambda sign: worth[sign], reverse=True))
            found.append((sum(worth.values()) + LIVE * (not one.ending), Candidate(one, why)))
    found.sort(key=lambda pair: pair[0], reverse=True)
    return [candidate for _worth, candidate in found[:MOST_SHOWN]]


def _alike(one: likeness.Company, other: likeness.Company) -> float:
    alike = likeness.of_companies(one, other)
    return alike if alike >= likeness.SAME_COMPANY else 0.0


def _is_named(company: str, text: str) -> bool:
    name = company.casefold().strip()
    if len(name) < SHORTEST_NAME:
        return False
    return bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text))


def _share(role: str, words: set[str]) -> float:
    """How much of the role's words stand in the mail; a word or two of many say nothing."""
    mine = likeness.title(role).words
    share = sum(word in words for word in mine) / len(mine) if mine else 0.0
    return share if share >= likeness.SAME_TITLE else 0.0
