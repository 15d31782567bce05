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


def test_row_that_stays_due_starves_nobody_after_it(db):
    people = [make_user(f"{number}@example.com").pk for number in range(5)]
    seen, until = [], timezone.now() + datetime.timedelta(minutes=1)
    done = sweeping.each(User.objects.all(), until, lambda user: seen.append(user.pk), batch=2)
    assert (done, seen) == (5, people)


def test_batch_that_breaks_starves_nobody_after_it(db):
    people = [make_user(f"{number}@example.com") for number in range(5)]
    seen = []

    def deed(user):
        seen.append(user.pk)
        if user in people[:2]:
            raise RuntimeError("a poison row")

    until = timezone.now() + datetime.timedelta(minutes=1)
    assert sweeping.each(User.objects.all(), until, deed, batch=2) == 3
    assert seen == [user.pk for user in people]


def test_walk_ends_in_time(db, clock):
    people = [make_user(f"{number}@example.com").pk for number in range(5)]
    seen, until = [], timezone.now() + datetime.timedelta(seconds=3)

    def deed(user):
        seen.append(user.pk)
        clock.shift(1)

    assert sweeping.each(User.objects.all(), until, deed, batch=2) == 3
    assert seen == people[:3]


def test_walk_holds_a_batch_at_a_time(db, django_assert_num_queries):
    for number in range(4):
        make_user(f"{number}@example.com")
    until = timezone.now() + datetime.timedelta(minutes=1)
    with django_assert_num_queries(3 + 4) as asked:  # two batches, and that there is no third
        sweeping.each(User.objects.all(), until, lambda user: None, batch=2, locks=False)
    assert sum("LIMIT 2" in query["sql"] for query in asked.captured_queries) == 3
