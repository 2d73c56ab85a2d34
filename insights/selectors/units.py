"""What the figures of an outcome are counted in: steps of its scale, customers of 100, or percent."""

from enum import StrEnum
from math import expm1

from emotions.models import Outcome
from insights.models import FactMonth
from insights.selectors.folds import A_STEP

CUSTOMERS = 100  # whose gain is told together: that of one is a small fraction


class Unit(StrEnum):
    """How a difference in an outcome is told."""

    STEPS = "steps"
    POINTS = "percentage points"
    PERCENT = "percent"

    @classmethod
    def of(cls, outcome: Outcome, measure: FactMonth.Measure | None) -> "Unit":
        if not outcome.is_imported:
            return cls.STEPS
        return cls.PERCENT if measure is FactMonth.Measure.AMOUNT else cls.POINTS

    def told(self, points: float, outcome: Outcome) -> float:
        """A difference in the engine's units, as it is told of one customer."""
        if self is Unit.PERCENT:
            return 100 * expm1(points / 100)
        return points / A_STEP.get(outcome.scale, 1.0)

    def of_hundred(self, points: float, outcome: Outcome) -> float:
        """The same of 100 customers together: steps add up, the others are of 100 anyway."""
        return self.told(points, outcome) * (CUSTOMERS if self is Unit.STEPS else 1)
