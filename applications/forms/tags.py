"""Forms about tags: the words typed for one application or many, and the tags themselves."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from applications.models import Tag
from applications.table import tags


class TagsField(forms.CharField):
    """Tags with commas between them. New ones are made when the form is saved."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Tags"))
        kwargs.setdefault("help_text", _("With commas between them."))
        kwargs.setdefault("max_length", tags.MOST_TAGS * (tags.LONGEST_TAG + 2))
        kwargs.setdefault("widget", forms.TextInput(attrs={"list": "tags", "autocomplete": "off"}))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else in_words(value or ())

    def clean(self, value: Any) -> Any:
        names = tags.names_in(super().clean(value))
        if any(len(name) > tags.LONGEST_TAG for name in names):
            said = _("A tag has up to %(most)s letters.") % {"most": tags.LONGEST_TAG}
            raise forms.ValidationError(said)
        if len(names) > tags.MOST_TAGS:
            said = _("Up to %(most)s tags, please.") % {"most": tags.MOST_TAGS}
            raise forms.ValidationError(said)
        if self.required and not names:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return names

    def has_changed(self, initial: Any, data: Any) -> bool:
        before, after = self.prepare_value(initial), data or ""
        return {one.lower() for one in tags.names_in(before)} != {
            one.lower() for one in tags.names_in(after)
        }


class RenameTagForm(forms.Form):
    name = forms.CharField(label=_("New name"), max_length=tags.LONGEST_TAG)

    def clean_name(self) -> str:
        names = tags.names_in(self.cleaned_data["name"])
        if len(names) != 1:
            raise forms.ValidationError(_("One tag, without a comma."))
        return names[0]


class MergeTagForm(forms.Form):
    """Into which other tag of the same person."""

    into = forms.ModelChoiceField(label=_("Merge into"), queryset=Tag.objects.none())

    def __init__(self, *args: Any, tag: Tag, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["into"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  for the type checker
        field.to_field_name = "public_id"
        field.queryset = tags.of_user(tag.user).exclude(pk=tag.pk)


def in_words(names: Iterable[str | Model]) -> str:
    return ", ".join(str(name) for name in names)
