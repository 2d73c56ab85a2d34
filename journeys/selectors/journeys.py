"""Lists of journeys, personas and templates."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from accounts.models import Organization
from emotions.library.emotions import EMOTIONS
from emotions.models import Emotion
from journeys.library.entries import JourneyTemplate, StageTemplate
from journeys.models import BeliefRound, Journey, Persona


def journeys(*, org: Organization, archived: bool = False) -> Any:
    """Journeys with `stage_count`, `live_count` and `is_estimated` (a belief round is open)."""
    open_rounds = BeliefRound.objects.open().filter(journey=OuterRef("pk"))
    current = Q(stages__archived_at__isnull=True)
    running = Q(
        stages__stage_actions__live_intervals__isnull=False,
        stages__stage_actions__live_intervals__ended_on__isnull=True,
    )
    return (
        Journey.objects.for_org(org)
        .filter(archived_at__isnull=not archived)
        .select_related("main_outcome")
        .prefetch_related("personas")
        .annotate(
            stage_count=Count("stages", filter=current, distinct=True),
            live_count=Count("stages__stage_actions", filter=current & running, distinct=True),
            is_estimated=Exists(open_rounds),
        )
    )


def personas(*, org: Organization) -> Any:
    """Personas with `journey_count`."""
    current = Q(journeys__archived_at__isnull=True)
    return (
        Persona.objects.for_org(org)
        .current()
        .annotate(journey_count=Count("journeys", filter=current, distinct=True))
    )


@dataclass(frozen=True)
class TemplateStage:
    """A stage of a template as this organization would get it."""

    stage: StageTemplate
    aims: list[tuple[Emotion, int]]
    left_out: list[str]


def emotions_meant(*, org: Organization) -> dict[str, Emotion]:
    """The emotions that a template may name, by key: none archived or turned around here."""
    found = {emotion.key: emotion for emotion in Emotion.objects.for_org(org).current()}
    return {
        entry.key: found[entry.key]
        for entry in EMOTIONS
        if entry.key in found and found[entry.key].direction == entry.direction
    }


def preview(*, org: Organization, template: JourneyTemplate) -> list[TemplateStage]:
    """What a template would make here; what it cannot mean here is left out."""
    emotions = emotions_meant(org=org)
    return [
        TemplateStage(
            stage=stage,
            aims=[
                (emotions[target.emotion], target.intended)
                for target in stage.targets
                if target.emotion in emotions
            ],
            left_out=[t.emotion for t in stage.targets if t.emotion not in emotions],
        )
        for stage in template.stages
    ]
