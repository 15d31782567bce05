"""Saved views: filters of the table under names of the person's own."""

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Value
from django.db.models.functions import Lower

from applications.models import SavedView

if TYPE_CHECKING:
    from accounts.models import User

MOST_VIEWS = 50
LONGEST_QUERY = 2000


class TooMany(Exception):
    """The person has as many views as there may be."""


def keep(user: "User", name: str, query: str) -> SavedView | None:
    """None when a view is called so already: replacing it is another deed. Raises TooMany."""
    if SavedView.objects.of(user).count() >= MOST_VIEWS:
        raise TooMany
    try:
        with transaction.atomic():
            return SavedView.objects.create(user=user, name=name, query=query)
    except IntegrityError:
        return None


def called(user: "User", name: str) -> SavedView | None:
    """The view of this name, in small letters or large."""
    small = SavedView.objects.of(user).annotate(small=Lower("name"))
    return small.filter(small=Lower(Value(name))).first()


def rename(view: SavedView, name: str) -> bool:
    """False when another view is called so."""
    try:
        with transaction.atomic():
            view.name = name
            view.save(update_fields=["name"])
    except IntegrityError:
        return False
    return True
