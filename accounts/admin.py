"""What support staff see of a person: their address and their dates, nothing that they wrote."""

from typing import Any

# allauth registers its models when these are imported; it must have happened before we undo it.
import allauth.account.admin
import allauth.mfa.admin
import allauth.usersessions.admin  # noqa: F401
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.http import HttpRequest

from accounts.models import User

# Secrets of second factors, addresses that identify devices, and a list that knows no owner.
for model in (Authenticator, UserSession, EmailAddress):
    admin.site.unregister(model)


class EmailAddressInline(admin.TabularInline[EmailAddress, User]):
    model = EmailAddress
    fields = ["email", "verified", "primary"]
    readonly_fields = ["email", "verified", "primary"]
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False


@admin.register(User)
class UserAdmin(admin.ModelAdmin[User]):
    """Found by e-mail. Only `is_active` can be changed: it ends every sign-in of the person."""

    list_display = ["email", "date_joined", "last_login", "is_staff", "is_active"]
    list_filter = ["is_staff", "is_active"]
    search_fields = ["email"]
    show_full_result_count = False
    ordering = ["-date_joined"]
    readonly_fields = [
        "email", "public_id", "is_staff", "language", "date_joined", "last_login",
        "terms_accepted_at", "age_stated_at",
    ]  # fmt: skip
    fields = ["is_active", *readonly_fields]
    inlines = [EmailAddressInline]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        obj.save(update_fields=form.changed_data)
