"""A journey as nested lists, for the API and for exports."""

from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from journeys.models import EmotionTarget, Journey, Stage, StageAction, Touchpoint


def of(*, journey: Journey) -> Journey:
    """The journey with `current_stages`, each with its `current_touchpoints`, `_targets`, `_actions`."""
    stages = Stage.objects.current().prefetch_related(*on_a_stage())
    prefetch_related_objects([journey], Prefetch("stages", stages, to_attr="current_stages"))
    return journey


def with_parts(*, stage: Stage) -> Stage:
    """One stage with its parts."""
    prefetch_related_objects([stage], *on_a_stage())
    return stage


def on_a_stage() -> list[Any]:
    """What to prefetch for stages."""
    actions = StageAction.objects.current().select_related("action", "emotion")
    targets = EmotionTarget.objects.current().select_related("emotion")
    return [
        Prefetch("touchpoints", Touchpoint.objects.current(), to_attr="current_touchpoints"),
        Prefetch("targets", targets, to_attr="current_targets"),
        Prefetch(
            "stage_actions",
            actions.prefetch_related("live_intervals"),
            to_attr="current_actions",
        ),
    ]
