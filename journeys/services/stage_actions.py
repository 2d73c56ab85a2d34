"""Actions designed into stages, and the days on which they were really done."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Actor
from accounts.services import versions
from actions.models import Action
from emotions.models import Emotion
from journeys.models import LiveInterval, Stage, StageAction
from journeys.services import edits, order


@transaction.atomic
def add(*, stage: Stage, action: Action, emotion: Emotion, by: Actor, **fields: Any) -> StageAction:
    """Design an action into a stage for one emotion, with what people need to be able to do it."""
    edits.lock(stage.journey)
    if action.state == Action.State.RETIRED:
        raise ValidationError({"action": _("This action is retired; choose one that is not.")})
    stage_action = StageAction(
        organization=stage.organization,
        stage=stage,
        action=action,
        emotion=emotion,
        position=order.end(stage.stage_actions.current()),
        **fields,
    )
    stage_action.full_clean()
    stage_action.save()
    edits.record(
        journey=stage.journey,
        what="stage_action_added",
        on=stage_action,
        after={"stage": stage, "action": action, "emotion": emotion, **fields},
        by=by,
    )
    return stage_action


@transaction.atomic
def update(
    *, stage_action: StageAction, version: int | None = None, by: Actor, **changes: Any
) -> StageAction:
    """Change the emotion, an enabler, the owner or the due date."""
    return edits.change(
        journey=stage_action.stage.journey,
        row=stage_action,
        version=version,
        changes=changes,
        what="stage_action_changed",
        by=by,
    )


@transaction.atomic
def move(*, stage_action: StageAction, to: int, by: Actor) -> StageAction:
    """Put it at index `to` of its stage. It never changes stage: its evidence belongs to this one."""
    stage = stage_action.stage
    edits.lock(stage.journey)
    siblings = list(stage.stage_actions.current())
    was = next((i for i, row in enumerate(siblings) if row.pk == stage_action.pk), None)
    if was is None:
        raise ValidationError(_("This action is no longer on the stage."))
    landed = order.place(siblings, stage_action, to)
    if landed != was:
        edits.record(
            journey=stage.journey,
            what="stage_action_moved",
            on=stage_action,
            before={"position": was},
            after={"position": landed},
            by=by,
        )
    return stage_action


@transaction.atomic
def archive(*, stage_action: StageAction, by: Actor) -> list[int]:
    """Take an action off its stage; if it was live, it ends today. What customers said stays.

    Returns the live intervals that ended, for who wants to undo it.
    """
    journey = stage_action.stage.journey
    edits.lock(journey)
    stage_action = versions.lock(stage_action, None)
    if stage_action.archived_at is not None:
        return []
    ended: list[int] = _open_intervals(stage_action).end(stage_action.organization.today())
    stage_action.archived_at = timezone.now()
    stage_action.save(update_fields=["archived_at"])
    edits.record(journey=journey, what="stage_action_archived", on=stage_action, by=by)
    return ended


@transaction.atomic
def restore(*, stage_action: StageAction, live_again: Iterable[int] = (), by: Actor) -> None:
    """Put an archived action back on its stage.

    It is live again only by `live_again`: what `archive` has ended on this day.
    """
    edits.lock(stage_action.stage.journey)
    stage_action = versions.lock(stage_action, None)
    stage = stage_action.stage
    if stage_action.archived_at is None:
        return
    edits.not_on_archived(stage)
    if stage_action.action.state == Action.State.RETIRED:
        raise ValidationError(_("This action is retired; make it ready again first."))
    stage_action.archived_at = None
    stage_action.full_clean()
    stage_action.save(update_fields=["archived_at"])
    intervals = LiveInterval.objects.filter(stage_action=stage_action, pk__in=live_again)
    intervals.go_on(stage_action.organization.today())
    edits.record(journey=stage.journey, what="stage_action_restored", on=stage_action, by=by)


@transaction.atomic
def go_live(*, stage_action: StageAction, since: date | None = None, by: Actor) -> LiveInterval:
    """From `since` (today, or a day in the past) on, people really do this."""
    journey = stage_action.stage.journey
    edits.lock(journey)
    since = since or stage_action.organization.today()
    _check_may_begin(stage_action, since)
    interval = LiveInterval(
        organization=stage_action.organization, stage_action=stage_action, since=since
    )
    interval.full_clean()
    interval.save()
    edits.record(journey=journey, what="went_live", on=stage_action, after={"since": since}, by=by)
    return interval


@transaction.atomic
def stop(*, stage_action: StageAction, on: date | None = None, by: Actor) -> LiveInterval:
    """Since `on` (today, or a day in the past) this is no longer done."""
    journey = stage_action.stage.journey
    edits.lock(journey)
    interval: LiveInterval | None = _open_intervals(stage_action).first()
    if interval is None:
        raise ValidationError(_("This action is not live."))
    interval.ended_on = on or stage_action.organization.today()
    if not interval.since <= interval.ended_on <= stage_action.organization.today():
        raise ValidationError(
            {"ended_on": _("Choose a day between %(since)s and today.") % {"since": interval.since}}
        )
    interval.full_clean()
    interval.save(update_fields=["ended_on"])
    edits.record(
        journey=journey,
        what="stopped",
        on=stage_action,
        before={"since": interval.since},
        after={"since": interval.since, "ended_on": interval.ended_on},
        by=by,
    )
    return interval


def _open_intervals(stage_action: StageAction) -> Any:
    return LiveInterval.objects.filter(stage_action=stage_action, ended_on__isnull=True)


def _check_may_begin(stage_action: StageAction, since: date) -> None:
    if stage_action.archived_at is not None or stage_action.stage.archived_at is not None:
        raise ValidationError(_("This action is no longer on the map."))
    if stage_action.action.state == Action.State.RETIRED:
        raise ValidationError(_("This action is retired; make it ready again first."))
    if since > stage_action.organization.today():
        raise ValidationError(
            {"since": _("Live means that people do it: choose today or a day in the past.")}
        )
    latest = LiveInterval.objects.filter(stage_action=stage_action).order_by("since").last()
    if latest is None:
        return
    if latest.ended_on is None:
        raise ValidationError(_("This action is live already."))
    if since < latest.ended_on:
        raise ValidationError(
            {
                "since": _("It was live until %(day)s; choose that day or a later one.")
                % {"day": latest.ended_on}
            }
        )
