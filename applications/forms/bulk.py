"""Forms that change many applications: which ones, and how."""

import datetime
import uuid
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.forms.table import filter_in
from applications.forms.tags import TagsField
from applications.models import Application
from applications.stages import Ending, Stage
from applications.table import bulk, filters
from applications.table.filters import Filter

if TYPE_CHECKING:
    from accounts.models import User

LONGEST_QUERY = 8000


class ListChanged(Exception):
    """“All of them” are not as many as the page said."""


class ChosenField(forms.MultipleChoiceField):
    """Public ids that were ticked. What is no id is left out."""

    def clean(self, value: Any) -> list[uuid.UUID]:
        found = []
        for one in list(value or ())[: bulk.MOST]:
            try:
                found.append(uuid.UUID(one))
            except ValueError:
                continue
        return found


class SelectionForm(forms.Form):
    """The rows that were ticked, or all that a filter finds."""

    ids = ChosenField(required=False)
    everything = forms.IntegerField(required=False, min_value=1, max_value=bulk.MOST)
    query = forms.CharField(required=False, max_length=LONGEST_QUERY)

    @property
    def filter(self) -> Filter:
        """What the page showed. Read anew, so that nothing but a filter comes out of it."""
        return filter_in(self.cleaned_data.get("query") or "")

    def chosen(self, user: "User", today: datetime.date) -> list[uuid.UUID]:
        """Raises ListChanged when the filter finds more or fewer than the page said."""
        expected: int | None = self.cleaned_data["everything"]
        if expected is None:
            ids: list[uuid.UUID] = self.cleaned_data["ids"]
            return ids
        found = filters.rows_of(user, self.filter, today).values_list("public_id", flat=True)
        ids = list(found[: bulk.MOST + 1])
        if len(ids) != expected:
            raise ListChanged
        return ids


class MoveManyForm(SelectionForm):
    stage = forms.ChoiceField(
        label=_("Move to"),
        choices=[("", _("Choose a stage")), *Stage.choices],
        error_messages={"required": _("Choose a stage first.")},
    )


class EndManyForm(SelectionForm):
    ending = forms.ChoiceField(label=_("How they ended"), choices=Ending, initial=Ending.CLOSED)


class PrioritiseManyForm(SelectionForm):
    priority = forms.TypedChoiceField(
        label=_("Priority"), choices=Application.Priority, coerce=int, initial=2
    )


class TagManyForm(SelectionForm):
    tags = TagsField()


class ManyForm(MoveManyForm, EndManyForm, PrioritiseManyForm, TagManyForm):
    """Every control of the bar below the table, for drawing them."""

    use_required_attribute = False  # each deed reads its own: an empty one must not stop the others
