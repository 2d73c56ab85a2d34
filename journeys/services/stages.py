"""Stages of a journey."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Actor, Team
from accounts.services import versions
from actions.models import Action
from journeys.models import Journey, LiveInterval, Stage
from journeys.services import edits, order

MOST = 200


@transaction.atomic
def add(*, journey: Journey, name: str, at: int | None = None, by: Actor, **fields: Any) -> Stage:
    """A new stage at index `at`, or at the end."""
    edits.lock(journey)
    siblings = list(journey.stages.current())
    if len(siblings) >= MOST:
        raise ValidationError(_("A journey can have at most %(most)s stages.") % {"most": MOST})
    stage = Stage(
        organization=journey.organization,
        journey=journey,
        key=edits.free_key(Stage.objects.filter(journey=journey), name),
        name=name,
        position=order.end(journey.stages.current()),
        **fields,
    )
    stage.full_clean()
    stage.save()
    if at is not None:
        order.place(siblings, stage, at)
    after = {"name": name, "position": stage.position, **fields}
    edits.record(journey=journey, what="stage_added", on=stage, after=after, by=by)
    return stage


@transaction.atomic
def update(*, stage: Stage, version: int | None = None, by: Actor, **changes: Any) -> Stage:
    """Change fields of a stage."""
    return edits.change(
        journey=stage.journey,
        row=stage,
        version=version,
        changes=changes,
        what="stage_changed",
        by=by,
    )


@transaction.atomic
def set_teams(*, stage: Stage, teams: Sequence[Team], by: Actor) -> None:
    """Say who serves customers at this stage."""
    edits.lock(stage.journey)
    if any(team.organization_id != stage.organization_id for team in teams):
        raise ValidationError({"teams": _("This belongs to another organization.")})
    before = sorted(stage.teams.values_list("pk", flat=True))
    after = sorted(team.pk for team in teams)
    if before == after:
        return
    stage.teams.set(teams)
    edits.record(
        journey=stage.journey,
        what="stage_teams_set",
        on=stage,
        before={"teams": before},
        after={"teams": after},
        by=by,
    )


@transaction.atomic
def move(*, stage: Stage, to: int, by: Actor) -> Stage:
    """Put a stage at index `to` among the stages of its journey."""
    journey = stage.journey
    edits.lock(journey)
    siblings = list(journey.stages.current())
    row: Stage | None = next((each for each in siblings if each.pk == stage.pk), None)
    if row is None:
        raise ValidationError(_("This stage is archived; restore it before you move it."))
    was = siblings.index(row)
    landed = order.place(siblings, row, to)
    if landed != was:
        edits.record(
            journey=journey,
            what="stage_moved",
            on=stage,
            before={"position": was},
            after={"position": landed},
            by=by,
        )
    return row


@transaction.atomic
def archive(*, stage: Stage, by: Actor) -> list[int]:
    """Take a stage off the map. Its answers stay; actions that were live there end today.

    Returns the live intervals that ended, for who wants to undo it.
    """
    edits.lock(stage.journey)
    stage = versions.lock(stage, None)
    if stage.archived_at is not None:
        return []
    stage.archived_at = timezone.now()
    stage.save(update_fields=["archived_at"])
    live = LiveInterval.objects.filter(stage_action__stage=stage)
    ended: list[int] = live.end(stage.organization.today())
    edits.record(journey=stage.journey, what="stage_archived", on=stage, by=by)
    return ended


@transaction.atomic
def restore(*, stage: Stage, live_again: Iterable[int] = (), by: Actor) -> None:
    """Put an archived stage back; it has kept its place unless others moved meanwhile.

    Its actions are live again only by `live_again`: what `archive` has ended on this day.
    """
    edits.lock(stage.journey)
    stage = versions.lock(stage, None)
    if stage.archived_at is None:
        return
    stage.archived_at = None
    stage.save(update_fields=["archived_at"])
    intervals = LiveInterval.objects.filter(
        stage_action__stage=stage, stage_action__archived_at__isnull=True, pk__in=live_again
    ).exclude(stage_action__action__state=Action.State.RETIRED)
    intervals.go_on(stage.organization.today())
    edits.record(journey=stage.journey, what="stage_restored", on=stage, by=by)
