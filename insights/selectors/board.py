"""The gap board: stage x emotion with intended, believed and felt, and what may be said of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from emotions.models import Emotion
from insights.engine import display, intervals, verdicts
from insights.engine.direction import Direction, performance
from journeys.models import EmotionTarget, Journey, Stage
from journeys.selectors import beliefs, targets
from journeys.selectors.beliefs import Believed
from surveys.models import DesignFactor
from surveys.selectors import cells
from surveys.selectors.cells import Construct, Counts, Scope

DEFAULT_DAYS = 90
NO_ANSWERS = Counts((0,) * 11)


@dataclass(frozen=True)
class Period:
    """Days of experience, both included."""

    since: date
    until: date

    @classmethod
    def last(cls, days: int, *, today: date) -> "Period":
        return cls(today - timedelta(days=days - 1), today)

    @property
    def days(self) -> int:
        return (self.until - self.since).days + 1


@dataclass(frozen=True)
class Cell:
    """One emotion at one stage. Every figure is raw 0-100 intensity of the named emotion.

    `felt.mean` may be shown only where `level.shows_number`; `verdict` is the whole journey's, with
    the false discovery rate of all its cells held at 0.10, also where a filter is on.
    """

    stage: Stage
    emotion: Emotion
    counts: Counts
    felt: intervals.Mean
    intended: int | None = None
    believed: Believed | None = None
    gap: verdicts.Gap | None = None
    belief_gap: verdicts.BeliefGap | None = None
    top_two: intervals.Share = field(default_factory=lambda: intervals.wilson(0, 0))

    @property
    def n(self) -> int:
        return self.counts.n

    @property
    def level(self) -> display.Level:
        return display.level(self.n)

    @property
    def verdict(self) -> verdicts.Verdict:
        return self.gap.verdict if self.gap else verdicts.Verdict.WITHHELD

    @property
    def direction(self) -> Direction:
        return Direction(self.emotion.direction)

    @property
    def shortfall(self) -> float | None:
        """How many points worse than designed; for an emotion to avoid, how much too strong."""
        return self.gap.shortfall if self.gap and self.level.shows_number else None

    @property
    def performance(self) -> float | None:
        """What was felt, told so that higher is better."""
        if self.felt.mean is None or not self.level.shows_number:
            return None
        return performance(self.felt.mean, self.direction)


@dataclass(frozen=True)
class Board:
    """The cells that a journey aims for, stage by stage, in one period."""

    journey: Journey
    period: Period
    cells: tuple[Cell, ...]
    is_filtered: bool = False

    @property
    def ranked(self) -> list[Cell]:
        """Look here first: full cells below target by their shortfall; what cannot be said last."""
        return sorted(self.cells, key=_urgency)

    @property
    def answers(self) -> int:
        return sum(cell.n for cell in self.cells)

    def by_stage(self) -> list[tuple[Stage, list[Cell]]]:
        stages: dict[int, tuple[Stage, list[Cell]]] = {}
        for cell in self.cells:
            stages.setdefault(cell.stage.pk, (cell.stage, []))[1].append(cell)
        return list(stages.values())


URGENCY = [
    verdicts.Verdict.BELOW,
    verdicts.Verdict.UNCLEAR,
    verdicts.Verdict.AT_OR_ABOVE,
    verdicts.Verdict.WITHHELD,
]


def _urgency(cell: Cell) -> tuple[bool, int, float, int]:
    return (
        not cell.level.may_rank,
        URGENCY.index(cell.verdict),
        -(cell.shortfall or 0.0),
        -cell.n,
    )


def board(*, journey: Journey, period: Period, splits: Mapping[str, Any] | None = None) -> Board:
    """The board of a journey. A filter changes the numbers, never whose verdict is shown."""
    whole = _cells(journey, period, {})
    if not splits:
        return Board(journey, period, whole)
    said = {(cell.stage.pk, cell.emotion.pk): cell.verdict for cell in whole}
    part = tuple(
        replace(cell, gap=replace(cell.gap, verdict=said[cell.stage.pk, cell.emotion.pk]))
        if cell.gap
        else cell
        for cell in _cells(journey, period, splits)
    )
    return Board(journey, period, part, is_filtered=True)


def felt(*, journey: Journey, period: Period | None = None) -> dict[tuple[int, int], Cell]:
    """The board's cells by (stage id, emotion id), over the last 90 days: for the map and its pages."""
    period = period or Period.last(DEFAULT_DAYS, today=journey.organization.today())
    found = board(journey=journey, period=period)
    return {(cell.stage.pk, cell.emotion.pk): cell for cell in found.cells}


def _cells(journey: Journey, period: Period, splits: Mapping[str, Any]) -> tuple[Cell, ...]:
    aims = targets.current(journey=journey)
    stages = {stage.pk: stage for stage in journey.stages.current()}
    believed = beliefs.believed(journey=journey)
    counted = cells.counts(
        org=journey.organization,
        scope=Scope(period.since, period.until, tuple(stages), splits),
    )
    factors = dict(
        DesignFactor.objects.filter(stage__in=list(stages)).values_list("stage_id", "value")
    )
    found = [
        _cell(
            stages[stage_id],
            target,
            counted.get((stage_id, Construct("emotion", emotion_id)), NO_ANSWERS),
            believed.get((stage_id, emotion_id)),
            factors.get(stage_id, 1.0),
        )
        for (stage_id, emotion_id), target in aims.items()
    ]
    return _judged(found)


def _cell(
    stage: Stage,
    target: EmotionTarget,
    counts: Counts,
    believed: Believed | None,
    design: float,
) -> Cell:
    emotion = target.emotion
    five = counts.on(5)
    felt = intervals.mean_of_counts(five, design=design)
    return Cell(
        stage=stage,
        emotion=emotion,
        counts=counts,
        felt=felt,
        intended=target.intended,
        believed=believed,
        belief_gap=verdicts.belief_gap(
            believed.estimates, felt, direction=Direction(emotion.direction)
        )
        if believed
        else None,
        top_two=intervals.top_two(five),
    )


def _judged(found: list[Cell]) -> tuple[Cell, ...]:
    gaps = verdicts.for_cells(
        [verdicts.Cell(cell.felt, float(cell.intended or 0), cell.direction) for cell in found]
    )
    return tuple(replace(cell, gap=gap) for cell, gap in zip(found, gaps, strict=True))
