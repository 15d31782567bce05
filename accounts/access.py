"""The only way from an id to one of the person's sign-ins: the owner's, or 404."""

from allauth.usersessions.models import UserSession
from django.http import Http404

from accounts.models import User


def session_of(user: User, number: int) -> UserSession:
    try:
        return UserSession.objects.get(user=user, pk=number)
    except UserSession.DoesNotExist:
        raise Http404 from None
