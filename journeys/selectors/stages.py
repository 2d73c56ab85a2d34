"""Everything about one stage, for its page."""

from dataclasses import dataclass
from typing import Any

from accounts.models import Team
from actions.library.actions import BY_KEY as ACTIONS
from emotions.library.emotions import BY_KEY as EMOTIONS
from journeys.models import CheckWording, EmotionTarget, LiveInterval, Stage, StageAction
from journeys.selectors import guide, maps
from journeys.selectors.figures import Measured
from journeys.selectors.maps import Column


@dataclass(frozen=True)
class Design:
    """An action on the stage with its days and its question to customers."""

    stage_action: StageAction
    live: LiveInterval | None
    earlier: list[LiveInterval]
    wording: CheckWording | None


@dataclass(frozen=True)
class StagePage:
    """A stage with what its map column shows and what hangs on it."""

    column: Column
    designs: list[Design]
    teams: list[Team]
    suggestion: guide.Suggestion
    ended: list[EmotionTarget]


def read(*, stage: Stage, measured: Measured) -> StagePage:
    """The page of a stage."""
    whole = maps.read(journey=stage.journey, measured=measured)
    column = next((each for each in whole.columns if each.stage.pk == stage.pk), None)
    return StagePage(
        column=column or Column(stage, 0, [], [], [], 0, 0),
        designs=[_design(row) for row in _designs(stage)],
        teams=list(stage.teams.all()),
        suggestion=guide.suggest(stage.guide),
        ended=list(_ended(stage)),
    )


def suggested_check(stage_action: StageAction) -> dict[str, str]:
    """How customers might be asked about it: the library's words for the action or its emotion."""
    entry = ACTIONS.get(stage_action.action.library_key) or EMOTIONS.get(stage_action.emotion.key)
    languages = stage_action.organization.languages
    return {code: entry.checks[code] for code in languages if code in entry.checks} if entry else {}


def _designs(stage: Stage) -> Any:
    return (
        stage.stage_actions.current()
        .select_related("action", "emotion", "owner__user")
        .prefetch_related("live_intervals", "check_wordings")
    )


def _design(stage_action: StageAction) -> Design:
    intervals = list(stage_action.live_intervals.all())
    live = next((interval for interval in intervals if interval.ended_on is None), None)
    return Design(
        stage_action,
        live,
        [interval for interval in intervals if interval.ended_on is not None],
        next(iter(stage_action.check_wordings.all()), None),
    )


def _ended(stage: Stage) -> Any:
    ended = stage.targets.filter(ended_on__isnull=False).select_related("emotion")
    return ended.order_by("-ended_on", "-pk")[:10]
