"""Form fields that every room may use."""

from typing import Any

from django import forms


class TextField(forms.CharField):
    """Text of several lines. Browsers send CR LF; a line ends with LF before any is counted."""

    def __init__(self, *, rows: int, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n")


class PlainDateField(forms.DateField):
    """A day, in the browser's own control."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(widget=widget, **kwargs)
