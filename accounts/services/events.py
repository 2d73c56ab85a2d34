"""The append-only log every service writes to."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import structlog
from django.db import models

from accounts.models import Actor, Event, Organization

# SECURITY: the log outlives an erased person, so these fields leave only their names in it.
PERSONAL = frozenset({"email", "name", "phone", "comment", "preferences", "text", "note"})
PERSONAL_MODELS = frozenset(
    [
        "customer",
        "response",
        "user",
        "membership",
        "staffmember",
        "memberinvitation",
        "beliefinvitee",
        "participant",
    ]
)


def record(
    *,
    org: Organization,
    verb: str,
    on: models.Model,
    by: Actor,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    label: str = "",
) -> Event:
    """Append one event; inside the caller's transaction, so it is there exactly if the write is."""
    kind = on._meta.model_name or ""
    personal = kind in PERSONAL_MODELS
    return Event.objects.create(
        organization=org,
        actor_kind=by.kind,
        membership=by.membership,
        token=by.token,
        verb=verb,
        object_type=kind,
        object_id=on.pk,
        label="" if personal else (label or str(on))[:200],
        before=_plain(before or {}, personal=personal),
        after=_plain(after or {}, personal=personal),
        request_id=str(structlog.contextvars.get_contextvars().get("request_id", "")),
    )


def snapshot(instance: models.Model, fields: list[str]) -> dict[str, Any]:
    """The present values of `fields`, for `before` and `after`."""
    return {
        field: getattr(instance, instance._meta.get_field(field).attname)  # type: ignore[union-attr]
        for field in fields
    }


def _plain(values: dict[str, Any], *, personal: bool) -> dict[str, Any]:
    return {
        key: "…" if personal and key in PERSONAL else _jsonable(value)
        for key, value in values.items()
    }


def _jsonable(value: Any) -> Any:
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, list | tuple | set | frozenset):
        return [_jsonable(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _jsonable(item) for key, item in value.items()}
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return str(value)
