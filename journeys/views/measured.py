"""Fetch what is measured above this app, as far as this reader may see it."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from accounts.http import OrgRequest
from accounts.permissions import Permission
from config.charts import CurveStage
from emotions.models import Emotion
from insights.engine.display import Level
from insights.engine.intervals import plain_mean
from insights.selectors import board as boards
from insights.selectors import secrecy, sentences
from insights.selectors.board import Board, Cell
from insights.selectors.periods import DEFAULT_DAYS
from journeys.models import Journey
from journeys.selectors import beliefs
from journeys.selectors.figures import Figure, Measured
from journeys.selectors.maps import Aim, Map
from surveys.models import FollowUp


def measured(request: OrgRequest, journey: Journey) -> Measured:
    """Felt figures of the last 90 days and open follow-ups; nothing while the reader is blind."""
    if not beliefs.may_see_felt(journey=journey, membership=request.membership):
        return Measured(is_hidden=True)
    reading = secrecy.for_reader(request.membership)
    period = reading.last(DEFAULT_DAYS)
    found = boards.board(journey=journey, period=period, reading=reading)
    return Measured(
        felt={(cell.stage.pk, cell.emotion.pk): _figure(cell) for cell in found.cells},
        open_followups=_open_followups(request, journey),
        headline=_headline(found),
        answers=found.answers,
        since=period.since,
        until=period.until,
    )


def curve(found: Map, emotion: Emotion | None) -> list[CurveStage]:
    """The three lines over the stages: of one emotion, or of each stage's main one."""
    stages = []
    for column in found.columns:
        aim = column.aim_for(emotion) if emotion else column.main
        stages.append(_point(column.stage.name, aim, name_it=emotion is None))
    return stages


def _point(stage: str, aim: Aim | None, *, name_it: bool) -> CurveStage:
    if aim is None:
        return CurveStage(stage, reason=_("not aimed for"))
    felt = aim.felt
    return CurveStage(
        label=f"{stage} ({aim.emotion})" if name_it else stage,
        intended=aim.target.intended,
        believed=aim.believed.mean if aim.believed else None,
        felt=felt.mean if felt else None,
        low=felt.low if felt else None,
        high=felt.high if felt else None,
        n=felt.n if felt else None,
        reason=felt.withheld if felt else "",
        ranks=not (felt and felt.is_early),
    )


def _figure(cell: Cell) -> Figure:
    if not cell.level.shows_number:
        return Figure(
            mean=None,
            low=None,
            high=None,
            n=cell.n,
            withheld=sentences.withheld(cell),
            low_answers=_low(cell),
            belief=_belief(cell),
        )
    return Figure(
        mean=cell.felt.mean,
        low=cell.felt.low,
        high=cell.felt.high,
        n=cell.n,
        is_early=cell.level is Level.EARLY,
        verdict=str(cell.verdict),
        shortfall=cell.shortfall,
        sentence=sentences.of_cell(cell),
        low_answers=_low(cell),
        belief=_belief(cell),
    )


def _belief(cell: Cell) -> tuple[float, float] | None:
    if cell.believed is None or not cell.believed.is_company_belief:
        return None
    interval = plain_mean(cell.believed.estimates)
    return max(interval.low, 0.0), min(interval.high, 100.0)


def _low(cell: Cell) -> int:
    """Answers at the wrong end: the lowest two of what is sought, the highest two of what is not."""
    five = cell.counts.on(5)
    return sum(five[3:] if cell.emotion.is_to_avoid else five[:2])


def _headline(found: Board) -> str:
    return sentences.of_board(found) if found.answers else ""


def _open_followups(request: OrgRequest, journey: Journey) -> Mapping[int, int]:
    """By stage; each is a low answer, so only for those who look after them."""
    if not request.membership.can(Permission.FOLLOWUP_EDIT):
        return {}
    rows: Any = FollowUp.objects.for_org(journey.organization).open()
    counted = rows.filter(stage__journey=journey).order_by().values("stage_id")
    return dict(counted.annotate(times=Count("pk")).values_list("stage_id", "times"))
