"""Forms of an import: the table, what its columns mean, and what its words and days mean."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications.forms.once import OnceMixin
from applications.importing import sheet
from applications.importing.dates import parse
from applications.importing.decode import MAX_BYTES, checked, text_of
from applications.importing.failure import UnreadableTable
from applications.importing.fields import REPEATABLE, Field
from applications.importing.guess import Guess
from applications.importing.questions import Questions
from applications.importing.reading import Reading
from applications.importing.words import MOST_WORDS, Word
from applications.stages import Ending, Stage
from trackr.fields import TextField

ACCEPTED = ".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
MOST_PASTED = 1_000_000  # characters; the file field takes more


class UploadForm(OnceMixin, forms.Form):
    """A file, or pasted text. Reading it is the validation: what can't be read says why."""

    file = forms.FileField(
        label=_("Your table"),
        required=False,
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
    )
    pasted = TextField(
        label=_("Or paste its rows"),
        required=False,
        max_length=MOST_PASTED,
        strip=False,  # rows may begin with an empty cell, which is a tab
        rows=6,
        help_text=_("Copied from a spreadsheet, the row with the names of the columns first."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        file, pasted = cleaned.get("file"), cleaned.get("pasted")
        if not self.errors and file is None and not pasted:
            raise forms.ValidationError(_("Choose a file, or paste the rows of your table."))
        if not self.errors:
            field = "pasted" if file is None else "file"
            try:
                cleaned["text"] = _text(file, pasted)
            except UnreadableTable as failure:
                self.add_error(field, failure.sentence)
        return cleaned

    @property
    def file_name(self) -> str:
        file = self.cleaned_data["file"]
        return "" if file is None else str(file.name).replace("\0", "")[:200]


def _text(file: Any, pasted: str | None) -> str:
    """The text of a table of at least one row under its header."""
    if file is None:
        text = checked(pasted or "")
    elif file.size > MAX_BYTES:
        raise UnreadableTable("too_big")
    else:
        text = text_of(file.read())
    if len(sheet.read(text).records) < 2:
        raise UnreadableTable("no_rows")
    return text


class ColumnsForm(forms.Form):
    """A field for each column; `fields_of` in the order of the columns."""

    has_header = forms.BooleanField(required=False, initial=True)

    def __init__(
        self, *args: Any, names: Sequence[str], guesses: Sequence[Guess], chosen: Sequence[str],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        """`chosen` is what was said before; nothing the first time."""
        super().__init__(*args, **kwargs)
        choices = [("", _("Leave out")), *Field.choices]
        initial = chosen or [guess.field for guess in guesses]
        for column, name in enumerate(names):
            self.fields[f"column_{column}"] = forms.ChoiceField(
                label=name or _("Column %(letter)s") % {"letter": _letters(column)},
                choices=choices,
                initial=initial[column] if column < len(initial) else "",
                required=False,
                widget=_select(),
            )

    @property
    def columns(self) -> list[forms.BoundField]:
        return [field for field in self if field.name != "has_header"]

    @property
    def chosen(self) -> tuple[str, ...]:
        return tuple(self.cleaned_data.get(field.name) or "" for field in self.columns)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if {Field.COMPANY, Field.ROLE} - set(self.chosen):
            sentence = _("Say which column is the company and which one the role.")
            raise forms.ValidationError(sentence)
        for field in set(self.chosen) - {"", *REPEATABLE}:
            if self.chosen.count(field) > 1:
                raise forms.ValidationError(
                    _("Two columns can’t both be “%(field)s”. Leave one of them out."),
                    params={"field": Field(field).label},
                )
        return cleaned

    def refuse_words(self) -> None:
        sentence = _("The column chosen as “%(field)s” has more than %(most)s different words.")
        params = {"field": Field.STATUS.label, "most": MOST_WORDS}
        self.add_error(None, forms.ValidationError(sentence, params=params))


class AnswersForm(forms.Form):
    """What each word of a status means, and which number of a day is the day."""

    STANDINGS: tuple[tuple[str | Promise, Any], ...] = (
        ("", _("Don’t import these rows")),
        (_("Live"), Stage.choices),
        (_("Ended"), Ending.choices),
    )

    def __init__(self, *args: Any, asked: Questions, before: Reading, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = {_name(word): word for word in asked.words}
        for name, word in self.asked.items():
            self.fields[name] = forms.ChoiceField(
                label=word.written,
                choices=self.STANDINGS,
                initial=before.words.get(word.plain, word.code),
                required=False,
                widget=_select(),
            )
        if asked.date:
            self.fields["dates"] = forms.ChoiceField(
                label=_("Which day is “%(day)s”") % {"day": asked.date},
                choices=[(order, _day(asked.date, order)) for order in ("day", "month")],
                initial=before.dates,
                widget=forms.RadioSelect,
            )

    @property
    def words(self) -> list[tuple[forms.BoundField, Word]]:
        return [(self[name], word) for name, word in self.asked.items()]

    def answered(self, reading: Reading) -> Reading:
        """A word goes with nothing where its rows are not wanted."""
        words = {word.plain: self.cleaned_data[name] for name, word in self.asked.items()}
        return replace(reading, words=words, dates=self.cleaned_data.get("dates", reading.dates))


class StartForm(forms.Form):
    """The consent to exactly the reading that the dry run has shown."""

    digest = forms.CharField(max_length=16, widget=forms.HiddenInput)


def _day(text: str, order: str) -> str:
    """What a day of numbers means in that order, in words."""
    day = parse(text, order)
    return date_format(day, "DATE_FORMAT") if day else text


def _select() -> forms.Select:
    """A bare control in a table."""
    return forms.Select(attrs={"class": "input"})


def _letters(column: int) -> str:
    """As spreadsheets name columns: A to Z, then AA."""
    first, last = divmod(column, 26)
    return (chr(64 + first) if first else "") + chr(65 + last)


def _name(word: Word) -> str:
    """The name of a word's field. It hangs on the word, not on its place in another tab's list."""
    return f"word_{hashlib.sha256(word.plain.encode()).hexdigest()[:12]}"
