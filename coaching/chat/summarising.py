"""A conversation that has become too long goes on with a summary of its older messages."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from billing import allowance
from coaching.chat import history, prompts
from coaching.models import Conversation, Turn
from cv.analysis.findings import UNSTORABLE
from cv.sending import asking
from cv.sending.payload import people_of
from cv.sending.placeholders import PLACEHOLDER, Mask, names_in
from trackr import claude, connection

if TYPE_CHECKING:
    from accounts.models import User

MAX_TOKENS = 4_000  # thinking counts, too
LONGEST_SUMMARY = 6_000


class CoachSummary(BaseModel):
    """What Claude gives."""

    model_config = ConfigDict(hide_input_in_errors=True)

    text: str


def shorten(
    user: "User", conversation: Conversation, *, before: int, is_wanted: Callable[[], bool]
) -> None:
    """Summarise the older messages where all together are too long.

    It takes no unit of the person's; where it fails, the older messages are left out this time and
    tried again later.
    """
    turns = conversation.turns.filter(number__gt=conversation.summary_to, number__lt=before)
    older = history.to_summarise(history.answered(turns))
    if not older:
        return
    try:
        call = allowance.further(user, allowance.Feature.COACH_MESSAGE, ["conversation"])
    except allowance.Refused:
        return
    question, mask = _question(user, conversation, older)
    connection.give_back()
    try:
        answer = claude.ask(question, CoachSummary, is_wanted)
    except claude.ClaudeError as failure:
        allowance.record(call, failure.usage)
        allowance.refund(call, failure.code)
        return
    allowance.record(call, answer.usage)
    allowance.settle(call)
    text = UNSTORABLE.sub("", mask.show(answer.value.text))[:LONGEST_SUMMARY].strip()
    if text:
        Conversation.objects.filter(pk=conversation.pk).update(
            summary=text, summary_to=older[-1].number
        )


def _question(
    user: "User", conversation: Conversation, older: list[Turn]
) -> tuple[claude.Question, Mask]:
    said = "\n\n".join(f"Person: {turn.question}\n\nCoach: {turn.answer}" for turn in older)
    cv = conversation.cv.current().markdown if conversation.cv else ""
    mask = Mask(people_of(user), taken=set(PLACEHOLDER.findall(f"{conversation.summary}\n{said}")))
    names = names_in(cv, user.name)
    mask.hide_cv(cv, names)  # what it takes out is known in the messages, too
    before, told = (mask.hide_beside(text, names) for text in (conversation.summary, said))
    question = claude.Question(
        model=allowance.model_for("summary"),
        system=prompts.SUMMARY,
        message=prompts.summary(before, told),
        max_tokens=MAX_TOKENS,
        user_key=asking.key_of(user),
    )
    return question, mask
