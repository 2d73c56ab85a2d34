"""A select whose statement is built once a process, for the wide joins of the busiest pages.

Building the statement from a queryset costs several times what the database needs to answer it.
"""

from typing import Any, Generic, TypeVar

from django.db import connections
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators

M = TypeVar("M", bound=Model)


class Prepared(Generic[M]):
    """A queryset that is asked again and again with other values in the same places.

    It may join and defer, but not prefetch, annotate or order.
    """

    def __init__(self, queryset: QuerySet[M]) -> None:
        compiler: Any = queryset.query.get_compiler(using=queryset.db)
        self._sql, _values = compiler.as_sql()
        self._model, self._database, self._compiler = queryset.model, queryset.db, compiler
        columns = [column for column, *_rest in compiler.select]
        own = compiler.klass_info["select_fields"]
        self._own = slice(own[0], own[-1] + 1)
        self._names = [column.target.attname for column in columns[self._own]]
        self._related = get_related_populators(  # type: ignore[call-arg]
            compiler.klass_info, compiler.select, queryset.db
        )
        self._converters = compiler.get_converters(columns)

    def get(self, *values: Any) -> M | None:
        """The row for these values, as the database wants them; None if there is none."""
        with connections[self._database].cursor() as cursor:
            cursor.execute(self._sql, values)
            found = cursor.fetchone()
        return None if found is None else self._instance(found)

    def _instance(self, found: tuple[Any, ...]) -> M:
        (row,) = self._compiler.apply_converters([found], self._converters)
        instance = self._model.from_db(self._database, self._names, row[self._own])
        for related in self._related:
            related.populate(row, instance)
        return instance
