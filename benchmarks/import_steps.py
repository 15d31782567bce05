"""The steps of an import as its pages take them, with every guess confirmed."""

import uuid

from django.contrib.auth import get_user_model
from django.utils import timezone

from applications.importing import decode, guess, questions, run, sheet
from applications.importing.outcome import Source
from applications.importing.reading import Reading
from applications.models import Application, Import


def begin(person: int, body: bytes) -> Import:
    """Upload, columns, words and dry run; the import is started."""
    key, text = uuid.uuid4(), decode.text_of(body)
    run.keep(get_user_model().objects.get(pk=person), key, "search.csv", text)
    upload = Import.objects.get(public_id=key)
    run.plan(upload, _reading(upload.text))
    upload.refresh_from_db()
    Source.of(upload).outcome(timezone.localdate())  # the dry run
    run.start(upload, Reading.from_json(upload.mapping).digest)
    upload.refresh_from_db()
    return upload


def _reading(text: str) -> Reading:
    found = sheet.read(text)
    header = guess.header(found)
    names, rows = found.names(header), found.below(header)
    reading = Reading(header, tuple(one.field for one in guess.columns(names, rows)))
    asked = questions.about(reading, rows)
    answers = Reading(words={word.plain: word.code for word in asked.words})
    return questions.settled(reading, rows, answers)


def advance(upload: Import) -> bool:
    """Take in the next rows. False when none was left."""
    if upload.state != Import.State.RUNNING:
        return False
    run.advance(upload)
    upload.refresh_from_db()
    return True


def forget(upload: Import) -> None:
    Application.objects.filter(imported_by=upload).delete()
    upload.delete()
