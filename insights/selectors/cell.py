"""Everything about one emotion at one stage, for the page behind a cell of the board."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from emotions.models import Emotion
from insights.engine import display, intervals, verdicts
from insights.engine.pair import Pair, compare
from insights.selectors import board as boards
from insights.selectors import series, signs
from insights.selectors.board import Cell, Design
from insights.selectors.periods import Period
from insights.selectors.secrecy import Reading
from insights.selectors.series import Series
from journeys.models import Stage, StageAction
from surveys.models import Answer
from surveys.selectors import pairs
from surveys.selectors.cells import NO_ANSWERS, Construct, Counts, Key, Scope

COMMENTS = 20
NO, _PARTLY, YES = range(3)


@dataclass(frozen=True)
class ActionCheck:
    """A stage action for this emotion, how often customers say that it happened, and what they felt.

    `felt` compares those who say that it went well with those who say that it did not: an
    association among customers of the same stage, never the effect of the action. It is None for
    readers of whole months: it tells apart those who answered a question of few.
    """

    stage_action: StageAction
    is_live: bool
    done: intervals.Share
    unsaid: int
    felt: Pair | None

    @property
    def level(self) -> display.Level:
        return display.level(self.done.n)


@dataclass(frozen=True)
class CellPage:
    """A cell with its year, actions, comments and follow-ups; without a target there is no cell."""

    cell: Cell | None
    year: Series | None
    actions: list[ActionCheck]
    by_solution: Pair | None  # where solving comes first: felt if it was solved and if it was not
    comments: list[Answer]

    @property
    def bars(self) -> list[tuple[str, int, float]]:
        """The five points in words, how often each was chosen, and its share in percent."""
        if self.cell is None or not self.cell.n:
            return []
        n, chosen = self.cell.n, zip(signs.steps(), self.cell.counts.on(5), strict=True)
        return [(words, times, 100 * times / n) for words, times in chosen]

    @property
    def is_kind_though_unsolved(self) -> bool:
        """Customers whose case was not solved still feel what is intended, as far as one can tell."""
        if self.cell is None or self.by_solution is None or self.cell.emotion.is_to_avoid:
            return False
        unsolved = self.by_solution.not_taken
        aim = float(self.cell.intended or 0)
        return display.level(unsolved.n).may_rank and (
            verdicts.gap(unsolved, aim).verdict is verdicts.Verdict.AT_OR_ABOVE
        )


def read(
    *,
    stage: Stage,
    emotion: Emotion,
    period: Period,
    splits: Mapping[str, Any] | None = None,
    reading: Reading,
) -> CellPage:
    """Read the page of a cell; comments only for those who may read single answers."""
    design = boards.design(journey=stage.journey, reading=reading)
    cell = boards.read(design, period, splits).by_place.get((stage.pk, emotion.pk))
    asked = _Asked(
        stage, emotion, design, Scope(period.since, period.until, (stage.pk,), splits or {})
    )
    return CellPage(
        cell=cell,
        year=_year(design, cell, period.until, splits or {}) if cell else None,
        actions=_actions(asked),
        by_solution=_by_solution(asked),
        comments=[] if reading.is_guarded else _comments(asked),
    )


@dataclass(frozen=True)
class _Asked:
    """Which answers a page is about."""

    stage: Stage
    emotion: Emotion
    design: Design
    scope: Scope

    @property
    def felt(self) -> Construct:
        return Construct("emotion", self.emotion.pk)

    @property
    def factor(self) -> float:
        return self.design.factors.get(self.stage.pk, 1.0)

    def pair(self, beside: Construct, *, good: int = YES, bad: int = NO) -> Pair | None:
        """Felt by the answer to a question of yes, partly and no; read from single answers."""
        if self.design.reading.is_guarded:
            return None
        found = pairs.felt_by_answer(
            org=self.stage.organization, scope=self.scope, felt=self.felt, beside=beside
        )
        taken, not_taken = (found.get(answer, NO_ANSWERS).on(5) for answer in (good, bad))
        return compare(taken, not_taken, design=self.factor)


def _year(design: Design, cell: Cell, until: date, splits: Mapping[str, Any]) -> Series:
    [found] = series.of_cells(design=design, found=[cell], until=until, splits=splits)
    return found


def _by_solution(asked: _Asked) -> Pair | None:
    if not asked.stage.resolve_first or asked.design.solve is None:
        return None
    return asked.pair(asked.design.solve)


def _actions(asked: _Asked) -> list[ActionCheck]:
    current = asked.stage.stage_actions.current().filter(emotion=asked.emotion)
    designed = list(current.select_related("action").prefetch_related("check_wordings"))
    if not designed:
        return []
    live = set(
        StageAction.objects.live_on(asked.stage.organization.today())
        .filter(pk__in=[each.pk for each in designed])
        .values_list("pk", flat=True)
    )
    counted = asked.design.reading.counts(asked.scope)
    return [_check(asked, each, each.pk in live, counted) for each in designed]


def _check(
    asked: _Asked, stage_action: StageAction, is_live: bool, counted: Mapping[Key, Counts]
) -> ActionCheck:
    question = Construct("check", stage_action.pk)
    counts = counted.get((asked.stage.pk, question), NO_ANSWERS)
    wording = next(iter(stage_action.check_wordings.all()), None)
    good, bad = (YES, NO) if wording is None or wording.yes_is_good else (NO, YES)
    return ActionCheck(
        stage_action,
        is_live,
        intervals.wilson(counts.on(3)[good], counts.n),
        counts.unsaid,
        asked.pair(question, good=good, bad=bad),
    )


def _comments(asked: _Asked) -> list[Answer]:
    """Answers about this emotion that came with a comment, newest first."""
    return list(
        Answer.objects.filter(
            asked.scope.filters("response__"),
            organization=asked.stage.organization,
            question__emotion=asked.emotion,
            response__is_counted=True,
            response__experienced_on__range=(asked.scope.since, asked.scope.until),
            value__isnull=False,
        )
        .exclude(response__comment="")
        .select_related("response")
        .order_by("-response__experienced_on", "-response_id")[:COMMENTS]
    )
