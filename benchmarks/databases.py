"""Databases of their own on one server: a contestant each, so that no two share a table."""

from contextlib import closing

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
