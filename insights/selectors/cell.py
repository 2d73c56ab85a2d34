"""Everything about one emotion at one stage, for the page behind a cell of the board."""

from dataclasses import dataclass
from datetime import date

from emotions.models import Emotion
from insights.engine import display, intervals
from insights.selectors import board as boards
from insights.selectors.board import Cell, Period
from journeys.models import Stage, StageAction
from surveys.models import Answer, FollowUp
from surveys.selectors import cells
from surveys.selectors.cells import Construct, Counts, Scope

COMMENTS = 20


@dataclass(frozen=True)
class Week:
    """One week's mean, or None where too few answered."""

    monday: date
    n: int
    mean: float | None


@dataclass(frozen=True)
class ActionCheck:
    """A stage action for this emotion and how often customers say that it happened."""

    stage_action: StageAction
    is_live: bool
    done: intervals.Share
    unsaid: int

    @property
    def level(self) -> display.Level:
        return display.level(self.done.n)


@dataclass(frozen=True)
class CellPage:
    """A cell with its weeks, actions, comments and follow-ups; without a target there is no cell."""

    cell: Cell | None
    weeks: list[Week]
    actions: list[ActionCheck]
    comments: list[Answer]
    open_followups: int

    @property
    def bars(self) -> list[tuple[int, float]]:
        """How often each of the five points was chosen, and its share in percent."""
        if self.cell is None or not self.cell.n:
            return []
        return [(times, 100 * times / self.cell.n) for times in self.cell.counts.on(5)]


def read(*, stage: Stage, emotion: Emotion, period: Period, with_comments: bool) -> CellPage:
    """Read the page of a cell; comments only for those who may read single answers."""
    found = boards.felt(journey=stage.journey, period=period)
    return CellPage(
        cell=found.get((stage.pk, emotion.pk)),
        weeks=_weeks(stage, emotion, period),
        actions=_actions(stage, emotion, period),
        comments=_comments(stage, emotion, period) if with_comments else [],
        open_followups=FollowUp.objects.for_org(stage.organization)
        .open()
        .filter(stage=stage)
        .count(),
    )


def _weeks(stage: Stage, emotion: Emotion, period: Period) -> list[Week]:
    key = (stage.pk, Construct("emotion", emotion.pk))
    weeks = cells.weekly(org=stage.organization, scope=_scope(stage, period))
    found = []
    for monday, counted in weeks.items():
        counts = counted.get(key)
        if counts is None:
            continue
        felt = intervals.mean_of_counts(counts.on(5))
        shown = display.level(counts.n).shows_number
        found.append(Week(monday, counts.n, felt.mean if shown else None))
    return found


def _actions(stage: Stage, emotion: Emotion, period: Period) -> list[ActionCheck]:
    current = stage.stage_actions.current().filter(emotion=emotion)
    designed = list(current.select_related("action").prefetch_related("check_wordings"))
    live = set(
        StageAction.objects.live_on(stage.organization.today())
        .filter(pk__in=[each.pk for each in designed])
        .values_list("pk", flat=True)
    )
    counted = cells.counts(org=stage.organization, scope=_scope(stage, period))
    return [
        _check(each, each.pk in live, counted.get((stage.pk, Construct("check", each.pk))))
        for each in designed
    ]


def _check(stage_action: StageAction, is_live: bool, counts: Counts | None) -> ActionCheck:
    no, _partly, yes = counts.on(3) if counts else (0, 0, 0)
    wording = next(iter(stage_action.check_wordings.all()), None)
    good = yes if wording is None or wording.yes_is_good else no
    n = counts.n if counts else 0
    return ActionCheck(
        stage_action, is_live, intervals.wilson(good, n), counts.unsaid if counts else 0
    )


def _comments(stage: Stage, emotion: Emotion, period: Period) -> list[Answer]:
    """Answers about this emotion that came with a comment, newest first."""
    return list(
        Answer.objects.filter(
            organization=stage.organization,
            question__emotion=emotion,
            response__stage=stage,
            response__is_counted=True,
            response__experienced_on__range=(period.since, period.until),
            value__isnull=False,
        )
        .exclude(response__comment="")
        .select_related("response")
        .order_by("-response__experienced_on", "-response_id")[:COMMENTS]
    )


def _scope(stage: Stage, period: Period) -> Scope:
    return Scope(period.since, period.until, (stage.pk,))
