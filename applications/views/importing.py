"""Taking in a table, a page for each step: upload, columns, words, dry run, progress."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from applications.access import import_of
from applications.forms.importing import AnswersForm, ColumnsForm, StartForm, UploadForm
from applications.importing import guess, questions, run, sheet
from applications.importing.decode import MAX_BYTES
from applications.importing.failure import TABLE_SENTENCES, Problem
from applications.importing.outcome import MOST_PROBLEMS, Source
from applications.importing.reading import Reading
from applications.importing.words import MOST_WORDS
from applications.models import Import
from trackr import limits
from trackr.http import AuthenticatedRequest, posted

SAMPLES = 3
MOST_SHOWN = 20  # past imports


@require_http_methods(["GET", "POST"])
def upload(request: AuthenticatedRequest) -> HttpResponse:
    form = UploadForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        if limits.allows(request, "import"):
            public_id = form.public_id_for(request.user)
            run.keep(request.user, public_id, form.file_name, form.cleaned_data["text"])
            return redirect("applications:import_columns", public_id)
        form.add_error(None, _("You have brought in a lot of tables. Please wait a few minutes."))
    past = Import.objects.of(request.user).defer("text", "errors", "mapping")[:MOST_SHOWN]
    context = {
        "form": form,
        "past": past,
        "max_bytes": MAX_BYTES,
        "too_big": TABLE_SENTENCES["too_big"],
    }
    return render(request, "applications/import.html", context)


@require_http_methods(["GET", "POST"])
def columns(request: AuthenticatedRequest, import_id: uuid.UUID) -> HttpResponse:
    """What each column means: a guess, three of its cells, and the person's word."""
    held = import_of(request.user, import_id)
    if held.state != Import.State.UPLOADED:
        return redirect("applications:import_progress", import_id)
    table, before = sheet.read(held.text), Reading.from_json(held.mapping)
    header = guess.header(table)
    names, rows = table.names(header), table.below(header)
    guesses = guess.columns(names, rows)
    form = ColumnsForm(posted(request), names=names, guesses=guesses, chosen=before.fields)
    if request.method == "POST" and form.is_valid():
        reading = Reading(header if form.cleaned_data["has_header"] else 0, form.chosen)
        below = table.below(reading.header)
        if len(questions.about(reading, below).words) <= MOST_WORDS:
            run.plan(held, questions.settled(reading, below, before))
            return redirect("applications:import_review", import_id)
        form.refuse_words()
    context = {
        "upload": held,
        "form": form,
        "columns": [
            (field, why, _samples(rows, column))
            for column, (field, (_field, why)) in enumerate(zip(form.columns, guesses, strict=True))
        ],
        "shape": guess.shape(names),
        "header": header,
        "total": len(rows),
    }
    return render(request, "applications/import_columns.html", context)


@require_http_methods(["GET", "POST"])
def words(request: AuthenticatedRequest, import_id: uuid.UUID) -> HttpResponse:
    """What the words for stages mean, and the order of day and month."""
    held = import_of(request.user, import_id)
    reading = Reading.from_json(held.mapping)
    if held.state != Import.State.UPLOADED or not reading.fields:
        return redirect("applications:import_columns", import_id)
    asked = questions.about(reading, Source.of(held).records)
    form = AnswersForm(posted(request), asked=asked, before=reading)
    if request.method == "POST" and form.is_valid():
        run.plan(held, form.answered(reading))
        return redirect("applications:import_review", import_id)
    return render(request, "applications/import_words.html", {"upload": held, "form": form})


@require_safe
def review(request: AuthenticatedRequest, import_id: uuid.UUID) -> HttpResponse:
    """The dry run: what would be added, and what not. Nothing is written."""
    held = import_of(request.user, import_id)
    reading = Reading.from_json(held.mapping)
    if held.state != Import.State.UPLOADED or not reading.fields:
        return redirect("applications:import_columns", import_id)
    source = Source.of(held)
    if questions.about(reading, source.records).are_open(reading):
        return redirect("applications:import_words", import_id)
    outcome = source.outcome(timezone.localdate())
    context = {
        "upload": held,
        "form": StartForm(initial={"digest": reading.digest}),
        "added": len(outcome.drafts),
        "known": outcome.known,
        "failed": len(outcome.problems),
        "problems": outcome.problems[:MOST_PROBLEMS],
        "undated": sum(draft.is_undated for draft in outcome.drafts),
        "has_words": bool(reading.words or reading.dates),
    }
    return render(request, "applications/import_review.html", context)


@require_http_methods(["GET", "POST"])
def start(request: AuthenticatedRequest, import_id: uuid.UUID) -> HttpResponse:
    held = import_of(request.user, import_id)
    form = StartForm(posted(request))
    is_new = held.state == Import.State.UPLOADED
    if is_new and not (form.is_valid() and run.start(held, form.cleaned_data["digest"])):
        return redirect("applications:import_review", import_id)
    return redirect("applications:import_progress", import_id)


@require_safe
def progress(request: AuthenticatedRequest, import_id: uuid.UUID) -> HttpResponse:
    held = import_of(request.user, import_id)
    if held.state == Import.State.UPLOADED:
        return redirect("applications:import_columns", import_id)
    return render(request, "applications/import_progress.html", _progress(held))


@require_http_methods(["GET", "POST"])
def advance(request: AuthenticatedRequest, import_id: uuid.UUID) -> HttpResponse:
    """The next rows. The page asks for them by itself, or the person does with a button."""
    held = import_of(request.user, import_id)
    if request.method == "POST":
        run.advance(held)
    if not request.htmx:
        return redirect("applications:import_progress", import_id)
    now = import_of(request.user, import_id)
    return render(request, "applications/import_progress.html#progress", _progress(now))


@require_http_methods(["GET", "POST"])
def undo(request: AuthenticatedRequest, import_id: uuid.UUID) -> HttpResponse:
    held = import_of(request.user, import_id)
    if request.method == "POST" and (count := run.undo(held)):
        said = ngettext(
            "%(count)s application is in the bin.", "%(count)s applications are in the bin.", count
        )
        messages.success(request, said % {"count": count})
    return redirect("applications:import_progress", import_id)


@require_http_methods(["GET", "POST"])
def discard(request: AuthenticatedRequest, import_id: uuid.UUID) -> HttpResponse:
    held = import_of(request.user, import_id)
    if request.method == "POST" and run.discard(held):
        messages.success(request, _("The table is forgotten. Nothing was imported."))
    return redirect("applications:import")


def _progress(held: Import) -> dict[str, object]:
    return {
        "upload": held,
        "failed": held.done - held.added - held.known,
        "problems": [Problem(*one) for one in held.errors],
    }


def _samples(rows: list[sheet.Record], column: int) -> list[str]:
    return [cell for row in rows if (cell := row.cell(column))][:SAMPLES]
