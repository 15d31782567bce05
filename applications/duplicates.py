"""Whether a person has this job on the list already, under a name that only looks different.

Company and role are brought to a normal form first (legal forms, alphabets, levels and the like
taken out), then compared word by word. The answer is a hint, so it leans towards saying something;
nothing is ever refused because of it.
"""

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from applications import likeness
from applications.models import Application
from applications.stages import Ending, Stage

MOST_SHOWN = 3


@dataclass(frozen=True)
class Known:
    """An application of the person's, as far as it matters here."""

    public_id: uuid.UUID
    company: str
    role: str
    url: str
    stage: str
    ending: str
    applied_on: datetime.date | None
    since: datetime.date

    def __str__(self) -> str:
        return f"{self.role}, {self.company}"

    @cached_property
    def names(self) -> likeness.Company:
        return likeness.company(self.company)

    @cached_property
    def title(self) -> likeness.Title:
        return likeness.title(self.role)

    @cached_property
    def page(self) -> str:
        return likeness.page(self.url)

    @property
    def standing(self) -> str:
        return str(Ending(self.ending).label if self.ending else Stage(self.stage).label)


def known_to(user: Any) -> list[Known]:
    """What `among` looks through; one query."""
    fields = Known.__dataclass_fields__
    rows = Application.objects.of(user).kept().order_by("-since", "-pk").values_list(*fields)
    return [Known(*row) for row in rows]


def among(known: Iterable[Known], company: str, role: str, url: str = "") -> list[Known]:
    """The likeliest to be the same job, at most three; of equally likely ones the latest."""
    page = likeness.page(url)
    names, title = likeness.company(company), likeness.title(role)
    found = [(_likelihood(one, names, title, page), one) for one in known]
    found.sort(key=lambda pair: pair[0], reverse=True)
    return [one for likelihood, one in found[:MOST_SHOWN] if likelihood]


def is_news(found: Iterable[Known], warned_of: Iterable[uuid.UUID]) -> bool:
    """Whether the person was not told of one of them yet."""
    return not {one.public_id for one in found} <= set(warned_of)


def _likelihood(known: Known, names: likeness.Company, title: likeness.Title, page: str) -> float:
    """0 for another job; the same address makes it the same one."""
    if page and known.page == page:
        return 1.0
    same_company = likeness.of_companies(known.names, names)
    if same_company < likeness.SAME_COMPANY:
        return 0.0
    same_title = likeness.of_titles(known.title, title)
    return same_company * same_title if same_title >= likeness.SAME_TITLE else 0.0
