from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from trackr.mail import outbox
from trackr.mail.models import Letter, LetterQuerySet


@admin.register(Letter)
class LetterAdmin(admin.ModelAdmin[Letter]):
    """Whether a letter left; what it says is between Trackr and the person."""

    list_display = ["user", "kind", "state", "tries", "created_at", "sent_at"]
    list_select_related = ["user"]
    list_filter = ["state", "kind"]
    search_fields = ["user__email"]
    show_full_result_count = False
    fields = ["user", "kind", "language", "state", "tries", "failure", "created_at", "sent_at"]
    actions = ["send_again"]

    def get_queryset(self, request: HttpRequest) -> LetterQuerySet:
        return Letter.objects.defer("subject", "text", "html")

    def has_add_permission(self, request: object) -> bool:
        return False

    def has_change_permission(self, request: object, obj: Letter | None = None) -> bool:
        return False

    def has_delete_permission(self, request: object, obj: Letter | None = None) -> bool:
        return False

    @admin.action(description=_("Send again"), permissions=["view"])
    def send_again(self, request: HttpRequest, queryset: LetterQuerySet) -> None:
        """What was sent, or whose words are gone, stays as it is."""
        due = outbox.send_again(queryset)
        told = ngettext(
            "%(count)d letter leaves within a minute.",
            "%(count)d letters leave within a minute.",
            due,
        ) % {"count": due}
        messages.success(request, told)
