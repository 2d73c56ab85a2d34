"""The simulated year: what customers really feel, and who of them answers what.

Pure: numpy in, plain values out, the same for the same seed. The world follows science.md's
planted world: stage means + a halo each customer carries + common drift + shocks of stage and week.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from demo.world import plot
from demo.world.plot import Planted
from insights.planted import feelings as rules

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Aim:
    """What one stage intends: emotion key -> raw 0-100."""

    journey: str
    stage: str
    intended: dict[str, int]


class Truth:
    """What is so in the planted world, before anybody is asked."""

    def __init__(self, aims: Sequence[Aim], avoid: Iterable[str], seek: Iterable[str], seed: int):
        self.dice = np.random.default_rng(seed)
        self.avoid = frozenset(avoid)
        self.emotions = tuple(sorted({*self.avoid, *seek}))
        self.sign = np.array([-1.0 if key in self.avoid else 1.0 for key in self.emotions])
        self.place = {key: index for index, key in enumerate(self.emotions)}
        self.stages = {(aim.journey, aim.stage): index for index, aim in enumerate(aims)}
        self.means = np.array([self._means(aim) for aim in aims])
        self.common = rules.common_drift(plot.WEEKS, self.dice)
        self.shocks = rules.stage_shocks(len(aims), plot.WEEKS, self.dice)

    def felt(self, stage: tuple[str, str], week: int) -> Array:
        """The true mean of every emotion at a stage in a week."""
        row = self.stages[stage]
        means = self.means[row] + self.sign * (self.common[week] + self.shocks[row, week])
        for planted in plot.PLANTED:
            if (planted.journey, planted.stage) == stage and week >= plot.TURN:
                means[self.place[planted.emotion]] += planted.effect
        return np.asarray(means, float)

    def feelings(self, stage: tuple[str, str], week: int, halo: float) -> Array:
        """What one customer feels, raw 0-100 and beyond, one value an emotion."""
        own = self.dice.normal(size=len(self.emotions))
        mixed = np.sqrt(rules.HALO) * halo * self.sign + np.sqrt(1 - rules.HALO) * own
        return np.asarray(self.felt(stage, week) + rules.SPREAD * mixed, float)

    def worth(self, feelings: Array) -> float:
        """What the feelings add to the outcomes, in standard units."""
        total = 0.0
        for key, effect in plot.EFFECTS.items():
            raw = feelings[self.place[key]]
            performance = 100 - raw if key in self.avoid else raw
            total += effect * (performance - rules.MIDDLE) / rules.SPREAD
        return total

    def _means(self, aim: Aim) -> Array:
        """Most stages fall somewhat short of what they intend; a few do better."""
        means = np.where(
            [key in self.avoid for key in self.emotions],
            self.dice.normal(27, 7, len(self.emotions)),
            self.dice.normal(62, 7, len(self.emotions)),
        )
        for key, intended in aim.intended.items():
            miss = self.dice.uniform(-4, 20)
            means[self.place[key]] = intended + miss if key in self.avoid else intended - miss
        return means


def answers_at_all(halo: float, tier: str, dice: np.random.Generator) -> bool:
    """Happier customers answer a little more often, and so do both ends."""
    base = rules.log_odds(plot.ANSWERS)
    pull = plot.HAPPIER_ANSWER * halo + plot.EXTREMES_ANSWER * (halo**2 - 1)
    chance = rules.chance(base + pull + plot.TIER_ANSWERS[tier])
    return bool(dice.random() < chance)


def five(worth: float, dice: np.random.Generator) -> int:
    return int(np.clip(np.rint(2.7 + 0.45 * worth + dice.normal(0, 0.8)), 0, 4))


def success(relieved: float, dice: np.random.Generator) -> int:
    """Was it solved? Relief and solving go together."""
    return int(np.clip(np.rint((relieved + dice.normal(0, 18) - 25) / 30), 0, 2))


def check(done: float, dice: np.random.Generator) -> int | None:
    """Yes 2, partly 1, no 0, or None for "don't remember"."""
    place = dice.random()
    if place < 0.08:
        return None
    shares = [done, 0.15 * (1 - done)]
    place = (place - 0.08) / 0.92
    return 2 if place < shares[0] else 1 if place < sum(shares) else 0


def done_in(planted: Planted | None, week: int) -> float:
    if planted is None:
        return plot.DONE
    return planted.done_after if week >= plot.TURN else planted.done_before
