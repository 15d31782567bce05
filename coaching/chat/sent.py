"""All that leaves for Claude with one message of a conversation."""

import datetime
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from applications.models import Application
from coaching import pipeline
from coaching.chat import history, prompts
from coaching.models import Conversation, Turn
from cv.sending.payload import people_of
from cv.sending.placeholders import PLACEHOLDER, Mask, names_in
from cv.sending.prompting import as_data

if TYPE_CHECKING:
    from accounts.models import User

LONGEST_CV = 20_000
KEPT = (
    "system",
    "cv",
    "applications",
    "summary",
    "earlier",
    "message",
    "kinds",
    "is_long",
)  # the rest is for the page


@dataclass(frozen=True)
class Sent:
    """Contact data is replaced in all of it; `mask` puts it back."""

    system: str
    cv: str
    applications: str
    summary: str
    earlier: tuple[tuple[str, str], ...]
    message: str
    mask: Mask
    kinds: tuple[str, ...]
    is_long: bool = False  # older messages wait for a summary
    is_shortened: bool = False  # the CV or the applications are longer than may go along
    is_nameless: bool = False  # no name is known that could be taken out

    @property
    def context(self) -> str:
        return prompts.context(as_data(self.cv), self.applications, self.summary)

    @property
    def digest(self) -> str:
        """Of what the person chose, as it stands now. Earlier messages were on the page."""
        return hashlib.sha256(prompts.context(self.cv, self.applications, "").encode()).hexdigest()

    def kept(self) -> dict[str, Any]:
        """As JSON, for the turn that will send it: what was shown is what leaves."""
        return {name: getattr(self, name) for name in KEPT} | {"originals": self.mask.originals}


def of_kept(kept: dict[str, Any]) -> Sent:
    earlier = tuple((asked, answer) for asked, answer in kept["earlier"])
    told = {name: kept[name] for name in KEPT} | {"earlier": earlier, "kinds": tuple(kept["kinds"])}
    return Sent(**told, mask=Mask(originals=kept["originals"]))


def sent(
    user: "User",
    conversation: Conversation,
    message: str,
    *,
    before: int | None = None,
    chosen: Sequence[Application] | None = None,
    today: datetime.date | None = None,
) -> Sent:
    """What would be sent with a message; `before` is its number, for turns come after it, and
    `chosen` are the applications of a conversation that is not kept yet."""
    whole_cv = conversation.cv.current().markdown if conversation.cv else ""
    cv = whole_cv[:LONGEST_CV]
    read = pipeline.read(conversation.chosen() if chosen is None else chosen, _parts(conversation))
    turns, is_long = _turns(conversation, before)
    said = [text for turn in turns for text in (turn.question, turn.answer)]
    whole = "\n".join([cv, read.text, conversation.summary, *said, message])
    mask = Mask(people_of(user), taken=set(PLACEHOLDER.findall(whole)))
    names = names_in(cv, user.name)
    shown = mask.hide_cv(cv, names)
    hidden = partial(mask.hide_beside, names=names)
    day = today or timezone.localdate()
    return Sent(
        system=prompts.coach(user.language, day.isoformat()),
        cv=shown,
        applications=hidden(read.text),
        summary=as_data(hidden(conversation.summary)),
        earlier=tuple((hidden(turn.question), hidden(turn.answer)) for turn in turns),
        message=hidden(message),
        mask=mask,
        kinds=(
            "question",
            *(["conversation"] if turns or conversation.summary else []),
            *(["cv"] if cv else []),
            *read.kinds,
        ),
        is_long=is_long,
        is_shortened=len(whole_cv) > LONGEST_CV or read.is_shortened,
        is_nameless=not names,
    )


def _parts(conversation: Conversation) -> pipeline.Parts:
    return pipeline.Parts(
        conversation.has_postings, conversation.has_rounds, conversation.has_notes
    )


def _turns(conversation: Conversation, before: int | None) -> tuple[list[Turn], bool]:
    """The newest messages with their answers, and whether there are older ones, too many."""
    if conversation.pk is None:
        return [], False
    turns = conversation.turns.filter(number__gt=conversation.summary_to)
    said = history.answered(turns.filter(number__lt=before) if before else turns)
    older = history.to_summarise(said)
    return said[len(older) :], bool(older)
