"""Insert many rows at once, faster than the ORM builds objects and statements for them."""

import io
import json
from collections.abc import Callable, Sequence
from datetime import date
from operator import attrgetter
from typing import Any

from django.db import connection, models

Values = Sequence[Any]

PARAMETERS = 30_000  # of one statement; SQLite takes 32,766
# What COPY takes for a sign of its own.
ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
NULL = "\\N"


def insert_missing_values(
    model: type[models.Model], columns: Sequence[str], rows: Sequence[Values]
) -> None:
    """Store new rows; those that a unique constraint knows already are left alone.

    The values have to be valid, and pks stay unknown: read them back by what is unique.
    """
    if not rows:
        return
    if connection.vendor == "postgresql":
        _copy(model._meta.db_table, columns, rows)
    else:
        _execute_many(model, columns, rows)


def insert_missing(objects: Sequence[models.Model]) -> None:
    """Store new instances of one model; those that are there already are left alone."""
    if not objects:
        return
    fields = [field for field in objects[0]._meta.concrete_fields if not field.primary_key]
    columns = [str(field.attname) for field in fields]
    read = attrgetter(*columns)
    insert_missing_values(type(objects[0]), columns, [read(row) for row in objects])


def insert(objects: Sequence[models.Model]) -> None:
    """Store new instances of one model and tell them their pks; one that is there is an error."""
    if not objects:
        return
    fields = [field for field in objects[0]._meta.concrete_fields if not field.primary_key]
    columns = [str(field.attname) for field in fields]
    size = PARAMETERS // len(columns)
    for start in range(0, len(objects), size):
        _insert(objects[start : start + size], columns)


def _insert(objects: Sequence[models.Model], columns: Sequence[str]) -> None:
    model, read = type(objects[0]), attrgetter(*columns)
    adapters = [_adapter(model, column) for column in columns]
    names = ", ".join(map(connection.ops.quote_name, columns))
    places = f"({', '.join(['%s'] * len(columns))})"
    table = connection.ops.quote_name(model._meta.db_table)
    pk = connection.ops.quote_name(str(model._meta.pk.column))
    values = [
        adapt(value) if adapt else value
        for row in map(read, objects)
        for adapt, value in zip(adapters, row, strict=True)
    ]
    rows = ", ".join([places] * len(objects))
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({names}) VALUES {rows} RETURNING {pk}", values)
        found = cursor.fetchall()
    for row, (number,) in zip(objects, found, strict=True):
        row.pk = number
        row._state.adding, row._state.db = False, connection.alias


def _copy(table: str, columns: Sequence[str], rows: Sequence[Values]) -> None:
    """COPY knows no conflicts, so the rows come by way of a table of this transaction."""
    names = ", ".join(map(connection.ops.quote_name, columns))
    target = connection.ops.quote_name(table)
    staging = connection.ops.quote_name(f"staging_{table}")
    lines = "".join("\t".join(map(_text, row)) + "\n" for row in rows)
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMP TABLE {staging} ON COMMIT DROP AS "
            f"SELECT {names} FROM {target} WITH NO DATA"
        )
        cursor.copy_expert(f"COPY {staging} ({names}) FROM STDIN", io.StringIO(lines))
        cursor.execute(
            f"INSERT INTO {target} ({names}) SELECT {names} FROM {staging} ON CONFLICT DO NOTHING"
        )
        cursor.execute(f"DROP TABLE {staging}")


def _text(value: Any) -> str:
    """A value as COPY reads it."""
    if value is None:
        return NULL
    if isinstance(value, str):
        return value.translate(ESCAPED)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict | list):
        return json.dumps(value).translate(ESCAPED)
    return str(value)


def _execute_many(
    model: type[models.Model], columns: Sequence[str], rows: Sequence[Values]
) -> None:
    adapters = [_adapter(model, column) for column in columns]
    values = [
        [adapt(value) if adapt else value for adapt, value in zip(adapters, row, strict=True)]
        for row in rows
    ]
    names = ", ".join(map(connection.ops.quote_name, columns))
    places = ", ".join(["%s"] * len(columns))
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({names}) VALUES ({places}) ON CONFLICT DO NOTHING", values
        )


def _adapter(model: type[models.Model], column: str) -> Callable[[Any], Any] | None:
    """How the database wants this column's values; None where it takes them as they are."""
    field: Any = next(one for one in model._meta.concrete_fields if one.attname == column)
    if isinstance(field, models.DateTimeField):
        return _once(connection.ops.adapt_datetimefield_value)
    if isinstance(field, models.DateField):
        return _once(connection.ops.adapt_datefield_value)
    if isinstance(field, models.JSONField | models.DecimalField | models.UUIDField):
        return lambda value: field.get_db_prep_save(value, connection)
    return None


def _once(adapt: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Rows of one batch share most of their moments and days."""
    known: dict[Any, Any] = {}

    def adapted(value: Any) -> Any:
        if value not in known:
            known[value] = adapt(value)
        return known[value]

    return adapted
