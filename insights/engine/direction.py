"""Better or worse: the one place that knows that a low score can be good news."""

from enum import StrEnum

SCALE_TOP = 100.0


class Direction(StrEnum):
    """Whether a design wants customers to feel this emotion or to be spared it."""

    SEEK = "seek"
    AVOID = "avoid"


def performance(raw: float, direction: Direction) -> float:
    """Raw intensity (0-100) as performance (0-100, higher is better). It is its own inverse."""
    return raw if direction is Direction.SEEK else SCALE_TOP - raw


def slope_sign(direction: Direction) -> int:
    """How a difference or slope of raw scores changes sign when it is told as performance."""
    return 1 if direction is Direction.SEEK else -1
