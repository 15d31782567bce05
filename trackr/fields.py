"""Form fields that every room may use."""

import re
from typing import Any

from django import forms

# No letter, and nothing that parts lines or pages. The zero byte is left: Django refuses it.
UNREADABLE = re.compile(r"[\x01-\x08\x0e-\x1f\x7f\ud800-\udfff]")


class LineField(forms.CharField):
    """Text of one line. What nobody can read in it is left out before anything is asked of it."""

    def to_python(self, value: Any) -> str:
        text = UNREADABLE.sub("", super().to_python(value) or "")
        return text.strip() if self.strip else text


class TextField(LineField):
    """Text of several lines, likewise. Browsers send CR LF; a line ends with LF before any is
    counted."""

    def __init__(self, *, rows: int, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        return text.replace("\r\n", "\n").replace("\r", "\n")


class PlainDateField(forms.DateField):
    """A day, in the browser's own control."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(widget=widget, **kwargs)
