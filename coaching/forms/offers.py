"""Forms of the offers: which are compared, by what, and what each holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from applications.models import Application, ApplicationQuerySet
from applications.stages import Stage
from applications.stale import VersionedForm
from coaching.models import Criterion, Offer, Rating
from coaching.models.offers import LONGEST_NOTE, LONGEST_REASON, MOST
from coaching.offers.comparison import MOST_OFFERS
from cv.forms import StartForm
from trackr.fields import LineField, PlainDateField, TextField

MOST_TO_CHOOSE = 200  # the latest; whoever has more live ones at once ends some first
STEP = {"min": 0, "max": MOST, "inputmode": "numeric"}


class _Applications(forms.ModelMultipleChoiceField[Application]):
    def label_from_instance(self, obj: Application) -> str:
        stage = obj.get_ending_display() or obj.get_stage_display()
        return f"{obj} · {stage}"


class ChooseForm(forms.Form):
    """Live applications, those with an offer first; and whatever is compared already."""

    applications = _Applications(
        label=gettext_lazy("Applications"),
        queryset=Application.objects.none(),
        to_field_name="public_id",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["applications"]
        field.queryset = _to_choose(user)
        compared = Q(offer__is_compared=True)
        # Whoever opens this for the first time is proposed what there is an offer for.
        is_new = not Offer.objects.of(user).exists()
        proposed = compared | Q(stage=Stage.OFFER, ending="") if is_new else compared
        self.initial.setdefault(
            "applications", list(field.queryset.filter(proposed)[: MOST_OFFERS if is_new else None])
        )

    def clean_applications(self) -> list[Application]:
        chosen = list(self.cleaned_data["applications"])
        if len(chosen) > MOST_OFFERS:
            message = ngettext(
                "Choose at most %(most)s: more can't be read beside each other.",
                "Choose at most %(most)s: more can't be read beside each other.",
                MOST_OFFERS,
            )
            raise forms.ValidationError(message % {"most": MOST_OFFERS})
        return chosen


def _to_choose(user: Any) -> ApplicationQuerySet:
    kept = Application.objects.of(user).kept()
    latest = kept.live().order_by(_offers_first(), "-moved_at").values("pk")[:MOST_TO_CHOOSE]
    found = kept.filter(Q(pk__in=list(latest.values_list("pk", flat=True))) | _is_compared())
    return found.order_by(_offers_first(), "-moved_at")


def _is_compared() -> Q:
    return Q(offer__is_compared=True)


def _offers_first() -> Case:
    return Case(When(stage=Stage.OFFER, ending="", then=Value(0)), default=Value(1))


@dataclass(frozen=True)
class RatingFields:
    criterion: Criterion
    points: forms.BoundField
    reason: forms.BoundField


class OfferForm(VersionedForm[Offer]):
    """What is offered, and how it does by each criterion: points and a reason."""

    answer_by = PlainDateField(label=gettext_lazy("Answer by"), required=False)
    note = TextField(label=gettext_lazy("Note"), max_length=LONGEST_NOTE, rows=4, required=False)
    is_sure = forms.BooleanField(label=gettext_lazy("Yes, net is above gross here"), required=False)

    asks = False  # whether net above gross is meant

    class Meta:
        model = Offer
        fields = [
            "gross", "net", "currency", "period", "extra_gross", "extra_net", "answer_by", "note",
        ]  # fmt: skip
        widgets = {"currency": forms.TextInput(attrs={"list": "currencies"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = list(Criterion.objects.of(self.instance.application.user_id))
        given = {one.criterion_id: one for one in self.instance.ratings.all()}
        for criterion in self.criteria:
            rating = given.get(criterion.pk)
            self._add(criterion, rating.points if rating else None, rating.reason if rating else "")

    def _add(self, criterion: Criterion, points: int | None, reason: str) -> None:
        self.fields[_points(criterion)] = forms.IntegerField(
            label=_("Points"),
            min_value=0,
            max_value=MOST,
            required=False,
            widget=forms.NumberInput(attrs=STEP),
        )
        self.fields[_reason(criterion)] = LineField(
            label=_("Reason"), max_length=LONGEST_REASON, required=False
        )
        self.initial.update({_points(criterion): points, _reason(criterion): reason})

    @property
    def ratings(self) -> list[RatingFields]:
        return [RatingFields(one, self[_points(one)], self[_reason(one)]) for one in self.criteria]

    def clean_currency(self) -> str:
        currency: str = self.cleaned_data["currency"].upper()
        if currency and not (currency.isascii() and currency.isalpha() and len(currency) == 3):
            raise forms.ValidationError(_("Use three letters, such as UAH, EUR or USD."))
        return currency

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        amounts = [cleaned.get(name) for name in Offer.AMOUNTS]
        if any(one is not None for one in amounts) and cleaned.get("currency") == "":
            self.add_error("currency", _("Say in which currency it is paid."))
        if not cleaned.get("is_sure"):
            self._ask_about("net", cleaned.get("gross"), cleaned.get("net"))
            self._ask_about("extra_net", cleaned.get("extra_gross"), cleaned.get("extra_net"))
        return cleaned

    def _ask_about(self, name: str, gross: Decimal | None, net: Decimal | None) -> None:
        if gross is not None and net is not None and net > gross:
            self.asks = True
            said = _("Net is above gross. If that is so, tick the box below and save again.")
            self.add_error(name, said)

    def save_rest(self, changed: Iterable[str]) -> None:
        """The ratings. A criterion that was deleted meanwhile takes its points along."""
        touched = set(changed)
        alive = Criterion.objects.select_for_update().filter(
            pk__in=[one.pk for one in self.criteria if touched & {_points(one), _reason(one)}]
        )
        for criterion in alive:
            said = {
                "points": self.cleaned_data[_points(criterion)],
                "reason": self.cleaned_data[_reason(criterion)],
            }
            Rating.objects.update_or_create(offer=self.instance, criterion=criterion, defaults=said)


def _points(criterion: Criterion) -> str:
    return f"points_{criterion.public_id.hex}"


def _reason(criterion: Criterion) -> str:
    return f"reason_{criterion.public_id.hex}"


class NotesForm(forms.Form):
    """Whether the notes go along with a comment."""

    has_notes = forms.BooleanField(
        label=gettext_lazy("My notes on the offers go along"), required=False
    )

    def is_chosen(self) -> bool:
        return self.is_valid() and bool(self.cleaned_data["has_notes"])


class CommentForm(NotesForm, StartForm):
    """The start of one comment, with the notes or without."""

    digest = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
