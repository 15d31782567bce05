"""Which facts of a letter nothing of the person's own words proves.

Claude's lines are traced once, when they arrive; what isn't proven is kept with the line. A letter
leaves Trackr only when none of it stands there unconfirmed. What a person writes by hand is their
own word; but a fact that Claude brought in stays one, in whatever line it stands.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from coaching import pipeline
from coaching.drafts import courtesies, noted, respelt
from coaching.models import Draft, DraftVersion, Passage
from coaching.naming import About
from coaching.pay import Pay
from cv import fact_lock
from cv.fact_lock.plain import blanked
from cv.fact_lock.reasons import REASONS, Kind
from cv.tailoring.changes import NAMES

Fact = dict[str, Any]  # as a passage keeps it: "text", "kind", "is_true", "is_of_posting"
WORD = re.compile(r"\w+")


class LetterChanged(Exception):
    """It is no more the version that was shown."""


@dataclass(frozen=True)
class Sources:
    """What proves a fact: the person's own words. The posting proves what is said of the others,
    and what the application is about where the letter speaks of it."""

    own: tuple[str, ...]
    about: About
    posting: str

    def unproven(self, line: str, *, is_subject: bool = False) -> list[Fact]:
        if not fact_lock.unproven(line, self.own):  # it may stand in their words as it is
            return []
        said = courtesies.struck(line, self.own)
        allowed = self.about.spans(line, is_subject=is_subject, greeted=courtesies.greeting(line))
        found = [
            one
            for one in fact_lock.unproven(said, self.own)
            if not any(start <= one.start and one.stop <= stop for start, stop in allowed)
        ]
        if not found:
            return []
        theirs = fact_lock.unproven(said, [*self.own, self.about.text, self.posting])
        open_places = {place for one in theirs for place in range(one.start, one.stop)}
        return [
            {
                "text": line[one.start : one.stop],
                "kind": one.kind,
                "is_true": False,
                "is_of_posting": one.kind != "title"
                and open_places.isdisjoint(range(one.start, one.stop)),
            }
            for one in found
        ]


@dataclass(frozen=True)
class Standing:
    """A fact that stands in a line of the letter and that nobody has confirmed."""

    passage: Passage
    line: str
    text: str
    kind: Kind
    is_of_posting: bool
    spans: tuple[tuple[int, int], ...]  # where the line says it

    @property
    def reason(self) -> str:
        return str(REASONS[self.kind])


def sources_of(draft: Draft, wish: str = "", base: DraftVersion | None = None) -> Sources:
    """`base`: what is settled in a letter is the person's word."""
    application = draft.application
    told = noted.read(pipeline.told(application))
    said = "\n".join([told.own, draft.user.name, draft.wish, wish])
    cv = draft.version.markdown if draft.version else ""
    posting = application.postings.first()
    pay = Pay(
        application.salary_min,
        application.salary_max,
        application.salary_currency,
        application.salary_period,
    )
    about = About(
        application.role,
        application.company,
        application.location,
        pay,
        addressee=draft.to.name if draft.to else "",
        talks=tuple(application.rounds.kept().values_list("title", flat=True)),
    )
    own = (cv, said, _settled(draft, base, about))
    return Sources(own, about, "\n".join([posting.text if posting else "", told.heard]))


@transaction.atomic
def keep(draft: Draft, subject: str, texts: Iterable[str], sources: Sources) -> None:
    """Keep Claude's lines with what is not proven in them. Of a line that is there already only
    what still is not."""
    known = {passage.text: passage for passage in draft.passages.select_for_update()}
    lines = [line for text in texts for line in text.split("\n") if line.strip()]
    fresh: list[Passage] = []
    for line in dict.fromkeys([subject, *lines] if subject else lines):
        unproven = sources.unproven(line, is_subject=line == subject)
        if line not in known:
            fresh.append(Passage(draft=draft, text=line, unproven=unproven))
            continue
        still = {fact["text"] for fact in unproven}
        facts = [fact for fact in known[line].unproven if fact["text"] in still]
        Passage.objects.filter(pk=known[line].pk).update(unproven=facts)
    Passage.objects.bulk_create(fresh, ignore_conflicts=True)


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
    return _of_edited(line, passages)


@transaction.atomic
def confirm(passage: Passage, text: str) -> bool:
    """The person says that a fact is true. A name is settled in the whole letter, a figure, a date
    or a lead in this line only. False when the line doesn't say it, or it was confirmed before."""
    kinds = {fact["kind"] for fact in passage.unproven if fact["text"] == text}

    def is_meant(one: Passage, fact: Fact) -> bool:
        is_here = one.pk == passage.pk or _is_settled_everywhere(fact)
        return fact["text"] == text and fact["kind"] in kinds and is_here

    return _settle(passage.draft, is_meant)


@transaction.atomic
def confirm_posting(draft: Draft, number: int) -> bool:
    """All that stands in this version, is in the posting too, and is said of the employer. Raises
    LetterChanged where there is a newer one: it may say other things than the person saw."""
    Draft.objects.select_for_update().get(pk=draft.pk)
    version = draft.newest()
    if version is None or version.number != number:
        raise LetterChanged
    meant = {
        (fact.passage.pk, fact.text) for fact in standing(draft, version) if fact.is_of_posting
    }
    return _settle(draft, lambda passage, fact: (passage.pk, fact["text"]) in meant)


def _of_edited(line: str, passages: Sequence[Passage]) -> list[Standing]:
    """Of a line by hand: what Claude brought in, and nobody confirmed in the line that it comes
    from; a name anywhere."""
    words = set(WORD.findall(line.casefold()))
    near = sorted(passages, key=lambda one: -_share(words, one.text))
    found: dict[str, Standing | None] = {}
    for passage in near:
        for fact in passage.unproven:
            text = fact["text"]
            if not respelt.spans(line, fact):
                continue
            is_first = text not in found  # the nearest line that says it decides
            if fact["is_true"] and (is_first or _is_settled_everywhere(fact)):
                found[text] = None
            elif is_first:
                found[text] = _standing(passage, line, fact)
    return [one for one in found.values() if one is not None]


def _is_settled_everywhere(fact: Fact) -> bool:
    """A name that is the person's own; what is true of the employer is no word of theirs."""
    return fact["kind"] in NAMES and not fact["is_of_posting"]


def _share(words: set[str], text: str) -> float:
    other = set(WORD.findall(text.casefold()))
    return len(words & other) / max(1, len(words | other))


def _settle(draft: Draft, is_meant: Callable[[Passage, Fact], bool]) -> bool:
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


def _settled(draft: Draft, base: DraftVersion | None, about: About) -> str:
    """What the person wrote in a version, and what they confirmed of themselves. What is true of
    the employer, names the application or is a courtesy proves nothing of the person."""
    if base is None:
        return ""
    passages = {passage.text: passage for passage in draft.passages.all()}
    theirs = [
        fact for passage in passages.values() for fact in passage.unproven if fact["is_of_posting"]
    ]
    kept: list[str] = []
    for line in base.text.split("\n"):
        passage = passages.get(line)
        is_confirmed = passage is not None and bool(passage.unproven)
        is_own = passage is None or is_confirmed
        says_theirs = any(respelt.spans(line, fact) for fact in theirs)
        if is_own and not says_theirs and not of_line(line, list(passages.values())):
            # A courtesy of Claude's may stand in a line that the person changed elsewhere.
            kept.append(blanked(courtesies.struck(line), about.spans(line)))
    return "\n".join(kept)


def _standing(passage: Passage, line: str, fact: Fact) -> Standing:
    spans = tuple(respelt.spans(line, fact))
    return Standing(passage, line, fact["text"], fact["kind"], fact["is_of_posting"], spans)
