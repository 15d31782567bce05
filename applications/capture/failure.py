"""Why nothing could be captured, and what the person can do instead."""

from django.utils.translation import gettext_lazy as _

from trackr.net import FetchError, FetchFailed

SENTENCES = {
    "too_often": _("You have captured a lot in a short time. Please wait a few minutes."),
    "empty": _("There is nothing to read yet. Give a link, or paste the posting."),
    "too_long": _("This is too long for one posting. Paste only the part about the job."),
    "bad_url": _("This is not a link that can be opened. Check it, or paste the posting's text."),
    "scheme": _("Only links that begin with https:// or http:// can be read."),
    "port": _("Links with a port number are not read. Please paste the posting's text instead."),
    "userinfo": _("This link has a name or password in it. Remove it, or paste the text instead."),
    "private_address": _("This link leads into a private network, so it is not opened."),
    "too_many_redirects": _("This link leads from page to page. Open it and paste the text."),
    "login_wall": _("This site shows its jobs only to people. Please paste the text instead."),
    "dns": _("No site was found at this address. Check the link."),
    "timeout": _("The site took too long to answer. Try again, or paste the text instead."),
    "too_big": _("This page is too big to read. Please paste the posting's text instead."),
    "wrong_type": _("This link leads to a file, not to a page. Please paste the text instead."),
    "gone": _("The page is not there any more. If you still have the text, paste it."),
    "blocked": _("The site does not let Trackr read this page. Please paste the text instead."),
    "status": _("The site answered with an error. Try again later, or paste the text instead."),
    "broken": _("The site's answer could not be read. Try again, or paste the text instead."),
}
GONE = (404, 410)
BLOCKED = (401, 402, 403, 405, 406, 407, 418, 429, 451, 999)


class CaptureFailed(Exception):
    """`code` is a key of SENTENCES, `sentence` what to tell the person."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    @property
    def sentence(self) -> str:
        return str(SENTENCES[self.code])


def because_of(error: FetchError) -> CaptureFailed:
    if isinstance(error, FetchFailed) and error.status in GONE:
        return CaptureFailed("gone")
    if isinstance(error, FetchFailed) and error.status in BLOCKED:
        return CaptureFailed("blocked")
    return CaptureFailed("login_wall" if error.code == "host" else error.code)
