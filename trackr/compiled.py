"""Queries that Django puts together once in a process, not at every request."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import QuerySet

SOMEBODY = -1  # no person's id


class CompiledQuery:
    """A query over one person's rows, for a page where putting SQL together takes as long as
    running it. `of` makes it, given the person's id; that id is all that may vary. Rows come as the
    database gives them: ask by values_list, for columns that Django would not convert."""

    def __init__(self, of: Callable[[int], QuerySet[Any, Any]]) -> None:
        self.of = of

    def rows(self, person: int) -> list[tuple[Any, ...]]:
        sql, parameters = self._compiled
        with connection.cursor() as cursor:
            cursor.execute(sql, [person if value == SOMEBODY else value for value in parameters])
            found: list[tuple[Any, ...]] = cursor.fetchall()
            return found

    @cached_property
    def _compiled(self) -> tuple[str, tuple[Any, ...]]:
        return self.of(SOMEBODY).query.sql_with_params()
