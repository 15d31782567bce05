"""Rows that are looked at and never written by hand."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest


class ReadOnly:
    """Mixed into a ModelAdmin or an inline."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class Lines[Child: Model, Parent: Model](ReadOnly, admin.TabularInline[Child, Parent]):
    """A table of such rows on the page of another."""

    extra = 0
    can_delete = False

    def get_readonly_fields(self, request: HttpRequest, obj: Parent | None = None) -> list[str]:
        return [str(name) for name in self.fields or ()]
