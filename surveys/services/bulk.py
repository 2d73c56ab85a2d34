"""Insert many rows at once, faster than the ORM builds objects and statements for them."""

import io
import json
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import cache
from operator import attrgetter
from types import NoneType
from typing import Any

from django.db import IntegrityError, connection, models, transaction

Values = Sequence[Any]

PARAMETERS = 30_000  # of one statement; SQLite takes 32,766
# What COPY takes for a sign of its own.
ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
NULL = "\\N"


def insert_missing_values(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Sequence[Values],
    *,
    returning: Sequence[str] = ("id",),
) -> list[Values]:
    """Store new rows and return `returning` of them, in any order.

    Those that a unique constraint knows already are left alone. The values have to be valid.
    """
    if not rows:
        return []
    if connection.vendor == "postgresql":
        return _copy(model._meta.db_table, columns, rows, returning)
    return _execute(model, columns, rows, "ON CONFLICT DO NOTHING", returning)


def insert_missing(
    objects: Sequence[models.Model], *, returning: Sequence[str] = ("id",)
) -> list[Values]:
    """The same with instances of one model; their pks stay unknown."""
    if not objects:
        return []
    columns = _columns(objects[0])
    rows = list(map(attrgetter(*columns), objects))
    return insert_missing_values(type(objects[0]), columns, rows, returning=returning)


def insert(objects: Sequence[models.Model]) -> None:
    """Store new instances of one model and tell them their pks; one that is there is an error."""
    if not objects:
        return
    columns = _columns(objects[0])
    rows = list(map(attrgetter(*columns), objects))
    pks = insert_values(type(objects[0]), columns, rows)
    for row, pk in zip(objects, pks, strict=True):
        row.pk = pk
        row._state.adding, row._state.db = False, connection.alias


def insert_values(
    model: type[models.Model], columns: Sequence[str], rows: Sequence[Values]
) -> list[int]:
    """The same for callers that have no use for instances; return the pks in the order given."""
    return [pk for (pk,) in _execute(model, columns, rows, "", ["id"])]


def upsert(row: models.Model, *, unique: Sequence[str], update: Sequence[str]) -> None:
    """Store one new instance, or write `update` over the one that is there; tell it its pk.

    For the busiest pages: the ORM builds the same statement anew each time, for longer than the
    database needs to carry it out.
    """
    statement, columns, adapters = _upsert(type(row), tuple(unique), tuple(update))
    values = [
        adapt(value) if adapt else value
        for adapt, value in zip(adapters, attrgetter(*columns)(row), strict=True)
    ]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        (row.pk,) = cursor.fetchone()
    row._state.adding, row._state.db = False, connection.alias


@cache
def _upsert(
    model: type[models.Model], unique: tuple[str, ...], update: tuple[str, ...]
) -> tuple[str, list[str], list[Callable[[Any], Any] | None]]:
    columns = _columns(model)
    overwritten = ", ".join(f"{name} = EXCLUDED.{name}" for name in map(_name, update))
    statement = (
        f"INSERT INTO {_name(model._meta.db_table)} ({_names(columns)}) "
        f"VALUES ({', '.join(['%s'] * len(columns))}) "
        f"ON CONFLICT ({_names(unique)}) DO UPDATE SET {overwritten} RETURNING {_name('id')}"
    )
    return statement, columns, [_adapter(model, column) for column in columns]


def _columns(row: models.Model | type[models.Model]) -> list[str]:
    return [str(field.attname) for field in row._meta.concrete_fields if not field.primary_key]


def _name(name: str) -> str:
    return str(connection.ops.quote_name(name))


def _names(columns: Sequence[str]) -> str:
    return ", ".join(map(_name, columns))


def _copy(
    table: str, columns: Sequence[str], rows: Sequence[Values], returning: Sequence[str]
) -> list[Values]:
    """COPY knows no conflicts, but they are rare where somebody has looked before."""
    try:
        with transaction.atomic():
            return _copy_straight(table, columns, rows, returning)
    except IntegrityError:
        return _copy_staged(table, columns, rows, returning)


def _copy_straight(
    table: str, columns: Sequence[str], rows: Sequence[Values], returning: Sequence[str]
) -> list[Values]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [table, len(rows)],
        )
        numbered = [(pk, *row) for (pk,), row in zip(cursor.fetchall(), rows, strict=True)]
        _stream(cursor, _name(table), ["id", *columns], numbered)
    places = [["id", *columns].index(column) for column in returning]
    return [tuple(row[place] for place in places) for row in numbered]


def _copy_staged(
    table: str, columns: Sequence[str], rows: Sequence[Values], returning: Sequence[str]
) -> list[Values]:
    """By way of a table of this transaction, from which only those that are missing go on."""
    names = _names(columns)
    target = _name(table)
    staging = _name(f"staging_{table}")
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMP TABLE {staging} ON COMMIT DROP AS "
            f"SELECT {names} FROM {target} WITH NO DATA"
        )
        _stream(cursor, staging, columns, rows)
        cursor.execute(
            f"INSERT INTO {target} ({names}) SELECT {names} FROM {staging} "
            f"ON CONFLICT DO NOTHING RETURNING {_names(returning)}"
        )
        stored: list[Values] = cursor.fetchall()
        cursor.execute(f"DROP TABLE {staging}")
    return stored


def _stream(cursor: Any, table: str, columns: Sequence[str], rows: Sequence[Values]) -> None:
    lines = "".join([_line(row) for row in rows])
    with connection.wrap_database_errors:
        cursor.copy_expert(f"COPY {table} ({_names(columns)}) FROM STDIN", io.StringIO(lines))


def _line(row: Values) -> str:
    """A row as COPY reads it."""
    return "\t".join([WRITTEN.get(type(value), _other)(value) for value in row]) + "\n"


def _other(value: Any) -> str:
    if isinstance(value, str):
        return value.translate(ESCAPED)
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _json(value: Any) -> str:
    return json.dumps(value).translate(ESCAPED)


# By type, since every value of every row passes here; heirs of these types take the longer way.
WRITTEN: dict[type, Callable[[Any], str]] = {
    NoneType: lambda _none: NULL,
    str: lambda text: text.translate(ESCAPED),
    int: str,
    datetime: datetime.isoformat,
    date: date.isoformat,
    dict: _json,
    list: _json,
}


def _execute(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Sequence[Values],
    conflict: str,
    returning: Sequence[str],
) -> list[Values]:
    """As few statements as the number of parameters allows."""
    adapters = [_once(_adapter(model, column)) for column in columns]
    table, names = _name(model._meta.db_table), _names(columns)
    places = f"({', '.join(['%s'] * len(columns))})"
    size = PARAMETERS // len(columns)
    stored: list[Values] = []
    with connection.cursor() as cursor:
        for start in range(0, len(rows), size):
            part = rows[start : start + size]
            values = [
                adapt(value) if adapt else value
                for row in part
                for adapt, value in zip(adapters, row, strict=True)
            ]
            cursor.execute(
                f"INSERT INTO {table} ({names}) VALUES {', '.join([places] * len(part))} "
                f"{conflict} RETURNING {_names(returning)}",
                values,
            )
            stored += cursor.fetchall()
    return stored


def _adapter(model: type[models.Model], column: str) -> Callable[[Any], Any] | None:
    """How the database wants this column's values; None where it takes them as they are."""
    field: Any = next(one for one in model._meta.concrete_fields if one.attname == column)
    if isinstance(field, models.DateTimeField):
        return connection.ops.adapt_datetimefield_value
    if isinstance(field, models.DateField):
        return connection.ops.adapt_datefield_value
    if isinstance(field, models.JSONField | models.DecimalField | models.UUIDField):
        return lambda value: field.get_db_prep_save(value, connection)
    return None


def _once(adapt: Callable[[Any], Any] | None) -> Callable[[Any], Any] | None:
    """Rows of one batch share most of their moments and days."""
    if adapt not in (
        connection.ops.adapt_datetimefield_value,
        connection.ops.adapt_datefield_value,
    ):
        return adapt
    known: dict[Any, Any] = {}

    def adapted(value: Any) -> Any:
        if value not in known:
            known[value] = adapt(value)
        return known[value]

    return adapted
