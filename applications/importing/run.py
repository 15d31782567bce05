"""An import from upload to end: started once, done in chunks, finished also when the tab is closed,
and taken back as a whole."""

import datetime
import uuid
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from applications import ledger
from applications.importing.drafts import Draft
from applications.importing.outcome import MOST_PROBLEMS, Source
from applications.importing.reading import Reading
from applications.ledger import Kind
from applications.models import Application, Event, Import, Posting, Tag, Tagging
from trackr import sweeping
from trackr.preferences import Preferences

if TYPE_CHECKING:
    from accounts.models import User

CHUNK = 500  # rows of one transaction, and of one request
MOST_UNSTARTED = 5  # of one person; the oldest make room
KEPT_UNSTARTED = datetime.timedelta(days=1)
State = Import.State


@transaction.atomic
def keep(user: "User", public_id: uuid.UUID, file_name: str, text: str) -> None:
    """Keep a table until it is imported. The form's key names it, so that it is kept once."""
    Import.objects.bulk_create(
        [Import(user=user, public_id=public_id, file_name=file_name, text=text)],
        ignore_conflicts=True,
    )
    unstarted = Import.objects.of(user).filter(state=State.UPLOADED)
    unstarted.exclude(pk__in=unstarted.values("pk")[:MOST_UNSTARTED]).delete()


def plan(upload: Import, reading: Reading) -> bool:
    """Keep how the table is to be read. False when it is being imported already."""
    unstarted = Import.objects.filter(pk=upload.pk, state=State.UPLOADED)
    return bool(unstarted.update(mapping=reading.as_json()))


def start(upload: Import, digest: str) -> bool:
    """False when it is under way already, or is no longer to be read as `digest` names it."""
    if Reading.from_json(upload.mapping).digest != digest:
        return False
    unstarted = Import.objects.filter(pk=upload.pk, state=State.UPLOADED, mapping=upload.mapping)
    total = len(Source.of(upload).records)
    return bool(unstarted.update(state=State.RUNNING, total=total))


@transaction.atomic
def advance(upload: Import) -> None:
    """Import the next rows, whoever asks: a tab, another one, or the sweep. Each row comes once."""
    held = _hold(upload)
    if held is None or held.state != State.RUNNING:
        return
    stop = held.done + CHUNK
    with timezone.override(Preferences.of_user(held.user).zone):  # the sweep has none of its own
        outcome = Source.of(held).outcome(timezone.localdate(), held.done, stop)
    _write(held, outcome.drafts)
    held.done = min(stop, held.total)
    held.added += len(outcome.drafts)
    held.known += outcome.known
    said = [[one.number, one.code, one.detail] for one in outcome.problems]
    held.errors = [*held.errors, *said][:MOST_PROBLEMS]
    held.save(update_fields=["done", "added", "known", "errors"])
    if held.done == held.total:
        _finish(held, State.DONE)


@transaction.atomic
def undo(upload: Import) -> int:
    """All that it added goes to the bin, and what it has not added yet stays out. How many went."""
    held = _hold(upload)
    if held is None or held.state not in {State.RUNNING, State.DONE}:
        return 0
    _finish(held, State.UNDONE)
    added = Application.objects.kept().filter(imported_by=held)
    return added.update(deleted_at=timezone.now())


def discard(upload: Import) -> bool:
    """Forget a table that was not started. False when it was."""
    deleted, _rows = Import.objects.filter(pk=upload.pk, state=State.UPLOADED).delete()
    return bool(deleted)


def sweep(now: datetime.datetime, until: datetime.datetime) -> int:
    """Finish imports whose tab was closed, and forget tables that were never started."""
    old = Import.objects.filter(state=State.UPLOADED, created_at__lt=now - KEPT_UNSTARTED)
    old.delete()
    running = Import.objects.filter(user=OuterRef("pk"), state=State.RUNNING)
    people = get_user_model().objects.filter(Exists(running))
    done = 0
    while advanced := sweeping.each(people, until, _advance_one):
        done += advanced
    return done


def _advance_one(user: "User") -> None:
    running = Import.objects.of(user).filter(state=State.RUNNING).order_by("created_at")
    if upload := running.first():
        advance(upload)


def _hold(upload: Import) -> Import | None:
    """The row as it is now, locked; None when it is gone, maybe its person along.

    The person is locked first, as deletion does, and so no two imports of one person write at once.
    """
    people = get_user_model().objects.select_for_update(no_key=True)
    person = people.filter(pk=upload.user_id).first()
    held = Import.objects.select_for_update().filter(pk=upload.pk).first()
    if held is None or person is None:
        return None
    held.user = person
    return held


def _finish(held: Import, state: str) -> None:
    """The text is kept no longer than it is needed."""
    held.state, held.text, held.finished_at = state, "", timezone.now()
    held.save(update_fields=["state", "text", "finished_at"])


def _write(upload: Import, drafts: list[Draft]) -> None:
    """The applications with all that belongs to them, in a handful of statements."""
    pairs = [(draft, _application(upload, draft)) for draft in drafts]
    Application.objects.bulk_create([application for _draft, application in pairs])
    Event.objects.bulk_create(
        [_event(application, entry) for draft, application in pairs for entry in draft.entries]
    )
    Posting.objects.bulk_create(
        [
            Posting(application=application, text=draft.posting, url=application.url)
            for draft, application in pairs
            if draft.posting
        ]
    )
    tags = _tags(upload.user_id, {name for draft in drafts for name in draft.tags})
    Tagging.objects.bulk_create(
        [
            Tagging(application=application, tag=tags[name.lower()])
            for draft, application in pairs
            for name in draft.tags
            if name.lower() in tags
        ]
    )


def _application(upload: Import, draft: Draft) -> Application:
    application = Application(user_id=upload.user_id, imported_by=upload, **draft.facts)
    application.set_standing(ledger.standing(draft.entries))
    moved_at = datetime.datetime.combine(application.since, datetime.time(12), tzinfo=datetime.UTC)
    application.moved_at = min(moved_at, timezone.now())
    return application


def _event(application: Application, entry: ledger.Entry) -> Event:
    return Event(
        application=application,
        kind=entry.kind,
        stage=entry.stage,
        ending=entry.ending,
        text=entry.text if entry.kind == Kind.NOTE else "",
        happened_on=entry.happened_on,
    )


def _tags(user_id: int, names: set[str]) -> dict[str, Tag]:
    """The person's tags by their small letters; those that are missing are made."""
    if not names:
        return {}
    missing = names - set(Tag.objects.of(user_id).values_list("name", flat=True))
    Tag.objects.bulk_create(
        [Tag(user_id=user_id, name=name) for name in sorted(missing)], ignore_conflicts=True
    )
    return {tag.name.lower(): tag for tag in Tag.objects.of(user_id)}
