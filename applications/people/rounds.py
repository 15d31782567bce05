"""Interview rounds: planned, put off, cancelled. The application's next action moves along."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from applications.models import Application, Contact, Round
from applications.people import address_book
from applications.stages import ORDER, Stage

THANKS_ARE_WELCOME = datetime.timedelta(days=7)  # later than that they are not asked for
ACTION_FIELDS = ("prepare_on", "prepare_state", "thank_on", "thank_state")


def may_move(application: Application) -> bool:
    """Whether the application stands before the stage at which people are interviewed."""
    return application.is_live and ORDER[application.stage] < ORDER[Stage.INTERVIEW]


@transaction.atomic
def plan(
    new: Round,
    contacts: Iterable[Contact],
    names: Iterable[str] = (),
    *,
    today: datetime.date,
    moves: bool = False,
) -> Round:
    """Save `new` as the next round of its application; a form sent twice plans one, by its id.

    `contacts` take part, and whoever is of one of the `names`. `moves` takes the application to
    Interview as well. A round may lie in the past: then there is nothing to prepare, and thanks
    are due for a week only.
    """
    application = new.application
    Application.objects.select_for_update().get(pk=application.pk)
    if known := application.rounds.filter(public_id=new.public_id).first():
        return known
    last = application.rounds.aggregate(last=Max("number"))["last"] or 0
    new.number = last + 1
    _take_place(new, new.day, today)
    new.save(force_insert=True)
    meet(new, contacts, names)
    if moves and may_move(application):
        application.move(Stage.INTERVIEW, max(min(new.day, today), application.since))
    application.hear_of_rounds(is_news=True)
    return new


def put_off(one: Round, day: datetime.date, today: datetime.date) -> None:
    """It takes place on another day: preparation and thanks are to be done for that one."""
    _take_place(one, day, today)
    one.save(update_fields=["day", *ACTION_FIELDS])
    one.application.hear_of_rounds()


def meet(one: Round, contacts: Iterable[Contact], names: Iterable[str]) -> None:
    """Who takes part: they have to do with the application, too. A new name becomes a contact."""
    chosen = {*contacts, *(address_book.named(one.application, name) for name in names)}
    one.people.set(chosen)
    address_book.tie(one.application, chosen)


def cancel(one: Round) -> bool:
    """It does not take place. False when it was cancelled before."""
    return _mark_cancelled(one, timezone.now(), is_cancelled=False)


def restore(one: Round) -> bool:
    """It takes place after all. False when it was not cancelled."""
    return _mark_cancelled(one, None, is_cancelled=True)


def _take_place(one: Round, day: datetime.date, today: datetime.date) -> None:
    one.set_day(day, today)
    is_long_ago = day < today - THANKS_ARE_WELCOME
    one.prepare_state = Round.State.RETIRED if day < today else Round.State.OPEN
    one.thank_state = Round.State.RETIRED if is_long_ago else Round.State.OPEN


@transaction.atomic
def _mark_cancelled(one: Round, when: datetime.datetime | None, *, is_cancelled: bool) -> bool:
    rows = Round.objects.filter(pk=one.pk, cancelled_at__isnull=not is_cancelled)
    if not rows.update(cancelled_at=when, version=F("version") + 1):
        return False
    one.cancelled_at = when
    one.application.hear_of_rounds()
    return True
