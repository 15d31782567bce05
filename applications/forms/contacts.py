"""Forms about people: a contact, and tying one to an application."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from applications.forms.once import OnceMixin
from applications.forms.table import PageForm
from applications.models import Application, Contact
from applications.people import address_book
from applications.stale import VersionedForm
from trackr.fields import TextField

if TYPE_CHECKING:
    from accounts.models import User

LONGEST_NOTES = 10_000


class ContactsQueryForm(PageForm):
    """What the address of the list may say."""

    q = forms.CharField(required=False, max_length=200, strip=True)

    def words(self) -> str:
        self.is_valid()
        return self.cleaned_data.get("q") or ""


class WebLinkField(forms.URLField):
    """A link that a browser opens as a page."""

    default_validators = [URLValidator(schemes=["http", "https"])]


class ContactForm(VersionedForm[Contact]):
    link = WebLinkField(label=_("Link to a profile"), required=False, max_length=2000)
    notes = TextField(label=_("Notes"), required=False, max_length=LONGEST_NOTES, rows=4)

    class Meta:
        model = Contact
        fields = ["name", "company", "role", "email", "phone", "link", "notes"]


class NewContactForm(OnceMixin, ContactForm):
    version = None  # type: ignore[assignment]  # there is no other tab yet

    def add_for(self, user: "User") -> Contact:
        facts = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return address_book.add(user, self.public_id_for(user), **facts)


class TieForm(OnceMixin, forms.Form):
    """Someone who is known already, or someone new by name."""

    contact = forms.ModelChoiceField(
        Contact.objects.none(),
        label=_("Someone you know"),
        required=False,
        empty_label=_("Choose…"),
    )
    name = forms.CharField(label=_("Or someone new: name"), max_length=120, required=False)
    role = forms.CharField(label=_("Role"), max_length=120, required=False)
    email = forms.EmailField(label=_("E-mail address"), max_length=254, required=False)

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.application = application
        self.fields["contact"].queryset = address_book.not_yet_tied(application)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and bool(cleaned.get("contact")) == bool(cleaned.get("name")):
            raise forms.ValidationError(_("Choose someone, or name someone new."))
        return cleaned

    def person(self) -> Contact:
        """The one who was chosen, or the new one, of the application's company."""
        said = self.cleaned_data
        if chosen := said["contact"]:
            return chosen  # type: ignore[no-any-return]
        user = self.application.user
        facts = {name: said[name] for name in ("name", "role", "email")}
        return address_book.add(
            user, self.public_id_for(user), company=self.application.company, **facts
        )
