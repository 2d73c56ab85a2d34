"""One request, one effect: a repeated key gets the first reply again."""

import hashlib
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Organization
from surveys.models import IdempotencyKey

# A request that has said nothing for so long was killed; its key may be used again.
ABANDONED = timedelta(seconds=60)


class OtherBody(Exception):
    """The key belongs to a request with another body."""


class Running(Exception):
    """The first request with this key has not been answered yet."""


def fingerprint(*parts: bytes) -> str:
    """What two requests have to share to be the same one."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


@transaction.atomic
def claim(*, org: Organization, key: str, body_hash: str) -> IdempotencyKey:
    """The row of this key. Its `status` is set if the request was answered before: replay it.

    Raises OtherBody or Running. Committed before the work begins, so that a second request at the
    same moment sees it.
    """
    now = timezone.now()
    fresh = IdempotencyKey(organization=org, key=key, body_hash=body_hash, created_at=now)
    IdempotencyKey.objects.bulk_create([fresh], ignore_conflicts=True)
    row = IdempotencyKey.objects.for_org(org).select_for_update().get(key=key)
    if row.body_hash != body_hash:
        raise OtherBody
    if row.status is not None or row.created_at == now:
        return row
    if now - row.created_at < ABANDONED:
        raise Running
    row.created_at = now
    row.save(update_fields=["created_at"])
    return row


def answer(*, claimed: IdempotencyKey, status: int, reply: Any) -> None:
    """Keep the reply, in the transaction that did the work: both are there, or neither."""
    claimed.status, claimed.reply = status, reply
    claimed.save(update_fields=["status", "reply"])


def release(*, claimed: IdempotencyKey) -> None:
    """The request failed and changed nothing: its key is free again."""
    claimed.delete()
