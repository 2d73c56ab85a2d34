"""One planted world that was lived through: what is so, and where the product keeps its answers."""

from dataclasses import dataclass, field

import numpy as np

from insights.engine.arrays import Array
from insights.planted import truth
from insights.planted.company import Company
from insights.planted.truth import Met, Truth

SCALE = np.arange(5) * 25.0


@dataclass
class Planted:
    """A company with the world it lives in. Everybody who was met, those who answered among them."""

    company: Company
    seed: int
    world: Truth
    met: Met
    silent: bool = False  # whether those who did not answer are recorded as well
    intended: list[tuple[int, int]] = field(default_factory=list)  # raw, as design.aims

    def shares(self, stage: int, emotion: int, weeks: range, *, answering: bool = True) -> Array:
        """How often each raw step is truly felt over these weeks, each as often as it answered."""
        by_week = self.world.shares(stage, emotion, answering=answering)[list(weeks)]
        here = (self.met.stage == stage) & self.met.answers
        times = np.bincount(self.met.week[here], minlength=self.world.design.weeks)[list(weeks)]
        shares = times @ by_week / times.sum() if times.sum() else by_week.mean(axis=0)
        return np.asarray(shares[::-1] if emotion in truth.AVOIDED else shares, float)

    def mean(self, stage: int, emotion: int, weeks: range, *, answering: bool = True) -> float:
        """The true raw mean over these weeks."""
        return float(self.shares(stage, emotion, weeks, answering=answering) @ SCALE)

    def reach(self, weeks: range) -> Array:
        """Of the customers recorded in these weeks, the share that passed each stage, (stages,)."""
        met = self.met if self.silent else self.met.only(self.met.answers)
        met = met.only((met.week >= weeks[0]) & (met.week <= weeks[-1]))
        passed = [np.unique(met.person[met.stage == at]).size for at in range(truth.STAGES)]
        return np.array(passed) / max(1, np.unique(met.person).size)

    @property
    def year(self) -> range:
        return range(self.world.design.weeks)
