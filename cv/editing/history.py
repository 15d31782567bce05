"""The versions of a CV with what changed in each, and where each was sent."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from applications.models import SentDocument
from cv.editing.diff import changed_words
from cv.models import Cv, CvVersion


@dataclass(frozen=True)
class Entry:
    version: CvVersion
    before: CvVersion | None
    added: int  # words, against the version before
    removed: int
    sent: list[SentDocument]


def entries(cv: Cv, versions: Iterable[CvVersion]) -> list[Entry]:
    """`versions` are some of the CV's that follow each other, the newest first."""
    listed = list(versions)
    if not listed:
        return []
    sent = _sent(cv, listed)
    before = [*listed[1:], version_before(listed[-1])]
    return [_entry(one, past, sent[one.number]) for one, past in zip(listed, before, strict=True)]


def version_before(version: CvVersion) -> CvVersion | None:
    return version.cv.versions.filter(number__lt=version.number).first()


def _entry(version: CvVersion, before: CvVersion | None, sent: list[SentDocument]) -> Entry:
    added, removed = changed_words(before.markdown, version.markdown) if before else (0, 0)
    return Entry(version, before, added, removed, sent)


def _sent(cv: Cv, versions: list[CvVersion]) -> dict[int | None, list[SentDocument]]:
    numbers = [one.number for one in versions]
    mine = SentDocument.objects.of(cv.user_id).select_related("application").defer("text")
    found: dict[int | None, list[SentDocument]] = defaultdict(list)
    for document in mine.filter(origin=cv.public_id, origin_version__in=numbers):
        found[document.origin_version].append(document)
    return found
