"""The map of a journey, read in as few statements for a hundred stages as for one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Exists, OuterRef

from emotions.models import Emotion
from journeys.models import EmotionTarget, Journey, LiveInterval, Stage, StageAction, Touchpoint
from journeys.selectors import beliefs, targets
from journeys.selectors.beliefs import Believed
from journeys.selectors.figures import Figure, Measured

R = TypeVar("R")


@dataclass(frozen=True)
class Aim:
    """A target with the two things it is held against."""

    target: EmotionTarget
    believed: Believed | None
    felt: Figure | None

    @property
    def emotion(self) -> Emotion:
        return self.target.emotion


@dataclass(frozen=True)
class Column:
    """One stage from top to bottom."""

    stage: Stage
    number: int
    touchpoints: list[Touchpoint]
    aims: list[Aim]
    actions: list[StageAction]  # each with `is_live`
    open_followups: int
    complaints: int

    @property
    def main(self) -> Aim | None:
        """The aim that stands for the stage in the curve: the first emotion that is sought."""
        return next((aim for aim in self.aims if not aim.emotion.is_to_avoid), None)

    @property
    def lacks_an_emotion_to_avoid(self) -> bool:
        """Customers complain here, but the stage does not aim to spare them anything."""
        return bool(self.complaints) and not any(aim.emotion.is_to_avoid for aim in self.aims)

    @property
    def parts_company(self) -> bool:
        """What we say of this moment and what customers say of it are both written down."""
        return bool(self.stage.intention and self.stage.reality)

    def aim_for(self, emotion: Emotion) -> Aim | None:
        return next((aim for aim in self.aims if aim.emotion == emotion), None)


@dataclass(frozen=True)
class Map:
    """A journey as a table: one column a stage."""

    journey: Journey
    columns: list[Column]
    measured: Measured

    @property
    def emotions(self) -> list[Emotion]:
        """Every emotion aimed for, the one at most stages first."""
        found = [aim.emotion for column in self.columns for aim in column.aims]
        by_pk = {emotion.pk: emotion for emotion in found}
        times = {pk: sum(emotion.pk == pk for emotion in found) for pk in by_pk}
        return sorted(by_pk.values(), key=lambda emotion: (-times[emotion.pk], emotion.pk))

    @property
    def is_long(self) -> bool:
        return len(self.columns) >= 5


def read(*, journey: Journey, measured: Measured) -> Map:
    """Six statements, however long the journey is."""
    stages = list(journey.stages.current())
    parts = _Parts(
        touchpoints=_by_stage(_touchpoints(journey)),
        targets=_by_stage(targets.current(journey=journey).values()),
        actions=_by_stage(stage_actions(journey)),
        believed=beliefs.believed(journey=journey),
        measured=measured,
    )
    columns = [parts.column(stage, number) for number, stage in enumerate(stages, 1)]
    return Map(journey, columns, measured)


@dataclass(frozen=True)
class _Parts:
    touchpoints: Mapping[int, list[Touchpoint]]
    targets: Mapping[int, list[EmotionTarget]]
    actions: Mapping[int, list[StageAction]]
    believed: Mapping[tuple[int, int], Believed]
    measured: Measured

    def column(self, stage: Stage, number: int) -> Column:
        return Column(
            stage=stage,
            number=number,
            touchpoints=self.touchpoints.get(stage.pk, []),
            aims=[self._aim(target) for target in self.targets.get(stage.pk, [])],
            actions=self.actions.get(stage.pk, []),
            open_followups=self.measured.open_followups.get(stage.pk, 0),
            complaints=self.measured.complaints(stage.pk),
        )

    def _aim(self, target: EmotionTarget) -> Aim:
        cell = (target.stage_id, target.emotion_id)
        return Aim(target, self.believed.get(cell), self.measured.felt.get(cell))


def stage_actions(journey: Journey) -> Any:
    """The actions on the stages of a journey, each with `is_live`."""
    running = LiveInterval.objects.filter(stage_action=OuterRef("pk"), ended_on__isnull=True)
    return (
        StageAction.objects.current()
        .filter(stage__journey=journey, stage__archived_at__isnull=True)
        .select_related("action", "emotion", "owner__user")
        .annotate(is_live=Exists(running))
    )


def _touchpoints(journey: Journey) -> Any:
    return (
        Touchpoint.objects.current()
        .filter(stage__journey=journey, stage__archived_at__isnull=True)
        .select_related("owner__user")
    )


def _by_stage(rows: Iterable[R]) -> dict[int, list[R]]:
    found: dict[int, list[R]] = defaultdict(list)
    for row in rows:
        found[row.stage_id].append(row)  # type: ignore[attr-defined]
    return found
