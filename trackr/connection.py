"""The database connection of the request at hand."""

from django.db import connection


def give_back() -> None:
    """Hand it to others before a long wait; the next query takes one again. Inside a transaction
    it stays, for its work would be lost."""
    if not connection.in_atomic_block:
        connection.close()
