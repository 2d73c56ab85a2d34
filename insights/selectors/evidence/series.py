"""Weekly counts of answers as the series that the engine compares."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from accounts.models import Organization
from emotions.models import Emotion
from insights.engine import evidence
from insights.engine.direction import Direction, performance
from insights.engine.evidence import Weeks
from insights.selectors.evidence.designs import Design
from surveys.selectors import cells
from surveys.selectors.cells import Construct, Counts, Key, Scope

NAN = float("nan")
STEP = 25.0


@dataclass(frozen=True)
class Answers:
    """Every construct of some stages by week, read once for however many designs."""

    weekly: Mapping[Key, Mapping[date, Counts]]
    directions: Mapping[int, Direction]

    @cached_property
    def emotions(self) -> dict[tuple[int, int], dict[date, tuple[float, int]]]:
        """Mean and number of answers by (stage id, emotion id) and week."""
        return {
            (stage_id, construct.pk): {
                week: (_mean(counts), counts.n) for week, counts in by_week.items() if counts.n
            }
            for (stage_id, construct), by_week in self.weekly.items()
            if construct.kind == "emotion"
        }

    @classmethod
    def of(cls, designs: Iterable[Design], *, org: Organization) -> "Answers":
        designs = list(designs)
        if not designs:
            return cls({}, {})
        stages = {stage for each in designs for stage in (each.stage_id, *each.comparison_ids)}
        scope = Scope(
            min(each.mondays[0] for each in designs),
            max(each.last_day for each in designs),
            tuple(sorted(stages)),
        )
        weekly: dict[Key, dict[date, Counts]] = defaultdict(dict)
        for week, counted in cells.weekly(org=org, scope=scope).items():
            for key, counts in counted.items():
                weekly[key][week] = counts
        return cls(weekly, directions(org))

    def cell(self, stage_id: int, emotion_id: int, design: Design) -> Weeks:
        """One emotion at one stage: raw means, NaN where nobody answered or the week is left out."""
        found = self.emotions.get((stage_id, emotion_id), {})
        weeks = len(design.mondays)
        means, counts = [NAN] * weeks, [0.0] * weeks
        for week, (mean, n) in found.items():
            if (at := design.counted.get(week)) is not None:
                means[at], counts[at] = mean, float(n)
        return Weeks(tuple(means), tuple(counts))

    def spread(self, design: Design) -> tuple[tuple[int, ...], ...]:
        """How often each of the five answers was given to the design's emotion, week by week."""
        found = self.weekly.get((design.stage_id, Construct("emotion", design.emotion_id)), {})
        spread: list[tuple[int, ...]] = [(0,) * 5] * len(design.mondays)
        for week, counts in found.items():
            if (at := design.counted.get(week)) is not None:
                spread[at] = counts.on(5)
        return tuple(spread)

    def stage(self, stage_id: int, design: Design) -> Weeks:
        """All emotions asked at a stage as one series, turned the way of the design's emotion.

        One emotion elsewhere is asked too seldom to compare with; what all emotions of a stage do
        together shows season, news and a crowded hotline just as well.
        """
        asked = [emotion for stage, emotion in self.emotions if stage == stage_id]
        if not asked:
            return Weeks((NAN,) * len(design.mondays), (0.0,) * len(design.mondays))
        unit = evidence.altogether(
            [_turned(self.cell(stage_id, pk, design), self.directions[pk]) for pk in asked]
        )
        return _turned(unit, design.direction)

    def checks(self, stage_id: int, stage_action_id: int, weeks: Iterable[date]) -> list[Counts]:
        found = self.weekly.get((stage_id, Construct("check", stage_action_id)), {})
        return [found[week] for week in weeks if week in found]


@dataclass(frozen=True)
class Series:
    """The treated stage and those it is compared with, week by week, on one level.

    `stages` are the ids of the units that have answers. `alone` is the same emotion there, as it is.
    `spread` counts the five answers to the treated emotion by week.
    """

    design: Design
    treated: Weeks
    spread: tuple[tuple[int, ...], ...]
    stages: tuple[int, ...] = ()
    units: tuple[Weeks, ...] = ()
    alone: tuple[Weeks, ...] = field(default=())

    @property
    def before(self) -> list[date]:
        return [w for w in self.design.mondays[: self.design.start_index] if self._counts(w)]

    @property
    def after(self) -> list[date]:
        first = self.design.start_index + self.design.wash_in
        return [w for w in self.design.mondays[first:] if self._counts(w)]

    def _counts(self, week: date) -> bool:
        return self.design.counts_week(week)


def series(answers: Answers, design: Design) -> Series:
    """What a design compares, out of answers that were read for it."""
    units = {pk: answers.stage(pk, design) for pk in design.comparison_ids}
    answered = [pk for pk, unit in units.items() if sum(unit.counts)]
    alone = [answers.cell(pk, design.emotion_id, design) for pk in answered]
    return Series(
        design=design,
        treated=answers.cell(design.stage_id, design.emotion_id, design),
        spread=answers.spread(design),
        stages=tuple(answered),
        units=evidence.on_one_level([units[pk] for pk in answered]),
        alone=tuple(unit for unit in alone if sum(unit.counts)),
    )


def directions(org: Organization) -> dict[int, Direction]:
    rows = Emotion.objects.for_org(org).values_list("pk", "direction")
    return {pk: Direction(direction) for pk, direction in rows}


def _turned(unit: Weeks, direction: Direction) -> Weeks:
    return Weeks(tuple(performance(mean, direction) for mean in unit.means), unit.counts)


def _mean(counts: Counts) -> float:
    total = sum(STEP * step * times for step, times in enumerate(counts.on(5)))
    return total / counts.n
