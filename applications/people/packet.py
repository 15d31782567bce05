"""What was sent with an application: copies that stay as they were."""

import datetime
import uuid

from django.db import transaction

from applications.models import Application, SentDocument


@transaction.atomic
def freeze(
    application: Application,
    kind: str,
    title: str,
    text: str,
    *,
    sent_on: datetime.date,
    origin: uuid.UUID | None = None,
    origin_version: int | None = None,
    source_type: str = "",
) -> SentDocument:
    """Keep a copy of what was sent on a day; the one that is there when it is the same already.

    `origin` names the CV that it was copied from, by its public id, and `origin_version` the
    version. Neither is followed: the CV may change or go. `source_type` is of trackr/ai_mark.py,
    and stays with the text once it is known.
    """
    Application.objects.select_for_update().get(pk=application.pk)
    copy, is_new = application.sent_documents.get_or_create(
        kind=kind,
        title=title,
        text=text,
        sent_on=sent_on,
        origin=origin,
        origin_version=origin_version,
        defaults={"source_type": source_type},
    )
    if source_type and not is_new and not copy.source_type:
        copy.source_type = source_type
        copy.save(update_fields=["source_type"])
    return copy
