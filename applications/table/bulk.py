"""Many applications changed at once: in one transaction, their rows locked in one order.

What comes of it is what the same deeds would do one by one, in a handful of statements. A move is
known afterwards by the time that its events share, so exactly those can be taken back.
"""

import datetime
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, Any

from django.core import signing
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from applications import ledger
from applications.ledger import Entry, Kind, Standing
from applications.models import (
    NEXT_FIELDS,
    STANDING_FIELDS,
    Application,
    ApplicationQuerySet,
    Event,
)
from applications.table import tags

if TYPE_CHECKING:
    from accounts.models import User

MOST = 500  # applications in one request
FEW = 8  # kinds of change that are written one by one
INTO_BIN = "bin"
WRITTEN = (*STANDING_FIELDS, *NEXT_FIELDS)
SALT = "applications.bulk"


class CantFind(Exception):
    """There is no such deed of this person."""


@dataclass(frozen=True)
class Deed:
    """What was done to many, so that it can be undone: a kind of event or the bin, and when."""

    user_id: int
    kind: str
    place: str  # the stage or ending; nothing for the bin
    at: str
    number: int  # of applications changed

    def mark(self) -> str:
        """Names the deed in an address. Signed, so that nobody makes one up."""
        return signing.dumps(astuple(self), salt=SALT)

    @classmethod
    def of_mark(cls, mark: str, user: "User") -> "Deed":
        """Raises CantFind when it is not the mark of a deed of this person."""
        try:
            deed = cls(*signing.loads(mark, salt=SALT))
        except signing.BadSignature:
            raise CantFind from None
        if deed.user_id != user.pk:
            raise CantFind
        return deed


def move(user: "User", ids: Collection[uuid.UUID], stage: str, today: datetime.date) -> Deed:
    return _append(user, ids, today, kind=Kind.STAGE, stage=stage)


def end(user: "User", ids: Collection[uuid.UUID], ending: str, today: datetime.date) -> Deed:
    return _append(user, ids, today, kind=Kind.ENDING, ending=ending)


def day_of(application: Application, today: datetime.date) -> datetime.date:
    """Today, unless its history says later: for who has moved their time zone west since."""
    return max(today, application.since, application.chased_on or today)


@transaction.atomic
def throw_away(user: "User", ids: Collection[uuid.UUID]) -> Deed:
    now = timezone.now()
    rows = _locked(user, ids)
    _of(rows).update(deleted_at=now)
    return Deed(user.pk, INTO_BIN, "", now.isoformat(), len(rows))


@transaction.atomic
def set_priority(user: "User", ids: Collection[uuid.UUID], priority: int) -> int:
    other = [row for row in _locked(user, ids) if row.priority != priority]
    return _of(other).update(priority=priority, version=F("version") + 1)


@transaction.atomic
def tag(user: "User", ids: Collection[uuid.UUID], names: Collection[str]) -> int:
    """On how many the tags are now; one that would have too many stays as it was."""
    tagged = tags.put_on([row.pk for row in _locked(user, ids)], user, names)
    Application.objects.filter(pk__in=tagged).update(version=F("version") + 1)
    return len(tagged)


@transaction.atomic
def untag(user: "User", ids: Collection[uuid.UUID], names: Collection[str]) -> int:
    """From how many a tag was taken off."""
    bared = tags.take_off([row.pk for row in _locked(user, ids)], user, names)
    Application.objects.filter(pk__in=bared).update(version=F("version") + 1)
    return len(bared)


def undo(user: "User", deed: Deed) -> int:
    """Take back what the deed did and nothing else. How many applications that changed."""
    at = datetime.datetime.fromisoformat(deed.at)
    if deed.kind == INTO_BIN:
        return Application.objects.of(user).filter(deleted_at=at).update(deleted_at=None)
    return _retract(user, deed, at)


@transaction.atomic
def _append(user: "User", ids: Collection[uuid.UUID], today: datetime.date, **said: str) -> Deed:
    """Add the same move to each ledger. One that is there already is left alone."""
    now = timezone.now()
    place = said.get("stage") or said["ending"]
    rows = [row for row in _locked(user, ids) if (row.ending or row.stage) != place]
    before = {row.pk: _written(row) for row in rows}
    events = []
    for row in rows:
        event = Event(application=row, happened_on=day_of(row, today), recorded_at=now, **said)
        row.set_standing(row.standing.after(event.as_entry()))
        events.append(event)
    Event.objects.bulk_create(events)
    _write(rows, before, now)
    return Deed(user.pk, said["kind"], place, now.isoformat(), len(rows))


@transaction.atomic
def _retract(user: "User", deed: Deed, at: datetime.datetime) -> int:
    field = "stage" if deed.kind == Kind.STAGE else "ending"
    moves = Event.objects.filter(
        application__user=user, kind=deed.kind, recorded_at=at, **{field: deed.place}
    )
    rows = {
        row.pk: row for row in _lock(Application.objects.filter(pk__in=moves.values("application")))
    }
    before = {row.pk: _written(row) for row in rows.values()}
    entries = _entries_of(rows)
    undone = []
    for event in moves.filter(application__in=rows):
        left = _without(event.pk, entries[event.application_id])
        if left:
            _stand(rows[event.application_id], ledger.standing(left))
            undone.append(event)
    now = timezone.now()
    Event.objects.bulk_create(_retraction(event, now) for event in undone)
    _write(rows.values(), before, now)
    return len(undone)


def _entries_of(ids: Iterable[int]) -> dict[int, list[Entry]]:
    found: dict[int, list[Entry]] = defaultdict(list)
    for event in Event.objects.filter(application__in=ids):
        found[event.application_id].append(event.as_entry())
    return found


def _without(number: int, entries: list[Entry]) -> list[Entry]:
    """A history less one entry. Nothing when the person corrected that or took it back since, or
    no move is left."""
    if any(one.corrects == number for one in entries):
        return []
    left = [one for one in entries if one.number != number]
    has_move = any(one.is_move for one in ledger.effective(left))
    return left if has_move else []


def _stand(row: Application, now: Standing) -> None:
    if now != row.standing:  # else what was put off stays so
        row.set_standing(now)


def _retraction(event: Event, now: datetime.datetime) -> Event:
    return Event(
        application_id=event.application_id,
        kind=Kind.RETRACTION,
        corrects=event,
        happened_on=event.happened_on,
        recorded_at=now,
    )


def _locked(user: "User", ids: Any) -> list[Application]:
    return _lock(Application.objects.of(user).kept().filter(public_id__in=ids))


def _lock(rows: ApplicationQuerySet) -> list[Application]:
    """In the order of their ids: two that lock the same rows never wait for each other."""
    return list(rows.defer("words").order_by("pk").select_for_update(of=("self",)))


def _of(rows: Iterable[Application]) -> ApplicationQuerySet:
    return Application.objects.filter(pk__in=[row.pk for row in rows])


def _written(row: Application) -> dict[str, Any]:
    return {name: getattr(row, name) for name in WRITTEN}


def _write(
    rows: Iterable[Application], before: dict[int, dict[str, Any]], now: datetime.datetime
) -> None:
    """One UPDATE for all rows that change alike; one for all when hardly any two do, as in undo."""
    alike: dict[tuple[tuple[str, Any], ...], list[Application]] = defaultdict(list)
    for row in rows:
        after = _written(row)
        changes = {name: value for name, value in after.items() if value != before[row.pk][name]}
        if changes:
            alike[tuple(changes.items())].append(row)
    if len(alike) > FEW:
        _write_each(alike, now)
        return
    for changed, same in alike.items():
        _of(same).update(**dict(changed), moved_at=now)


def _write_each(
    alike: dict[tuple[tuple[str, Any], ...], list[Application]], now: datetime.datetime
) -> None:
    names = {name for changed in alike for name, _value in changed}
    rows = [row for same in alike.values() for row in same]
    for row in rows:
        row.moved_at = now
    Application.objects.bulk_update(rows, [*names, "moved_at"])
