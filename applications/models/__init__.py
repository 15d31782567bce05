"""The rows of the applications room, a module per noun."""

from applications.models.access_keys import AccessKey
from applications.models.application import (
    KEPT_IN_BIN,
    NEXT_FIELDS,
    STANDING_FIELDS,
    Application,
    ApplicationQuerySet,
    CantUndo,
)
from applications.models.clippings import Clipping
from applications.models.contacts import Acquaintance, Contact
from applications.models.documents import SentDocument
from applications.models.history import Event, Posting
from applications.models.imports import Import
from applications.models.milestones import Milestone
from applications.models.reminders import Reminder
from applications.models.rounds import Round, RoundPerson
from applications.models.saved_views import SavedView
from applications.models.tags import Tag, Tagging

__all__ = [
    "KEPT_IN_BIN",
    "NEXT_FIELDS",
    "STANDING_FIELDS",
    "AccessKey",
    "Acquaintance",
    "Application",
    "ApplicationQuerySet",
    "CantUndo",
    "Clipping",
    "Contact",
    "Event",
    "Import",
    "Milestone",
    "Posting",
    "Reminder",
    "Round",
    "RoundPerson",
    "SavedView",
    "SentDocument",
    "Tag",
    "Tagging",
]
