"""Which facts of a letter nothing of the person's own words proves.

Claude's lines are traced once, when they arrive; what isn't proven is kept with the line. A letter
leaves Trackr only when none of it stands there unconfirmed. What a person writes by hand is their
own word; but a fact that Claude brought in stays one, in whatever line it stands.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from coaching import pipeline
from coaching.models import Draft, DraftVersion, Passage
from cv import fact_lock
from cv.fact_lock.reasons import REASONS
from cv.tailoring.changes import NAMES

Fact = dict[str, Any]  # as a passage keeps it: "text", "kind", "is_true", "is_of_posting"


@dataclass(frozen=True)
class Sources:
    """What proves a fact: the person's own words; the posting proves what is said of the others."""

    own: tuple[str, ...]
    posting: str

    def unproven(self, line: str) -> list[Fact]:
        found = fact_lock.unproven(line, self.own)
        still = fact_lock.unproven(line, [*self.own, self.posting]) if self.posting else found
        left = {one.text for one in still}
        return [
            {
                "text": one.text,
                "kind": one.kind,
                "is_true": False,
                "is_of_posting": one.text not in left,
            }
            for one in found
        ]


@dataclass(frozen=True)
class Standing:
    """A fact that stands in a line of the letter and that nobody has confirmed."""

    passage: Passage
    line: str
    text: str
    kind: str
    is_of_posting: bool

    @property
    def reason(self) -> str:
        return str(REASONS[self.kind])  # type: ignore[index]


def sources_of(draft: Draft, wish: str = "", base: DraftVersion | None = None) -> Sources:
    """`base`: what is settled in a letter is the person's word."""
    application = draft.application
    own = pipeline.read((application,), pipeline.Parts(False, True, True)).text
    people = [draft.user.name, draft.to.name if draft.to else "", application.company]
    said = "\n".join([own.replace("## ", ""), application.role, *people, draft.wish, wish])
    cv = draft.version.markdown if draft.version else ""
    posting = application.postings.first()
    return Sources((cv, said, _settled(draft, base)), posting.text if posting else "")


def keep(draft: Draft, texts: Iterable[str], sources: Sources) -> None:
    """Keep Claude's lines with what is not proven in them."""
    lines = dict.fromkeys(line for text in texts for line in text.split("\n") if line.strip())
    Passage.objects.bulk_create(
        (Passage(draft=draft, text=line, unproven=sources.unproven(line)) for line in lines),
        ignore_conflicts=True,
    )


def standing(draft: Draft, version: DraftVersion) -> list[Standing]:
    """In the order of the letter, the subject first."""
    passages = list(draft.passages.all())
    return [
        fact
        for line in dict.fromkeys([version.subject, *version.text.split("\n")])
        for fact in of_line(line, passages)
    ]


def of_line(line: str, passages: Sequence[Passage]) -> list[Standing]:
    own = next((passage for passage in passages if passage.text == line), None)
    if own is not None:
        return [_standing(own, line, fact) for fact in own.unproven if not fact["is_true"]]
    settled = {fact["text"] for one in passages for fact in one.unproven if fact["is_true"]}
    found: dict[str, Standing] = {}
    for passage in passages:
        for fact in passage.unproven:
            if fact["text"] not in settled and _squeezed(fact["text"]) in _squeezed(line):
                found.setdefault(fact["text"], _standing(passage, line, fact))
    return list(found.values())


@transaction.atomic
def confirm(passage: Passage, text: str) -> bool:
    """The person says that a fact is true. A name is settled in the whole letter, a figure, a date
    or a lead in this line only. False when the line doesn't say it, or it was confirmed before."""
    kinds = {fact["kind"] for fact in passage.unproven if fact["text"] == text}

    def is_meant(one: Passage, fact: Fact) -> bool:
        is_here = one.pk == passage.pk or fact["kind"] in NAMES
        return fact["text"] == text and fact["kind"] in kinds and is_here

    return _settle(passage.draft, is_meant)


@transaction.atomic
def confirm_posting(draft: Draft) -> bool:
    """All that the posting says and the person repeats of the employer."""
    return _settle(draft, lambda _passage, fact: fact["is_of_posting"])


def _settle(draft: Draft, is_meant: Any) -> bool:
    Draft.objects.select_for_update().get(pk=draft.pk)
    confirmed = 0
    for passage in draft.passages.all():
        facts = [
            fact | {"is_true": fact["is_true"] or is_meant(passage, fact)}
            for fact in passage.unproven
        ]
        if facts != passage.unproven:
            confirmed += Passage.objects.filter(pk=passage.pk).update(unproven=facts)
    return bool(confirmed)


def _settled(draft: Draft, base: DraftVersion | None) -> str:
    """The lines of a version that hold nothing unconfirmed."""
    if base is None:
        return ""
    passages = list(draft.passages.all())
    lines = [base.subject, *base.text.split("\n")]
    return "\n".join(line for line in lines if not of_line(line, passages))


def _standing(passage: Passage, line: str, fact: Fact) -> Standing:
    return Standing(passage, line, fact["text"], fact["kind"], fact["is_of_posting"])


def _squeezed(text: str) -> str:
    return "".join(text.split()).casefold()
