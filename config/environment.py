"""Settings come from the environment; a missing or malformed one stops the start by name."""

import logging
import re
from collections.abc import Callable
from email.utils import parseaddr
from typing import Any, TypeVar
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

T = TypeVar("T")

SHORTEST_SECRET = 32


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
        return self.read(name, _positive, example=example, default=default)

    def words(self, name: str, *, example: str, default: Any = ...) -> list[str]:
        return self.read(name, _words, example=example, default=default)


def _flag(value: str) -> bool:
    try:
        return {"on": True, "1": True, "true": True, "off": False, "0": False, "false": False}[
            value.lower()
        ]
    except KeyError:
        raise ValueError(f"{value!r} is neither on nor off") from None


def _positive(value: str) -> int:
    number = int(value)
    if number < 1:
        raise ValueError("it must be 1 or more")
    return number


def _words(value: str) -> list[str]:
    words = [word.strip() for word in value.split(",") if word.strip()]
    if not words:
        raise ValueError("there is no word in it")
    return words


def secret(value: str) -> str:
    """A text that nobody guesses."""
    if len(value) < SHORTEST_SECRET:
        raise ValueError(f"it must have {SHORTEST_SECRET} characters or more")
    return value


def public_url(value: str) -> str:
    """An address that people can type, without a path."""
    parts = urlsplit(value)
    wrong = parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/")
    if wrong or re.search(r"\s", value) or parts.port == 0:  # .port raises where it is no number
        raise ValueError("it must look like https://host, with no path")
    return value.rstrip("/")


def host_names(value: str) -> list[str]:
    names = _words(value)
    if any("/" in name for name in names):
        raise ValueError("it holds names of hosts, without https://")
    return names


def redis_url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("redis", "rediss") or not parts.hostname or parts.port == 0:
        raise ValueError("it must look like redis://host:port/number")
    return value


def sender(value: str) -> str:
    """A mail address, with a name in front of it or without."""
    name, at, domain = parseaddr(value)[1].rpartition("@")
    if not (name and at and domain):
        raise ValueError("there is no mail address in it")
    return value


def log_level(value: str) -> str:
    level = value.upper()
    if level not in logging.getLevelNamesMapping():
        raise ValueError("it must be DEBUG, INFO, WARNING or ERROR")
    return level
