"""The proposed changes of a tailored CV: accepted, rejected, edited, and their facts settled.

A change touches its own line only; every other line stays as it is, to the byte. Where the line is
gone, because the CV was edited by hand meanwhile, nothing is done and the person is told.
"""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from cv import fact_lock
from cv.models import Change, Cv, CvVersion, Tailoring
from cv.tailoring import patching
from cv.tailoring.patching import LineGone

Decision = Change.Decision
Fact = dict[str, Any]  # as a change keeps it: "text", "kind", "is_true"
NAMES = frozenset({"employer", "tool", "degree", "name"})  # kinds of facts that say one thing only


@dataclass(frozen=True)
class Sources:
    """What proves a fact: the CV as it was, and what its owner said."""

    original: str
    answers: str

    def unproven(self, text: str) -> list[fact_lock.Unproven]:
        return fact_lock.unproven(text, [self.original, self.answers])


def sources_of(tailoring: Tailoring) -> Sources:
    return Sources(original_of(tailoring), tailoring.answers)


def original_of(tailoring: Tailoring) -> str:
    """The text that the copy began with."""
    assert tailoring.cv is not None  # noqa: S101  a finished tailoring has its copy
    return tailoring.cv.versions.get(number=1).markdown


def facts(text: str, sources: Sources, settled: frozenset[str] = frozenset()) -> list[Fact]:
    """As a change keeps them; what was said to be true before is."""
    return [
        {"text": one.text, "kind": one.kind, "is_true": one.text in settled}
        for one in sources.unproven(text)
    ]


def is_unsettled(change: Change) -> bool:
    return any(not fact["is_true"] for fact in change.unproven)


def accept(change: Change) -> bool:
    """Do it. False when it was accepted before; raises LineGone."""
    return _decide(change, Decision.ACCEPTED)


def reject(change: Change) -> bool:
    """Leave it, or take it out again. False when it was rejected before; raises LineGone."""
    return _decide(change, Decision.REJECTED)


def reopen(change: Change) -> bool:
    """Undo: to decide again. False when nothing was decided; raises LineGone."""
    return _decide(change, Decision.OPEN)


@transaction.atomic
def edit(change: Change, text: str) -> None:
    """The person's own wording instead of the proposed one, and accepted. Their word is traced like
    any other: what nothing proves has still to be confirmed. Raises LineGone."""
    change = _locked(change)
    if change.decision == Decision.ACCEPTED:
        _write(change, Decision.OPEN)
    settled = frozenset(fact["text"] for fact in change.unproven if fact["is_true"])
    change.text, change.is_edited = text, True
    change.unproven = facts(text, sources_of(change.tailoring), settled)
    change.save(update_fields=["text", "is_edited", "unproven"])
    _write(change, Decision.ACCEPTED)


@transaction.atomic
def confirm(change: Change, text: str) -> bool:
    """The person says that a fact is true. A name is settled wherever this tailoring says it, a
    figure, a date or a lead in this change only: 30 % of one thing is no 30 % of another. False
    when the change doesn't say it, or it was confirmed before."""
    change = _locked(change)
    own = [*change.unproven, *change.withdrawn]
    kinds = {fact["kind"] for fact in own if fact["text"] == text}
    confirmed = 0
    for one in change.tailoring.changes.all():
        settles = kinds if one.pk == change.pk else kinds & NAMES
        unproven, withdrawn = (
            _settled(found, text, settles) for found in (one.unproven, one.withdrawn)
        )
        if (unproven, withdrawn) != (one.unproven, one.withdrawn):
            row = Change.objects.filter(pk=one.pk)
            confirmed += row.update(unproven=unproven, withdrawn=withdrawn)
    return bool(confirmed)


def _settled(found: list[Fact], text: str, kinds: set[str]) -> list[Fact]:
    def is_true(fact: Fact) -> bool:
        return fact["is_true"] or (fact["text"] == text and fact["kind"] in kinds)

    return [fact | {"is_true": is_true(fact)} for fact in found]


@transaction.atomic
def accept_proven(tailoring: Tailoring) -> list[Change]:
    """Accept all that are undecided and bring no unproven fact; those whose line is gone stay."""
    done: list[Change] = []
    for change in tailoring.changes.filter(decision=Decision.OPEN):
        if is_unsettled(change):
            continue
        try:
            if accept(change):
                done.append(change)
        except LineGone:
            continue
    return done


@transaction.atomic
def _decide(change: Change, decision: str) -> bool:
    change = _locked(change)
    if change.decision == decision:
        return False
    _write(change, decision)
    return True


def _locked(change: Change) -> Change:
    """The change as it is now, with the copy held: one decision, or one autosave, at a time."""
    Cv.objects.select_for_update().get(tailoring__changes=change)
    return Change.objects.select_related("tailoring__cv").get(pk=change.pk)


def _write(change: Change, decision: str) -> None:
    """Put the CV's text where the decision has it, then keep the decision."""
    cv, tailoring = change.tailoring.cv, change.tailoring
    assert cv is not None  # noqa: S101  a finished tailoring has its copy
    original = original_of(tailoring)
    accepted = list(tailoring.changes.filter(decision=Decision.ACCEPTED))
    others = [one for one in accepted if one.pk != change.pk]
    wanted = sorted([*others, change], key=lambda one: one.position)
    now = wanted if decision == Decision.ACCEPTED else others
    last = cv.current()
    before, after = patching.patched(original, accepted), patching.patched(original, now)
    if change.decision == Decision.ACCEPTED:
        _withdraw(change, last.number)
    if before != after:
        markdown = patching.carried(before, after, last.markdown)
        base = (last.number, last.revision)
        cv.autosave(markdown, base, CvVersion.Origin.PROPOSED)
    change.decision = decision
    change.save(update_fields=["decision", "withdrawn"])


def _withdraw(change: Change, until: int) -> None:
    """Its facts leave the newest text; the versions up to `until` may say them."""
    found = {fact["text"]: fact for fact in change.withdrawn}
    found |= {fact["text"]: {**fact, "until": until} for fact in change.unproven}
    change.withdrawn = list(found.values())
