"""The shapes of a journey template: a map with targets and actions, ready to be copied."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from actions.library.actions import BY_KEY as ACTIONS

Channel = Literal["phone", "email", "chat", "web", "app", "in_person", "post", "social"]
MeasureEffect = Literal["rewards", "neutral", "fights"]


@dataclass(frozen=True)
class TouchpointTemplate:
    """Where customer and company meet within a stage."""

    key: str
    name: str
    channel: Channel


@dataclass(frozen=True)
class TargetTemplate:
    """How strongly a stage intends an emotion to be felt: raw 0-100, low for one to avoid."""

    emotion: str
    intended: int


@dataclass(frozen=True)
class StageActionTemplate:
    """A library action designed into a stage for one of its targets, with its enablers.

    `checks` asks the customer whether it was done, in every language.
    """

    action: str
    emotion: str
    time_allowed: str
    performance_measure: str
    measure_effect: MeasureEffect
    authority: str
    material: str
    checks: Mapping[str, str]
    yes_is_good: bool


@dataclass(frozen=True)
class StageTemplate:
    """One step as the customer sees it.

    `asked_as` is the noun phrase that takes the place of `{interaction}` in every wording: see
    `emotions.library.entries` for the position it has to fit in each language.
    """

    key: str
    name: str
    customer_goal: str
    asked_as: Mapping[str, str]
    touchpoints: tuple[TouchpointTemplate, ...]
    targets: tuple[TargetTemplate, ...]
    actions: tuple[StageActionTemplate, ...]
    resolve_first: bool = False
    intention: str = ""
    reality: str = ""


@dataclass(frozen=True)
class JourneyTemplate:
    """A journey of one trade; `main_outcome` is the key of the outcome worth asking about."""

    key: str
    name: str
    trade: str
    description: str
    main_outcome: str
    stages: tuple[StageTemplate, ...]


def touchpoints(**channels: tuple[str, Channel]) -> tuple[TouchpointTemplate, ...]:
    """Touchpoints written as key=(name, channel)."""
    return tuple(TouchpointTemplate(key, *touchpoint) for key, touchpoint in channels.items())


def targets(**intended: int) -> tuple[TargetTemplate, ...]:
    """Targets written as emotion=intended."""
    return tuple(TargetTemplate(*target) for target in intended.items())


def design(
    action: str,
    emotion: str,
    *,
    time: str = "",
    measure: str = "",
    effect: MeasureEffect = "neutral",
    authority: str = "",
    material: str = "",
) -> StageActionTemplate:
    """A library action on a stage, asking the customer with the action's own check."""
    return StageActionTemplate(
        action=action,
        emotion=emotion,
        time_allowed=time,
        performance_measure=measure,
        measure_effect=effect,
        authority=authority,
        material=material,
        checks=ACTIONS[action].checks,
        yes_is_good=ACTIONS[action].yes_is_good,
    )
