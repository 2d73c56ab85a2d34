"""Insert many rows at once, faster than the ORM builds the statement for them."""

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any

from django.db import connection, models

Adapt = Callable[[Any], Any]


def insert_missing(rows: Sequence[models.Model]) -> None:
    """Store new rows of one model; those that a unique constraint knows already are left alone.

    The rows must be valid, and their pks stay unknown: read them back by what is unique.
    """
    if not rows:
        return
    meta = rows[0]._meta
    fields = [field for field in meta.concrete_fields if not field.primary_key]
    read = attrgetter(*(field.attname for field in fields))
    adapt = {place: adapter for place, field in enumerate(fields) if (adapter := _adapter(field))}
    values = [_adapted(list(read(row)), adapt) for row in rows]
    names = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    table = connection.ops.quote_name(meta.db_table)
    _execute(f"INSERT INTO {table} ({names}) VALUES", "ON CONFLICT DO NOTHING", values)


def _adapted(values: list[Any], adapt: dict[int, Adapt]) -> list[Any]:
    for place, adapter in adapt.items():
        values[place] = adapter(values[place])
    return values


def _adapter(field: Any) -> Adapt | None:
    """How the database wants this field's values; None where it takes them as they are."""
    if isinstance(field, models.DateTimeField):
        return connection.ops.adapt_datetimefield_value
    if isinstance(field, models.DateField):
        return connection.ops.adapt_datefield_value
    if isinstance(field, models.JSONField | models.DecimalField):
        return lambda value: field.get_db_prep_save(value, connection)
    return None


def _execute(head: str, tail: str, values: list[list[Any]]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # psycopg2's own executemany sends a statement a row.
            from psycopg2.extras import execute_values  # type: ignore[import-untyped]

            execute_values(cursor.cursor, f"{head} %s {tail}", values, page_size=1000)
        else:
            places = ", ".join(["%s"] * len(values[0]))
            cursor.executemany(f"{head} ({places}) {tail}", values)
