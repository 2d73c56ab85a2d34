"""Those who serve customers, with or without a login."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Actor, Organization, StaffMember
from accounts.services import events, versions

FIELDS = ["name", "external_id", "email", "team", "membership"]


@transaction.atomic
def add(*, org: Organization, fields: dict[str, Any], by: Actor) -> StaffMember:
    person = StaffMember(organization=org, **fields)
    person.full_clean()
    person.save()
    events.record(
        org=org, verb="staff_added", on=person, by=by, after=events.snapshot(person, list(fields))
    )
    return person


@transaction.atomic
def change(
    *, person: StaffMember, fields: dict[str, Any], version: int | None = None, by: Actor
) -> StaffMember:
    """Change what is known of somebody; raise versions.Stale if that changed since `version`."""
    current = versions.lock(person, version)
    return versions.save(current, fields, verb="staff_changed", by=by)


@transaction.atomic
def leave(*, person: StaffMember, by: Actor) -> None:
    """Take somebody out of the choices; what they did stays theirs."""
    _set_left(person, verb="staff_left", gone=True, by=by)


@transaction.atomic
def bring_back(*, person: StaffMember, by: Actor) -> None:
    _set_left(person, verb="staff_returned", gone=False, by=by)


def _set_left(person: StaffMember, *, verb: str, gone: bool, by: Actor) -> None:
    current = versions.lock(person, None)
    if (current.left_at is not None) == gone:
        return
    current.left_at = timezone.now() if gone else None
    current.version += 1
    current.save(update_fields=["left_at", "version"])
    events.record(org=current.organization, verb=verb, on=current, by=by)
