"""All that leaves for Claude with one message of a conversation."""

import datetime
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from coaching import prompts
from coaching.chat import history, pipeline
from coaching.models import Conversation, Turn
from cv.sending.payload import people_of
from cv.sending.placeholders import PLACEHOLDER, Mask, names_in

if TYPE_CHECKING:
    from accounts.models import User

LONGEST_CV = 20_000


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

    @property
    def context(self) -> str:
        return prompts.context(prompts.as_data(self.cv), self.applications, self.summary)

    @property
    def digest(self) -> str:
        """Of what the person chose, as it stands now. Earlier messages were on the page."""
        return hashlib.sha256(prompts.context(self.cv, self.applications, "").encode()).hexdigest()


def sent(
    user: "User",
    conversation: Conversation,
    message: str,
    *,
    before: int | None = None,
    today: datetime.date | None = None,
) -> Sent:
    """What would be sent with a message; `before` is its number, for turns come after it."""
    cv = conversation.cv.current().markdown[:LONGEST_CV] if conversation.cv else ""
    read = pipeline.read(conversation)
    turns = _turns(conversation, before)
    said = [text for turn in turns for text in (turn.question, turn.answer)]
    whole = "\n".join([cv, read.text, conversation.summary, *said, message])
    mask = Mask(people_of(user), taken=set(PLACEHOLDER.findall(whole)))
    names = names_in(cv, user.name)
    day = today or timezone.localdate()
    return Sent(
        system=prompts.coach(user.language, day.isoformat()),
        cv=mask.hide_cv(cv, names),
        applications=mask.hide(read.text, names),
        summary=prompts.as_data(mask.hide(conversation.summary, names)),
        earlier=tuple(
            (mask.hide(turn.question, names), mask.hide(turn.answer, names)) for turn in turns
        ),
        message=mask.hide(message, names),
        mask=mask,
        kinds=(
            "question",
            *(["conversation"] if turns or conversation.summary else []),
            *(["cv"] if cv else []),
            *read.kinds,
        ),
    )


def _turns(conversation: Conversation, before: int | None) -> list[Turn]:
    """The newest messages with their answers; those too many wait for a summary."""
    turns = conversation.turns.filter(number__gt=conversation.summary_to)
    said = history.answered(turns.filter(number__lt=before) if before else turns)
    return said[len(history.to_summarise(said)) :]
