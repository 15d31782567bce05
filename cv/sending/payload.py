"""All that leaves for Claude about a CV: shown to the person first, and only what was shown."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from applications.models import Contact, Posting
from cv.models import CvVersion
from cv.sending.people import Person
from cv.sending.placeholders import PLACEHOLDER, Mask, is_nameless, names_in
from cv.sending.prompting import Prompt

if TYPE_CHECKING:
    from accounts.models import User

LONGEST_CV = 40_000
LONGEST_POSTING = 40_000

type Ask = Callable[[str, str, str], Prompt]  # of the masked CV, posting and answers


class PayloadChanged(Exception):
    """What would be sent is no longer what was shown. `sentence` is for the person."""

    sentence = _(
        "Nothing is sent yet: what would be sent has changed since you saw it. Please look again."
    )


@dataclass(frozen=True)
class Payload:
    """What will be sent, contact data replaced, and the way to put it back."""

    cv: str
    posting: str
    answers: str
    prompt: Prompt
    mask: Mask
    is_shortened: bool
    is_nameless: bool  # no name was found that could be replaced

    @property
    def digest(self) -> str:
        sent = f"{self.prompt.system}\0{self.prompt.message}"
        return hashlib.sha256(sent.encode()).hexdigest()


def payload(
    user: "User", version: CvVersion, posting: Posting, ask: Ask, answers: str = ""
) -> Payload:
    """The same rows and answers give the same payload each time."""
    written = set(PLACEHOLDER.findall(f"{version.markdown}\n{posting.text}\n{answers}"))
    mask = Mask(people_of(user), taken=written)
    names = names_in(version.markdown, user.name)
    cv = mask.hide_cv(version.markdown[:LONGEST_CV], names)
    text = mask.hide(posting.text[:LONGEST_POSTING], names)
    said = mask.hide(answers, names)
    is_shortened = len(version.markdown) > LONGEST_CV or len(posting.text) > LONGEST_POSTING
    return Payload(
        cv, text, said, ask(cv, text, said), mask, is_shortened,
        is_nameless(version.markdown, user.name),
    )  # fmt: skip


def people_of(user: "User") -> list[Person]:
    """The person's contacts, in an order that stays."""
    contacts = Contact.objects.of(user).order_by("pk")
    return [Person(*row) for row in contacts.values_list("name", "company", "phone")]
