"""Live pages: tell every open page of an organization that something changed.

Server-sent events, with one Redis subscription a process. An event carries only its kind; the
page then asks for the figures through the same door as ever, so nothing secret passes here and a
lost event costs freshness, never truth.
"""

import asyncio
import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import structlog
from django.conf import settings
from django.db import transaction
from redis import Redis, RedisError
from redis.asyncio import Redis as AsyncRedis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

logger = structlog.get_logger(__name__)

CHANNEL = "live:"
RESYNC = "resync"
QUEUE_LENGTH = 32
RECONNECT_SECONDS = 1


def publish(*, org_id: int, kind: str) -> None:
    """Tell the open pages of an organization once the present transaction is committed."""
    transaction.on_commit(lambda: _send(org_id, kind), robust=True)


def _send(org_id: int, kind: str) -> None:
    try:
        _publisher().publish(f"{CHANNEL}{org_id}", json.dumps({"kind": kind}))
    except RedisError as error:
        # What was committed stays committed; open pages are only a little late.
        logger.warning("live.not_published", kind=kind, error=type(error).__name__)


@cache
def _publisher() -> "Redis":
    return Redis.from_url(settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1)


class Client:
    """One open page: its next events, at most QUEUE_LENGTH of them."""

    def __init__(self) -> None:
        self._events: asyncio.Queue[str | None] = asyncio.Queue(QUEUE_LENGTH)

    def tell(self, event: str) -> None:
        """Queue an event; a page that is too slow gets one `resync` for all it has missed."""
        if self._events.full():
            self._forget_all()
            event = as_event(RESYNC)
        self._events.put_nowait(event)

    def leave(self) -> None:
        """Wake up whoever waits in `next_event`, for the last time."""
        self._forget_all()
        self._events.put_nowait(None)

    async def next_event(self) -> str | None:
        """Wait for the next event; None when the page was closed."""
        return await self._events.get()

    def _forget_all(self) -> None:
        while not self._events.empty():
            self._events.get_nowait()


def as_event(kind: str) -> str:
    return json.dumps({"kind": kind})


class Hub:
    """Hands the messages of this process's one Redis subscription to the clients they are for."""

    def __init__(self) -> None:
        self._clients: defaultdict[int, set[Client]] = defaultdict(set)

    @contextmanager
    def client(self, org_id: int) -> Iterator[Client]:
        """A client of one organization for as long as the block lasts."""
        client = Client()
        self._clients[org_id].add(client)
        try:
            yield client
        finally:
            self._clients[org_id].discard(client)
            if not self._clients[org_id]:
                del self._clients[org_id]

    async def listen(self) -> None:
        """Listen for ever; a Redis that went away is asked again every second."""
        while True:
            try:
                await self._listen_once()
            except (RedisError, OSError) as error:
                logger.warning("live.no_redis", error=type(error).__name__)
            await asyncio.sleep(RECONNECT_SECONDS)

    async def _listen_once(self) -> None:
        # No retry inside the library: it would hide that events were missed.
        redis = AsyncRedis.from_url(settings.REDIS_URL, retry=Retry(NoBackoff(), 0))
        async with redis, redis.pubsub() as subscription:
            await subscription.psubscribe(f"{CHANNEL}*")
            self._tell(list(self._clients), as_event(RESYNC))
            async for message in subscription.listen():
                if message["type"] == "pmessage":
                    org_id = int(message["channel"].decode().removeprefix(CHANNEL))
                    self._tell([org_id], message["data"].decode())

    def _tell(self, org_ids: list[int], event: str) -> None:
        for org_id in org_ids:
            for client in self._clients.get(org_id, ()):
                client.tell(event)
