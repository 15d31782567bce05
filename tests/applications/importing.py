"""An import walked through its pages, as a person without JavaScript would."""

import uuid

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from applications.models import Import

UPLOAD = reverse("applications:import")


def url(upload, deed):
    return reverse(f"applications:{deed}", args=[upload.public_id])


def send(client, text, *, name="table.csv", key=None):
    body = text if isinstance(text, bytes) else text.encode()
    file = SimpleUploadedFile(name, body, "text/csv")
    return client.post(UPLOAD, {"key": key or uuid.uuid4(), "file": file})


def latest():
    return Import.objects.latest("pk")


def uploaded(client, text):
    response = send(client, text)
    assert response.status_code == 302, response.context["form"].errors
    return latest()


def choose(client, upload, *, fields=None, has_header=True):
    """Confirm the guessed columns, but for those that `fields` says otherwise, by their place."""
    page = client.get(url(upload, "import_columns"))
    bound = page.context["form"].columns
    chosen = {field.name: field.value() for field in bound}
    chosen |= {f"column_{place}": field for place, field in (fields or {}).items()}
    return client.post(
        url(upload, "import_columns"), chosen | ({"has_header": "on"} if has_header else {})
    )


def answer(client, upload, *, words=None, dates="day"):
    """Confirm the guessed words, but for those that `words` says otherwise."""
    form = client.get(url(upload, "import_words")).context["form"]
    chosen = {field.name: (words or {}).get(word.written, word.code) for field, word in form.words}
    return client.post(url(upload, "import_words"), chosen | {"dates": dates})


def start(client, upload):
    review = client.get(url(upload, "import_review"))
    digest = review.context["form"].initial["digest"]
    return client.post(url(upload, "start_import"), {"digest": digest})


def finish(client, upload):
    while Import.objects.get(pk=upload.pk).state == Import.State.RUNNING:
        client.post(url(upload, "advance_import"))
    return Import.objects.get(pk=upload.pk)


def import_all(client, text, **answers):
    """From the file to the end, with every guess confirmed."""
    upload = uploaded(client, text)
    choose(client, upload)
    if client.get(url(upload, "import_review")).status_code == 302:
        answer(client, upload, **answers)
    start(client, upload)
    return finish(client, upload)
