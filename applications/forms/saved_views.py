"""Forms about saved views of the table."""

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.forms.table import filter_in
from applications.models import SavedView
from applications.table.saved_views import LONGEST_QUERY


class ViewNameForm(forms.ModelForm[SavedView]):
    class Meta:
        model = SavedView
        fields = ["name"]
        labels = {"name": _("Name of the view")}

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())


class ViewQueryForm(forms.Form):
    """What a view shows. Only what the table's address may say comes through, in one order."""

    query = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_query(self) -> str:
        query = filter_in(self.cleaned_data["query"]).query_string()
        if len(query) > LONGEST_QUERY:  # said above the form: the field is a hidden one
            self.add_error(None, _("This filter is too long to be kept."))
        return query


class SaveViewForm(ViewQueryForm, ViewNameForm):
    """A name, and what is shown now."""
