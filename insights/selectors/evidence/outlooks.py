"""What could be shown at all, told before anything is registered."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from accounts.models import Organization
from emotions.models import Emotion
from insights.engine import evidence as engine
from insights.engine.direction import Direction
from insights.engine.evidence import POINTS_BEFORE, Weeks
from insights.selectors.evidence import designs, overlapping
from insights.selectors.evidence.designs import Design, weeks_after
from insights.selectors.evidence.overlapping import Overlap
from insights.selectors.evidence.series import Answers, Series, series
from journeys.models import Stage

SUGGESTED_FROM = 1.0


@dataclass(frozen=True)
class Offer:
    """A stage to compare with: its answers a week, and what began there meanwhile."""

    stage: Stage
    weekly: float
    overlaps: tuple[Overlap, ...]

    @property
    def is_suggested(self) -> bool:
        """Asked often enough, and nothing new in the weeks that are compared."""
        return self.weekly >= SUGGESTED_FROM and not self.overlaps


@dataclass(frozen=True)
class Outlook:
    """The smallest change that would show four times in five by the evaluation date.

    `detectable` is None where the weeks before are too few to tell. `weekly_answers` are those to
    the emotion at the stage, per week before.
    """

    detectable: float | None
    weeks_before: int
    answers_before: int
    weeks_after: int
    compared: int
    offers: tuple[Offer, ...]

    @property
    def weekly_answers(self) -> float:
        return self.answers_before / self.weeks_before if self.weeks_before else 0.0


def outlook(
    *,
    stage: Stage,
    emotion: Emotion,
    start: date,
    evaluate_on: date,
    since: date,
    today: date,
    comparisons: Collection[Stage] | None = None,
    picked: tuple[date, date] | None = None,
) -> Outlook:
    """What to expect of a design; without comparison stages chosen, of the suggested ones."""
    org = stage.organization
    others = list(candidates(stage))
    design = Design(
        stage_id=stage.pk,
        emotion_id=emotion.pk,
        direction=Direction(emotion.direction),
        comparison_ids=tuple(each.pk for each in others),
        since=min(since, start - designs.FEWEST_BEFORE),
        start=start,
        until=min(today, start),
        picked=picked,
    )
    answers = Answers.of([design], org=org)
    found = series(answers, design)
    offers = _offers(others, found, org)
    chosen = {each.pk for each in comparisons or ()}
    if comparisons is None:
        chosen = {each.stage.pk for each in offers if each.is_suggested}
    units = [u for pk, u in zip(found.stages, found.units, strict=True) if pk in chosen]
    after = weeks_after(start, evaluate_on)
    return Outlook(
        detectable=_detectable(found, engine.on_one_level(units), after),
        weeks_before=len(found.before),
        answers_before=round(sum(found.treated.counts[: design.start_index])),
        weeks_after=after,
        compared=len(units),
        offers=offers,
    )


def candidates(stage: Stage) -> Any:
    """Every other stage in use of the organization; those of the same journey first."""
    rows = Stage.objects.for_org(stage.organization).current().select_related("journey")
    rows = rows.filter(journey__archived_at=None).exclude(pk=stage.pk)
    same = Q(journey=stage.journey_id)
    return [*rows.filter(same), *rows.exclude(same).order_by("journey__name", "position", "pk")]


def _offers(others: list[Stage], found: Series, org: Organization) -> tuple[Offer, ...]:
    weekly = {
        pk: sum(unit.counts) / max(1, len(found.before))
        for pk, unit in zip(found.stages, found.units, strict=True)
    }
    beside = overlapping.of_designs({0: found.design}, org=org)[0]
    return tuple(
        Offer(
            each,
            weekly.get(each.pk, 0.0),
            tuple(o for o in beside if o.stage_action.stage_id == each.pk),
        )
        for each in others
    )


def _detectable(found: Series, units: tuple[Weeks, ...], after: int) -> float | None:
    if after < 1:
        return None
    design = found.design
    halves = {"start": design.start_index, "wash_in": design.wash_in}
    held = engine.differences(found.treated, units, **halves)
    if len(held.before) < engine.PERIODS_FROM or held.before_answers < engine.ANSWERS_FROM:
        return None
    if not units and len(held.before) >= POINTS_BEFORE:
        return engine.detectable_by_trend(held.before, after, gap=design.wash_in)
    return engine.detectable_from_weeks(held.before, after, beside=engine.among(units, **halves))


def usual_baseline(start: date) -> date:
    return start - designs.USUAL_BEFORE


def usual_evaluation(start: date, today: date) -> date:
    """Thirteen weeks after the start, and never a day whose answers are known already."""
    return max(start + designs.USUAL_AFTER, today + 4 * designs.WEEK)
