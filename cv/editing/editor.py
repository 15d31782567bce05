"""The form of a whole CV: its head, and its sections one by one."""

from typing import Any, Self

from django import forms
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from applications.stale import VersionField
from cv.editing import sections
from cv.editing.sections import Block, Conflict, Sheet
from cv.editing.skeleton import HINTS, OTHER_HINT
from cv.forms import LONGEST_CV
from cv.models import Cv, CvVersion
from cv.text.document import parse
from cv.text.headings import known_kind
from trackr.fields import TextField

MOST_SECTIONS = 150  # four fields each: Django takes 1,000
PREFIX = "section"
TOO_LONG = _("This is longer than a CV may be: 200,000 characters.")
NOTHING = _("There is nothing in it. Write your name, at least.")


class BaseForm(forms.Form):
    """Carries the version and the revision that it was filled from."""

    number = VersionField(required=False)
    revision = VersionField(required=False)

    @property
    def base(self) -> tuple[int, int]:
        said = self.cleaned_data
        return said.get("number") or 0, said.get("revision") or 0

    def rest_on(self, version: CvVersion) -> None:
        """Shown again, it goes over this version."""
        base = {"number": str(version.number), "revision": str(version.revision)}
        assert isinstance(self.data, QueryDict)  # noqa: S101  for the type checker
        self.data = self.data.dict() | base


class TitleForm(forms.ModelForm[Cv]):
    """What a person calls a CV, and its language."""

    class Meta:
        model = Cv
        fields = ["title", "language"]


class AgainstForm(forms.Form):
    """With which other version one is compared; at first with the one before it."""

    against = forms.TypedChoiceField(label=_("Compared with"), coerce=int, required=False)

    def __init__(self, data: QueryDict, *, version: CvVersion, numbers: list[int]) -> None:
        others = [number for number in numbers if number != version.number]
        before = next((number for number in others if number < version.number), None)
        self.before = before or next(iter(others), None)
        super().__init__({"against": self.before} | data.dict())
        label = gettext("Version %(number)s")
        choices = [(number, label % {"number": number}) for number in others]
        self.fields["against"].choices = choices  # type: ignore[attr-defined]

    def number(self) -> int | None:
        self.is_valid()
        return self.cleaned_data.get("against") or self.before


class TextForm(BaseForm):
    """The whole text of a CV in one field."""

    markdown = TextField(
        label=_("Text of the CV"),
        max_length=LONGEST_CV,
        rows=28,
        help_text=_(
            "“# ” begins the name, “## ” a section, “- ” a point. Everything else is plain text."
        ),
    )

    @classmethod
    def over(cls, version: CvVersion, data: QueryDict | None) -> Self:
        base = {"number": version.number, "revision": version.revision}
        return cls(data, initial={"markdown": version.markdown, **base})


class HeadForm(BaseForm):
    name = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=LONGEST_CV,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    contacts = TextField(
        label=_("Contacts and headline"),
        required=False,
        max_length=LONGEST_CV,
        rows=3,
        widget=forms.Textarea(
            attrs={"rows": 3, "placeholder": _("What you are\nE-mail · phone · town · links")}
        ),
    )


class SectionForm(forms.Form):
    title = forms.CharField(label=_("Title"), required=False, max_length=LONGEST_CV)
    body = TextField(label=_("Text"), required=False, max_length=LONGEST_CV, rows=3, strip=False)
    position = forms.IntegerField(
        label=_("Place"), required=False, widget=forms.NumberInput(attrs={"min": 1})
    )
    leave_out = forms.BooleanField(label=_("Leave out this section"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        title = {"list": "usual-names", "placeholder": _("Title of a new section")}
        self.fields["title"].widget.attrs |= title | {"data-section-title": True}
        self.fields["position"].widget.attrs["data-section-place"] = True
        self.fields["leave_out"].widget.attrs["data-section-out"] = True
        kind = known_kind(self.initial.get("title", "")) or ""
        self.fields["body"].widget.attrs["placeholder"] = HINTS.get(kind, OTHER_HINT)
        lines = self.initial.get("body", "").count("\n") + 1
        self.fields["body"].widget.attrs["rows"] = max(lines, 3)

    @property
    def block(self) -> Block:
        said = self.cleaned_data  # of the empty one at the end it is empty
        return Block.typed(said.get("title", ""), said.get("body", ""))

    @property
    def is_left_out(self) -> bool:
        return bool(self.cleaned_data.get("leave_out"))

    def place(self, index: int) -> tuple[int, int, int]:
        """Whoever was moved to a taken place stands on the side that it comes from."""
        was = index + 1
        position: int = self.cleaned_data.get("position") or was
        return position, (position > was) - (position < was), index


SectionFormSet = forms.formset_factory(
    SectionForm,
    extra=1,
    max_num=MOST_SECTIONS + 1,
    absolute_max=MOST_SECTIONS + 1,
    validate_max=True,
)


class Editor:
    """Head and sections together, over the newest version of a CV."""

    def __init__(self, cv: Cv, version: CvVersion, data: QueryDict | None = None) -> None:
        self.cv = cv
        self.version = version
        self.over = parse(version.markdown)
        sheet = sections.shown(self.over)
        self.has_too_many = len(sheet.blocks) > MOST_SECTIONS
        base = {"number": version.number, "revision": version.revision}
        head = {"name": sheet.name, "contacts": sheet.contacts, **base}
        self.head = HeadForm(data, initial=head)
        self.sections = SectionFormSet(
            data,
            prefix=PREFIX,
            initial=[
                {"title": one.title, "body": one.body, "position": place}
                for place, one in enumerate(sheet.blocks, 1)
            ],
        )
        self.conflict: Conflict | None = None

    def is_valid(self) -> bool:
        if not (self.head.is_valid() and self.sections.is_valid()):
            return False
        if len(self.markdown) > LONGEST_CV:
            self.head.add_error(None, TOO_LONG)
        elif not self.markdown.strip():
            self.head.add_error(None, NOTHING)
        return self.head.is_valid()

    @property
    def is_stale(self) -> bool:
        return self.conflict is not None

    @cached_property
    def errors(self) -> list[str]:
        fields: list[Any] = [self.head.errors, *self.sections.errors]
        return [
            *(str(error) for form in fields for found in form.values() for error in found),
            *(str(error) for error in self.sections.non_form_errors()),
        ]

    @cached_property
    def in_order(self) -> list[SectionForm]:
        """The sections as they shall stand, those left out among them."""
        forms = list(self.sections.forms)
        if not self.sections.is_bound or not self.sections.is_valid():
            return forms
        return sorted(forms, key=lambda form: form.place(forms.index(form)))

    @cached_property
    def sheet(self) -> Sheet:
        said = self.head.cleaned_data
        kept = [form.block for form in self.in_order if not form.is_left_out]
        return Sheet.typed(said["name"], said["contacts"], kept)

    @cached_property
    def markdown(self) -> str:
        with override(self.cv.language):
            untitled = gettext("Untitled section")
        return sections.written(self.sheet, self.over, untitled)

    def show_both(self, saved: CvVersion) -> None:
        """Another tab wrote meanwhile: keep what was typed and tell what is saved instead."""
        self.conflict = sections.conflict(self.sheet, sections.shown(parse(saved.markdown)))
        self.head.rest_on(saved)

    def saved_instead(self) -> list[Block]:
        """What is saved where it differs: title and text, an empty text where there is none."""
        if self.conflict is None:
            return []
        head = (
            []
            if self.conflict.head is None
            else [Block(gettext("Name and contacts"), self.conflict.head)]
        )
        typed = [
            Block(self.sheet.blocks[place].title, text)
            for place, text in self.conflict.blocks.items()
            if not self.sheet.blocks[place].is_empty
        ]
        return [*head, *typed, *self.conflict.others]
