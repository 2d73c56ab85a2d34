"""Settings come from the environment; a missing or malformed one stops the start by name."""

from collections.abc import Callable
from typing import Any, TypeVar

import environ
from django.core.exceptions import ImproperlyConfigured

T = TypeVar("T")


class Environment:
    """Reads each variable once and remembers which names the product knows."""

    def __init__(self, env: environ.Env) -> None:
        self._env = env
        self.names: set[str] = set()

    def read(self, name: str, cast: Callable[[str], T], *, example: str, default: Any = ...) -> T:
        """Return `cast(value)`; without a value the default, without a default an error."""
        self.names.add(name)
        value = self._env.str(name, default="")
        if value == "":
            if default is ...:
                raise ImproperlyConfigured(f"{name} is not set. Example: {name}={example}")
            return default  # type: ignore[no-any-return]
        try:
            return cast(value)
        except Exception as error:
            raise ImproperlyConfigured(
                f"{name} cannot be read ({error}). Example: {name}={example}"
            ) from error

    def text(self, name: str, *, example: str, default: Any = ...) -> str:
        return self.read(name, str, example=example, default=default)

    def flag(self, name: str, *, default: bool = False) -> bool:
        return self.read(name, _flag, example="on", default=default)

    def number(self, name: str, *, example: str, default: Any = ...) -> int:
        return self.read(name, int, example=example, default=default)

    def words(self, name: str, *, example: str, default: Any = ...) -> list[str]:
        return self.read(name, _words, example=example, default=default)


def _flag(value: str) -> bool:
    try:
        return {"on": True, "1": True, "true": True, "off": False, "0": False, "false": False}[
            value.lower()
        ]
    except KeyError:
        raise ValueError(f"{value!r} is neither on nor off") from None


def _words(value: str) -> list[str]:
    return [word.strip() for word in value.split(",") if word.strip()]
