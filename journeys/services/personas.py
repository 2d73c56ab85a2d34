"""Kinds of customers."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Actor, Organization
from accounts.services import events, versions
from journeys.models import Persona
from journeys.services import edits


@transaction.atomic
def add(*, org: Organization, name: str, description: str = "", by: Actor) -> Persona:
    """A new kind of customer."""
    Organization.objects.select_for_update().get(pk=org.pk)  # two of one name get two keys
    persona = Persona(
        organization=org,
        key=edits.free_key(Persona.objects.for_org(org), name),
        name=name,
        description=description,
    )
    persona.full_clean()
    persona.save()
    after = events.snapshot(persona, ["key", "name", "description"])
    events.record(org=org, verb="persona_added", on=persona, after=after, by=by)
    return persona


@transaction.atomic
def update(*, persona: Persona, version: int | None = None, by: Actor, **changes: Any) -> Persona:
    """Change the name or description."""
    current = versions.lock(persona, version)
    return versions.save(current, changes, verb="persona_changed", by=by)


@transaction.atomic
def archive(*, persona: Persona, by: Actor) -> None:
    """No longer offer a persona; interactions that have it keep it."""
    current = versions.lock(persona, None)
    if current.archived_at is None:
        current.archived_at = timezone.now()
        current.save(update_fields=["archived_at"])
        events.record(org=current.organization, verb="persona_archived", on=current, by=by)


@transaction.atomic
def restore(*, persona: Persona, by: Actor) -> None:
    """Offer an archived persona again, by the key that other systems know."""
    current = versions.lock(persona, None)
    if current.archived_at is not None:
        current.archived_at = None
        current.save(update_fields=["archived_at"])
        events.record(org=current.organization, verb="persona_restored", on=current, by=by)
