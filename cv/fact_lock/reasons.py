"""Why a piece of a proposal is not traced, in a sentence for the user."""

from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Kind = Literal["number", "date", "employer", "title", "degree", "tool", "name"]

REASONS: dict[Kind, Promise] = {
    "number": _("This number is neither in your CV nor in your answers."),
    "date": _("This date is neither in your CV nor in your answers."),
    "employer": _("This company or organisation is neither in your CV nor in your answers."),
    "title": _("Your CV and your answers don’t say that you held this role or led this work."),
    "degree": _("This qualification is neither in your CV nor in your answers."),
    "tool": _("This tool or skill is neither in your CV nor in your answers."),
    "name": _("Nothing in your CV or in your answers says this."),
}
