"""Forms of pasting a mail: what to read, and the one change that was read in it."""

import datetime
import uuid
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.capture.proposal import web_url
from applications.duplicates import Known
from applications.forms.capturing import IdsField
from applications.forms.history import EARLIEST_DATE, LONGEST_NOTE, HappenedOnField, today
from applications.forms.once import OnceMixin
from applications.forms.rounds import LATEST_DATE
from applications.paste_mail import message
from applications.paste_mail.change import NOTED, Change
from applications.paste_mail.failure import MailFailed
from applications.paste_mail.kinds import MailKind
from applications.paste_mail.mail import Mail
from trackr.fields import PlainDateField, TextField

if TYPE_CHECKING:
    from accounts.models import User

ACCEPTED = ".eml,.txt,message/rfc822,text/plain"
NEW, OTHER = "new", "other"
LONGEST_ABOUT = 400
# What confirming does, said beside each kind.
DEEDS = {
    MailKind.INVITATION: _("Plan the interview, and move to Interview or Screening."),
    MailKind.REJECTION: _("End the application as Rejected."),
    MailKind.OFFER: _("Move to Offer. A day by which to answer becomes a reminder."),
    MailKind.TEST_TASK: _("Move to Test task. The deadline becomes a reminder."),
    MailKind.QUESTION: _("Add a note, and a reminder for tomorrow to answer."),
    MailKind.AUTOMATIC_REPLY: _("Add a note. Nothing else changes."),
}


class MailForm(forms.Form):
    """A mail as text or as a file. Reading it is the validation: what can't be read says why."""

    pasted = TextField(
        label=_("The mail’s text"),
        required=False,
        max_length=message.MAX_BYTES,
        rows=10,
        help_text=_("As you see it, with the sender and the subject if you can."),
    )
    file = forms.FileField(
        label=_("Or the mail as a file"),
        required=False,
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
    )
    received_on = PlainDateField(
        label=_("When it came"),
        initial=today,
        help_text=_("Words like “tomorrow” count from this day, unless the mail has its own date."),
    )

    def clean_received_on(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["received_on"]
        if not EARLIEST_DATE <= day <= LATEST_DATE:
            raise forms.ValidationError(_("Choose a day between 2000 and 2100."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        file, pasted = cleaned.get("file"), cleaned.get("pasted")
        if not self.errors and file is None and not pasted:
            raise forms.ValidationError(_("Paste a mail, or choose a file."))
        if not self.errors:
            try:
                cleaned["mail"] = _mail(file, pasted, cleaned["received_on"])
            except MailFailed as failure:
                self.add_error("pasted" if file is None else "file", failure.sentence)
        return cleaned


def _mail(file: Any, pasted: str | None, received_on: datetime.date) -> Mail:
    if file is None:
        return message.from_text(pasted or "", received_on)
    if file.size > message.MAX_BYTES:
        raise MailFailed("too_big")
    return message.from_bytes(file.read(), received_on)


def _described(known: Known) -> str:
    return f"{known} ({known.standing})"


class ChangeForm(OnceMixin, forms.Form):
    """The proposal. Everything in it can be changed, and nothing is stored before it is sent."""

    kind = forms.ChoiceField(
        label=_("What the mail is"),
        choices=[(kind, kind.label) for kind in MailKind],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the mail is.")},
    )
    application = forms.ChoiceField(
        label=_("Which application it is about"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose the application."),
            "invalid_choice": _("Choose one of your applications."),
        },
    )
    other = forms.ChoiceField(
        label=_("Another application"),
        required=False,
        error_messages={"invalid_choice": _("Choose one of your applications.")},
    )
    company = forms.CharField(label=_("Company"), required=False, max_length=200)
    role = forms.CharField(label=_("Role"), required=False, max_length=200)
    day = PlainDateField(label=_("Day"), required=False)
    starts = forms.TimeField(
        label=_("Time"),
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
    )
    link = forms.CharField(label=_("Link"), required=False, max_length=500, widget=forms.URLInput())
    happened_on = HappenedOnField(label=_("The mail is of"))
    keep_text = forms.BooleanField(label=_("Keep the mail’s text as a note"), required=False)
    about = forms.CharField(required=False, max_length=LONGEST_ABOUT, widget=forms.HiddenInput)
    text = TextField(
        required=False, max_length=LONGEST_NOTE, rows=1, widget=forms.HiddenInput, strip=False
    )
    is_screening = forms.BooleanField(required=False, widget=forms.HiddenInput)
    offered = IdsField(required=False)

    def __init__(self, *args: Any, known: list[Known], **kwargs: Any) -> None:
        """`known` are the person's applications; those of `offered` are shown first."""
        super().__init__(*args, **kwargs)
        self.known = {str(one.public_id): one for one in known}
        offered = self.initial.get("offered") or self._offered_before()
        first = [
            (one, _described(self.known[one])) for one in map(str, offered) if one in self.known
        ]
        rest = [(NEW, _("A new application"))]
        if len(self.known) > len(first):
            rest.insert(0, (OTHER, _("Another of my applications")))
        self.fields["application"].choices = [*first, *rest]  # type: ignore[attr-defined]
        others = [(public_id, str(one)) for public_id, one in self.known.items()]
        others.sort(key=lambda pair: pair[1].casefold())
        self.fields["other"].choices = [("", _("Choose…")), *others]  # type: ignore[attr-defined]

    def _offered_before(self) -> list[uuid.UUID]:
        field = self.fields["offered"]
        value = field.widget.value_from_datadict(self.data, self.files, "offered")
        found: list[uuid.UUID] = IdsField().to_python(value)
        return found

    def clean_link(self) -> str:
        link: str = self.cleaned_data["link"]
        if link and not web_url(link):
            raise forms.ValidationError(_("Only links that begin with https:// or http:// fit."))
        return link

    def clean_day(self) -> datetime.date | None:
        day: datetime.date | None = self.cleaned_data["day"]
        if day and not EARLIEST_DATE <= day <= LATEST_DATE:
            raise forms.ValidationError(_("Choose a day between 2000 and 2100."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen = cleaned.get("application")
        if chosen == OTHER and not cleaned.get("other"):
            self.add_error("other", _("Choose the application."))
        for name in ("company", "role") if chosen == NEW else ():
            if not cleaned.get(name):
                self.add_error(name, _("A new application needs a company and a role."))
        if cleaned.get("starts") and not cleaned.get("day") and "day" not in self.errors:
            self.add_error("day", _("A time needs a day."))
        return cleaned

    @property
    def chosen(self) -> uuid.UUID | None:
        """The application; None for a new one."""
        said = self.cleaned_data["application"]
        said = self.cleaned_data["other"] if said == OTHER else said
        return None if said == NEW else uuid.UUID(said)

    def change_for(self, user: "User", zone: str) -> Change:
        said = self.cleaned_data
        about, text = said["about"], said["text"]
        note = "\n\n".join(filter(None, (about, text)))[:LONGEST_NOTE] if said["keep_text"] else ""
        if not note and said["kind"] in NOTED:
            note = about
        return Change(
            kind=said["kind"],
            key=self.public_id_for(user),
            happened_on=said["happened_on"],
            today=today(),
            day=said["day"],
            starts=said["starts"],
            zone=zone,
            link=said["link"],
            is_screening=said["is_screening"],
            note=note,
        )

    @property
    def kinds(self) -> list[tuple[Any, Any]]:
        """Each kind's button with what confirming it does."""
        return [(button, DEEDS[MailKind(button.data["value"])]) for button in self["kind"]]
