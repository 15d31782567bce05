"""How often one person may start what costs the server time."""

from typing import Literal

from allauth.core import ratelimit

from trackr.http import AuthenticatedRequest

# The rates stand in the settings, in ACCOUNT_RATE_LIMITS: allauth's own limits read the same table.
Deed = Literal["capture", "cv_reading"]


def allows(request: AuthenticatedRequest, deed: Deed) -> bool:
    """Count one deed of this person; False when it is one too many, and then it is not counted."""
    return bool(ratelimit.consume(request, action=deed))
