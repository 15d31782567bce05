"""The proposed changes of a letter: accepted, rejected, worded by hand, decided again."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction

from coaching.drafts import facts
from coaching.models import Draft, DraftChange, DraftVersion, Writing
from cv.tailoring import patching
from cv.tailoring.patching import LineGone

Decision = DraftChange.Decision


@dataclass
class Patch:
    kind: str
    number: int
    text: str = ""


def accept(change: DraftChange) -> bool:
    """Do it. False when it was accepted before; raises LineGone."""
    return _decide(change, Decision.ACCEPTED)


def reject(change: DraftChange) -> bool:
    """Leave it, or take it out again. False when it was rejected before; raises LineGone."""
    return _decide(change, Decision.REJECTED)


def reopen(change: DraftChange) -> bool:
    """Undo: to decide again. False when nothing was decided; raises LineGone."""
    return _decide(change, Decision.OPEN)


@transaction.atomic
def edit(change: DraftChange, text: str) -> None:
    """The person's own wording instead of the proposed one, and accepted. Raises LineGone."""
    change = _locked(change)
    if change.decision == Decision.ACCEPTED:
        _write(change, Decision.OPEN)
    change.text = text
    change.save(update_fields=["text"])
    _write(change, Decision.ACCEPTED)


@transaction.atomic
def accept_proven(writing: Writing) -> int:
    """Accept all that are undecided and bring no unproven fact; those whose line is gone stay."""
    passages, done = list(writing.draft.passages.all()), 0
    for change in writing.changes.filter(decision=Decision.OPEN):
        if facts.of_line(change.text, passages):
            continue
        try:
            done += accept(change)
        except LineGone:
            continue
    return done


@transaction.atomic
def _decide(change: DraftChange, decision: str) -> bool:
    change = _locked(change)
    if change.decision == decision:
        return False
    _write(change, decision)
    return True


def _locked(change: DraftChange) -> DraftChange:
    """The change as it is now, with the letter held: one decision, or one edit, at a time."""
    Draft.objects.select_for_update().get(writings__changes=change)
    return DraftChange.objects.select_related("writing__draft", "writing__base").get(pk=change.pk)


def _write(change: DraftChange, decision: str) -> None:
    """Put the letter where the decision has it, then keep the decision."""
    writing = change.writing
    draft, base = writing.draft, writing.base
    last = draft.newest()
    assert base is not None and last is not None  # noqa: S101, PT018  changes have a base
    accepted = list(writing.changes.filter(decision=Decision.ACCEPTED))
    others = [one for one in accepted if one.pk != change.pk]
    wanted = sorted([*others, change], key=lambda one: one.position)
    now = wanted if decision == Decision.ACCEPTED else others
    before, after = _patched(base.text, accepted), _patched(base.text, now)
    if before != after:
        text = patching.carried(before, after, last.text)
        draft.write(last.subject, text, DraftVersion.Origin.PROPOSED, last.number, writing)
    change.decision = decision
    change.save(update_fields=["decision"])


def _patched(base: str, changes: list[DraftChange]) -> str:
    lines = base.split("\n")
    patches = [patch for change in changes for patch in _patches(change, lines)]
    return patching.patched(base, patches)


def _patches(change: DraftChange, lines: list[str]) -> Iterator[Patch]:
    """A new paragraph brings the empty line above it along, one that goes takes it."""
    number = change.number
    if change.kind == DraftChange.Kind.ADD:
        yield from (Patch("add", number), Patch("add", number, change.text))
        return
    yield Patch(change.kind, number, change.text)
    if change.kind == DraftChange.Kind.REMOVE:
        is_above = number > 1 and not lines[number - 2]
        is_below = number < len(lines) and not lines[number]
        if is_above or is_below:
            yield Patch("remove", number - 1 if is_above else number + 1)
