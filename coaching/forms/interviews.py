"""Forms about interviews."""

from typing import Any

from django import forms
from django.db.models import Case, Value, When
from django.utils.translation import gettext_lazy as _

from applications.models import Application
from coaching.interviews import bank, mocking
from coaching.interviews.preparing import Chosen
from coaching.models import Proposal, Story
from coaching.models.interviews import STEPS
from cv.models import Cv
from trackr.fields import LineField, TextField

LONGEST_STEP = 2_000
LONGEST_ANSWER = 6_000


class StoryForm(forms.ModelForm[Story]):
    """A story of the bank in the person's own words."""

    situation = TextField(
        label=STEPS["situation"],
        max_length=LONGEST_STEP,
        rows=3,
        help_text=_("Where and when it was, in a sentence or two."),
    )
    task = TextField(
        label=STEPS["task"],
        max_length=LONGEST_STEP,
        rows=3,
        help_text=_("What you had to achieve, and what stood in the way."),
    )
    action = TextField(
        label=STEPS["action"],
        max_length=LONGEST_STEP,
        rows=4,
        help_text=_("What you did yourself: “I”, not “we”."),
    )
    result = TextField(
        label=STEPS["result"],
        max_length=LONGEST_STEP,
        rows=3,
        help_text=_("What came of it: a figure, a date, what somebody said."),
    )

    class Meta:
        model = Story
        fields = ["title"]
        field_classes = {"title": LineField}
        help_texts = {"title": _("How you find it again.")}

    field_order = ["title", *STEPS]

    def told(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("title", *STEPS)}


class SettleForm(StoryForm):
    """A proposed story on its way into the bank: what nothing proves is confirmed or reworded."""

    are_true = forms.BooleanField(label=_("These facts are true"), required=False)
    may_stay = forms.BooleanField(label=_("What stands in brackets may stay"), required=False)

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        kwargs.setdefault("initial", proposal.told())
        super().__init__(*args, **kwargs)
        self.proposal = proposal

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._ask_about_gaps(cleaned)
        if not self.errors and not cleaned["are_true"]:
            still = bank.still_open(self.proposal, self.told())
            named = ", ".join(fact["text"] for fact in still)
            if still:
                sentence = _("Say that these are true, or word them otherwise: %(facts)s")
                self.add_error("are_true", sentence % {"facts": named})
        return cleaned

    def _ask_about_gaps(self, cleaned: dict[str, Any]) -> None:
        left = [] if cleaned["may_stay"] else self.proposal.gaps
        for name in ("title", *STEPS):
            if standing := [gap for gap in left if gap in cleaned.get(name, "")]:
                sentence = _("Put your own words in place of this: %(gaps)s")
                self.add_error(name, sentence % {"gaps": ", ".join(standing)})


class PrepareForm(forms.Form):
    """What goes along with the posting when Claude prepares an interview."""

    cv = forms.ModelChoiceField(Cv.objects.none(), label=_("CV"), empty_label=None)
    has_rounds = forms.BooleanField(label=_("the interview rounds"), required=False)
    has_notes = forms.BooleanField(label=_("my notes on the application"), required=False)
    stories = forms.ModelMultipleChoiceField(
        Story.objects.none(),
        label=_("Stories that Claude matches to the questions"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any, *, user: Any, application: Application) -> None:
        """Unbound it proposes: the CV that was made for the application, and every story."""
        made_for = Case(When(application=application, then=Value(0)), default=Value(1))
        self.cvs = Cv.objects.of(user).order_by(made_for, "-pk")
        self.bank = Story.objects.of(user)
        self.application = application
        super().__init__(data)
        self._field("cv").queryset = self.cvs
        self._field("stories").queryset = self.bank

    def clean_stories(self) -> list[Story]:
        """In the order of the bank, which is the order of their numbers."""
        chosen = list(self.cleaned_data["stories"])
        if len(bank.fitting(chosen)) < len(chosen):
            raise forms.ValidationError(
                _("Together these stories are longer than what may go along. Choose fewer.")
            )
        return chosen

    def chosen(self) -> Chosen:
        said = self.cleaned_data
        return Chosen(
            self.application,
            said["cv"].current(),
            said["has_rounds"],
            said["has_notes"],
            tuple(said["stories"]),
        )

    def proposal(self) -> dict[str, Any]:
        """What is chosen before anybody has chosen."""
        cv = self.cvs.first()
        stories = [story.pk for story in bank.fitting(self.bank)]
        return {"cv": cv.pk if cv else None, "has_rounds": True, "stories": stories}

    def _field(self, name: str) -> Any:
        return self.fields[name]


class MatchForm(forms.Form):
    """Which story of the bank answers a question."""

    story = forms.ModelChoiceField(
        Story.objects.none(),
        label=_("Your story for it"),
        required=False,
        empty_label=_("No story"),
        to_field_name="public_id",
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["story"].queryset = Story.objects.of(user)  # type: ignore[attr-defined]


class SizeForm(forms.Form):
    """How many questions a mock interview has."""

    size = forms.TypedChoiceField(
        label=_("How many questions"),
        choices=[(size, str(size)) for size in mocking.SIZES],
        coerce=int,
        widget=forms.RadioSelect,
        initial=mocking.SIZES[0],
    )


class NumberForm(forms.Form):
    """Which question of a mock interview the page was about."""

    number = forms.IntegerField(min_value=1, max_value=100, widget=forms.HiddenInput)


class AnswerForm(NumberForm):
    """An answer; the digest names exactly what was shown to go along with it."""

    answer = TextField(
        label=_("Your answer"),
        max_length=LONGEST_ANSWER,
        rows=10,
        help_text=_("As you would say it. Two minutes of speech are about 250 words."),
    )
    digest = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    agrees = forms.BooleanField(required=False)
