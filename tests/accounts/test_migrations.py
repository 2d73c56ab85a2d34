"""What only real migrations make: the other tests build their tables without them."""

import sqlite3
import subprocess
import sys

import pytest
from django.conf import settings

from tests.processes import environment


@pytest.fixture(scope="module")
def migrated(tmp_path_factory):
    path = tmp_path_factory.mktemp("migrated") / "heartline.sqlite3"
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "accounts", "--no-input"],
        cwd=settings.BASE_DIR,
        env=environment(DATABASE_URL=f"sqlite:///{path}"),
        check=True,
        capture_output=True,
    )
    return path


@pytest.fixture
def database(migrated):
    connection = sqlite3.connect(migrated)
    yield connection
    connection.rollback()
    connection.close()


@pytest.mark.processes
def test_readers_and_the_writer_do_not_wait_for_each_other(database):
    assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)


@pytest.mark.processes
@pytest.mark.parametrize(
    "statement", ["UPDATE accounts_event SET verb = 'forged'", "DELETE FROM accounts_event"]
)
def test_a_migrated_database_refuses_to_alter_the_log(database, statement):
    database.execute("PRAGMA foreign_keys = off")
    database.execute(
        "INSERT INTO accounts_organization VALUES ("
        + ", ".join(
            {"removed_at": "NULL", "onboarding_hidden_at": "NULL", "id": "1"}.get(name, "'1'")
            for _position, name, *_rest in database.execute(
                "PRAGMA table_info(accounts_organization)"
            )
        )
        + ")"
    )
    database.execute(
        "INSERT INTO accounts_event (organization_id, at, actor_kind, verb, object_type, label,"
        " before, after, request_id) VALUES (1, '2026-01-01', 'system', 'noted', 'team', '',"
        " '{}', '{}', '')"
    )

    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        database.execute(statement)
