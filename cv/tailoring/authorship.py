"""Whether a CV says something in Claude's words: then its files and pages carry the mark of it."""

from collections.abc import Iterator

from cv.models import Analysis, Change, CvVersion
from cv.text.document import BULLET, plain
from trackr import ai_mark


def source_type_of(version: CvVersion) -> str:
    """ai_mark.EDITED where a line is one that Claude proposed, in a tailoring of the person's or in
    an analysis of this CV; empty where none is."""
    lines = {_said(line) for line in version.markdown.split("\n") if line.strip()}
    return ai_mark.EDITED if any(_said(text) in lines for text in _proposed(version)) else ""


def mark_of(version: CvVersion) -> str:
    """The same as pages carry it: the term alone."""
    return source_type_of(version).rpartition("/")[2]


def _proposed(version: CvVersion) -> Iterator[str]:
    raw = version.markdown.split("\n")
    yield from Change.objects.filter(
        tailoring__user=version.cv.user_id, kind__in=["add", "replace"], text__in=raw
    ).values_list("text", flat=True)
    analyses = Analysis.objects.filter(version__cv=version.cv_id)
    for bullets in analyses.values_list("result__bullets", flat=True):
        yield from (bullet.get("rewrite") or "" for bullet in bullets or ())


def _said(line: str) -> str:
    return " ".join(plain(BULLET.sub("", line, count=1)).split()).casefold()
