"""A database of its own, in memory, for as long as the worlds last."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache
from django.db import connections, transaction
from django.db.backends.sqlite3.base import DatabaseWrapper

DEFAULT = "default"


@contextmanager
def database() -> Iterator[None]:
    """Let everything read and write an empty SQLite in memory; what is real is not touched."""
    real, real_cache = connections[DEFAULT], caches[DEFAULT]
    settings = {**real.settings_dict, "NAME": ":memory:", "OPTIONS": {}, "CONN_MAX_AGE": None}
    settings["ENGINE"] = "django.db.backends.sqlite3"
    connections[DEFAULT] = DatabaseWrapper(settings, DEFAULT)
    caches[DEFAULT] = LocMemCache("planted", {})
    try:
        _make_tables()
        yield
    finally:
        connections[DEFAULT].close()
        connections[DEFAULT], caches[DEFAULT] = real, real_cache


def _make_tables() -> None:
    with connections[DEFAULT].schema_editor() as editor:
        for model in apps.get_models(include_auto_created=True):
            if model._meta.managed and not model._meta.proxy and not model._meta.auto_created:
                editor.create_model(model)


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written inside is gone afterwards, and nothing is sent anywhere."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
