"""The mock interview: begun, its question at hand, answers sent and scored, ended, reported."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from billing import allowance
from coaching.access import mock_of, mock_turn_of, preparation_of
from coaching.forms.interviews import AnswerForm, NumberForm, SizeForm
from coaching.interviews import export, mocking, report
from coaching.models import Mock, MockTurn
from coaching.views.preparations import REFUSED, as_markdown
from cv.sending.payload import PayloadChanged
from trackr.http import AuthenticatedRequest, trigger


@require_http_methods(["GET", "POST"])
def begin(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    preparation = preparation_of(request.user, public_id)
    form = SizeForm(request.POST)
    if request.method == "GET" or not form.is_valid() or not preparation.questions.exists():
        return redirect("coaching:preparation", preparation.public_id)
    mock = mocking.begin(preparation, form.cleaned_data["size"])
    return redirect("coaching:mock", mock.public_id)


@require_safe
def show(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    """The question at hand, or the report."""
    mock = mock_of(request.user, public_id)
    number = mocking.place(mock)
    if number is None:
        context = {"mock": mock, "report": report.report_of(mock), "most": report.most_points()}
        return render(request, "coaching/interviews/report.html", context)
    turn = mock.turns.filter(number=number).first()
    if turn and turn.state in mocking.WAITING:
        return redirect("coaching:mock_turn", turn.public_id)
    return _asked(request, mock, number, turn)


@require_http_methods(["GET", "POST"])
def preview(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    """All that an answer would send, before it is sent."""
    mock = mock_of(request.user, public_id)
    form = AnswerForm(request.POST)
    if request.method == "GET":
        return redirect("coaching:mock", mock.public_id)
    if not form.is_valid():
        return _refuse(request, mock, form)
    return _previewed(request, mock, form)


@require_http_methods(["GET", "POST"])
def reword(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    """Back from what would be sent to the question, with the words in their field."""
    mock = mock_of(request.user, public_id)
    form = AnswerForm(request.POST)
    if request.method == "GET" or not form.is_valid():
        return redirect("coaching:mock", mock.public_id)
    return _refuse(request, mock, form)


@require_http_methods(["GET", "POST"])
def answer(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    """Send an answer to be scored: only with what was shown to go along."""
    mock = mock_of(request.user, public_id)
    form = AnswerForm(request.POST)
    if request.method == "GET":  # after signing in again
        return redirect("coaching:mock", mock.public_id)
    if not form.is_valid():
        return _refuse(request, mock, form)
    said = form.cleaned_data
    if said["agrees"]:
        allowance.agree(request.user, mocking.FEATURE)
    try:
        turn = mocking.start(request.user, mock, said["number"], said["answer"], said["digest"])
    except mocking.NotNow:
        return _unsent(request, mock, said["answer"])
    except PayloadChanged:
        messages.info(request, _("Something changed since. Please look again at what is sent."))
        return _previewed(request, mock, form)
    except allowance.NotAgreed:
        return _previewed(request, mock, form)
    except allowance.Refused as refused:
        return _refuse(request, mock, form, refused.sentence)
    return redirect("coaching:mock_turn", turn.public_id)


@require_http_methods(["GET", "POST"])
def skip(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    mock = mock_of(request.user, public_id)
    form = NumberForm(request.POST)
    if request.method == "POST" and form.is_valid():
        try:
            mocking.skip(mock, form.cleaned_data["number"])
        except mocking.NotNow:
            messages.info(request, _("Another tab has gone on since: this is where it stands."))
    return redirect("coaching:mock", mock.public_id)


@require_http_methods(["GET", "POST"])
def end(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    mock = mock_of(request.user, public_id)
    if request.method == "POST":
        mock.end()
    return redirect("coaching:mock", mock.public_id)


@require_http_methods(["GET", "POST"])
def delete(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    mock = mock_of(request.user, public_id)
    if request.method == "POST":
        mocking.delete(mock)
        messages.success(request, _("The mock interview is deleted."))
        return redirect("coaching:preparation", mock.preparation.public_id)
    return render(request, "coaching/interviews/mock_delete.html", {"mock": mock})


@require_safe
def download(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    mock = mock_of(request.user, public_id)
    if mocking.place(mock) is not None:
        return redirect("coaching:mock", mock.public_id)
    return as_markdown(export.mock_of(mock), "mock-interview.md")


@require_safe
def show_turn(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    """One answer: waiting, or with its scores."""
    turn = mock_turn_of(request.user, public_id)
    sentence = mocking.SENTENCES.get(turn.error, "")
    context = {
        "turn": turn,
        "mock": turn.mock,
        "row": report.Row(turn),
        "is_last": turn.number == turn.mock.size,
        "sentence": sentence,
        "seconds": int((timezone.now() - turn.created_at).total_seconds()),
    }
    template = "coaching/interviews/turn.html"
    response = render(request, f"{template}#outcome" if request.htmx else template, context)
    if request.htmx and turn.is_over:
        trigger(response, announce={"text": str(sentence or _("The scores are here."))})
    return response


@require_http_methods(["GET", "POST"])
def run(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    """Does the work of a waiting answer, as the page of it asks by itself."""
    turn = mock_turn_of(request.user, public_id)
    if request.method == "POST":
        mocking.run(request.user, turn)
    return redirect("coaching:mock_turn", turn.public_id)


def _asked(
    request: AuthenticatedRequest,
    mock: Mock,
    number: int,
    turn: MockTurn | None = None,
    form: AnswerForm | None = None,
    **more: Any,
) -> HttpResponse:
    """The page of the question at hand."""
    failed = turn if turn and turn.state == "failed" else None
    written = failed.answer if failed else ""
    sent = mocking.preview(request.user, mock, number, "")
    initial = {"number": number, "digest": sent.digest, "answer": written}
    context = {
        "mock": mock,
        "number": number,
        "question": mock.question(number),
        "form": form or AnswerForm(initial=initial),
        "failed": mocking.SENTENCES.get(failed.error, "") if failed else "",
        "sent": sent,
        "is_first": not mock.turns.exclude(call=None).exists(),
        "door": allowance.door(request.user, mocking.FEATURE),
        **more,
    }
    status = REFUSED if form is not None and form.errors else 200
    return render(request, "coaching/interviews/question.html", context, status=status)


def _refuse(
    request: AuthenticatedRequest, mock: Mock, form: AnswerForm, sentence: str | Promise = ""
) -> HttpResponse:
    """The question again, with the person's words in their field."""
    number = mocking.place(mock)
    if number is None or form["number"].value() != str(number):
        return _unsent(request, mock, str(form["answer"].value() or ""))
    return _asked(request, mock, number, form=form, sentence=sentence)


def _unsent(request: AuthenticatedRequest, mock: Mock, words: str) -> HttpResponse:
    """Another tab has gone on: the words are shown, so that they are not lost."""
    return render(request, "coaching/interviews/unsent.html", {"mock": mock, "words": words})


def _previewed(request: AuthenticatedRequest, mock: Mock, form: AnswerForm) -> HttpResponse:
    said = form.cleaned_data
    if mocking.place(mock) != said["number"]:
        return _unsent(request, mock, said["answer"])
    context = {
        "mock": mock,
        "number": said["number"],
        "answer": said["answer"],
        "sent": mocking.preview(request.user, mock, said["number"], said["answer"]),
        "door": allowance.door(request.user, mocking.FEATURE),
    }
    return render(request, "coaching/interviews/mock_preview.html", context)
