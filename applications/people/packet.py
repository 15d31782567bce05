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
) -> SentDocument:
    """Keep a copy of what was sent on a day; the one that is there when it is the same already.

    `origin` names the CV that it was copied from, by its public id, and `origin_version` the
    version. Neither is followed: the CV may change or go.
    """
    Application.objects.select_for_update().get(pk=application.pk)
    copy, _is_new = application.sent_documents.get_or_create(
        kind=kind,
        title=title,
        text=text,
        sent_on=sent_on,
        origin=origin,
        origin_version=origin_version,
    )
    return copy
