"""The cache saves work and counts attempts: nobody waits for it, and nobody fails with it."""

from typing import Any

import structlog
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache
from redis import RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

SECONDS = 1

logger = structlog.get_logger(__name__)


class ForgivingCache(RedisCache):
    """While Redis is away nothing is found, nothing is kept and no attempt is counted."""

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        quick = {"socket_timeout": SECONDS, "socket_connect_timeout": SECONDS}
        super().__init__(server, {**params, "OPTIONS": {**quick, "retry": Retry(NoBackoff(), 0)}})

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        try:
            return super().get(key, default, version)
        except RedisError as error:
            return _forgive(error, default)

    def set(
        self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        try:
            super().set(key, value, timeout, version)
        except RedisError as error:
            _forgive(error, None)

    def add(
        self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        # True: whoever takes a lock this way would otherwise wait for it.
        try:
            return bool(super().add(key, value, timeout, version))
        except RedisError as error:
            return bool(_forgive(error, True))

    def delete(self, key: Any, version: int | None = None) -> bool:
        try:
            return bool(super().delete(key, version))
        except RedisError as error:
            return bool(_forgive(error, False))

    def ping(self) -> None:
        """Raise a RedisError unless Redis answers."""
        self._cache.get_client(write=True).ping()


def _forgive(error: RedisError, answer: Any) -> Any:
    logger.warning("cache.no_redis", error=type(error).__name__)
    return answer
