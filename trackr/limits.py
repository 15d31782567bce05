"""How often one person may start what costs the server time."""

from typing import TYPE_CHECKING, Literal

from allauth.core import ratelimit
from django.http import HttpRequest

from trackr.http import AuthenticatedRequest

if TYPE_CHECKING:
    from accounts.models import User

# The rates stand in the settings, in ACCOUNT_RATE_LIMITS: allauth's own limits read the same table.
Deed = Literal["capture", "cv_export", "cv_reading", "import"]


def allows(request: AuthenticatedRequest, deed: Deed) -> bool:
    """Count one deed of this person; False when it is one too many, and then it is not counted."""
    return bool(ratelimit.consume(request, action=deed))


def allows_holder(request: HttpRequest, deed: Deed, holder: "User") -> bool:
    """The same for somebody who holds a token and is not signed in; counted together."""
    return bool(ratelimit.consume(request, action=deed, user=holder))


def allows_address(request: HttpRequest, deed: Literal["clip"]) -> bool:
    """The same for whoever asks from this address."""
    return bool(ratelimit.consume(request, action=deed))
