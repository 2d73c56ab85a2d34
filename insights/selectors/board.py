"""The gap board: stage x emotion with intended, believed and felt, and what may be said of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from emotions.models import Emotion
from insights.engine import display, intervals, verdicts
from insights.engine.direction import Direction, performance
from insights.selectors import solved
from insights.selectors.periods import Period
from insights.selectors.secrecy import Reading
from insights.selectors.solved import Solved
from journeys.models import EmotionTarget, Journey, Stage
from journeys.selectors import beliefs, targets
from journeys.selectors.beliefs import Believed
from surveys.models import DesignFactor
from surveys.selectors.cells import NO_ANSWERS, Construct, Counts, Key, Scope

Place = tuple[int, int]  # stage id, emotion id


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
    solved: Solved | None = None

    @property
    def place(self) -> Place:
        return self.stage.pk, self.emotion.pk

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
    def badge(self) -> str:
        """The verdict as a badge may show it: 10 to 29 answers have none, whatever they say."""
        return "early" if self.level is display.Level.EARLY else str(self.verdict)

    @property
    def direction(self) -> Direction:
        return Direction(self.emotion.direction)

    @property
    def is_kind_but_unsolved(self) -> bool:
        """Solving comes first here and too little is solved, while the feeling is not short of it."""
        if self.solved is None or not self.level.may_rank or self.emotion.is_to_avoid:
            return False
        return self.solved.is_low and self.verdict is not verdicts.Verdict.BELOW

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

    @property
    def by_place(self) -> dict[Place, Cell]:
        return {cell.place: cell for cell in self.cells}

    @property
    def kind_but_unsolved(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.is_kind_but_unsolved]

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


LEVELS = list(reversed(display.Level))


def _urgency(cell: Cell) -> tuple[int, int, float, int]:
    # The level first: under a filter a cell without answers still has the verdict of the whole.
    return (
        LEVELS.index(cell.level),
        URGENCY.index(cell.verdict),
        -(cell.shortfall or 0.0),
        -cell.n,
    )


@dataclass(frozen=True)
class Design:
    """What a journey's answers are held against, the same for every period and split.

    `reading` decides which of them figures are made of.
    """

    journey: Journey
    reading: Reading
    stages: Mapping[int, Stage]
    aims: Mapping[Place, EmotionTarget]
    believed: Mapping[Place, Believed]
    factors: Mapping[int, float]
    solve: Construct | None

    def counts(self, period: Period, splits: Mapping[str, Any] | None = None) -> dict[Key, Counts]:
        return self.reading.counts(self.scope(period, splits))

    def scope(self, period: Period, splits: Mapping[str, Any] | None = None) -> Scope:
        return Scope(period.since, period.until, tuple(self.stages), splits or {})

    def judged(self, counted: Mapping[Key, Counts]) -> tuple[Cell, ...]:
        """The cells with their verdicts, the false discovery rate held over all of them."""
        found = [self._cell(place, target, counted) for place, target in self.aims.items()]
        gaps = verdicts.for_cells(
            [verdicts.Cell(cell.felt, float(cell.intended or 0), cell.direction) for cell in found]
        )
        return tuple(replace(cell, gap=gap) for cell, gap in zip(found, gaps, strict=True))

    def _cell(self, place: Place, target: EmotionTarget, counted: Mapping[Key, Counts]) -> Cell:
        stage_id, emotion_id = place
        stage, design = self.stages[stage_id], self.factors.get(stage_id, 1.0)
        counts = counted.get((stage_id, Construct("emotion", emotion_id)), NO_ANSWERS)
        found = _cell(stage, target, counts, self.believed.get(place), design)
        return replace(found, solved=solved.of_stage(stage, self.solve, counted, design=design))


def design(*, journey: Journey, reading: Reading | None = None) -> Design:
    """Targets, beliefs and design factors of a journey: four statements or five.

    Without a `reading` it is for no particular reader, and counts every answer.
    """
    stages = {stage.pk: stage for stage in journey.stages.current()}
    factors = DesignFactor.objects.filter(stage__in=list(stages))
    return Design(
        journey=journey,
        reading=reading or Reading(journey.organization),
        stages=stages,
        aims=targets.current(journey=journey),
        believed=beliefs.believed(journey=journey),
        factors=dict(factors.values_list("stage_id", "value")),
        solve=solved.question(org=journey.organization, stages=stages.values()),
    )


def board(
    *,
    journey: Journey,
    period: Period,
    splits: Mapping[str, Any] | None = None,
    reading: Reading | None = None,
) -> Board:
    """The board of a journey. A filter changes the numbers, never whose verdict is shown."""
    return read(design(journey=journey, reading=reading), period, splits)


def read(held: Design, period: Period, splits: Mapping[str, Any] | None = None) -> Board:
    """The same from a design that was read before."""
    whole = Board(held.journey, period, held.judged(held.counts(period)))
    if not splits:
        return whole
    return replace(
        whole, cells=_repeating(whole, held.judged(held.counts(period, splits))), is_filtered=True
    )


def _repeating(whole: Board, part: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """A part's own numbers with the verdicts of the whole."""
    said = whole.by_place
    return tuple(
        replace(cell, gap=replace(cell.gap, verdict=said[cell.place].verdict)) if cell.gap else cell
        for cell in part
    )


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
