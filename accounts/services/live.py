"""Tell the open pages of an organization that something changed; config/live.py carries it."""

import json
from functools import cache

import structlog
from django.conf import settings
from django.db import transaction
from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

CHANNEL = "live:"
# Kinds of change: a page refreshes on "live:<kind>" (static/js/controllers/live_controller.js).
ANSWERS = "answers"

logger = structlog.get_logger(__name__)


def publish(*, org_id: int, kind: str) -> None:
    """Tell them once the present transaction is committed; `kind` is all they hear."""
    transaction.on_commit(lambda: _send(org_id, kind), robust=True)


def _send(org_id: int, kind: str) -> None:
    try:
        _redis().publish(f"{CHANNEL}{org_id}", json.dumps({"kind": kind}))
    except RedisError as error:
        # What was committed stays committed; open pages are only a little late.
        logger.warning("live.not_published", kind=kind, error=type(error).__name__)


@cache
def _redis() -> Redis:
    """A Redis that is away costs the answer at most a second: by itself it is tried for six."""
    return Redis.from_url(
        settings.REDIS_URL,
        retry=Retry(NoBackoff(), 0),
        socket_timeout=1,
        socket_connect_timeout=1,
    )
