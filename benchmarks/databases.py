"""Databases of their own on one server: a contestant each, so that no two share a table."""

from contextlib import closing
from urllib.parse import urlsplit

import psycopg2
from psycopg2 import sql


def create(server: str, name: str, *, template: str = "template1") -> str:
    """Create a database, empty or as a copy; return its address."""
    with closing(psycopg2.connect(server)) as connection:
        connection.autocommit = True
        connection.cursor().execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
    return address(server, name)


def address(server: str, name: str) -> str:
    """Another database of the same server."""
    return f"{server.rpartition('/')[0]}/{name}"


def for_django(database: str) -> dict[str, dict[str, object]]:
    """DATABASES of a small project; connections stay open, as in the product."""
    parts = urlsplit(database)
    return {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": parts.hostname,
            "PORT": parts.port,
            "USER": parts.username,
            "PASSWORD": parts.password,
            "NAME": parts.path.strip("/"),
            "CONN_MAX_AGE": 60,
        }
    }


def enter(name: str) -> None:
    """Go on in another database of the same server."""
    from django.db import connection

    leave()
    connection.settings_dict["NAME"] = name


def leave() -> None:
    from django.db import connection

    connection.close()


def current() -> str:
    from django.db import connection

    return str(connection.settings_dict["NAME"])


def execute(statement: str, values: object = None) -> list[tuple]:
    from django.db import connection

    with closing(connection.cursor()) as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []
