import datetime

from django.db import connection
from django.utils import timezone

from accounts.models import User
from tests.factories import make_user
from trackr import sweeping


def test_deed_without_locks_is_in_no_transaction(committed_db):
    """What it writes before it asks somebody outside has to stand, even if it dies then."""
    anna = make_user("anna@example.com")
    seen = []

    def deed(user):
        User.objects.filter(pk=user.pk).update(language="uk")
        seen.append(connection.in_atomic_block)
        raise RuntimeError("the process dies while it waits for an answer")

    until = timezone.now() + datetime.timedelta(minutes=1)
    assert sweeping.each(User.objects.all(), until, deed, locks=False) == 0
    anna.refresh_from_db()
    assert (seen, anna.language) == ([False], "uk")
