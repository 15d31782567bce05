"""One message to the coach: shown first, reserved, asked, streamed, kept, and charged once."""

import datetime
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from django.db import OperationalError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications.models import Application
from billing import allowance
from coaching.chat import sent as sending
from coaching.chat import summarising
from coaching.chat.restoring import Restoring
from coaching.models import Conversation, Turn
from cv.analysis.findings import UNSTORABLE
from cv.models import State
from cv.sending import asking
from cv.sending.payload import PayloadChanged
from trackr import claude, connection

if TYPE_CHECKING:
    from accounts.models import User

FEATURE = allowance.Feature.COACH_MESSAGE
MAX_TOKENS = 6_000  # thinking counts, too
LONGEST_ANSWER = 60_000  # more than MAX_TOKENS of any text; a server that says more is broken
PIECE_SECONDS = 0.1  # no page is filled more often

SENTENCES: dict[str, Promise] = {
    **asking.SENTENCES,
    "refused": _("Claude declined to answer this one. Try other words."),
    "cut_short": _("The answer did not fit. Ask for a part of it."),
    "too_long": _("The answer had no end, so we cut it off."),
    "broke_off": _("The answer broke off here."),
    "stopped": _("Stopped before anything was said."),
}


class NotAgain(Exception):
    """Only the last message can be asked again, and only while it has failed."""


def start(user: "User", conversation: Conversation, message: str, digest: str) -> Turn:
    """Reserve one message; nothing is sent yet.

    Raises PayloadChanged, a Refused, or Conversation.DoesNotExist where it was deleted meanwhile.
    """
    with transaction.atomic():
        Conversation.objects.select_for_update().get(pk=conversation.pk)
        shown = sending.sent(user, conversation, message)
        if shown.digest != digest:
            raise PayloadChanged
        last = conversation.turns.aggregate(last=Max("number"))["last"] or 0
        call = allowance.reserve(user, FEATURE, shown.kinds)
        Conversation.objects.filter(pk=conversation.pk).update(changed_at=timezone.now())
        return Turn.objects.create(
            conversation=conversation,
            number=last + 1,
            question=message,
            call=call,
            digest=shown.digest,
            prepared=_prepared(shown),
        )


def begin(
    user: "User",
    conversation: Conversation,
    applications: Sequence[Application],
    message: str,
    digest: str,
) -> Turn:
    """Keep a new conversation with its first message, both or neither. Raises what `start` does."""
    with transaction.atomic():
        conversation.save()
        conversation.applications.set(applications)
        return start(user, conversation, message, digest)


def again(user: "User", turn: Turn, digest: str) -> None:
    """Reserve a further try of a failed message. Raises NotAgain or what `start` does."""
    failed = Turn.objects.filter(pk=turn.pk, state=State.FAILED)
    with transaction.atomic():
        Conversation.objects.select_for_update().get(pk=turn.conversation_id)
        shown = sending.sent(user, turn.conversation, turn.question, before=turn.number)
        if shown.digest != digest:
            raise PayloadChanged
        if turn.conversation.turns.filter(number__gt=turn.number).exists():
            raise NotAgain
        call = allowance.reserve(user, FEATURE, shown.kinds)
        fresh = {"call": call, "digest": digest, "prepared": _prepared(shown)}
        cleared = {"error": "", "answer": "", "is_stopped": False, "finished_at": None}
        if not failed.update(state=State.PENDING, created_at=timezone.now(), **fresh, **cleared):
            raise NotAgain


def _prepared(shown: sending.Sent) -> dict[str, Any]:
    return {**shown.kept(), "model": allowance.model_for(FEATURE)}


def run(user: "User", turn: Turn) -> None:
    """Ask Claude, once however often this is called."""
    for _piece in follow(user, turn):
        pass


def follow(user: "User", turn: Turn) -> Generator[str]:
    """Ask, and tell the answer as it arrives, contact data put back.

    Whoever follows may leave: the answer is read to its end all the same, kept, and charged once.
    """
    sent = asking.take_up(turn, lambda: turn.prepared and sending.of_kept(turn.prepared))
    if sent is None or turn.call is None:
        return
    if sent.is_long:
        sent = _shortened(user, turn, turn.call)
    if sent is None:
        return
    answering = _Answering(user, turn, turn.call, sent)
    connection.give_back()  # the answer takes up to a minute
    try:
        yield from answering.pieces()
    finally:
        answering.close()


def stop(turn: Turn) -> None:
    """End the answer where it is. What has not begun is given back at once, and asks nobody."""
    if turn.claim():
        asking.fail(turn, "stopped", "stopped")
    else:
        turn.stop()


def _is_wanted(turn: Turn) -> bool:
    """Looks at the row, and holds no connection afterwards. A database that is too busy for that
    is asked again a second later."""
    is_here = True
    with suppress(OperationalError):
        is_here = Turn.objects.filter(pk=turn.pk, is_stopped=False).exists()
    connection.give_back()
    return is_here


def _shortened(user: "User", turn: Turn, call: allowance.AiCall) -> sending.Sent | None:
    """What is sent with a summary of the older messages; None where nothing may leave any more."""
    summarising.shorten(
        user, turn.conversation, before=turn.number, is_wanted=lambda: _is_wanted(turn)
    )
    if not _is_wanted(turn):
        asking.fail(turn, "stopped", "stopped")
        return None
    conversation = Conversation.objects.filter(pk=turn.conversation_id).first()
    sent = conversation and sending.sent(user, conversation, turn.question, before=turn.number)
    if sent and sent.digest == turn.digest and allowance.begin(call):
        return sent
    asking.fail(turn, "changed", "changed")
    return None


class _Answering:
    """The answer to one message, from the asking to the settlement."""

    def __init__(
        self, user: "User", turn: Turn, call: allowance.AiCall, sent: sending.Sent
    ) -> None:
        question = _question(user, turn, sent)
        self._turn, self._call, self._sent = turn, call, sent
        self._stream = claude.stream(question, is_wanted=lambda: _is_wanted(turn))
        self._failure: claude.ClaudeError | None = None
        self._is_read = False  # to its end, or as far as we want it
        self._arriving = self._read()

    def pieces(self) -> Iterator[str]:
        """At most ten a second."""
        restoring, ready, due = Restoring(self._sent.mask.show), "", 0.0
        for piece in self._arriving:
            ready += restoring.take(piece)
            if ready and time.monotonic() >= due:
                yield ready
                ready, due = "", time.monotonic() + PIECE_SECONDS
        if rest := ready + restoring.rest():
            yield rest

    def close(self) -> None:
        """Read what nobody waited for, record what it cost, then keep what was said, once."""
        try:
            for _unseen in self._arriving:
                pass
        finally:
            self._settle()

    def _settle(self) -> None:
        allowance.record(self._call, self._stream.usage)
        said = UNSTORABLE.sub("", self._sent.mask.show(self._stream.text))[:LONGEST_ANSWER]
        if self._stream.is_stopped:
            self._keep(said) if said.strip() else self._fail("stopped", "stopped", "")
        elif not self._is_read:  # a fault of ours, told by its own exception
            self._fail("lost", "lost", said)
        elif self._failure is not None:
            self._fail(self._error(), self._failure.code, said)
        elif len(self._stream.text) > LONGEST_ANSWER:
            self._fail("too_long", "max_tokens", said)
        elif not said.strip():
            self._fail("unreadable", "unreadable", "")
        else:
            self._keep(said)

    def _read(self) -> Iterator[str]:
        try:
            with self._stream as pieces:
                for piece in pieces:
                    yield piece
                    if len(self._stream.text) > LONGEST_ANSWER:
                        break
        except claude.ClaudeError as failure:
            self._failure = failure
        self._is_read = True

    def _error(self) -> str:
        """The key of the sentence: what was said before a connection broke is worth telling."""
        error = asking.error_of(self._failure) if self._failure else "lost"
        return "broke_off" if error == "busy" and self._stream.text.strip() else error

    def _keep(self, said: str) -> None:
        is_stopped = self._stream.is_stopped
        outcome = "stopped" if is_stopped else "done"
        with transaction.atomic():
            asking.finish(self._turn, outcome, answer=said, is_stopped=is_stopped)

    def _fail(self, error: str, outcome: str, said: str) -> None:
        """Nothing is charged; what was said stays, and is marked. Of a refusal nothing stays."""
        kept = "" if error == "refused" else said
        asking.fail(self._turn, error, outcome, answer=kept)


def _question(user: "User", turn: Turn, sent: sending.Sent) -> claude.Question:
    prepared = turn.prepared or {}
    return claude.Question(
        model=prepared.get("model") or allowance.model_for(FEATURE),
        system=sent.system,
        message=sent.message,
        max_tokens=MAX_TOKENS,
        user_key=asking.key_of(user),
        effort="low",
        context=sent.context,
        earlier=sent.earlier,
    )


@transaction.atomic
def delete(conversation: Conversation) -> None:
    """For good. What waits or runs for it is not charged."""
    # First, as `again` does.
    list(Conversation.objects.select_for_update().filter(pk=conversation.pk))
    asking.drop(conversation.turns.filter(call__isnull=False))
    conversation.delete()


def sweep(now: datetime.datetime, until: datetime.datetime) -> int:
    """Each that nobody finished fails and is refunded, once."""
    return asking.sweep(Turn.objects.all(), now, until)
