"""A pasted mail: read, one change proposed, carried out only when the person confirms it."""

import contextlib
import uuid
from datetime import date

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications import duplicates
from applications.access import application_of
from applications.forms.history import LONGEST_NOTE
from applications.forms.mail import LONGEST_ABOUT, NEW, ChangeForm, MailForm
from applications.models import Application, Event
from applications.paste_mail import change, proposal
from applications.paste_mail.change import Change
from applications.paste_mail.failure import MailFailed
from applications.paste_mail.kinds import MailKind
from applications.paste_mail.proposal import MailProposal
from applications.stages import Stage
from applications.views.answers import moved_to, undo_url
from trackr import limits
from trackr.http import AuthenticatedRequest, posted


@require_http_methods(["GET", "POST"])
def paste(request: AuthenticatedRequest) -> HttpResponse:
    """Read a mail and propose one change. Nothing is saved here."""
    form = MailForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        if limits.allows(request, "capture"):
            zone = request.preferences.zone
            return _propose(request, proposal.make(request.user, form.cleaned_data["mail"], zone))
        form.add_error(None, MailFailed("too_often").sentence)
    return render(request, "applications/mail.html", {"form": form})


@require_http_methods(["GET", "POST"])
def confirm(request: AuthenticatedRequest) -> HttpResponse:
    if request.method == "GET":  # after signing in again: the proposal is gone
        return redirect("applications:mail")
    form = ChangeForm(request.POST, known=duplicates.known_to(request.user))
    if not form.is_valid():
        return render(request, "applications/mail_proposal.html", {"form": form})
    confirmed = form.change_for(request.user, request.preferences.zone.key)
    application, event = _carry_out(request, form, confirmed)
    undo = undo_url(application, event) if event and confirmed.is_move_alone else ""
    messages.success(request, _said(application, confirmed), extra_tags=undo)
    return redirect("applications:page", application.public_id)


def _propose(request: AuthenticatedRequest, found: MailProposal) -> HttpResponse:
    form = ChangeForm(known=found.known, initial=_initial(found))
    context = {"form": form, "proposal": found}
    return render(request, "applications/mail_proposal.html", context)


def _initial(found: MailProposal) -> dict[str, object]:
    best = found.candidates[0].known.public_id if found.candidates else NEW
    return {
        "key": uuid.uuid4(),
        "kind": found.verdict.kind,
        "application": str(best),
        "offered": [one.known.public_id for one in found.candidates],
        "company": found.details.company,
        "day": found.details.day,
        "starts": found.details.starts,
        "link": found.details.link,
        "happened_on": _day_of(found),
        "about": found.about[:LONGEST_ABOUT],
        "text": found.mail.text[: LONGEST_NOTE - LONGEST_ABOUT],
        "is_screening": found.is_screening,
    }


def _day_of(found: MailProposal) -> date:
    """When the mail was sent, by the sender's clock; never a day that has not come here yet."""
    sent_at = found.mail.sent_at
    return min(sent_at.date(), timezone.localdate()) if sent_at else timezone.localdate()


@transaction.atomic
def _carry_out(
    request: AuthenticatedRequest, form: ChangeForm, confirmed: Change
) -> tuple[Application, Event | None]:
    if form.chosen:
        application = application_of(request.user, form.chosen)
    else:
        application = _begun(request, form, confirmed)
    return application, change.carry_out(application, confirmed)


def _begun(request: AuthenticatedRequest, form: ChangeForm, confirmed: Change) -> Application:
    """The new application; the same one when the form is sent twice."""
    public_id = uuid.uuid5(confirmed.key, "application")
    if known := Application.objects.of(request.user).filter(public_id=public_id).first():
        return known
    facts = {name: form.cleaned_data[name] for name in ("company", "role")}
    application = Application(public_id=public_id, user=request.user, **facts)
    with contextlib.suppress(IntegrityError):  # the other one of two at the same moment was first
        application.begin(Stage.APPLIED, confirmed.happened_on)
    return application_of(request.user, public_id)


def _said(application: Application, done: Change) -> str:
    """One sentence of what was done."""
    if done.kind == MailKind.INVITATION and done.day:
        return _("The interview is planned. %(moved)s") % {"moved": moved_to(application)}
    if done.kind == MailKind.AUTOMATIC_REPLY:
        return _("Noted for %(application)s.") % {"application": application}
    if done.kind == MailKind.QUESTION:
        return _("Noted, with a reminder for tomorrow to answer.")
    return moved_to(application)
