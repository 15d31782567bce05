"""What Claude may say about offers, and what of it is kept: bounded, inert, its figures traced."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.db import models
from django.utils.translation import gettext_lazy as _

from coaching.offers import figures
from cv.analysis.findings import SPACES, UNSTORABLE, Answer

MOST_REMARKS = 20
LONGEST = 1_200  # whatever is longer is no remark


class Remark(Answer):
    kind: Literal["rests_on", "contradiction", "question", "missing"]
    text: str


class CommentOnOffers(Answer):
    comment: list[Remark]


class Kind(models.TextChoices):
    RESTS_ON = "rests_on", _("What the scores rest on")
    CONTRADICTION = "contradiction", _("What does not fit together")
    QUESTION = "question", _("Questions before you decide")
    MISSING = "missing", _("What is missing")


@dataclass(frozen=True)
class Group:
    """Remarks of one kind, as they are shown."""

    label: str
    remarks: Sequence[dict[str, Any]]


def kept(
    answer: CommentOnOffers, sources: Sequence[str], show: Callable[[str], str]
) -> list[dict[str, Any]]:
    """Plain values to keep. `sources` are the texts as Claude saw them: a figure that stands in
    none of them is named as such. `show` puts contact data back."""
    found: list[dict[str, Any]] = []
    for remark in answer.comment[:MOST_REMARKS]:
        text = SPACES.sub(" ", UNSTORABLE.sub("", remark.text)).strip()
        if not text or len(text) > LONGEST or any(text == one["text"] for one in found):
            continue
        strange = figures.strange(text, sources)
        found.append({"kind": remark.kind, "text": show(text), "strange": strange})
    return found


def groups(remarks: Sequence[dict[str, Any]]) -> list[Group]:
    """By kind, in our order; within one as Claude gave them."""
    by_kind: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for remark in remarks:
        by_kind[remark["kind"]].append(remark)
    return [Group(str(kind.label), by_kind[kind]) for kind in Kind if by_kind[kind]]
