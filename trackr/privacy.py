"""The registry of personal data: what each column holds.

Each of our models says it in `PRIVACY`; the models of installed packages are described here.
Export, erasure tests, admin masking and error scrubbing are driven by it; a column that is missing
fails the build.
"""

from enum import StrEnum

from django.apps import apps
from django.db.models import Model


class Kind(StrEnum):
    IDENTITY = "identity"  # says who the person is
    CONTENT = "content"  # written by or about the person
    SECRET = "secret"  # would open something  # noqa: S105
    BILLING = "billing"  # money and allowance
    NONE = "none"  # ids, states, times


IDENTITY, CONTENT, SECRET, BILLING, NONE = Kind

PACKAGES: dict[str, dict[str, Kind]] = {
    "account.EmailAddress": {
        "id": NONE, "user": NONE, "email": IDENTITY, "verified": NONE, "primary": NONE,
    },
    "account.EmailConfirmation": {
        "id": NONE, "email_address": NONE, "created": NONE, "sent": NONE, "key": SECRET,
    },
    "mfa.Authenticator": {
        "id": NONE, "user": NONE, "type": NONE, "data": SECRET, "created_at": NONE,
        "last_used_at": NONE,
    },
    "usersessions.UserSession": {
        "id": NONE, "user": NONE, "created_at": NONE, "ip": IDENTITY, "last_seen_at": NONE,
        "session_key": SECRET, "user_agent": IDENTITY, "data": CONTENT,
    },
    "sessions.Session": {"session_key": SECRET, "session_data": SECRET, "expire_date": NONE},
    "admin.LogEntry": {
        "id": NONE, "action_time": NONE, "user": NONE, "content_type": NONE, "object_id": NONE,
        "object_repr": IDENTITY, "action_flag": NONE, "change_message": NONE,
    },
    "auth.Permission": {"id": NONE, "name": NONE, "content_type": NONE, "codename": NONE},
    "auth.Group": {"id": NONE, "name": NONE},
    "contenttypes.ContentType": {"id": NONE, "app_label": NONE, "model": NONE},
}  # fmt: skip


def kinds_of(model: type[Model]) -> dict[str, Kind]:
    """Field name to kind, for our models and the packages'."""
    return getattr(model, "PRIVACY", None) or PACKAGES.get(model._meta.label, {})


def missing_fields() -> list[str]:
    """Columns of installed models that no registry entry describes, as app.Model.field."""
    return [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.name not in kinds_of(model)
    ]
