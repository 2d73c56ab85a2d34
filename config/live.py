"""The events of open pages, from one Redis subscription a process.

An event carries only its kind; the page then asks for the figures through the same door as ever,
so nothing secret passes here, and a lost event costs freshness, never truth.
"""

import asyncio
import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from django.conf import settings
from redis import RedisError
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from accounts.services.live import CHANNEL

logger = structlog.get_logger(__name__)

RESYNC = json.dumps({"kind": "resync"})
MOST_WAITING = 32
RECONNECT_SECONDS = 1


class Client:
    """One open page and the different events that wait for it."""

    def __init__(self) -> None:
        self._waiting: dict[str, None] = {}
        self._wake = asyncio.Event()

    def tell(self, event: str) -> None:
        """Let an event wait, once; a page that is too slow gets one `resync` for all of them."""
        if len(self._waiting) >= MOST_WAITING:
            self._waiting.clear()
            event = RESYNC
        self._waiting[event] = None
        self._wake.set()

    def leave(self) -> None:
        """Wake up whoever waits in `next_events`, for the last time."""
        self._waiting.clear()
        self._wake.set()

    async def next_events(self) -> list[str]:
        """Wait for events and take them all; none when the page was closed."""
        await self._wake.wait()
        self._wake.clear()
        events = list(self._waiting)
        self._waiting.clear()
        return events


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

    def close(self) -> None:
        """End every stream, so that a process that is asked to stop can do so at once."""
        for clients in self._clients.values():
            for client in clients:
                client.leave()

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
        redis = Redis.from_url(settings.REDIS_URL, retry=Retry(NoBackoff(), 0))
        async with redis, redis.pubsub() as subscription:
            await subscription.psubscribe(f"{CHANNEL}*")
            self._tell(list(self._clients), RESYNC)
            async for message in subscription.listen():
                if message["type"] == "pmessage":
                    org_id = int(message["channel"].decode().removeprefix(CHANNEL))
                    self._tell([org_id], message["data"].decode())

    def _tell(self, org_ids: list[int], event: str) -> None:
        for org_id in org_ids:
            for client in self._clients.get(org_id, ()):
                client.tell(event)
