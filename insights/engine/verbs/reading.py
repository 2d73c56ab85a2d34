"""Reading JSON generously and refusing it clearly."""

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

ABSENT: Any = object()


class BadInputError(ValueError):
    """The document cannot be understood; the message says which part and why."""


class Document:
    """A JSON object whose keys may be spelled in several ways.

    Case, blanks, dots, dashes and underscores in keys do not matter. Every reader takes the
    accepted names, the first being the documented one, and an optional default.
    """

    def __init__(self, content: Mapping[str, Any]):
        given = {key: value for key, value in content.items() if value is not None}
        self._content = {spelled(key): value for key, value in given.items()}
        self._unread = {spelled(key): key for key in given}
        self._parts: dict[str, Document] = {}

    def has(self, *names: str) -> bool:
        return any(spelled(name) in self._content for name in names)

    def value(self, *names: str, default: Any = ABSENT) -> Any:
        for name in map(spelled, names):
            if name in self._content:
                self._unread.pop(name, None)
                return self._content[name]
        if default is ABSENT:
            raise BadInputError(f'"{names[0]}" is missing.')
        return default

    def number(self, *names: str, default: Any = ABSENT) -> Any:
        found = self.value(*names, default=default)
        return found if found is default else number(found, names[0])

    def whole(self, *names: str, default: Any = ABSENT) -> Any:
        found = self.number(*names, default=default)
        if found is not default and found != int(found):
            raise BadInputError(f'"{names[0]}" must be a whole number.')
        return found if found is default else int(found)

    def numbers(self, *names: str, default: Any = ABSENT) -> Any:
        found = self.value(*names, default=default)
        return found if found is default else numbers(found, names[0])

    def part(self, *names: str) -> Any:
        """A nested object as a document, anything else as it is."""
        found = self.value(*names)
        return self.nested(found, names[0]) if isinstance(found, dict) else found

    def nested(self, content: Mapping[str, Any], name: str) -> "Document":
        """`content`, which stands under `name`, as a document."""
        return self._parts.setdefault(name, Document(content))

    @property
    def unread(self) -> list[str]:
        """The keys nobody asked for: what they say is not in the answer."""
        inner = (f"{name}.{key}" for name, part in self._parts.items() for key in part.unread)
        return [*self._unread.values(), *inner]

    def first_name(self, *names: str) -> str | None:
        return next((name for name in names if self.has(name)), None)


def spelled(key: str) -> str:
    """`Mean 1`, `mean-1` and `mean_1` are all `mean1`."""
    return re.sub(r"[\W_]+", "", key.lower())


def number(found: Any, name: str) -> float:
    """A finite number; numbers in quotes and true/false are refused."""
    if isinstance(found, bool) or not isinstance(found, (int, float)):
        raise BadInputError(f'"{name}" must be a number, not {shown(found)}.')
    try:
        finite = math.isfinite(found)
    except OverflowError:
        finite = False
    if not finite:
        raise BadInputError(f'"{name}" must be a finite number.')
    return float(found)


def numbers(found: Any, name: str) -> list[float]:
    """A list of finite numbers, or the values of an object of numbers."""
    if isinstance(found, dict):
        found = list(found.values())
    if not isinstance(found, list):
        raise BadInputError(f'"{name}" must be a list of numbers, not {shown(found)}.')
    return [number(each, f"{name}[{i}]") for i, each in enumerate(found)]


def gappy_numbers(found: Any, name: str) -> list[float]:
    """A list of numbers in which null stands for "not answered"; it becomes NaN."""
    if not isinstance(found, list):
        raise BadInputError(f'"{name}" must be a list of numbers, not {shown(found)}.')
    return [
        math.nan if missing(each) else number(each, f"{name}[{i}]") for i, each in enumerate(found)
    ]


def missing(found: Any) -> bool:
    return found is None or (isinstance(found, float) and math.isnan(found))


def same_length(columns: Sequence[Sequence[Any]], name: str) -> None:
    if len({len(column) for column in columns}) > 1:
        raise BadInputError(f'The parts of "{name}" must have the same length.')


def shown(found: Any) -> str:
    text = repr(found)
    return text if len(text) <= 40 else text[:37] + "..."
