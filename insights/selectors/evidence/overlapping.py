"""What else began or ended meanwhile, so that an effect may not be this action's alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from accounts.models import Organization
from insights.selectors.evidence.designs import Design
from journeys.models import LiveInterval, StageAction


@dataclass(frozen=True)
class Overlap:
    """Another action that began (or ended) on `day`, within the weeks that are compared."""

    stage_action: StageAction
    day: date
    began: bool
    is_beside: bool  # at a comparison stage, not at the stage itself


def of_designs(designs: Mapping[int, Design], *, org: Organization) -> dict[int, list[Overlap]]:
    """For each design, by its key, the other changes at its stage and those it is compared with."""
    stages = {pk for each in designs.values() for pk in (each.stage_id, *each.comparison_ids)}
    rows = list(
        LiveInterval.objects.for_org(org)
        .filter(stage_action__stage__in=stages)
        .select_related("stage_action__action", "stage_action__stage")
        .order_by("since", "pk")
    )
    return {key: [o for row in rows for o in _changes(row, each)] for key, each in designs.items()}


def _changes(row: LiveInterval, design: Design) -> list[Overlap]:
    stage_id = row.stage_action.stage_id
    if stage_id not in (design.stage_id, *design.comparison_ids):
        return []
    beside = stage_id != design.stage_id
    days = [(row.since, True)]
    if row.ended_on is not None:
        days.append((row.ended_on, False))
    return [
        Overlap(row.stage_action, day, began, beside)
        for day, began in days
        if design.mondays[0] < day < design.until
    ]
