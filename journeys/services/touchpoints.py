"""Touchpoints within a stage."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Actor
from accounts.services import versions
from journeys.models import Stage, Touchpoint
from journeys.services import edits, order

MOST = 100


@transaction.atomic
def add(*, stage: Stage, name: str, channel: str, by: Actor, **fields: Any) -> Touchpoint:
    """A new touchpoint, the last of its stage."""
    edits.lock(stage.journey)
    siblings = stage.touchpoints.current()
    _check_room(stage)
    touchpoint = Touchpoint(
        organization=stage.organization,
        stage=stage,
        key=edits.free_key(Touchpoint.objects.filter(stage=stage), name),
        name=name,
        channel=channel,
        position=order.end(siblings),
        **fields,
    )
    touchpoint.full_clean()
    touchpoint.save()
    edits.record(
        journey=stage.journey,
        what="touchpoint_added",
        on=touchpoint,
        after={"stage": stage, "name": name, "channel": channel, **fields},
        by=by,
    )
    return touchpoint


@transaction.atomic
def update(
    *, touchpoint: Touchpoint, version: int | None = None, by: Actor, **changes: Any
) -> Touchpoint:
    """Change fields of a touchpoint."""
    return edits.change(
        journey=touchpoint.stage.journey,
        row=touchpoint,
        version=version,
        changes=changes,
        what="touchpoint_changed",
        by=by,
    )


@transaction.atomic
def move(
    *, touchpoint: Touchpoint, to_stage: Stage | None = None, to: int, by: Actor
) -> Touchpoint:
    """Put a touchpoint at index `to` of its own or of another stage of the same journey."""
    journey = touchpoint.stage.journey
    edits.lock(journey)
    touchpoint = versions.lock(touchpoint, None)
    if touchpoint.archived_at is not None:
        raise ValidationError(_("This touchpoint is no longer on the map."))
    was_stage, was = touchpoint.stage, touchpoint.position
    stage = to_stage or was_stage
    if stage.journey_id != journey.pk or stage.archived_at is not None:
        raise ValidationError(_("Choose a stage of this journey."))
    if stage != was_stage:
        there = Touchpoint.objects.filter(stage=stage)
        if there.filter(key=touchpoint.key).exists():  # keys are stable wherever they can be
            touchpoint.key = edits.free_key(there, touchpoint.name)
        touchpoint.stage = stage
        touchpoint.save(update_fields=["stage", "key"])
    landed = order.place(list(stage.touchpoints.current()), touchpoint, to)
    if (stage, landed) != (was_stage, was):
        edits.record(
            journey=journey,
            what="touchpoint_moved",
            on=touchpoint,
            before={"stage": was_stage, "position": was},
            after={"stage": stage, "position": landed},
            by=by,
        )
    return touchpoint


@transaction.atomic
def archive(*, touchpoint: Touchpoint, by: Actor) -> None:
    """Take a touchpoint off the map; interactions that happened there keep it."""
    journey = touchpoint.stage.journey
    edits.lock(journey)
    touchpoint = versions.lock(touchpoint, None)
    if touchpoint.archived_at is not None:
        return
    touchpoint.archived_at = timezone.now()
    touchpoint.save(update_fields=["archived_at"])
    edits.record(journey=journey, what="touchpoint_archived", on=touchpoint, by=by)


@transaction.atomic
def restore(*, touchpoint: Touchpoint, by: Actor) -> None:
    """Put an archived touchpoint back; it has kept its place unless others moved meanwhile."""
    edits.lock(touchpoint.stage.journey)
    touchpoint = versions.lock(touchpoint, None)
    stage = touchpoint.stage
    if touchpoint.archived_at is None:
        return
    edits.not_on_archived(stage)
    _check_room(stage)
    touchpoint.archived_at = None
    touchpoint.save(update_fields=["archived_at"])
    edits.record(journey=stage.journey, what="touchpoint_restored", on=touchpoint, by=by)


def _check_room(stage: Stage) -> None:
    if stage.touchpoints.current().count() >= MOST:
        raise ValidationError(_("A stage can have at most %(most)s touchpoints.") % {"most": MOST})
