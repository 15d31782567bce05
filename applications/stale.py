"""Edits that meet: two tabs hold the same form, and the second one to save loses nothing.

A form of a row with a `version` column carries the version that it was filled from. Saving is one
UPDATE … WHERE version = …; when another tab was first, nothing is written, and the form says beside
each field that differs what is saved now. Saved once more, it goes over that.

How a form uses it (an application's does; a contact's and a round's do the same):

    class ContactForm(VersionedForm[Contact]):
        class Meta:
            model = Contact
            fields = ["name", "company"]

The view asks `save_if_current()` instead of `save()`, and answers 409 when it says no:

    form = ContactForm(posted(request), instance=contact)
    if request.method == "POST" and form.is_valid():
        if form.save_if_current():
            return redirect(…)
        return render(request, "…", {"form": form}, status=409)

The page renders `form.version`, offers `form.is_stale` another label for its button ("Save mine
over it"), and is a plain form: htmx swaps no 409. A new row is saved by `save()`, as ever. A form
with fields beside the row's own columns fills them in `__init__` from the instance and writes them
in `save_rest()`, which runs in the same transaction, after the row is held.
"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db import models, transaction
from django.db.models import F
from django.http import Http404, QueryDict
from django.utils.choices import flatten_choices
from django.utils.formats import localize
from django.utils.translation import gettext as _

VERSION = "version"


class VersionField(forms.IntegerField):
    """Nobody types it, so it is never wrong: without a readable one the form is stale."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> int | None:
        try:
            version: int | None = super().clean(value)
        except forms.ValidationError:
            return None
        return version


class VersionedForm[Row: models.Model](forms.ModelForm[Row]):
    version = VersionField(required=False)

    is_stale = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial[VERSION] = getattr(self.instance, VERSION)

    def save_if_current(self) -> bool:
        """Write what was changed. False when the row was changed meanwhile: then nothing is
        written, and the form holds both. 404 when the row is gone."""
        changed = [name for name in self.changed_data if name != VERSION]
        if not changed:
            return True
        with transaction.atomic():
            if self._take(changed):
                self.save_rest(changed)
                return True
        self._show_both()
        return False

    def save_rest(self, changed: Iterable[str]) -> None:
        """What is no column of the row. By default the many-to-many fields among `changed`."""
        for name in set(changed) & {field.name for field in self._meta.model._meta.many_to_many}:
            getattr(self.instance, name).set(self.cleaned_data[name])

    def again(self, stored: Row) -> "VersionedForm[Row]":
        """This form with the same words typed, over another state of the row."""
        return type(self)(self.data, instance=stored, prefix=self.prefix)

    def _take(self, changed: list[str]) -> bool:
        """One conditional UPDATE: whoever is second finds another version there."""
        columns = {field.name for field in self._meta.model._meta.concrete_fields}
        values = {name: getattr(self.instance, name) for name in changed if name in columns}
        current = self._rows().filter(
            pk=self.instance.pk, **{VERSION: self.cleaned_data.get(VERSION)}
        )
        return bool(current.update(**values, **{VERSION: F(VERSION) + 1}))

    def _show_both(self) -> None:
        stored = self._rows().filter(pk=self.instance.pk).first()
        if stored is None:
            raise Http404
        other = self.again(stored)
        for name in other.changed_data:
            if name != VERSION:
                said = _in_words(other[name].field, other[name].initial)
                self.add_error(name, _("Now saved: %(text)s") % {"text": said or _("nothing")})
        self.add_error(
            None,
            _(
                "This was changed meanwhile, perhaps in another tab. Nothing is lost: your text is "
                "here, and beside each field that differs stands what is saved now."
            ),
        )
        self.is_stale = True
        assert isinstance(self.data, QueryDict)  # noqa: S101  for the type checker
        self.data = self.data.copy()
        self.data[self.add_prefix(VERSION)] = str(getattr(stored, VERSION))

    def _rows(self) -> models.QuerySet[Row]:
        return self._meta.model._default_manager.all()


def _in_words(field: forms.Field, value: Any) -> str:
    """A stored value as the page would say it."""
    if value is None or value == "":
        return ""
    if isinstance(field, forms.ModelMultipleChoiceField):
        return ", ".join(str(one) for one in value)
    if isinstance(field, forms.BooleanField):
        return _("yes") if value else _("no")
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        labels: dict[Any, Any] = dict(flatten_choices(choices))
        return str(labels.get(value, value))
    return str(localize(field.prepare_value(value)))
