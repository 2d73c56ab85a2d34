"""Whatever customers read is there in every language."""

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

import pytest

from accounts.languages import LANGUAGES


def is_text(value: object) -> bool:
    return isinstance(value, str)


def texts_in(thing: object, seen: set[int]) -> Iterator[Mapping[str, str]]:
    """Every dictionary of texts by language that a library holds."""
    if id(thing) in seen or isinstance(thing, str):
        return
    seen.add(id(thing))
    if isinstance(thing, Mapping):
        if thing and set(thing) <= set(LANGUAGES) and all(map(is_text, thing.values())):
            yield thing
            return
        for item in thing.values():
            yield from texts_in(item, seen)
    elif isinstance(thing, list | tuple):
        for item in thing:
            yield from texts_in(item, seen)
    elif is_dataclass(thing) and not isinstance(thing, type):
        for field in fields(thing):
            yield from texts_in(getattr(thing, field.name), seen)


@pytest.mark.parametrize("app", ["emotions", "actions", "journeys", "training", "surveys"])
def test_whatever_customers_read_is_there_in_every_language(app):
    library = importlib.import_module(f"{app}.library")
    seen: set[int] = set()
    found = [
        texts
        for module in pkgutil.walk_packages(library.__path__, f"{app}.library.")
        if ".languages" not in module.name
        for thing in vars(importlib.import_module(module.name)).values()
        for texts in texts_in(thing, seen)
    ]

    assert [
        t for t in found if set(t) != set(LANGUAGES) or not all(map(str.strip, t.values()))
    ] == []
