"""Which unproven facts of proposals a version of a tailored CV says: it leaves Trackr only when
each is confirmed, worded differently or dropped.

The text counts, not the last decision: an earlier version brings back what was taken out since.
But what was gone, and then was written by hand, is the person's own word.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from cv.models import Change, CvVersion, Tailoring
from cv.tailoring.changes import Fact, original_of


def open_facts(version: CvVersion) -> list[Change]:
    """Changes with unproven facts that stand in the version, in whatever line."""
    tailoring = Tailoring.objects.filter(cv=version.cv_id).first()
    if tailoring is None:
        return []
    those = list(tailoring.changes.select_related("tailoring"))
    said = Said(version, original_of(tailoring), those)
    return [change for change in those if said.facts_of(change)]


@dataclass(frozen=True)
class Said:
    """What a version of a copy says that the copy did not begin with."""

    version: CvVersion
    original: str
    changes: list[Change]

    def facts_of(self, change: Change) -> list[Fact]:
        """Those of its facts that stand here and that nobody confirmed."""
        found = {fact["text"]: fact for fact in self._withdrawn(change)}
        if change.decision == Change.Decision.ACCEPTED:
            found |= {fact["text"]: fact for fact in _unsettled(change.unproven, self._new)}
        return list(found.values())

    def _withdrawn(self, change: Change) -> list[Fact]:
        facts = _unsettled(change.withdrawn, self._others)
        return [fact for fact in facts if self._is_back(fact)]

    def _is_back(self, fact: Fact) -> bool:
        """Whether it stood in each version from the one that the proposal had part in on."""
        version: CvVersion | None = self.version
        while version and _squeezed([fact["text"]]) in self._added(version, self._accepted):
            if version.number <= fact["until"]:
                return True
            version = self._source_of(version)
        return False

    def _source_of(self, version: CvVersion) -> CvVersion | None:
        """What it was made from: of one that was restored, the first that says the same."""
        earlier = [one for one in self._earlier if one.number < version.number]
        if version.origin == CvVersion.Origin.RESTORED:
            same = [one for one in earlier if one.markdown == version.markdown]
            earlier = same[:1] or earlier
        return earlier[-1] if earlier else None

    def _added(self, version: CvVersion, known: frozenset[str] = frozenset()) -> str:
        """The new lines but those known, without spaces and case."""
        old = self._begun | known
        return _squeezed(line for line in version.markdown.split("\n") if line not in old)

    @cached_property
    def _new(self) -> str:
        return self._added(self.version)

    @cached_property
    def _others(self) -> str:
        return self._added(self.version, self._accepted)

    @cached_property
    def _begun(self) -> frozenset[str]:
        return frozenset(self.original.split("\n"))

    @cached_property
    def _accepted(self) -> frozenset[str]:
        """Lines that a change has part in now: its own facts are asked for there."""
        accepted = Change.Decision.ACCEPTED
        return frozenset(one.text for one in self.changes if one.decision == accepted)

    @cached_property
    def _earlier(self) -> list[CvVersion]:
        before = self.version.cv.versions.filter(number__lt=self.version.number)
        return list(before.order_by("number"))


def _unsettled(facts: Iterable[Fact], text: str) -> list[Fact]:
    """Those that stand in a squeezed text."""
    open_ones = (fact for fact in facts if not fact["is_true"])
    return [fact for fact in open_ones if _squeezed([fact["text"]]) in text]


def _squeezed(parts: Iterable[str]) -> str:
    return "\n".join("".join(part.split()).casefold() for part in parts)
