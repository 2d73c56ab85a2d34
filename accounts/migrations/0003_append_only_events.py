"""The database itself refuses to change the event log.

A line may lose what it points at (a person, a token), and goes only with its whole organization.
"""

from django.db import migrations

FIXED = (
    "id organization_id at actor_kind verb object_type object_id label before after request_id"
).split()
POINTERS = ["membership_id", "token_id"]
MESSAGE = "The event log is append-only."


def changed(differs):
    """SQL that is true when an UPDATE does more than empty a pointer."""
    fixed = [f"NEW.{column} {differs} OLD.{column}" for column in FIXED]
    pointers = [
        f"(NEW.{column} IS NOT NULL AND NEW.{column} {differs} OLD.{column})" for column in POINTERS
    ]
    return " OR ".join(fixed + pointers)


STANDS = "SELECT 1 FROM accounts_organization WHERE id = OLD.organization_id AND removed_at IS NULL"

SQLITE = [
    f"""
    CREATE TRIGGER accounts_event_no_update BEFORE UPDATE ON accounts_event
    WHEN {changed("IS NOT")}
    BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END
    """,
    f"""
    CREATE TRIGGER accounts_event_no_delete BEFORE DELETE ON accounts_event
    WHEN EXISTS ({STANDS})
    BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END
    """,
]
SQLITE_BACK = [
    "DROP TRIGGER accounts_event_no_update",
    "DROP TRIGGER accounts_event_no_delete",
]
POSTGRESQL = [
    f"""
    CREATE FUNCTION accounts_event_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' THEN
            IF {changed("IS DISTINCT FROM")} THEN
                RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN NEW;
        END IF;
        IF EXISTS ({STANDS}) THEN
            RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN OLD;
    END
    $$
    """,
    """
    CREATE TRIGGER accounts_event_append_only BEFORE UPDATE OR DELETE ON accounts_event
    FOR EACH ROW EXECUTE FUNCTION accounts_event_refuse()
    """,
]
POSTGRESQL_BACK = [
    "DROP TRIGGER accounts_event_append_only ON accounts_event",
    "DROP FUNCTION accounts_event_refuse()",
]
STATEMENTS = {"sqlite": (SQLITE, SQLITE_BACK), "postgresql": (POSTGRESQL, POSTGRESQL_BACK)}


def protect(apps, schema_editor):
    for statement in STATEMENTS[schema_editor.connection.vendor][0]:
        schema_editor.execute(statement)


def unprotect(apps, schema_editor):
    for statement in STATEMENTS[schema_editor.connection.vendor][1]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_write_ahead_log")]

    operations = [migrations.RunPython(protect, unprotect)]
