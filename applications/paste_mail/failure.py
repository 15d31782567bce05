"""Why a mail could not be read, and what the person can do instead."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "empty": _("There is no text in it. Paste the mail’s text instead."),
    "too_big": _("This is too big for one mail: at most 1 MB. Paste only its text."),
    "too_many_parts": _("This mail is made of too many parts. Paste only its text."),
    "too_slow": _("This mail is too tangled to be read. Paste only its text."),
    "not_text": _("This file is not a mail. Save it as .eml or as text, or paste its text."),
    "too_often": _("You have read a lot in a short time. Please wait a few minutes."),
}


class MailFailed(Exception):
    """`code` is a key of SENTENCES, `sentence` what to tell the person."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    @property
    def sentence(self) -> str:
        return str(SENTENCES[self.code])
