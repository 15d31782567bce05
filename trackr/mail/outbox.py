"""Letters leave from here: posted with their cause, tried at once, and again until they are sent.

A letter is sent by whoever claims its row, by one conditional UPDATE that pushes `due_at` past the
longest try; whoever comes meanwhile finds nothing due. A claim whose process died comes due again,
and Resend knows the key of what had left already.
"""

import datetime
import logging
import uuid
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F
from django.template import Context
from django.template.engine import Engine
from django.utils import timezone, translation

from trackr.mail.backend import (
    IDEMPOTENCY_HEADER,
    KIND_HEADER,
    TIMEOUT_SECONDS,
    MailBusy,
    MailRefused,
)
from trackr.mail.models import Letter, LetterQuerySet
from trackr.preferences import Preferences

if TYPE_CHECKING:
    from accounts.models import User

LEASE = datetime.timedelta(minutes=1)  # longer than any try may take
PAUSES = tuple(
    datetime.timedelta(minutes=minutes) for minutes in (1, 5, 30, 2 * 60, 6 * 60, 24 * 60)
)
KEPT = datetime.timedelta(days=7)  # the words of what failed for good
BATCH = 100
PATIENCE = 3  # letters put off in a row, after which a sweep takes Resend for out of reach
EMPTY = {"subject": "", "text": "", "html": ""}
FAILURE_LENGTH = 60

logger = logging.getLogger(__name__)


def post(
    user: "User",
    kind: str,
    dedupe_key: str,
    template: str,
    context: Mapping[str, Any],
    *,
    at_once: bool = True,
) -> bool:
    """Put a letter into the outbox, in the caller's transaction; False when it stood there already.

    It is tried once right after the commit, which can take up to 8 seconds and never raises; not
    `at_once`, it is left to the sweep.
    """
    words = _written(user, template, context)
    letter = Letter(user=user, kind=kind, dedupe_key=dedupe_key, language=user.language, **words)
    Letter.objects.bulk_create([letter], ignore_conflicts=True)
    if not Letter.objects.filter(pk=letter.pk).exists():
        return False
    if at_once:
        transaction.on_commit(partial(send, letter.pk), robust=True)
    return True


def send(key: uuid.UUID) -> Letter.State | None:
    """Try one letter, if it is due: what came of it, and None when there was nothing to do."""
    letter = _claim(key)
    if letter is None:
        return None
    try:
        _message(letter).send()
    except MailRefused as error:
        return _close(letter, Letter.State.REFUSED, error.code)
    except MailBusy as error:
        return _put_off(letter, error)
    except Exception:  # the outermost edge: one poison row must not stop the others
        logger.exception("letter %s broke", letter.pk)
        return _put_off(letter, MailBusy("broken"))
    return _keep_as_sent(letter)


def sweep(now: datetime.datetime, until: datetime.datetime) -> int:
    """Send what is due; how many left. Words that were kept long enough are emptied."""
    Letter.objects.outlived(now).update(**EMPTY)
    due = Letter.objects.due(now).order_by("due_at").values_list("pk", flat=True)
    longest = datetime.timedelta(seconds=TIMEOUT_SECONDS)
    sent = put_off = 0
    for key in list(due[:BATCH]):
        if put_off == PATIENCE or timezone.now() + longest >= until:
            break
        state = send(key)
        sent += state == Letter.State.SENT
        put_off = put_off + 1 if state == Letter.State.WAITING else 0
    return sent


def send_again(letters: LetterQuerySet) -> int:
    """Make letters due that have not left; the next sweep takes them. How many there were."""
    return letters.unsent().update(
        state=Letter.State.WAITING, due_at=timezone.now(), tries=0, failure=""
    )


def _written(user: "User", template: str, context: Mapping[str, Any]) -> dict[str, str]:
    preferences = Preferences.of_user(user)
    values = {
        **context,
        "site_url": settings.SITE_URL,
        "support_email": settings.SUPPORT_EMAIL,
        "name": user.get_short_name(),
    }

    def render(ending: str, *, escapes: bool = False) -> str:
        found = Engine.get_default().get_template(f"letters/{template}.{ending}")
        return found.render(Context(values, autoescape=escapes))

    with translation.override(user.language), timezone.override(preferences.zone):
        return {
            "subject": " ".join(render("subject.txt").split()),
            "text": render("txt").strip() + "\n",
            "html": render("html", escapes=True),
        }


def _claim(key: uuid.UUID) -> Letter | None:
    now = timezone.now()
    claimed = (
        Letter.objects.due(now).filter(pk=key).update(due_at=now + LEASE, tries=F("tries") + 1)
    )
    return Letter.objects.select_related("user").filter(pk=key).first() if claimed else None


def _message(letter: Letter) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        letter.subject,
        letter.text,
        to=[letter.user.email],
        reply_to=[settings.SUPPORT_EMAIL],
        headers={KIND_HEADER: letter.kind, IDEMPOTENCY_HEADER: str(letter.pk)},
    )
    message.attach_alternative(letter.html, "text/html")
    return message


def _keep_as_sent(letter: Letter) -> Letter.State:
    """Whoever claimed it meanwhile: it did leave, and Resend sends no second one."""
    Letter.objects.filter(pk=letter.pk).update(
        state=Letter.State.SENT, sent_at=timezone.now(), failure="", **EMPTY
    )
    return Letter.State.SENT


def _put_off(letter: Letter, error: MailBusy) -> Letter.State:
    """Wait for the next pause, or longer where Resend asked for it."""
    if letter.tries > len(PAUSES):
        return _close(letter, Letter.State.GIVEN_UP, error.code)
    asked = datetime.timedelta(seconds=error.retry_after or 0)
    pause = max(PAUSES[letter.tries - 1], asked)
    _claimed(letter).update(due_at=timezone.now() + pause, failure=error.code[:FAILURE_LENGTH])
    return Letter.State.WAITING


def _close(letter: Letter, state: Letter.State, code: str) -> Letter.State:
    logger.error("letter %s of kind %s: %s (%s)", letter.pk, letter.kind, state, code)
    _claimed(letter).update(
        state=state, due_at=timezone.now() + KEPT, failure=code[:FAILURE_LENGTH]
    )
    return state


def _claimed(letter: Letter) -> LetterQuerySet:
    """The row, unless a later claim has taken it over."""
    return Letter.objects.filter(pk=letter.pk, state=Letter.State.WAITING, tries=letter.tries)
