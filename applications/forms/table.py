"""Forms that read the addresses of lists."""

from typing import Any, ClassVar

from django import forms
from django.db.models import Case, Expression, F, IntegerField, Value, When
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from applications.stages import ORDER


class PageForm(forms.Form):
    """Which page of a list the address asks for; anything else is read as the first."""

    page = forms.IntegerField(required=False, min_value=1, max_value=100_000)

    def number(self) -> int:
        self.is_valid()
        return self.cleaned_data.get("page") or 1


class TableQueryForm(PageForm):
    """What the table's address may say; anything else is read as unset."""

    SORTS: ClassVar[dict[str, Expression | F]] = {
        "role": Lower("role"),
        "company": Lower("company"),
        "stage": Case(
            *(When(stage=stage, then=Value(place)) for stage, place in ORDER.items()),
            output_field=IntegerField(),
        ),
        "since": F("since"),
        "moved": F("moved_at"),
    }

    q = forms.CharField(required=False, max_length=200, strip=True)
    sort = forms.ChoiceField(
        required=False, choices=[(sign + name, name) for name in SORTS for sign in ("", "-")]
    )
    show = forms.ChoiceField(
        required=False, choices=[("live", _("Live")), ("ended", _("Ended")), ("all", _("All"))]
    )

    def read(self) -> dict[str, Any]:
        self.is_valid()
        said = self.cleaned_data
        return {
            "q": said.get("q") or "",
            "sort": said.get("sort") or "-moved",
            "show": said.get("show") or "live",
            "page": self.number(),
        }
