"""Journeys as a whole."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Actor, Event, Organization
from accounts.services import versions
from journeys.models import Journey, Persona
from journeys.services import edits

CHANGED = "journey_changed"


@transaction.atomic
def create(
    *, org: Organization, name: str, personas: Sequence[Persona] = (), by: Actor, **fields: Any
) -> Journey:
    """A new journey with no stage yet."""
    Organization.objects.select_for_update().get(pk=org.pk)  # two of one name get two keys
    journey = Journey(
        organization=org,
        key=edits.free_key(Journey.objects.for_org(org), name),
        name=name,
        **fields,
    )
    journey.full_clean()
    journey.save()
    _give(journey, personas)
    after = {"name": name, "personas": sorted(persona.pk for persona in personas), **fields}
    edits.record(journey=journey, what="journey_created", after=after, by=by)
    return journey


@transaction.atomic
def update(
    *,
    journey: Journey,
    version: int | None = None,
    personas: Sequence[Persona] | None = None,
    by: Actor,
    **changes: Any,
) -> Journey:
    """Change the name, description, main outcome or personas.

    Every edit of the map counts a version of the journey, so a form that was open meanwhile is
    stale only if these very fields were changed since its `version`.
    """
    journey = edits.lock(journey)
    if version is not None and _changed_since(journey, version):
        raise versions.Stale(journey)
    before, after = versions.assign(journey, changes)
    if personas is not None:
        was = sorted(journey.personas.values_list("pk", flat=True))
        now = sorted(persona.pk for persona in personas)
        if was != now:
            _give(journey, personas)
            before, after = {**before, "personas": was}, {**after, "personas": now}
    if after:
        journey.full_clean()
        journey.save(update_fields=[*changes])
        edits.record(journey=journey, what=CHANGED, before=before, after=after, by=by)
    return journey


def _changed_since(journey: Journey, version: int) -> bool:
    if not 0 < version <= journey.version:
        return True  # nobody was ever shown it
    edits_of_it = Event.objects.for_org(journey.organization).filter(
        object_type="journey", object_id=journey.pk, verb=CHANGED
    )
    return bool(edits_of_it.filter(after__version__gt=version).exists())


def _give(journey: Journey, personas: Sequence[Persona]) -> None:
    if any(persona.organization_id != journey.organization_id for persona in personas):
        raise ValidationError({"personas": _("This belongs to another organization.")})
    journey.personas.set(personas)


@transaction.atomic
def archive(*, journey: Journey, by: Actor) -> None:
    """Take a journey out of the lists; everything that was answered about it stays."""
    _set_archived(journey, timezone.now(), "journey_archived", by)


@transaction.atomic
def restore(*, journey: Journey, by: Actor) -> None:
    """Bring an archived journey back."""
    _set_archived(journey, None, "journey_restored", by)


def _set_archived(journey: Journey, moment: Any, what: str, by: Actor) -> None:
    journey = edits.lock(journey)
    if (journey.archived_at is None) == (moment is None):
        return
    journey.archived_at = moment
    journey.save(update_fields=["archived_at"])
    edits.record(journey=journey, what=what, by=by)
