"""Forms about the person."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from trackr.preferences import DEFAULT_ZONE, time_zones


class SignupForm(forms.Form):
    """What allauth's sign-up asks besides e-mail and password."""

    is_16_or_older = forms.BooleanField(
        label=_("I am 16 or older"),
        error_messages={"required": _("Trackr is for people of 16 and older.")},
    )
    accepts_terms = forms.BooleanField(
        label=_("I accept the terms and have read the privacy policy"),
        error_messages={"required": _("Please accept the terms to go on.")},
    )

    # The browser's own zone: "today" is a day of the person's, from the first day on.
    time_zone = forms.CharField(
        required=False, max_length=64, widget=forms.HiddenInput(attrs={"data-time-zone": ""})
    )

    def clean_time_zone(self) -> str:
        zone: str = self.cleaned_data["time_zone"]
        return zone if zone in time_zones() else DEFAULT_ZONE

    def signup(self, request: HttpRequest, user: Any) -> None:
        """allauth calls this after the row is saved; the statements were kept by the adapter."""


class ProfileForm(forms.ModelForm[User]):
    class Meta:
        model = User
        fields = ["name", "language", "time_zone", "theme"]
        help_texts = {"name": _("Only you see it. It is taken out before anything goes to the AI.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones = [(zone, zone.replace("_", " ")) for zone in sorted(time_zones())]
        self.fields["time_zone"] = forms.ChoiceField(label=_("Time zone"), choices=zones)


class LanguageForm(forms.Form):
    language = forms.ChoiceField(choices=settings.LANGUAGES)


class ThemeForm(forms.Form):
    theme = forms.ChoiceField(choices=User.Theme.choices)


class EndSessionForm(forms.Form):
    session = forms.IntegerField(widget=forms.HiddenInput)


class AiSwitchForm(forms.Form):
    uses_ai = forms.BooleanField(required=False)


class AiConsentForm(forms.Form):
    """Which feature's consent is taken back; the features are billing's, so the view names them."""

    feature = forms.ChoiceField()

    def __init__(self, *args: Any, features: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["feature"] = forms.ChoiceField(choices=features)
