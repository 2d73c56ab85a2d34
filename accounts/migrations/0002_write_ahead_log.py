from django.db import migrations


def use_write_ahead_log(apps, schema_editor):
    """Readers and the one writer of SQLite do not wait for each other; the file remembers it."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("PRAGMA journal_mode=WAL")


class Migration(migrations.Migration):
    atomic = False  # SQLite changes its journal outside of a transaction only

    dependencies = [("accounts", "0001_initial")]

    operations = [migrations.RunPython(use_write_ahead_log, migrations.RunPython.noop)]
