"""Where to act first: reach, what a feeling is worth here, and how far a stage falls short of it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from actions.models import Action, ActionEmotion
from emotions.models import Emotion, Outcome
from insights.engine import display, drivers, priority
from insights.engine.direction import Direction
from insights.engine.drivers.bootstrap import DRAWS
from insights.engine.priority import Standing
from insights.selectors import folds, studies
from insights.selectors.periods import Months
from insights.selectors.studies import About, Study
from insights.selectors.units import Unit
from journeys.models import EmotionTarget, Journey, Stage, StageAction
from journeys.selectors import targets
from surveys.selectors.cells import Construct

ACTIONS_EACH = 2
Telling = Callable[[float], float]  # from the engine's units to what 100 customers gain
STRONG = Action.Strength.STRONG


@dataclass(frozen=True)
class Aim:
    """One target of a stage: how far it is missed and what that is worth, in the outcome's unit.

    `low` and `high` bound what is felt, over the draws of customers. Without a `felt` figure it was
    answered by fewer than 30, or is no part of the driver model.
    """

    target: EmotionTarget
    n: int
    felt: float | None = None
    low: float | None = None
    high: float | None = None
    shortfall: float = 0.0
    value: float = 0.0

    @property
    def emotion(self) -> Emotion:
        return self.target.emotion

    @property
    def is_counted(self) -> bool:
        return self.felt is not None


@dataclass(frozen=True)
class Place:
    """A stage in the order. `value`, `low` and `high` are in the outcome's unit.

    So much 100 customers of the whole journey would gain together, if the stage met its targets;
    the order holds better than the level.
    """

    stage: Stage
    reach: float
    value: float
    low: float
    high: float
    first: float
    rank_low: int
    rank_high: int
    aims: tuple[Aim, ...]
    actions: tuple[Action, ...] = ()

    @property
    def main(self) -> Aim | None:
        """The target whose shortfall costs most."""
        worst = max(self.aims, key=lambda aim: aim.value, default=None)
        return worst if worst is not None and worst.value > 0 else None

    @property
    def effort(self) -> Action | None:
        """The cheapest strong action there is for the main target."""
        return self.actions[0] if self.actions else None


@dataclass(frozen=True)
class Overtaking:
    """The second stage comes first once the main target of the first has gained so many points."""

    first: Place
    second: Place
    aim: Aim
    points: float


@dataclass(frozen=True, kw_only=True)
class Ranking(About):
    """The stages of a journey by what meeting their targets would be worth.

    Without `standing` there is no order: `finding` refuses, or explains too little.
    `uncounted` are stages none of whose targets could be counted.
    """

    standing: Standing | None
    places: tuple[Place, ...]
    uncounted: tuple[Stage, ...]
    overtaking: Overtaking | None

    @property
    def is_unconnected(self) -> bool:
        """There is a model, and it explains too little for an order."""
        return isinstance(self.finding, drivers.Table) and not self.finding.ranked

    @property
    def top(self) -> Place | None:
        return self.places[0] if self.places and self.places[0].value > 0 else None


def ranking(
    *,
    journey: Journey,
    outcome: Outcome,
    months: Months | None = None,
    draws: int = DRAWS,
    seed: int = 0,
) -> Ranking:
    """Order the stages of a journey for an outcome, from what is folded. Deterministic by `seed`."""
    months = months or studies.default_months(org=journey.organization)
    study = studies.study(journey=journey, outcome=outcome, months=months, draws=draws, seed=seed)
    aims = _aims(journey, study)
    reach = folds.reach(journey=journey, months=months)
    order = _order(study, outcome, aims, reach)
    unit = Unit.of(outcome, study.measure)
    places = (
        _places(journey, order, aims, reach, lambda points: unit.of_hundred(points, outcome))
        if order
        else ()
    )
    placed = {place.stage.pk for place in places}
    return Ranking(
        journey=journey,
        outcome=outcome,
        months=months,
        study=study,
        forecast=studies.forecast(
            journey=journey, outcome=outcome, months=months, growth=study.growth
        ),
        standing=order.standing if order else None,
        places=places,
        uncounted=tuple(
            rows[0].target.stage for pk, rows in aims.items() if order and pk not in placed
        ),
        overtaking=_overtaking(places),
    )


def _aims(journey: Journey, study: Study) -> dict[int, list[Aim]]:
    """By stage its targets, with the felt mean of those that the model knows well enough."""
    found: dict[int, list[Aim]] = {}
    for (stage, emotion), target in targets.current(journey=journey).items():
        name = folds.name_of(Construct("emotion", emotion))
        n = study.counts.get((stage, name), 0)
        felt = _felt(study, stage, name) if display.level(n).may_rank else ()
        found.setdefault(stage, []).append(Aim(target, n, *felt))
    return found


def _felt(study: Study, stage: int, name: str) -> tuple[float, ...]:
    """The mean at the stage and its 95 % limits; nothing where the model does not know it."""
    model = study.model
    if model is None or name not in model.variables or stage not in model.stages:
        return ()
    row, variable = model.stages.index(stage), model.variables.index(name)
    low, high = np.nanquantile(model.mean_draws[:, row, variable], [0.025, 0.975])
    return float(model.means[row, variable]), float(low), float(high)


def _order(
    study: Study, outcome: Outcome, aims: Mapping[int, list[Aim]], reach: Mapping[int, float]
) -> priority.Ranking | None:
    """The engine's ranking of the stages with a counted target; None where no order may be shown."""
    if study.model is None or not isinstance(study.finding, drivers.Table):
        return None
    candidates = [
        priority.Stage(pk, reach.get(pk, 0.0), counted)
        for pk, rows in aims.items()
        if (counted := tuple(_target(aim) for aim in rows if aim.is_counted))
    ]
    if not study.finding.ranked or not candidates:
        return None
    direction = Direction.SEEK if outcome.higher_is_better else Direction.AVOID
    return priority.rank(study.model, candidates, outcome=direction)


def _target(aim: Aim) -> priority.Target:
    return priority.Target(
        folds.name_of(Construct("emotion", aim.emotion.pk)),
        aim.target.intended,
        Direction(aim.emotion.direction),
    )


def _places(
    journey: Journey,
    order: priority.Ranking,
    aims: Mapping[int, list[Aim]],
    reach: Mapping[int, float],
    told: Telling,
) -> tuple[Place, ...]:
    """The ranked stages with their rows, and what could be done there."""
    found = []
    for ranked in order.stages:
        # The engine hands back our own keys and does not know that they are numbers.
        rows = aims[ranked.key]  # type: ignore[index]
        parts = {part.emotion: part for part in ranked.parts}
        found.append(
            Place(
                stage=rows[0].target.stage,
                reach=reach.get(rows[0].target.stage_id, 0.0),
                value=told(ranked.value),
                low=told(ranked.low),
                high=told(ranked.high),
                first=ranked.first,
                rank_low=ranked.rank_low,
                rank_high=ranked.rank_high,
                aims=tuple(_worth(aim, parts, told) for aim in rows),
            )
        )
    return _with_actions(journey, found)


def _worth(aim: Aim, parts: Mapping[str, priority.Part], told: Telling) -> Aim:
    part = parts.get(folds.name_of(Construct("emotion", aim.emotion.pk)))
    return replace(aim, shortfall=part.shortfall, value=told(part.value)) if part else aim


def _with_actions(journey: Journey, places: Iterable[Place]) -> tuple[Place, ...]:
    """Each place with the cheapest strong actions for its main target that are not live there."""
    places = list(places)
    wanted = {place.main.emotion.pk for place in places if place.main}
    rows = (
        ActionEmotion.objects.for_org(journey.organization)
        .filter(emotion__in=wanted, strength=STRONG)
        .exclude(action__state=Action.State.RETIRED)
        .select_related("action")
        .order_by("action__effort", "action__cost", "-action_id")
    )
    strong: dict[int, list[Action]] = {}
    for row in rows:
        strong.setdefault(row.emotion_id, []).append(row.action)
    live = set(
        StageAction.objects.live_on(journey.organization.today())
        .filter(stage__journey=journey, archived_at__isnull=True)
        .values_list("stage_id", "action_id")
    )
    return tuple(
        replace(
            place,
            actions=tuple(
                action
                for action in strong.get(place.main.emotion.pk, [])
                if (place.stage.pk, action.pk) not in live
            )[:ACTIONS_EACH],
        )
        if place.main
        else place
        for place in places
    )


def _overtaking(places: tuple[Place, ...]) -> Overtaking | None:
    """What would have to happen at the first stage for the second to come first."""
    if len(places) < 2 or (aim := places[0].main) is None or places[1].value <= 0:
        return None
    ahead = places[0].value - places[1].value
    if ahead >= aim.value:
        return None
    return Overtaking(places[0], places[1], aim, aim.shortfall * ahead / aim.value)
