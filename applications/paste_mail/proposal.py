"""What a mail proposes, gathered for one page. Nothing is written."""

import datetime
import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from applications import duplicates
from applications.duplicates import Known
from applications.paste_mail import candidates, details, kinds
from applications.paste_mail.candidates import Candidate
from applications.paste_mail.details import Details
from applications.paste_mail.kinds import Verdict
from applications.paste_mail.mail import Mail

SCREENING = re.compile(r"screening|phone call|intro(?:ductory)? call|скринінг|телефонн\w+", re.I)
LOOKED_AT = 5_000  # characters


@dataclass(frozen=True)
class MailProposal:
    mail: Mail
    verdict: Verdict
    details: Details
    candidates: list[Candidate]
    known: list[Known]

    @property
    def about(self) -> str:
        """One line that names the mail, for a note."""
        names = {"sender": self.mail.sender or self.mail.address, "subject": self.mail.subject}
        if names["sender"] and names["subject"]:
            return _("Mail from %(sender)s: %(subject)s") % names
        if names["sender"] or names["subject"]:
            return _("Mail: %(name)s") % {"name": names["sender"] or names["subject"]}
        return _("A mail came.")

    @property
    def is_screening(self) -> bool:
        return bool(SCREENING.search(f"{self.mail.subject}\n{self.mail.text[:LOOKED_AT]}"))


def make(user: Any, mail: Mail, zone: datetime.tzinfo) -> MailProposal:
    """Two queries: the applications, and whom of them the sender is tied to."""
    verdict = kinds.read(mail)
    said = details.read(mail, verdict.kind, zone)
    known = duplicates.known_to(user)
    tied = candidates.tied_to_sender(user, mail.address)
    ranked = candidates.rank(known, mail, said.company, tied)
    return MailProposal(mail, verdict, said, ranked, known)
