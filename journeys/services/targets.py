"""What a stage intends its customers to feel: dated rows that are ended, never rewritten."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Actor
from accounts.services import versions
from emotions.models import Emotion
from journeys.models import EmotionTarget, Stage
from journeys.services import edits

MOST = 3


@transaction.atomic
def aim(*, stage: Stage, emotion: Emotion, intended: int, by: Actor) -> EmotionTarget:
    """Let a stage aim for one more emotion, from today on; three at most."""
    edits.lock(stage.journey)
    _check_room(stage)
    target = _begin(stage, emotion, intended)
    edits.record(
        journey=stage.journey,
        what="target_set",
        on=target,
        after={"stage": stage, "emotion": emotion, "intended": intended},
        by=by,
    )
    return target


@transaction.atomic
def change(
    *, target: EmotionTarget, intended: int, was: int | None = None, by: Actor
) -> EmotionTarget:
    """Intend more or less of the emotion from today on.

    The row that held until now ends and another begins; a second change on the same day replaces
    the first. `was` is what the caller saw: Stale when somebody changed it since.
    """
    journey = target.stage.journey
    edits.lock(journey)
    target = versions.lock(target, None)
    if target.ended_on is not None or (was is not None and target.intended != was):
        raise versions.Stale(_latest(target))
    before = target.intended
    if intended == before:
        return target
    target = _replace(target, intended)
    edits.record(
        journey=journey,
        what="target_changed",
        on=target,
        before={"intended": before},
        after={"intended": intended},
        by=by,
    )
    return target


@transaction.atomic
def end(*, target: EmotionTarget, by: Actor) -> None:
    """No longer aim for the emotion at this stage, from today on."""
    journey = target.stage.journey
    edits.lock(journey)
    target = versions.lock(target, None)
    if target.ended_on is not None:
        return
    target.ended_on = target.organization.today()
    target.save(update_fields=["ended_on"])
    edits.record(
        journey=journey,
        what="target_ended",
        on=target,
        before={"emotion": target.emotion, "intended": target.intended},
        by=by,
    )


@transaction.atomic
def resume(*, target: EmotionTarget, by: Actor) -> None:
    """Aim for the emotion again as if that had not been ended today."""
    edits.lock(target.stage.journey)
    target = versions.lock(target, None)
    stage = target.stage
    if target.ended_on is None:
        return
    if target.ended_on != target.organization.today():
        raise ValidationError(_("This target was ended on another day; set a new one."))
    edits.not_on_archived(stage)
    _check_room(stage)
    target.ended_on = None
    target.full_clean()
    target.save(update_fields=["ended_on"])
    edits.record(journey=stage.journey, what="target_resumed", on=target, by=by)


def _check_room(stage: Stage) -> None:
    if stage.targets.current().count() >= MOST:
        raise ValidationError(
            _("A stage can aim for three emotions at most. End one of them first."), code="too_many"
        )


def _begin(stage: Stage, emotion: Emotion, intended: int) -> EmotionTarget:
    target = EmotionTarget(
        organization=stage.organization,
        stage=stage,
        emotion=emotion,
        intended=intended,
        since=stage.organization.today(),
    )
    target.full_clean()
    target.save()
    return target


def _replace(target: EmotionTarget, intended: int) -> EmotionTarget:
    today = target.organization.today()
    if target.since == today:
        target.intended = intended
        target.full_clean()
        target.save(update_fields=["intended"])
        return target
    target.ended_on = today
    target.save(update_fields=["ended_on"])
    return _begin(target.stage, target.emotion, intended)


def _latest(target: EmotionTarget) -> EmotionTarget:
    """What stands now where `target` stood."""
    rows = EmotionTarget.objects.filter(stage=target.stage_id, emotion=target.emotion_id)
    latest: EmotionTarget = rows.latest("pk")
    return latest
