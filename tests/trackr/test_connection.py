"""The request's database connection, handed back before a long wait."""

import pytest
from django.db import connection, transaction

from trackr.connection import give_back


@pytest.mark.django_db(transaction=True)
def test_connection_is_handed_back_and_taken_again():
    connection.ensure_connection()
    give_back()
    assert connection.connection is None
    with connection.cursor() as cursor:
        assert cursor.execute("SELECT 1").fetchone() == (1,)


@pytest.mark.django_db(transaction=True)
def test_connection_stays_inside_a_transaction():
    with transaction.atomic():
        give_back()
        with connection.cursor() as cursor:
            assert cursor.execute("SELECT 1").fetchone() == (1,)
