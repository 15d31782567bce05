"""The form of the criteria: all of them on one page, with room for new ones."""

import uuid
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coaching.models import Criterion
from coaching.models.offers import LONGEST_NAME, MOST
from coaching.offers import choosing
from coaching.offers.choosing import MOST_CRITERIA, NameTaken, TooMany, Wanted
from trackr.fields import LineField

NEW_ROWS = 3
ORDINARY_WEIGHT = 5
FIELDS = ("name", "weight", "position")


@dataclass(frozen=True)
class CriterionFields:
    criterion: Criterion | None  # None is a row for a new one
    name: forms.BoundField
    weight: forms.BoundField
    position: forms.BoundField | None


class CriteriaForm(forms.Form):
    """Each field of a criterion tells what it was when the page was opened: only what was changed
    there is written, so a change in another tab stays."""

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.criteria = list(Criterion.objects.of(user))
        for place, criterion in enumerate(self.criteria, 1):
            self._add(criterion.public_id.hex, criterion.name, criterion.weight, place)
        room = MOST_CRITERIA - len(self.criteria)
        self.new = [f"new{number}" for number in range(1, min(NEW_ROWS, room) + 1)]
        for key in self.new:
            self._add(key, "", ORDINARY_WEIGHT, None)

    def _add(self, key: str, name: str, weight: int, place: int | None) -> None:
        is_known = place is not None
        self.fields[f"name_{key}"] = LineField(
            label=gettext_lazy("Criterion"),
            max_length=LONGEST_NAME,
            required=is_known,
            initial=name,
            show_hidden_initial=is_known,
        )
        self.fields[f"weight_{key}"] = _number(gettext_lazy("Weight"), 0, MOST, weight, is_known)
        if is_known:
            label = gettext_lazy("Place")
            self.fields[f"position_{key}"] = _number(label, 1, MOST_CRITERIA, place, is_known)

    @property
    def rows(self) -> list[CriterionFields]:
        known = [(one, one.public_id.hex) for one in self.criteria]
        return [
            CriterionFields(
                criterion=criterion,
                name=self[f"name_{key}"],
                weight=self[f"weight_{key}"],
                position=self[f"position_{key}"] if criterion else None,
            )
            for criterion, key in [*known, *((None, key) for key in self.new)]
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        names = {key: name for key, name in cleaned.items() if key.startswith("name_") and name}
        seen = Counter(name.casefold() for name in names.values())
        for key, name in names.items():
            if seen[name.casefold()] > 1:
                self.add_error(key, _("You have this criterion already."))
        return cleaned

    def save(self) -> bool:
        """What was changed, and what is new. False when another tab was first and they do not fit
        together: then nothing is written, and the form says why."""
        try:
            choosing.change_criteria(self.user, self._changes(), self._wanted())
        except TooMany:
            said = _("More than %(most)s criteria decide nothing: delete one first.")
            self.add_error(None, said % {"most": MOST_CRITERIA})
        except NameTaken:
            self.add_error(None, _("You have this criterion already."))
        return not self.errors

    def _changes(self) -> dict[uuid.UUID, dict[str, Any]]:
        changed = set(self.changed_data)
        return {
            one.public_id: {
                name: self.cleaned_data[f"{name}_{one.public_id.hex}"]
                for name in FIELDS
                if f"{name}_{one.public_id.hex}" in changed
            }
            for one in self.criteria
        }

    def _wanted(self) -> list[Wanted]:
        said = self.cleaned_data
        return [
            Wanted(said[f"name_{key}"], said.get(f"weight_{key}") or 0)
            for key in self.new
            if said[f"name_{key}"]
        ]


def _number(
    label: Any, least: int, most: int, initial: int | None, is_known: bool
) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        initial=initial,
        required=is_known,
        show_hidden_initial=is_known,
        widget=forms.NumberInput(attrs={"min": least, "max": most, "inputmode": "numeric"}),
    )
