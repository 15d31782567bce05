"""Queries that are put together once."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from applications.models import Application
from tests.factories import make_application
from trackr.compiled import CompiledQuery


def companies(asked):
    def of(person):
        asked.append(person)
        return Application.objects.of(person).live().values_list("company", "chases")

    return CompiledQuery(of)


def test_compiled_query_finds_the_rows_of_each_person(alice, bob):
    make_application(alice, company="Kvitka")
    make_application(bob, company="Bravo")
    query = companies([])
    assert query.rows(alice.pk) == [("Kvitka", 0)]
    assert query.rows(bob.pk) == [("Bravo", 0)]
    assert query.rows(alice.pk) == [("Kvitka", 0)]


def test_compiled_query_is_put_together_once(alice, bob):
    asked = []
    query = companies(asked)
    with CaptureQueriesContext(connection) as queries:
        query.rows(alice.pk)
        query.rows(bob.pk)
    assert len(asked) == 1
    assert len(queries) == 2
