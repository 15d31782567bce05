"""Forms that read the addresses of lists."""

import re
import uuid
from typing import Any

from django import forms
from django.http import QueryDict

from applications.models import Application
from applications.stages import Ending, Stage
from applications.table.filters import NEWEST_FIRST, SORTS, Due, Filter, Show

MOST_CHOICES = 50  # of one kind in an address
LONGEST_WAIT = 3650  # days
UNIT = re.compile(r"^[A-Z]{3}-(?:hour|day|week|month|year)\Z")


class PageForm(forms.Form):
    """Which page of a list the address asks for; anything else is read as the first."""

    page = forms.IntegerField(required=False, min_value=1, max_value=100_000)

    def number(self) -> int:
        self.is_valid()
        return self.cleaned_data.get("page") or 1


class SeveralField(forms.MultipleChoiceField):
    """Several of some known values; others are left out. The order typed does not matter."""

    def __init__(self, known: Any) -> None:
        super().__init__(required=False, choices=known)

    def clean(self, value: Any) -> tuple[str, ...]:
        given = set(value or ())
        return tuple(str(one) for one, _label in self.choices if str(one) in given)  # type: ignore[misc, union-attr]


class WordsField(forms.MultipleChoiceField):
    """Several values that only the person's own rows know."""

    def __init__(self, *, longest: int) -> None:
        super().__init__(required=False)
        self.longest = longest

    def clean(self, value: Any) -> tuple[str, ...]:
        given = {one for one in value or () if self.is_possible(one)}
        return tuple(sorted(given)[:MOST_CHOICES])

    def is_possible(self, one: str) -> bool:
        return 0 < len(one) <= self.longest and "\x00" not in one


class IdsField(WordsField):
    """Several public ids. One that nothing has is kept: it matches nothing."""

    def __init__(self) -> None:
        super().__init__(longest=36)

    def is_possible(self, one: str) -> bool:
        try:
            return str(uuid.UUID(one)) == one
        except ValueError:
            return False


class TableQueryForm(PageForm):
    """What the table's address may say; anything else is read as unset."""

    q = forms.CharField(required=False, max_length=200)
    show = forms.ChoiceField(required=False, choices=Show)
    stage = SeveralField(Stage.choices)
    ending = SeveralField(Ending.choices)
    tag = IdsField()
    priority = SeveralField(Application.Priority.choices)
    source = WordsField(longest=100)
    work_mode = SeveralField(Application.WorkMode.choices)
    due = SeveralField(Due.choices)
    salary_in = forms.RegexField(UNIT, required=False)
    salary_from = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1)
    location = forms.CharField(required=False, max_length=100)
    waiting = forms.IntegerField(required=False, min_value=0, max_value=LONGEST_WAIT)
    sort = forms.ChoiceField(
        required=False, choices=[(sign + name, name) for name in SORTS for sign in ("", "-")]
    )

    def read(self) -> Filter:
        self.is_valid()
        said = {name: value for name, value in self.cleaned_data.items() if value is not None}
        said.pop("page", None)
        said["show"] = said.get("show") or Show.LIVE.value
        said["sort"] = said.get("sort") or NEWEST_FIRST
        if not said.get("salary_in"):
            said.pop("salary_from", None)  # of what currency?
        return Filter(**said)


def filter_in(query_string: str) -> Filter:
    """The filter that an address said once, whatever has become of it since."""
    return TableQueryForm(QueryDict(query_string)).read()
